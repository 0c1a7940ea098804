"""How a term on a seat ends, and what a declared conflict is about."""

from __future__ import annotations

from enum import StrEnum


class Ending(StrEnum):
    """How a term ended. "" is none yet. MISTAKE: it never was; it stays in the history only."""

    OVER = "OVER"
    RESIGNED = "RESIGNED"
    LEFT_OFFICE = "LEFT_OFFICE"
    REPLACED = "REPLACED"
    MISTAKE = "MISTAKE"


class ConflictAbout(StrEnum):
    """What a declared conflict is about; GENERAL has no ref."""

    GENERAL = "GENERAL"
    RECOMMENDATION = "RECOMMENDATION"
    AGENDA_ITEM = "AGENDA_ITEM"
