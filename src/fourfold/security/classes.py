"""
Field classes: what kind of fact a column holds.

Every model lists its fields in FIELD_CLASSES; the build fails on a field without a class. The
class decides masking, logging, export and how long a value is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FieldClass(StrEnum):
    """The nine classes, from open to closed."""

    OPEN = "open"
    INTERNAL = "internal"
    PERSONAL = "personal"
    PLACE = "place"
    HEALTH = "health"
    EXPLOITER = "exploiter"
    PRIVILEGED = "privileged"
    SUD = "sud"
    CJI = "cji"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a class means, and how long its values are kept. The periods are defaults."""

    meaning: str
    kept: str


RULES: dict[FieldClass, Rule] = {
    FieldClass.OPEN: Rule(
        "Anyone may read it once it is published.",
        "For good: published numbers must stay traceable.",
    ),
    FieldClass.INTERNAL: Rule(
        "Staff of the agencies concerned; names no person served.",
        "Seven years after the record's last change (default; a deployment may lengthen it).",
    ),
    FieldClass.PERSONAL: Rule(
        "Points to a person; need-to-know only.",
        "By the owning agency's schedule; not set until the security floor stands.",
    ),
    FieldClass.PLACE: Rule(
        "Where a person or a confidential service can be found; need-to-know only.",
        "As long as needed for safety, then erased; not set until the security floor stands.",
    ),
    FieldClass.HEALTH: Rule(
        "Health and mental health, other than substance use treatment; need-to-know only.",
        "By the owning agency's schedule; not set until the security floor stands.",
    ),
    FieldClass.EXPLOITER: Rule(
        "Points to an alleged exploiter; need-to-know only.",
        "By the owning agency's schedule; not set until the security floor stands.",
    ),
    FieldClass.SUD: Rule(
        "From a substance use treatment program (42 CFR part 2); only by express consent.",
        "By its holder's own schedule; not set until the security floor stands.",
    ),
    FieldClass.CJI: Rule(
        "Criminal justice information (FBI CJIS). Off: a deployment must declare its addendum.",
        "Nothing is kept while the class is off.",
    ),
    FieldClass.PRIVILEGED: Rule(
        "Told in confidence to a counselor; seen by its holder alone.",
        "By its holder's own schedule; not set until the security floor stands.",
    ),
}
