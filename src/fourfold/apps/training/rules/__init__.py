"""Checks of training on plain values."""
