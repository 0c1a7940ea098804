"""
Field classes: what kind of fact a column holds.

Every model lists its fields in FIELD_CLASSES; the build fails on a field without a class. The
class decides masking, logging, export and how long a value is kept: the periods are the state's,
in retention.csv of its pack.
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
    """What a class means, and how long its values are kept. The periods are the packs' defaults."""

    meaning: str
    kept: str


RULES: dict[FieldClass, Rule] = {
    FieldClass.OPEN: Rule(
        "Anyone may read it once it is published.",
        "For good: published numbers must stay traceable.",
    ),
    FieldClass.INTERNAL: Rule(
        "Staff of the agencies concerned; names no person served.",
        "Seven years after the record's last change, where the state sets no other period.",
    ),
    FieldClass.PERSONAL: Rule(
        "Points to a person; need-to-know only.",
        "With its record, by the kind and outcome of the record; never while a hold stands.",
    ),
    FieldClass.PLACE: Rule(
        "Where a person or a confidential service can be found; need-to-know only.",
        "Emptied early, 180 days after closing by default; never while a hold stands.",
    ),
    FieldClass.HEALTH: Rule(
        "Health and mental health, other than substance use treatment; need-to-know only.",
        "With its record, by the kind and outcome of the record; never while a hold stands.",
    ),
    FieldClass.EXPLOITER: Rule(
        "Points to an alleged exploiter; need-to-know only.",
        "With its record, by the kind and outcome of the record; never while a hold stands.",
    ),
    FieldClass.SUD: Rule(
        "From a substance use treatment program (42 CFR part 2); only by express consent.",
        "Emptied early, 1 year after closing by default; never while a hold stands.",
    ),
    FieldClass.CJI: Rule(
        "Criminal justice information (FBI CJIS). Off: a deployment must declare its addendum.",
        "Emptied when the record is closed, by default. Off: nothing is kept.",
    ),
    FieldClass.PRIVILEGED: Rule(
        "Told in confidence to a counselor; seen by its holder alone.",
        "Emptied early, 1 year after closing by default; never while a hold stands.",
    ),
}
