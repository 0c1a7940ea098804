"""
What a reminder says: what is asked, how to answer, whom to call. Plain Python on values.

It names the call and its days: no figures, nothing about a person, nothing that an office sent. The
words that staff wrote to the offices stand on the call's own page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from fourfold.apps.submissions.rules.periods import PeriodKind, kind_of
from fourfold.apps.submissions.states import Answered
from fourfold.documents.letters import Contact, Letter, Mail, Occasion, Office, Request
from fourfold.documents.letters import letter as letter_to
from fourfold.documents.letters import mail as mail_to
from fourfold.documents.words import day


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, for every office alike. law: a citation, "" if none. address: line by line."""

    title: str
    law: str
    from_on: date | None
    until_on: date | None
    year: int
    council: str
    contact: Contact
    address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToOffice:
    """One office that is missing. signs_in: it has people with an account here."""

    code: str
    name: str
    town: str
    due_on: date
    answered: Answered
    signs_in: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The same words as a mail and as a letter."""

    mail: Mail
    letter: Letter


def words_to(to: ToOffice, *, asking: Asking, opening: bool, on: date) -> Words:
    """Return what an office is told on a day. opening: it is told for the first time."""
    request = Request(
        title=asking.title,
        law=asking.law,
        covers=covers(asking.from_on, asking.until_on, asking.year),
        due_on=to.due_on,
        council=asking.council,
        how=_how(to),
        contact=asking.contact,
        address=asking.address,
    )
    late = on > to.due_on
    occasion = Occasion.DUE if late else Occasion.ASKED if opening else Occasion.SOON
    office = Office(code=to.code, name=to.name, address=(to.town,) if to.town else ())
    return Words(
        mail_to(occasion, request, office),
        letter_to(occasion, request, office, written_on=on),
    )


def covers(from_on: date | None, until_on: date | None, year: int) -> str:
    """Say a period in English: 2029, quarter 1 of 2029, January 2029, or its first and last day."""
    if from_on is None or until_on is None:
        return str(year)
    kind, number = kind_of(from_on, until_on)
    if kind is PeriodKind.YEAR:
        return str(from_on.year)
    if kind is PeriodKind.QUARTER:
        return f"quarter {number} of {from_on.year}"
    if kind is PeriodKind.MONTH:
        return f"{from_on:%B %Y}"
    return f"{day(from_on)} to {day(until_on - timedelta(days=1))}"


def _how(to: ToOffice) -> tuple[str, ...]:
    begun = {
        Answered.DRAFT: ("Your answer is begun and has not been sent yet.",),
        Answered.RETURNED: ("Your answer was given back with a question, and waits for you.",),
    }.get(to.answered, ())
    if to.signs_in:
        way = "Sign in to Fourfold and open the call under My day."
    else:
        way = "Use the answer link that was given to your office, or ask us for a new one."
    return (*begun, way, "Please send no names and no figures by mail.")
