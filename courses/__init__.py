"""Lessons as text, and how text becomes released notebooks."""
