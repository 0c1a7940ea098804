"""Calculations on tables. No Django, no disk, no clock: the same input gives the same answer."""
