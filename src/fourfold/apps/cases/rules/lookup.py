"""
Looking a person up before a record is made: what is compared, and how well two agree.

Marks are made of two attributes each. So a single name finds nobody, and whoever reads the table
of marks cannot count how often one name stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import product

from fourfold.apps.cases.rules.names import codes, words

LEAST = 2
"""Attributes that must be given, and that must agree."""
PHONE_DIGITS = (7, 10)
"""A shorter number is no telephone; of a longer one the last ten count."""


class TooFewAttributes(ValueError):
    """With less than two things known of somebody, too many people would be shown."""


class Attribute(StrEnum):
    """What a person can be known by."""

    GIVEN = "GIVEN"
    FAMILY = "FAMILY"
    BORN = "BORN"
    PHONE = "PHONE"


class Grade(StrEnum):
    """
    How well an attribute agrees.

    SAME: equal, but for accents, capitals and order. ALIKE: names that sound alike. TURNED: day and
    month the other way round. YEAR: the year of birth alone.
    """

    SAME = "SAME"
    ALIKE = "ALIKE"
    TURNED = "TURNED"
    YEAR = "YEAR"


MOST_OTHERS = 6
"""Other names that are compared, the first ones."""
WEIGHT = {Grade.SAME: 3, Grade.TURNED: 2, Grade.ALIKE: 2, Grade.YEAR: 1}
Agreement = Mapping[Attribute, Grade]


@dataclass(frozen=True, slots=True)
class Sought:
    """
    What is known of the person looked for; blank or None is not known.

    given, family: any names, in any order. born_year counts only without born_on.
    """

    given: str = ""
    family: str = ""
    born_on: date | None = None
    born_year: int | None = None
    phone: str = ""

    @property
    def attributes(self) -> tuple[Attribute, ...]:
        """The attributes given, in the order of the list."""
        told = {
            Attribute.GIVEN: words(self.given),
            Attribute.FAMILY: words(self.family),
            Attribute.BORN: self.born_on or self.born_year,
            Attribute.PHONE: phone_of(self.phone),
        }
        return tuple(each for each, value in told.items() if value)


@dataclass(frozen=True, slots=True)
class Known:
    """What a record says of a person, opened inside the house to compare it."""

    given: str = ""
    family: str = ""
    others: tuple[str, ...] = ()
    born_on: date | None = None
    phone: str = ""

    @property
    def attributes(self) -> tuple[str, ...]:
        """What there is to compare."""
        return tuple(
            name for name in ("given", "family", "born_on", "phone") if getattr(self, name)
        )


def check_enough(sought: Sought) -> None:
    """Raise TooFewAttributes unless at least two are given."""
    if len(sought.attributes) < LEAST:
        raise TooFewAttributes(
            "Please give at least two things: a given name, a family name, a date or year of "
            "birth, or a telephone number."
        )


def phone_of(text: str) -> str:
    """Return the digits of a telephone number that are compared; blank if it is none."""
    digits = re.sub(r"\D", "", text)
    return digits[-PHONE_DIGITS[1] :] if len(digits) >= PHONE_DIGITS[0] else ""


def turned(day: date) -> date | None:
    """Return a day with month and day exchanged; None if that is no day or the same."""
    if day.day > 12 or day.day == day.month:
        return None
    return day.replace(month=day.day, day=day.month)


# ------------------------------------------------------------------ marks
def marks_of(known: Known) -> frozenset[str]:
    """Return every mark a person is found by."""
    given, family = _names_of(known)
    days = [known.born_on] if known.born_on else []
    return frozenset(_marks(given, family, days, [d.year for d in days], phone_of(known.phone)))


def marks_to_find(sought: Sought) -> frozenset[str]:
    """Return the marks of those who may be sought; by the year alone only without a day."""
    day = sought.born_on
    days = [each for each in (day, turned(day)) if each] if day else []
    years = [sought.born_year] if sought.born_year and not day else []
    given, family = words(sought.given), words(sought.family)
    return frozenset(_marks(given, family, days, years, phone_of(sought.phone)))


def _names_of(known: Known) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words that may be a given and a family name: other names may be either."""
    others = [word for name in known.others[:MOST_OTHERS] for word in words(name)]
    given, family = dict.fromkeys([*words(known.given), *others]), words(known.family)
    return tuple(given), tuple(dict.fromkeys([*family, *others]))


def _marks(
    given: Iterable[str],
    family: Iterable[str],
    days: Iterable[date],
    years: Iterable[int],
    phone: str,
) -> Iterator[str]:
    spelled, sounds = (set(given), set(family)), (_codes(given), _codes(family))
    yield from (f"n|{g}|{f}" for g, f in product(*spelled))
    yield from (f"gf|{g}|{f}" for g, f in product(*sounds) if g[0] == f[0])
    for kind, said in zip("gf", sounds, strict=True):
        yield from (f"{kind}b|{code}|{day}" for code, day in product(said, days))
        yield from (f"{kind}y|{code}|{year}" for code, year in product(said, years))
        yield from (f"{kind}p|{code}|{phone}" for code in said if phone)
    yield from (f"bp|{day}|{phone}" for day in days if phone)
    yield from (f"yp|{year}|{phone}" for year in years if phone)


def _codes(names: Iterable[str]) -> set[str]:
    return {code for word in names for code in codes(word)}


# ------------------------------------------------------------------ agreeing
def agreement(sought: Sought, known: Known) -> dict[Attribute, Grade]:
    """Return the attributes that agree, and how well; what is not known on a side does not."""
    given, family = _names_of(known)
    found = {
        Attribute.GIVEN: _names_agree(words(sought.given), given),
        Attribute.FAMILY: _names_agree(words(sought.family), family),
        Attribute.BORN: _births_agree(sought, known.born_on),
        Attribute.PHONE: _phones_agree(sought.phone, known.phone),
    }
    return {attribute: grade for attribute, grade in found.items() if grade is not None}


def weight(agreed: Agreement) -> tuple[int, int]:
    """Return what hits are put in order by: how many attributes agree, then how well."""
    return len(agreed), sum(WEIGHT[grade] for grade in agreed.values())


def score(agreed: Agreement) -> int:
    """Return how well all of it agrees, by what the grades weigh; 0 if too little agrees."""
    return weight(agreed)[1] if enough(agreed) else 0


def enough(agreed: Agreement) -> bool:
    """Return whether so much agrees that it may be the same person."""
    return len(agreed) >= LEAST


def _names_agree(sought: tuple[str, ...], known: tuple[str, ...]) -> Grade | None:
    if set(sought) & set(known):
        return Grade.SAME
    return Grade.ALIKE if _codes(sought) & _codes(known) else None


def _births_agree(sought: Sought, known: date | None) -> Grade | None:
    if known is None:
        return None
    if sought.born_on is None:
        return Grade.YEAR if sought.born_year == known.year else None
    if sought.born_on == known:
        return Grade.SAME
    if turned(sought.born_on) == known:
        return Grade.TURNED
    return Grade.YEAR if sought.born_on.year == known.year else None


def _phones_agree(sought: str, known: str) -> Grade | None:
    found = phone_of(sought)
    return Grade.SAME if found and found == phone_of(known) else None
