"""Keeping the keys: the look at start, rotating, shredding."""
