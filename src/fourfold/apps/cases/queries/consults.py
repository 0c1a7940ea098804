"""Consults: what waits in a region, what one took or asked, one consult with its answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models

from fourfold.apps.cases.access import cases
from fourfold.apps.cases.access.seats import answers, liaisons
from fourfold.apps.cases.models import Consult, Opinion
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.rules.concern import Advised, Reason, reasons_of, table_of
from fourfold.apps.cases.states.cases import CaseState
from fourfold.apps.cases.states.consults import OPEN, ConsultState, Urgency
from fourfold.reference import active_pack
from fourfold.security import audit
from fourfold.security.access.policy import Action
from fourfold.security.access.sight import NotKnown, Sight
from fourfold.security.access.viewer import Viewer
from fourfold.security.classes import FieldClass
from fourfold.security.events import Event

MOST = 100
LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Line:
    """
    One consult in a list: its frame, and nothing about the person.

    took: from asking to the first answer, None before it.
    """

    id: str
    case: str
    state: str
    region: str
    urgency: str
    asked_by: str
    asked_at: datetime
    since_at: datetime
    meant_for: str
    taken_by: str
    taken_at: datetime | None
    second: bool
    took: timedelta | None


@dataclass(frozen=True, slots=True)
class Lists:
    """What a viewer's consult page lists. seats: regions whose consults they answer."""

    seats: tuple[str, ...]
    waiting: tuple[Line, ...]
    mine: tuple[Line, ...]
    others: tuple[Line, ...]
    asked: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """One opinion as the viewer may read it."""

    nth: int
    by: str
    at: datetime
    concern: str
    reasons: tuple[str, ...]
    words: str
    actions: tuple[Advised, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class Asked:
    """
    One consult of an opened case. why, question: "" where the viewer may not read them.

    draft: what this viewer wrote and did not give. may: names of what they may do now, of
    take, take_over, answer, beside, hand_on, withdraw, ask_again, leave.
    """

    one: Line
    why: str
    question: str
    given: tuple[Given, ...]
    draft: Opinion | None
    withdrawn_why: str
    may: frozenset[str]

    @property
    def differ(self) -> bool:
        """True if two opinions name different levels."""
        return len({each.concern for each in self.given}) > 1


def lists(*, viewer: Viewer) -> Lists:
    """Return the consults that concern a viewer; each case listed is a line in the audit."""
    seats = tuple(each.code for each in active_pack().regions if answers(each.code, viewer=viewer))
    known = Consult.objects.filter(case__in=cases(viewer=viewer).values("pk"))
    here = known.filter(region__in=seats)
    waiting = _lines(here.filter(state=ConsultState.WAITING))
    mine = _lines(known.filter(state=ConsultState.TAKEN, taken_by=viewer.account))
    others = here.filter(state=ConsultState.TAKEN).exclude(taken_by=viewer.account)
    lately = known.filter(asked_by=viewer.account).exclude(
        state__in=[ConsultState.ANSWERED, ConsultState.WITHDRAWN],
        asked_at__lt=viewer.at - LATELY,
    )
    found = Lists(seats, waiting, mine, _lines(others), _lines(lately, newest=True))
    every = {each.case for group in (waiting, mine, found.others, found.asked) for each in group}
    if every:
        audit.read_of(
            Event.RECORDS_LISTED,
            by=viewer.account,
            subjects=[f"cases.case:{each}" for each in sorted(every)],
            at=viewer.at,
        )
    return found


def of_case(opened: OpenCase, *, viewer: Viewer) -> list[Asked]:
    """Return the consults of an opened case, the newest first."""
    found = Consult.objects.filter(case=opened.case).order_by("-asked_at", "-id")[:MOST]
    return [_asked(opened, each, viewer=viewer) for each in found]


def one(opened: OpenCase, *, consult: str, viewer: Viewer) -> Asked:
    """Return one consult of an opened case. :raises sight.NotKnown: if it has no such one."""
    found = Consult.objects.filter(case=opened.case, pk=consult).first()
    if found is None:
        raise NotKnown("There is no such consult.")
    return _asked(opened, found, viewer=viewer)


def may_ask(opened: OpenCase, *, viewer: Viewer) -> bool:
    """Tell whether the viewer may ask for a consult of this case now."""
    open_ones = Consult.objects.filter(case=opened.case, state__in=OPEN)
    is_open = opened.case.state == CaseState.OPEN
    return is_open and opened.seen.may(Action.WRITE, "summary") and not open_ones.exists()


def colleagues(region: str, *, viewer: Viewer) -> list[str]:
    """Return the other accounts that answer a region's consults now."""
    found = liaisons(region, agency=viewer.agency, at=viewer.at)
    return [each for each in found if each != viewer.account]


def reasons(*, viewer: Viewer) -> tuple[Reason, ...]:
    """Return the reasons a liaison can name, in this state."""
    return reasons_of(active_pack())


def _lines(found: models.QuerySet[Consult], *, newest: bool = False) -> tuple[Line, ...]:
    """Return the most urgent first, then what waits longest."""
    ranks = [
        models.When(urgency=each.value, then=models.Value(nth)) for nth, each in enumerate(Urgency)
    ]
    rank = models.Case(*ranks, default=models.Value(9))
    order = ("-asked_at", "id") if newest else (rank.asc(), "since_at", "id")
    return tuple(_line(each) for each in found.order_by(*order)[:MOST])


def _line(one: Consult) -> Line:
    return Line(
        id=one.pk,
        case=one.case_id,
        state=one.state,
        region=one.region,
        urgency=one.urgency,
        asked_by=one.asked_by,
        asked_at=one.asked_at,
        since_at=one.since_at,
        meant_for=one.meant_for,
        taken_by=one.taken_by,
        taken_at=one.taken_at,
        second=one.second,
        took=one.answered_at - one.asked_at if one.answered_at else None,
    )


def _asked(opened: OpenCase, found: Consult, *, viewer: Viewer) -> Asked:
    seen = opened.seen.part(found)
    opinions = Opinion.objects.filter(case=opened.case, consult=found.pk)
    own = opinions.filter(by=viewer.account).first()
    given = [opened.seen.part(each) for each in opinions.filter(nth__gt=0).order_by("nth")]
    return Asked(
        one=_line(found),
        why=_read(seen, "why"),
        question=_read(seen, "question"),
        given=tuple(_given(each) for each in given),
        draft=own if own is not None and not own.nth and _reads(opened.seen.part(own)) else None,
        withdrawn_why=found.withdrawn_why,
        may=frozenset(_may(opened, found, own, viewer=viewer)),
    )


def _reads(seen: Sight[Opinion]) -> bool:
    return seen.may(Action.READ, "words")


def _read(seen: Sight[Consult] | Sight[Opinion], field: str) -> str:
    return str(seen.value(field) or "") if seen.may(Action.READ, field) else ""


def _given(seen: Sight[Opinion]) -> Given:
    one, pack = seen.record, active_pack()
    reads = seen.may(Action.READ, "reasons")
    named = set(one.reasons or ()) if reads else set[str]()
    chosen = set(one.actions or ()) if reads else set[str]()
    return Given(
        nth=one.nth,
        by=one.by,
        at=one.given_at or one.changed_at,
        concern=one.concern,
        reasons=tuple(each.words for each in reasons_of(pack) if each.code in named),
        words=_read(seen, "words"),
        actions=tuple(each for each in table_of(pack) if each.code in chosen),
        advice=_read(seen, "advice"),
    )


def _may(opened: OpenCase, one: Consult, own: Opinion | None, *, viewer: Viewer) -> Iterable[str]:
    """Yield what the viewer may do; the actions check again, under the lock."""
    writes = opened.seen.rights.may(Action.WRITE, FieldClass.PERSONAL, "")
    supervises = opened.seen.rights.may(Action.ASSIGN, FieldClass.INTERNAL, "")
    seat, gave = answers(one.region, viewer=viewer), own is not None and own.nth > 0
    waits, taken = one.state == ConsultState.WAITING, one.state == ConsultState.TAKEN
    answered, has_it = one.state == ConsultState.ANSWERED, one.taken_by == viewer.account
    if seat and not gave and waits:
        yield "take"
    if seat and not gave and taken and not has_it:
        yield "take_over"
    if writes and taken and has_it:
        yield "answer"
    if writes and answered and own is not None and not gave:
        yield "beside"
    if writes and (waits or taken and (has_it or supervises)):
        yield "hand_on"
    if writes and waits and not one.opinions:
        yield "withdraw"
    if writes and answered and opened.case.state == CaseState.OPEN:
        yield "ask_again"
    if answered and has_it and one.tie:
        yield "leave"
