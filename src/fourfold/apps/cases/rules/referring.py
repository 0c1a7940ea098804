"""
What makes a referral good to send or to answer: plain rules on plain values.

ReferringError
├── NoSuchKind       the pack has no such kind of service
├── ReasonMissing    a reason of the list is needed and none was chosen
├── SayWhat          the reason is "other", and nobody said which
├── PersonNotAsked   what the person said to this referral is not known
├── SameAgency       a referral goes to another organization
├── NeedsConsent     it would tell facts, and no consent for that holds
├── TooLate          its time to be answered is over
└── NotADay          a first day of service that cannot be
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from fourfold.apps.cases.states.services import (
    REASONS,
    PersonSaid,
    ReferralState,
)

ANSWER_WITHIN = timedelta(days=14)
"""How long a sent referral waits for its first answer."""
MOST_TIME = timedelta(days=180)
"""How long a referral lets a service see anything, whatever happens: as long as a consent may."""
OTHER = "OTHER"


class ReferringError(ValueError):
    """Nothing was changed; the message says why and what to do."""


class NoSuchKind(ReferringError):
    """The list of services has no such kind."""


class ReasonMissing(ReferringError):
    """The step asks for a reason of its list."""


class SayWhat(ReferringError):
    """OTHER was chosen without a word."""


class PersonNotAsked(ReferringError):
    """Nobody wrote down what the person said to this referral."""


class SameAgency(ReferringError):
    """One's own organization, or none."""


class NeedsConsent(ReferringError):
    """Facts would be told without a consent that holds."""


class TooLate(ReferringError):
    """The time to answer is over."""


class NotADay(ReferringError):
    """A first day of service that lies in the future or before the referral."""


def check_kind(kind: str, *, known: Iterable[str]) -> None:
    """Raise NoSuchKind unless the pack lists this kind of service."""
    if kind not in set(known):
        raise NoSuchKind("Choose what kind of help this is about.")


def check_reason(then: ReferralState, reason: str, words: str) -> None:
    """
    Check why a referral comes into a state.

    :raises ReasonMissing: where a reason of its list is needed. :raises SayWhat: for OTHER alone.
    """
    reasons = REASONS[then]
    if reasons is None:
        if reason:
            raise ReasonMissing("This step takes no reason. Leave it out.")
        return
    if reason not in set(reasons):
        raise ReasonMissing("Choose a reason, so that the next step can be planned.")
    check_words(reason, words)


def check_words(reason: str, words: str) -> None:
    """Raise SayWhat if the reason is "other" and no word says which."""
    if reason == OTHER and not words.strip():
        raise SayWhat("You chose “other”. Say in a few words what it is.")


def check_recipient(to_agency: str, *, agency: str) -> None:
    """Raise SameAgency unless a referral goes to another organization."""
    if not to_agency or to_agency == agency:
        raise SameAgency("Choose another organization to refer to.")


def check_person_said(said: str) -> None:
    """Raise PersonNotAsked unless the person said yes, or was not able to be asked."""
    if said not in set(PersonSaid):
        raise PersonNotAsked(
            "Ask the person first, and write down their yes. If they said no, do not send it: "
            "help goes on as before."
        )


def check_in_time(answer_by_at: datetime | None, *, at: datetime) -> None:
    """Raise TooLate once the time for a first answer is over."""
    if answer_by_at is not None and at >= answer_by_at:
        raise TooLate(
            "The time to answer this referral is over. Call the worker; they can send a new one."
        )


def check_first_day(begins_on: date | None, *, sent_on: date, today: date) -> None:
    """Raise NotADay if a service is said to have begun before the referral, or after today."""
    if begins_on is not None and not sent_on <= begins_on <= today:
        raise NotADay("The first day of service lies between the day it was sent and today.")


def days_to_first_service(asked: Iterable[date], served: Iterable[date]) -> int | None:
    """
    Return whole days from the first need to the first day of any service; None before one.

    A service that had begun before the first need was written down counts as 0 days.
    """
    first_need, first_day = min(asked, default=None), min(served, default=None)
    if first_need is None or first_day is None:
        return None
    return max((first_day - first_need).days, 0)
