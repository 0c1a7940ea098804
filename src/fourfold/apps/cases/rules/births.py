"""
Is this a birth date? What cannot be is refused; what is unlikely is asked about, and may stand.

BirthInDoubt
├── BornLater   the day is still to come
└── VeryOld     the person would be older than anybody we are likely to serve
"""

from __future__ import annotations

from datetime import date

OLD = 100
"""Years. From here on a year was most likely mistyped."""


class BirthInDoubt(ValueError):
    """The message asks the question, fit for whoever typed it."""


class BornLater(BirthInDoubt):
    """Nobody is born on a day that is still to come."""


class VeryOld(BirthInDoubt):
    """It may be right: whoever typed it can say so."""


def check_birth(born_on: date, *, today: date, sure: bool = False) -> None:
    """
    Raise BornLater or VeryOld for a birth date in doubt. sure: somebody looked at it again.
    """
    if born_on > today:
        raise BornLater("This day is still to come. Look at the year again, or leave it empty.")
    if not sure and age_on(today, born_on=born_on) >= OLD:
        raise VeryOld(
            f"This makes the person {age_on(today, born_on=born_on)} years old. Is the year right? "
            "If it is, tick the box below; if nobody knows it, leave it empty."
        )


def age_on(day: date, *, born_on: date) -> int:
    """Return whole years lived on a day; somebody born on February 29 has them on March 1."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
