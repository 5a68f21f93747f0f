"""Tests of the exchange: store and receipts alone, then the real service behind a real hub."""
