"""The list of reports: filters and order in one query over what the viewer may know of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case as Choice
from django.db.models import Q, Value, When
from django.db.models.expressions import OrderBy

from fourfold.apps.cases import access
from fourfold.apps.cases.models import ReportClock, ReportMessage
from fourfold.apps.cases.queries import running
from fourfold.apps.cases.queries.case_list import MINE as MINE
from fourfold.apps.cases.queries.case_list import MOST as MOST
from fourfold.apps.cases.queries.case_list import NOBODY as NOBODY
from fourfold.apps.cases.states.reports import Answer, ReportState
from fourfold.security.access.viewer import Viewer

PAGE = 25
ALL = "ALL"
OPEN = (ReportState.NEW, ReportState.TAKEN)
"""What a list shows where no state is asked for: what waits, and what is in work."""


@dataclass(frozen=True, slots=True)
class Sought:
    """
    Which reports. state: "" for OPEN, ALL, or one. taker: an account, MINE or NOBODY.

    came_from: included; came_until: excluded. overdue: only those with a clock past its time.
    """

    state: str = ""
    call_type: str = ""
    channel: str = ""
    region: str = ""
    taker: str = ""
    came_from: datetime | None = None
    came_until: datetime | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """
    One report of the list: codes and moments, nothing of what was told.

    unread: the reporter wrote something nobody has read. due_at: the next clock.
    """

    id: str
    state: ReportState
    channel: str
    call_type: str
    region: str
    danger: str
    mandated: str
    received_at: datetime
    taken_by: str
    unread: bool
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page. more: there is another one."""

    rows: tuple[Row, ...]
    more: bool


def _first(column: str, value: str) -> OrderBy:
    return OrderBy(Choice(When(**{column: value}, then=Value(0)), default=Value(1)))


ORDERS: dict[str, tuple[str | OrderBy, ...]] = {
    "": (_first("state", ReportState.NEW), _first("danger", Answer.YES), "received_at", "pk"),
    "came": ("received_at", "pk"),
    "-came": ("-received_at", "pk"),
}
"""The orders of the list by code. The first: what waits, danger first, then what waits longest."""
COLUMNS = (
    *("id", "state", "channel", "call_type", "region", "danger", "mandated", "received_at"),
    "taken_by",
)


def reports(sought: Sought, *, viewer: Viewer, sort: str = "", page: int = 1) -> Listed:
    """
    Return a page of the reports a viewer may know of. sort: a code of ORDERS; page: from 1.

    Only codes are given out, so nothing is audited.
    """
    known = access.reports(viewer=viewer).filter(where(sought, viewer=viewer))
    first = (page - 1) * PAGE
    ordered = known.order_by(*ORDERS.get(sort, ORDERS[""]))
    found = list(ordered.values(*COLUMNS)[first : first + PAGE + 1])
    shown = found[:PAGE]
    numbers = [each["id"] for each in shown]
    due = running.next_due(ReportClock, records=numbers, viewer=viewer)
    wrote = ReportMessage.objects.filter(report__in=numbers, by="", read_at=None)
    unread = set(wrote.values_list("report_id", flat=True))
    rows = [
        Row(
            **each | {"state": ReportState(each["state"])},
            unread=each["id"] in unread,
            due_at=due.get(each["id"]),
        )
        for each in shown
    ]
    return Listed(tuple(rows), more=len(found) > PAGE)


def count(sought: Sought, *, viewer: Viewer) -> int:
    """Return how many reports fit that this viewer may know of, counted up to MOST + 1."""
    known = access.reports(viewer=viewer).filter(where(sought, viewer=viewer))
    return known[: MOST + 1].count()


def takers(*, viewer: Viewer) -> list[str]:
    """Return the accounts that took the reports this viewer may know of."""
    found = access.reports(viewer=viewer).exclude(taken_by="").values_list("taken_by", flat=True)
    return sorted(found.distinct().order_by())


def where(sought: Sought, *, viewer: Viewer) -> Q:
    """Return the condition of what is sought."""
    asked = Q(state__in=OPEN) if not sought.state else Q()
    if sought.state not in ("", ALL):
        asked &= Q(state=sought.state)
    for name in ("call_type", "channel", "region"):
        if value := getattr(sought, name):
            asked &= Q(**{name: value})
    if sought.taker:
        asked &= Q(taken_by={MINE: viewer.account, NOBODY: ""}.get(sought.taker, sought.taker))
    if sought.came_from:
        asked &= Q(received_at__gte=sought.came_from)
    if sought.came_until:
        asked &= Q(received_at__lt=sought.came_until)
    if sought.overdue:
        asked &= running.overdue(ReportClock, viewer=viewer)
    return asked
