"""A follow-up's life: planned for a day, then done with what was found, or left out."""

from __future__ import annotations

from enum import StrEnum


class FollowUpKind(StrEnum):
    """How somebody looks after the person again."""

    VISIT = "VISIT"
    CALL = "CALL"
    MESSAGE = "MESSAGE"
    WITH_SCHOOL = "WITH_SCHOOL"
    WITH_PROVIDER = "WITH_PROVIDER"


class FollowUpResult(StrEnum):
    """What was found, or why it was left out. UNKNOWN is never WELL."""

    WELL = "WELL"
    NEEDS_HELP = "NEEDS_HELP"
    NOT_REACHED = "NOT_REACHED"
    DECLINED = "DECLINED"
    NOT_NEEDED = "NOT_NEEDED"
