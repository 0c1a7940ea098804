"""Who was consulted, how, and on what."""

from __future__ import annotations

from enum import StrEnum


class Asked(StrEnum):
    """Who was asked. SURVIVORS is a category: nobody is named, and no words say who."""

    ORGANIZATION = "ORGANIZATION"
    GROUP = "GROUP"
    SURVIVORS = "SURVIVORS"


class Way(StrEnum):
    """How somebody was asked."""

    MEETING = "MEETING"
    SURVEY = "SURVEY"
    FOCUS_GROUP = "FOCUS_GROUP"
    LETTER = "LETTER"
    HEARING = "HEARING"


class Thing(StrEnum):
    """What a consultation was about, or what it changed."""

    RECOMMENDATION = "RECOMMENDATION"
    LAW = "LAW"
    FINDING = "FINDING"
    ACTION = "ACTION"
