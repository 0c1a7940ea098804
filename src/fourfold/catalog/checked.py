"""How long a check of a listing counts: one number for the directory, its pages and its table."""

from __future__ import annotations

from datetime import date, timedelta

CURRENT_FOR = timedelta(days=180)
"""
An older check counts for nothing: the organization is asked again, the listing says to call first,
and the table of help by region leaves it out. Not confirmed. The pages say "six months".
"""


def is_current(checked_on: date, *, today: date) -> bool:
    """Tell whether a check still counts; on its last day it does."""
    return today - checked_on <= CURRENT_FOR
