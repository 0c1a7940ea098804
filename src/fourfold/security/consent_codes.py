"""The codes of consent and disclosure: what the database keeps. Their words are elsewhere."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

MOST_TIME = timedelta(days=180)
"""No consent lives longer, whatever a pack says; the database refuses it too."""


class Kind(StrEnum):
    """What a consent is about. Two kinds of record need a consent of their own."""

    GENERAL = "GENERAL"
    SUD = "SUD"
    PRIVILEGED = "PRIVILEGED"


CLASSES_OF: dict[Kind, frozenset[str]] = {
    Kind.GENERAL: frozenset({"internal", "personal", "place", "health", "exploiter"}),
    Kind.SUD: frozenset({"sud"}),
    Kind.PRIVILEGED: frozenset({"privileged"}),
}
"""Field classes each kind may name. What stands in no kind (open, cji) no consent can give."""

KIND_OF: dict[str, Kind] = {name: kind for kind, names in CLASSES_OF.items() for name in names}


class Giver(StrEnum):
    """Who said yes."""

    PERSON = "PERSON"
    YOUTH_ALONE = "YOUTH_ALONE"
    YOUTH_AND_GUARDIAN = "YOUTH_AND_GUARDIAN"
    GUARDIAN = "GUARDIAN"


WITH_GUARDIAN = frozenset({Giver.YOUTH_AND_GUARDIAN, Giver.GUARDIAN})


class Assent(StrEnum):
    """What the person themselves said. A no is never kept as a consent."""

    GIVEN = "GIVEN"
    NOT_ABLE = "NOT_ABLE"
    REFUSED = "REFUSED"


class How(StrEnum):
    """How a consent was given."""

    SIGNED_PAPER = "SIGNED_PAPER"
    SIGNED_SCREEN = "SIGNED_SCREEN"
    SPOKEN_WITNESSED = "SPOKEN_WITNESSED"


class HowEnded(StrEnum):
    """How, or why, a consent was ended before its day."""

    IN_WRITING = "IN_WRITING"
    SPOKEN = "SPOKEN"
    GUARDIAN_ACCUSED = "GUARDIAN_ACCUSED"
    MISTAKE = "MISTAKE"


class Purpose(StrEnum):
    """What shared facts may be used for. A consent names one."""

    SERVICES = "SERVICES"
    HOUSING = "HOUSING"
    HEALTH_CARE = "HEALTH_CARE"
    SCHOOL = "SCHOOL"
    LEGAL_HELP = "LEGAL_HELP"
    TEAM_REVIEW = "TEAM_REVIEW"
    INVESTIGATION = "INVESTIGATION"
    BENEFITS = "BENEFITS"


class Form(StrEnum):
    """In which form facts left."""

    PAGE = "PAGE"
    PRINT = "PRINT"
    EXPORT = "EXPORT"
    API = "API"
    TELEPHONE = "TELEPHONE"
    PAPER = "PAPER"


class Task(StrEnum):
    """What must be done after a release that the law compelled or allowed."""

    TRY_TO_TELL = "TRY_TO_TELL"
    PROTECT_SAFETY = "PROTECT_SAFETY"
    NOTE_THE_EMERGENCY = "NOTE_THE_EMERGENCY"


class Outcome(StrEnum):
    """How a task ended."""

    DONE = "DONE"
    NOT_REACHED = "NOT_REACHED"
    UNSAFE_TO_TRY = "UNSAFE_TO_TRY"
