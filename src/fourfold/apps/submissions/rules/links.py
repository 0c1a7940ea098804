"""How long an answer link works."""

from __future__ import annotations

from datetime import date, timedelta

WORKS_AFTER_DUE = timedelta(days=30)
"""After the due day of the office, its link works for these days more."""


def works_until(due_on: date | None) -> date | None:
    """Return the last day on which a link works; None: as long as its call is open."""
    return None if due_on is None else due_on + WORKS_AFTER_DUE
