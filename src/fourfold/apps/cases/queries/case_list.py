"""The list of cases: filters and order in one query over what the viewer may know of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case as Choice
from django.db.models import Q, Value, When
from django.db.models.expressions import OrderBy

from fourfold.apps.cases import access
from fourfold.apps.cases.models import Case, CaseClock, Person
from fourfold.apps.cases.queries import running
from fourfold.apps.cases.states.cases import Concern
from fourfold.security.access import sight
from fourfold.security.access.need_to_know import visible_to
from fourfold.security.access.policy import Action
from fourfold.security.access.viewer import Viewer

PAGE = 25
MOST = 1_000
"""Counting stops here: the number is for orientation."""
NOBODY = "NOBODY"
MINE = "MINE"


@dataclass(frozen=True, slots=True)
class Sought:
    """
    Which cases. worker: an account, MINE or NOBODY. Moments: from included, until excluded.

    overdue: only those with a clock past its time. "" and None leave a filter out.
    """

    state: str = ""
    concern: str = ""
    region: str = ""
    worker: str = ""
    opened_from: datetime | None = None
    opened_until: datetime | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One case of the list. name: "" where the viewer does not read it. due_at: the next clock."""

    id: str
    name: str
    state: str
    concern: str
    region: str
    worker: str
    opened_at: datetime
    changed_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page. more: there is another one."""

    rows: tuple[Row, ...]
    more: bool


def _level() -> Choice:
    levels = [When(concern=each.value, then=Value(nth)) for nth, each in enumerate(Concern)]
    return Choice(*levels, default=Value(-1))


def _orders() -> dict[str, tuple[str | OrderBy, ...]]:
    """Return the orders of the list by code; each ends in the key."""
    found: dict[str, tuple[str | OrderBy, ...]] = {"concern": (OrderBy(_level()), "-opened_at")}
    found["-concern"] = (OrderBy(_level(), descending=True), "-opened_at")
    for name in ("opened", "changed"):
        found[name] = (f"{name}_at",)
        found[f"-{name}"] = (f"-{name}_at",)
    return {code: (*each, "pk") for code, each in found.items()}


ORDERS = _orders()
NEWEST = "-opened"


def cases(sought: Sought, *, viewer: Viewer, sort: str = NEWEST, page: int = 1) -> Listed:
    """
    Return a page of the cases a viewer may know of, names opened only for these rows.

    One line in the audit for each case on the page. sort: a code of ORDERS; page: from 1.
    """
    first = (page - 1) * PAGE
    found = sight.list_records(
        Case,
        viewer=viewer,
        page=slice(first, first + PAGE + 1),
        where=where(sought, viewer=viewer),
        order=ORDERS.get(sort, ORDERS[NEWEST]),
    )
    shown = found[:PAGE]
    names = _names(shown)
    due = running.next_due(CaseClock, records=[each.record.id for each in shown], viewer=viewer)
    return Listed(
        tuple(
            Row(
                id=each.record.id,
                name=names.get(each.record.id, ""),
                state=each.record.state,
                concern=each.record.concern,
                region=each.record.region,
                worker=each.record.worker,
                opened_at=each.record.opened_at,
                changed_at=each.record.changed_at,
                due_at=due.get(each.record.id),
            )
            for each in shown
        ),
        more=len(found) > PAGE,
    )


def count(sought: Sought, *, viewer: Viewer) -> int:
    """Return how many cases fit that this viewer may know of, counted up to MOST + 1."""
    known = visible_to(viewer, Case).filter(where(sought, viewer=viewer))
    return known[: MOST + 1].count()


def workers(*, viewer: Viewer) -> list[str]:
    """Return the accounts that the cases this viewer may know of are assigned to."""
    found = access.cases(viewer=viewer).exclude(worker="").values_list("worker", flat=True)
    return sorted(found.distinct().order_by())


def where(sought: Sought, *, viewer: Viewer) -> Q:
    """Return the condition of what is sought, among the cases the viewer works on."""
    asked = access.worked_on(viewer)
    for name in ("state", "concern", "region"):
        if value := getattr(sought, name):
            asked &= Q(**{name: value})
    if sought.worker:
        who = {MINE: viewer.account, NOBODY: ""}.get(sought.worker, sought.worker)
        asked &= Q(worker=who)
    if sought.opened_from:
        asked &= Q(opened_at__gte=sought.opened_from)
    if sought.opened_until:
        asked &= Q(opened_at__lt=sought.opened_until)
    if sought.overdue:
        asked &= running.overdue(CaseClock, viewer=viewer)
    return asked


def _names(shown: list[sight.Sight[Case]]) -> dict[str, str]:
    """Return the person's name by case, for those who read it at once."""
    people = Person.objects.filter(pk__in={each.record.person for each in shown})
    by_id = {each.id: each for each in people}
    found = {}
    for each in shown:
        person = by_id.get(each.record.person)
        if person is None or person.agency != each.record.agency:
            continue
        seen = each.part(person)
        names = ("given_name", "family_name")
        parts = [getattr(person, name) for name in names if seen.may(Action.READ, name)]
        found[each.record.id] = " ".join(part for part in parts if part)
    return found
