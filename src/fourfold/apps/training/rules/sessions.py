"""
What a session and a line of its list must be.

TrainingError
├── NoSuchSession     there is none, or it is not yours
├── BadSession        a course, town, time or number that cannot be
├── SessionIsOff      it was called off
├── SessionStands     it was not called off
├── CountsOnly        a group of youth: only a head count, never a name
├── SignInClosed      the sign-in is open around the session's time only
├── NoName            a name and a workplace are needed
├── NotOnTheList      there is no such line
├── HasCertificate    who has a valid certificate is not taken off
└── AlreadyDecided    somebody else confirmed it or took it off meanwhile
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from fourfold.apps.training.states import Credit, Language, Sector

BEFORE = timedelta(minutes=30)
AFTER = timedelta(minutes=60)
"""The sign-in opens this long before a session begins and closes this long after it ends."""
MOST_HEADS = 5_000
LONGEST = timedelta(hours=12)
MOST_NAME = 120
MOST_LINES = 500
"""Lines of a list that is brought at once."""
YOUTH_KINDS = frozenset({"YOUTH_AWARENESS", "YOUTH_PREVENTION"})
"""Kinds of courses (training_courses.csv) whose groups are minors: counted, never named."""


class TrainingError(ValueError):
    """Nothing was changed; the message says why and what to do."""


class NoSuchSession(TrainingError):
    """No session of this number, or none that is yours."""


class BadSession(TrainingError):
    """A session that cannot be."""


class SessionIsOff(TrainingError):
    """The session was called off."""


class SessionStands(TrainingError):
    """The session was not called off."""


class CountsOnly(TrainingError):
    """No names are kept of a group of youth."""


class SignInClosed(TrainingError):
    """The sign-in is not open now."""


class NoName(TrainingError):
    """A name or a workplace is missing."""


class NotOnTheList(TrainingError):
    """No such line on this list."""


class HasCertificate(TrainingError):
    """A valid certificate stands against it."""


class AlreadyDecided(TrainingError):
    """The line was decided on meanwhile."""


@dataclass(frozen=True, slots=True)
class Plan:
    """
    A session as it is planned.

    course, town: codes of the pack. curriculum: the version that is taught, "" where not known.
    capacity, expected: people, None where not said. credit, credit_hours: both or neither.
    trainers: ids. is_public: whether it stands on the public calendar.
    """

    course: str
    starts_at: datetime
    minutes: int
    place: str
    town: str
    language: Language = Language.ENGLISH
    sector: Sector = Sector.SEVERAL
    curriculum: str = ""
    capacity: int | None = None
    expected: int | None = None
    credit: Credit | None = None
    credit_hours: Decimal | None = None
    trainers: tuple[str, ...] = ()
    is_public: bool = False


def check_plan(plan: Plan) -> None:
    """:raises BadSession: names the first thing that cannot be."""
    if not plan.place.strip():
        raise BadSession("Say where the session is: a building, a school, an office.")
    if not 0 < plan.minutes <= LONGEST // timedelta(minutes=1):
        raise BadSession("A session lasts from 1 minute to 12 hours. Plan each day by itself.")
    if (plan.credit is None) != (plan.credit_hours is None):
        raise BadSession("Name both who credits the hours and how many, or neither.")
    if plan.credit_hours is not None and not 0 < plan.credit_hours <= plan.minutes / Decimal(60):
        raise BadSession("The hours credited are more than none and at most the session's length.")
    for number in (plan.capacity, plan.expected):
        if number is not None:
            check_heads(number)


def check_heads(number: int) -> None:
    """:raises BadSession: if nobody counts so many in one room."""
    if not 0 <= number <= MOST_HEADS:
        raise BadSession(f"A number of people is from 0 to {MOST_HEADS:,}.")


def is_open(now: datetime, *, starts_at: datetime, ends_at: datetime) -> bool:
    """Tell whether people can sign in now: from 30 minutes before to 60 minutes after."""
    return starts_at - BEFORE <= now <= ends_at + AFTER


def is_before_half(now: datetime, *, starts_at: datetime, ends_at: datetime) -> bool:
    """Tell whether half of a session is still to come: then the survey before is the one to ask."""
    return now < starts_at + (ends_at - starts_at) / 2


def one_line(text: str) -> str:
    """Return typed text on one line, without blanks around it."""
    return " ".join(text.split())


def check_person(name: str, workplace: str) -> None:
    """:raises NoName: if one is missing or too long."""
    if not name or not workplace:
        raise NoName("Type your name and where you work.")
    if max(len(name), len(workplace)) > MOST_NAME:
        raise NoName(f"A name and a workplace have at most {MOST_NAME} letters each.")
