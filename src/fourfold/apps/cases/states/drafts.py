"""The forms whose typing is kept before it is saved."""

from __future__ import annotations

from enum import StrEnum


class DraftKind(StrEnum):
    """Which form. REPORT stands by itself; the others are about a case, and may name a part."""

    REPORT = "REPORT"
    SCREENING = "SCREENING"
    TALK = "TALK"
    CONSULT = "CONSULT"
    OPINION = "OPINION"
    SUMMARY = "SUMMARY"
    WISHES = "WISHES"
    FOLLOW_UP = "FOLLOW_UP"
