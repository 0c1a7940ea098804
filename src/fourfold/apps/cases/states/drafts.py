"""The forms whose typing is kept before it is saved."""

from __future__ import annotations

from enum import StrEnum


class DraftKind(StrEnum):
    """Which form. REPORT is a new one; what a form is about follows: a report, a case, a part."""

    REPORT = "REPORT"
    CHANGE = "CHANGE"
    REPLY = "REPLY"
    SCREENING = "SCREENING"
    TALK = "TALK"
    CONSULT = "CONSULT"
    OPINION = "OPINION"
    SUMMARY = "SUMMARY"
    WISHES = "WISHES"
    FOLLOW_UP = "FOLLOW_UP"
    MISSING = "MISSING"
    DECISION = "DECISION"
    RESULTS = "RESULTS"


OF_REPORT = frozenset({DraftKind.CHANGE, DraftKind.REPLY})
"""Forms about a report; the others but REPORT are about a case, and may name a part of it."""
