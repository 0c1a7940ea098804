"""Where every office stands in a call, and in all calls of a year. A fixed number of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fourfold.apps.submissions import access
from fourfold.apps.submissions.access import Who
from fourfold.apps.submissions.models import Asked, DataCall
from fourfold.apps.submissions.rules.board import (
    MISSING,
    Standing,
    Tally,
    Version,
    answered,
    is_past,
    tally,
)
from fourfold.apps.submissions.rules.calls import NoSuchCall
from fourfold.apps.submissions.states import Answered, BatchState, RespondentKind


@dataclass(frozen=True, slots=True)
class Line:
    """
    One office on a board.

    due_on: its own day, or the call's. past: its day is over and it has the next step. in_time:
    whether what it answered came by its day; None while it has not answered, or without a day.
    batch, version: its newest answer that stands, "" and 0 if there is none. correction: a later
    version waits beside the accepted one. own_day: it was granted a day of its own.
    changes: the version of what the office owes, with who changed that last.
    """

    asked: str
    organization: str
    name: str
    kind: RespondentKind
    town: str
    district: str
    has_mail: bool
    agency: str
    answered: Answered
    due_on: date | None
    own_day: bool
    past: bool
    in_time: bool | None
    answered_at: datetime | None
    batch: str
    version: int
    correction: bool
    excused_why: str
    changes: int
    changed_at: datetime | None
    changed_by: str


@dataclass(frozen=True, slots=True)
class Board:
    """All offices of a call by name, and how many stand where."""

    call: str
    lines: tuple[Line, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class YearBoard:
    """Offices against the calls of a year: a line for each office, a cell for each call or None."""

    calls: tuple[tuple[str, str, str], ...]
    rows: tuple[tuple[Line, tuple[Line | None, ...]], ...]


def board(call: str, *, viewer: Who, on: date | None = None) -> Board:
    """
    Return where every office stands that this viewer may see.

    on: today; None: the day of the viewer's moment. :raises NoSuchCall: for a call not seen.
    """
    found = list(DataCall.objects.filter(code=call))
    lines = tuple(line for _, line in lines_of(found, viewer=viewer, on=on))
    if not found or (not lines and not access.is_council(viewer)):
        raise NoSuchCall(f"No call {call[:40]!r} is open.")
    return Board(call, lines, tally((each.answered, each.past) for each in lines))


def year_board(year: int, *, viewer: Who, on: date | None = None) -> YearBoard:
    """Return the offices asked in the calls of a year, and where each stands in each of them."""
    found = list(
        DataCall.objects.filter(year=year).exclude(asked=None).order_by("due_on", "code").distinct()
    )
    cells: defaultdict[str, dict[int, Line]] = defaultdict(dict)
    for pk, line in lines_of(found, viewer=viewer, on=on):
        cells[line.organization][pk] = line
    seen = [each for each in found if any(each.pk in row for row in cells.values())]
    rows = []
    for row in cells.values():
        any_line = next(iter(row.values()))
        rows.append((any_line, tuple(row.get(each.pk) for each in seen)))
    rows.sort(key=lambda each: (each[0].name, each[0].organization))
    return YearBoard(tuple((each.code, each.title, each.dataset) for each in seen), tuple(rows))


def lines_of(
    calls: Iterable[DataCall], *, viewer: Who, on: date | None
) -> Iterator[tuple[int, Line]]:
    """Yield the key of a call and a line for each office asked, by the office's name."""
    by_pk = {each.pk: each for each in calls}
    today = _day_of(viewer, on)
    asked = (
        access.asked_visible_to(viewer)
        .filter(call__in=by_pk)
        .select_related("respondent")
        .order_by("respondent__name", "respondent__code")
    )
    answers = _answers(by_pk, viewer)
    for each in asked:
        mine = answers.get((each.call_id, each.respondent.code), [])
        yield each.call_id, _line(each, by_pk[each.call_id], mine, on=today)


@dataclass(frozen=True, slots=True)
class _Answer:
    id: str
    version: Version


def _answers(calls: Iterable[int], viewer: Who) -> dict[tuple[int, str], list[_Answer]]:
    """Return the versions of every office's answer, the first first: one question for them all."""
    found: defaultdict[tuple[int, str], list[_Answer]] = defaultdict(list)
    rows = (
        access.visible_to(viewer)
        .filter(call__in=list(calls))
        .order_by("version")
        .values_list("call_id", "organization", "id", "version", "state", "sent_at")
    )
    for call, organization, batch, number, state, sent_at in rows:
        version = Version(number, BatchState(state), sent_at)
        found[call, organization].append(_Answer(str(batch), version))
    return found


def _line(asked: Asked, call: DataCall, answers: list[_Answer], *, on: date) -> Line:
    due_on = asked.due_on or call.due_on
    standing = Standing(
        versions=tuple(each.version for each in answers),
        nothing_at=asked.nothing_at,
        excused=asked.excused_at is not None,
        due_on=due_on,
    )
    where = answered(standing, on=on)
    stands = _newest(answers, where)
    at = stands.version.sent_at if stands else None
    if where is Answered.NOTHING:
        at = asked.nothing_at
    office = asked.respondent
    return Line(
        asked=asked.id,
        organization=office.code,
        name=office.name,
        kind=RespondentKind(office.kind),
        town=office.town,
        district=office.district,
        has_mail=bool(office.mail),
        agency=office.agency,
        answered=where,
        due_on=due_on,
        own_day=asked.due_on is not None,
        past=where in MISSING and is_past(due_on, on=on),
        in_time=None if at is None or not due_on else timezone.localdate(at) <= due_on,
        answered_at=at,
        batch=stands.id if stands else "",
        version=stands.version.number if stands else 0,
        correction=where is Answered.ACCEPTED
        and any(each.version.state is BatchState.SENT for each in answers),
        excused_why=asked.excused_why,
        changes=asked.version,
        changed_at=asked.changed_at,
        changed_by=asked.changed_by,
    )


_STATE = {
    Answered.ACCEPTED: BatchState.ACCEPTED,
    Answered.SENT: BatchState.SENT,
    Answered.RETURNED: BatchState.RETURNED,
    Answered.DRAFT: BatchState.RECEIVED,
}


def _newest(answers: list[_Answer], where: Answered) -> _Answer | None:
    """Return the newest version that makes an office stand where it does."""
    fitting = [each for each in answers if each.version.state is _STATE.get(where)]
    return fitting[-1] if fitting else None


def _day_of(viewer: Who, on: date | None) -> date:
    if on is not None:
        return on
    if isinstance(viewer, str):
        raise ValueError("A plain name has no clock: say which day it is.")
    return timezone.localdate(viewer.at)
