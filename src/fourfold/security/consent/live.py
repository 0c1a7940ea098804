"""
Whether somebody may be told something now. Asked at reading, never kept from an earlier answer.

For a list in one SQL query, join on what covers it:

    covered = consent.covering(to_agency=viewer.agency, field_class="health", purpose="SERVICES",
                               at=viewer.at)
    cases.filter(Exists(covered.filter(person=OuterRef("person"))))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from fourfold.security.consent_codes import KIND_OF, Kind
from fourfold.security.models import Consent, ConsentScope

Row = TypeVar("Row")


class Why(StrEnum):
    """The answer's reason, from the nearest miss to the widest."""

    COVERED = "COVERED"
    NO_CONSENT = "NO_CONSENT"
    CANNOT_BE_GIVEN = "CANNOT_BE_GIVEN"
    WRONG_RECIPIENT = "WRONG_RECIPIENT"
    WRONG_ROLE = "WRONG_ROLE"
    WRONG_PURPOSE = "WRONG_PURPOSE"
    WRONG_FIELD = "WRONG_FIELD"
    NEEDS_ITS_OWN = "NEEDS_ITS_OWN"
    NOT_YET = "NOT_YET"
    EXPIRED = "EXPIRED"
    REVOKED = "REVOKED"


WORDS: dict[Why, str] = {
    Why.COVERED: "A consent covers this.",
    Why.NO_CONSENT: "There is no consent for this person.",
    Why.CANNOT_BE_GIVEN: "No consent can share this kind of fact.",
    Why.WRONG_RECIPIENT: "The consent names another organization.",
    Why.WRONG_ROLE: "The consent names another role in this organization.",
    Why.WRONG_PURPOSE: "The consent was given for another purpose.",
    Why.WRONG_FIELD: "The consent does not name this kind of fact.",
    Why.NEEDS_ITS_OWN: "This kind of record needs a consent of its own.",
    Why.NOT_YET: "The consent has not begun yet.",
    Why.EXPIRED: "The consent has ended. Ask again if it is still needed.",
    Why.REVOKED: "The consent was taken back.",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """May it be told, and why. consent: the id that covers it, or blank."""

    why: Why
    consent: str = ""

    def __bool__(self) -> bool:
        return self.why is Why.COVERED

    @property
    def words(self) -> str:
        """The reason as a sentence, fit for whoever was refused."""
        return WORDS[self.why]


@dataclass(frozen=True, slots=True)
class Question:
    """Who would be told what of whose record, for what. field: blank asks for the whole class."""

    person: str
    to_agency: str
    field_class: str
    purpose: str
    field: str = ""
    to_role: str = ""


class ConsentEnded(RuntimeError):
    """A reading under way had to stop, because the consent no longer covers it."""

    def __init__(self, answer: Answer, *, given: int) -> None:
        self.answer, self.given = answer, given
        super().__init__(f"Stopped after {given} rows. {answer.words}")


def live_at(at: datetime) -> Q:
    """
    Return the condition on Consent: begun, not ended, not taken back. The end is excluded.

    A consent once taken back stays so at every moment asked about, so that a clock set back
    gives nothing away.
    """
    return Q(from_at__lte=at, until_at__gt=at, revoked_at__isnull=True)


def live_for(agency: str, at: datetime) -> QuerySet[Consent]:
    """
    Return the consents by which an agency may be told something at that moment.

    Says nothing of which facts or what for: that is `covering`. For Exists and OuterRef("person").
    """
    return Consent.objects.filter(live_at(at), to_agency=agency)


def covering(
    *,
    to_agency: str,
    field_class: str,
    purpose: str,
    at: datetime,
    field: str = "",
    to_role: str = "",
) -> QuerySet[Consent]:
    """
    Return the live consents that cover a field class, or one field, for a recipient and purpose.

    to_role: the reader's role; a consent that names a role is only for that one.
    A class that no consent can give has none.
    """
    kind = KIND_OF.get(field_class)
    if kind is None:
        return Consent.objects.none()
    scope = ConsentScope.objects.filter(
        consent=OuterRef("pk"), field_class=field_class, field__in={"", field}
    )
    return live_for(to_agency, at).filter(
        Exists(scope), kind=kind, purpose=purpose, to_role__in={"", to_role}
    )


def covers(
    person: str,
    *,
    to_agency: str,
    field_class: str,
    purpose: str,
    at: datetime,
    field: str = "",
    to_role: str = "",
) -> Answer:
    """
    Answer whether a fact of this person may be told now; true or false, with the reason.

    One query where it may; a second one finds the reason where it may not.
    """
    found = (
        covering(
            to_agency=to_agency,
            field_class=field_class,
            purpose=purpose,
            at=at,
            field=field,
            to_role=to_role,
        )
        .filter(person=person)
        .order_by("-until_at", "id")
        .values_list("id", flat=True)
        .first()
    )
    if found is not None:
        return Answer(Why.COVERED, found)
    question = Question(person, to_agency, field_class, purpose, field, to_role)
    return Answer(_reason(question, at))


def _reason(question: Question, at: datetime) -> Why:
    """Name the miss of the consent that came nearest."""
    if question.field_class not in KIND_OF:
        return Why.CANNOT_BE_GIVEN
    consents = Consent.objects.filter(person=question.person).prefetch_related("scopes")
    order = list(Why)
    misses = [_miss(each, question, at) for each in consents]
    return max(misses, key=order.index, default=Why.NO_CONSENT)


def _miss(consent: Consent, question: Question, at: datetime) -> Why:
    """Say why one consent does not cover the question; the first that differs."""
    wanted = KIND_OF[question.field_class]
    named = {(each.field_class, each.field) for each in consent.scopes.all()}
    if consent.to_agency != question.to_agency:
        return Why.WRONG_RECIPIENT
    if consent.to_role not in ("", question.to_role):
        return Why.WRONG_ROLE
    if consent.purpose != question.purpose:
        return Why.WRONG_PURPOSE
    if consent.kind != wanted:
        return Why.WRONG_FIELD if wanted is Kind.GENERAL else Why.NEEDS_ITS_OWN
    if not named & {(question.field_class, ""), (question.field_class, question.field)}:
        return Why.WRONG_FIELD
    if consent.revoked_at is not None:
        return Why.REVOKED
    return Why.NOT_YET if at < consent.from_at else Why.EXPIRED


def while_covered(
    rows: Iterable[Row],
    *,
    asks: Callable[[Row], Question],
    clock: Callable[[], datetime],
) -> Iterator[Row]:
    """
    Give rows of a long reading one by one, asking again before each.

    asks: what a row would tell. clock: now; read for every row, so that an export that takes an
    hour stops at the minute a consent ends.
    :raises ConsentEnded: at the first row that no consent covers; the rows before it were given.
    """
    for given, row in enumerate(rows):
        answer = answer_to(asks(row), at=clock())
        if not answer:
            raise ConsentEnded(answer, given=given)
        yield row


def answer_to(question: Question, *, at: datetime) -> Answer:
    """Answer a question now; the same as `covers`."""
    return covers(
        question.person,
        to_agency=question.to_agency,
        field_class=question.field_class,
        purpose=question.purpose,
        field=question.field,
        to_role=question.to_role,
        at=at,
    )
