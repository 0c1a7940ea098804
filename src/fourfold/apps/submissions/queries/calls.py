"""Reading calls and offices: all for the Council's staff, their own for a steward."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db.models import QuerySet

from fourfold.apps.submissions import access
from fourfold.apps.submissions.access import Who
from fourfold.apps.submissions.models import CallNote, DataCall, ReminderDay, Respondent
from fourfold.apps.submissions.queries.boards import Line, lines_of
from fourfold.apps.submissions.rules.board import Tally, tally
from fourfold.apps.submissions.states import CallStep, RespondentKind
from fourfold.security.models import Agency


@dataclass(frozen=True, slots=True)
class Office:
    """One office of the list. mail: "" for letters; only staff see it."""

    code: str
    name: str
    kind: RespondentKind
    town: str
    district: str
    mail: str
    agency: str
    is_active: bool
    version: int
    changed_at: datetime | None
    changed_by: str


@dataclass(frozen=True, slots=True)
class Call:
    """One call. until_on: the day after the period's last. closed_at: None while it is open."""

    code: str
    dataset: str
    contract_version: int
    year: int
    title: str
    words: str
    from_on: date | None
    until_on: date | None
    due_on: date | None
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    closed_by: str
    version: int
    changed_at: datetime | None
    changed_by: str


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call of the list, and how many offices stand where."""

    call: Call
    tally: Tally


@dataclass(frozen=True, slots=True)
class Note:
    """One line of a call's story. count: offices asked, 0 for other steps."""

    step: CallStep
    at: datetime
    by: str
    why: str
    count: int


@dataclass(frozen=True, slots=True)
class AskedOf:
    """What an office was asked: the call, and where the office stands in it."""

    call: Call
    line: Line


def offices(*, viewer: Who) -> list[Office]:
    """Return the offices this viewer may see, by name; those set inactive too."""
    return [_office(each) for each in access.offices(viewer).order_by("name", "code")]


def office_of(code: str, *, viewer: Who) -> Office | None:
    """Return one office, or None if this viewer sees no such office."""
    found = access.offices(viewer).filter(code=code).first()
    return _office(found) if found else None


def calls(*, viewer: Who, on: date) -> list[CallRow]:
    """Return the calls this viewer may see, with how their offices stand; the first due first."""
    found = list(_calls(viewer).order_by("due_on", "code"))
    stands = _lines_by_call(found, viewer=viewer, on=on)
    rows = [
        CallRow(_call(each), tally((x.answered, x.past) for x in stands[each.pk])) for each in found
    ]
    return sorted(
        rows, key=lambda each: (each.call.due_on is None, each.call.due_on, each.call.code)
    )


def call_of(code: str, *, viewer: Who) -> Call | None:
    """Return one call, or None if this viewer sees no such call."""
    found = _calls(viewer).filter(code=code).first()
    return _call(found) if found else None


def story_of(code: str, *, viewer: Who) -> list[Note]:
    """Return what happened to a call, the newest first; none for a call not seen."""
    notes = CallNote.objects.filter(call__in=_calls(viewer).filter(code=code))
    return [
        Note(CallStep(each.step), each.at, each.by, each.why, each.count)
        for each in notes.order_by("-at", "-id")
    ]


def schedule_of(code: str, *, viewer: Who) -> list[int | None]:
    """Return the days of a call's reminders: the opening (None) first, then from the earliest."""
    days = ReminderDay.objects.filter(call__in=_calls(viewer).filter(code=code))
    found = list(days.values_list("days", flat=True))
    return sorted(found, key=lambda each: (each is not None, each or 0))


def calls_for(*, viewer: Who, on: date | None = None) -> list[AskedOf]:
    """
    Return what the offices of this viewer were asked, in open calls first, by due day.

    on: today; None: the day of the viewer's moment.
    """
    found = list(_calls(viewer))
    stands = _lines_by_call(found, viewer=viewer, on=on)
    asked = [AskedOf(_call(each), line) for each in found for line in stands[each.pk]]
    return sorted(
        asked,
        key=lambda each: (
            each.call.closed_at is not None,
            each.line.due_on is None,
            each.line.due_on or date.max,
            each.call.code,
            each.line.name,
        ),
    )


def asked_last_time(dataset: str, *, viewer: Who) -> list[str]:
    """Return the codes of the active offices that the newest call of a dataset asked."""
    last = _calls(viewer).filter(dataset=dataset, asked__isnull=False)
    newest = last.order_by("-opened_at", "-pk").first()
    if newest is None:
        return []
    active = newest.asked.filter(respondent__is_active=True)
    return sorted(active.values_list("respondent__code", flat=True))


def _lines_by_call(
    found: Iterable[DataCall], *, viewer: Who, on: date | None
) -> defaultdict[int, list[Line]]:
    stands: defaultdict[int, list[Line]] = defaultdict(list)
    for call, line in lines_of(found, viewer=viewer, on=on):
        stands[call].append(line)
    return stands


def _calls(viewer: Who) -> QuerySet[DataCall]:
    """Return the calls somebody may see: staff all, a steward those that ask their offices."""
    if access.is_council(viewer):
        return DataCall.objects.all()
    return DataCall.objects.filter(pk__in=access.asked_visible_to(viewer).values("call"))


def _office(each: Respondent) -> Office:
    return Office(
        each.code,
        each.name,
        RespondentKind(each.kind),
        each.town,
        each.district,
        each.mail,
        each.agency,
        each.is_active,
        each.version,
        each.changed_at,
        each.changed_by,
    )


def _call(each: DataCall) -> Call:
    return Call(**{field.name: getattr(each, field.name) for field in fields(Call)})


def agencies(*, viewer: Who) -> list[str]:
    """Return the codes of the agencies whose people may sign in, for the Council's staff."""
    if not access.is_council(viewer):
        return []
    return list(Agency.objects.filter(is_active=True).values_list("code", flat=True))
