"""What may be written down about a person, and what is asked about once more."""

from __future__ import annotations

from datetime import date

FIELDS: dict[str, tuple[str, ...]] = {
    "NAMES": ("given_name", "family_name", "other_names"),
    "ABOUT": ("born_on", "gender", "race", "languages"),
    "CONTACT": ("phone", "safe_contact", "street", "town"),
    "AROUND": ("school", "guardian"),
}
"""The facts of a person by group, in the order of the page."""
ALL = tuple(name for names in FIELDS.values() for name in names)

OLDEST = 100
"""Years of age over which a date of birth is asked about once more."""


class NoSuchFact(LookupError):
    """A person has no such field."""


class BornInFuture(ValueError):
    """Nobody is born after today."""


class BornLongAgo(ValueError):
    """The year may be a slip; it is taken if it is said twice."""


def check_field(name: str) -> None:
    """Raise NoSuchFact unless a person has this field."""
    if name not in ALL:
        raise NoSuchFact(f"There is no fact {name!r} of a person. The facts are: {', '.join(ALL)}.")


def check_birth(born_on: date, *, today: date, sure: bool = False) -> None:
    """
    Question a date of birth.

    sure: somebody was asked and said that it is right.
    :raises BornInFuture: if it is after today. :raises BornLongAgo: if it is 100 years ago.
    """
    if born_on > today:
        raise BornInFuture("This date of birth is in the future. Please look at the year again.")
    if not sure and born_on.year <= today.year - OLDEST:
        raise BornLongAgo(
            f"Born in {born_on.year}: that is {today.year - born_on.year} years ago. If it is "
            "right, say so below and save again."
        )


def age(born_on: date, *, on: date) -> int:
    """Return whole years of age on a day; the birthday itself counts."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
