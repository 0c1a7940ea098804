"""What somebody decided about two records that may be of one person."""

from __future__ import annotations

from enum import StrEnum


class Decision(StrEnum):
    """SAME: one person. TWO: two persons, not asked again. UNSURE: left for later."""

    SAME = "SAME"
    TWO = "TWO"
    UNSURE = "UNSURE"


class Side(StrEnum):
    """Whose value is shown of two records of one person."""

    FIRST = "FIRST"
    OTHER = "OTHER"
