"""Tests of the lab; shared helpers live in conftest.py."""
