"""
What a call must be, and why a step of it is refused. Plain Python on values.

SubmissionError
├── CallAlreadyOpen   a call of this code is open
├── NoSuchCall        no call of this code
├── CallClosed        the call takes no answers any more
├── CallIsOpen        the call is open, so it cannot be opened again
├── NoReason          a reason is asked for
└── BadDays           the period or the due day cannot be
"""

from __future__ import annotations

from datetime import date

from fourfold.apps.submissions.rules.figures import SubmissionError as SubmissionError

MOST_WHY = 400


class CallAlreadyOpen(SubmissionError):
    """A call of this code is open."""


class NoSuchCall(SubmissionError):
    """No call of this code is open."""


class CallClosed(SubmissionError):
    """The call is closed: its period is locked."""


class CallIsOpen(SubmissionError):
    """The call is open, so it cannot be opened again."""


class NoReason(SubmissionError):
    """A reason is asked for, and there is none."""


class BadDays(SubmissionError):
    """The period ends before it begins, or answers are due before anybody is asked."""


def check_reason(why: str) -> str:
    """Return a reason without spaces around it. :raises NoReason: unless something is said."""
    if not why.strip():
        raise NoReason("Say why, in a few words. It stays with the call.")
    if len(why.strip()) > MOST_WHY:
        raise NoReason(f"The reason has {len(why.strip())} letters; at most {MOST_WHY}.")
    return why.strip()


def check_period(from_on: date | None, until_on: date | None) -> None:
    """Raise BadDays unless both days are there in their order, or none. until_on: excluded."""
    if (from_on is None) != (until_on is None):
        raise BadDays("A period has a first and a last day. Name both, or none.")
    if from_on is not None and until_on is not None and until_on <= from_on:
        raise BadDays("The period ends before it begins. Turn its days around.")


def check_due(due_on: date | None, *, asked_on: date) -> None:
    """Raise BadDays if answers are due before anybody is asked."""
    if due_on is not None and due_on < asked_on:
        raise BadDays("Answers would be due before the offices are asked. Choose a later day.")
