"""A demo whose work takes a known time, so that a phone can be lost in the middle of it."""
