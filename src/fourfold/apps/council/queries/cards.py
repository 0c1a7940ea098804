"""Report cards as pages and print show them: each measure with its years, baseline and target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fourfold.analysis.tables import FigureTable
from fourfold.apps.council import access
from fourfold.apps.council.models import ReportCard
from fourfold.apps.council.rules.cards import (
    Curve,
    Measure,
    curve_of,
    measure_of,
    year_of,
    years_of,
)
from fourfold.apps.council.states.cards import CardState
from fourfold.apps.council.states.reports import FourP
from fourfold.catalog import queries as catalog
from fourfold.reference import active_pack


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure with its curve. source: where its numbers come from, in words."""

    measure: Measure
    curve: Curve
    source: str


@dataclass(frozen=True, slots=True)
class CardLine:
    """
    A version of a card. actions: id and words of what comes next in the plan.

    may_publish: whoever looks wrote nothing in it.
    """

    id: str
    code: str
    nth: int
    program: str
    four_p: FourP
    owner: str
    owner_name: str
    serves: str
    budget_line: str
    story: str
    partners: str
    works: str
    measures: tuple[MeasureLine, ...]
    actions: tuple[tuple[str, str], ...]
    state: CardState
    version: int
    made_at: datetime
    writer: str
    closed_at: datetime | None
    closer: str
    may_publish: bool


def cards(*, viewer: access.Who, code: str = "") -> list[CardLine]:
    """Return the versions somebody may see, by P and program, the newest first."""
    rows = access.cards(viewer)
    rows = rows.filter(code=code) if code else rows
    held = list(rows.order_by("program", "-nth"))
    order = list(FourP)
    held.sort(key=lambda each: (order.index(FourP(each.four_p)), each.code, -each.nth))
    found = catalog.figures()
    reads = access.reads(viewer)
    people = {name for each in held for name in (each.made_by, each.closed_by)}
    names = access.names(people) if reads else {}
    actions = access.actions_named({one for each in held for one in each.actions})
    seats = {each.code: each.seat for each in active_pack().council_seats}
    return [
        CardLine(
            each.id,
            each.code,
            each.nth,
            each.program,
            FourP(each.four_p),
            each.owner,
            seats.get(each.owner, each.owner),
            each.serves,
            each.budget_line,
            each.story,
            each.partners,
            each.works,
            tuple(_line(measure_of(one), found) for one in each.measures),
            tuple((one, actions[one]) for one in each.actions if one in actions),
            CardState(each.state),
            each.version,
            each.made_at,
            names.get(each.made_by, each.made_by) if reads else "",
            each.closed_at,
            names.get(each.closed_by, each.closed_by) if reads else "",
            _may_publish(each, viewer),
        )
        for each in held
    ]


def published(*, viewer: access.Who, code: str = "") -> list[CardLine]:
    """Return the newest published version of each program."""
    newest: dict[str, CardLine] = {}
    for each in cards(viewer=viewer, code=code):
        if each.state is CardState.PUBLISHED:
            newest.setdefault(each.code, each)
    return list(newest.values())


def indicators(*, viewer: access.Who) -> list[tuple[str, str]]:
    """
    Return the published indicators that have a number for a whole year, as code and name.

    viewer: named as everywhere; what is in the catalog is open to all.
    """
    found = catalog.figures()
    codes = {each.indicator for each in found.figures if each.is_whole and year_of(each)}
    named = [(code, found.indicators[code].name) for code in codes if code in found.indicators]
    return sorted(named, key=lambda each: each[1])


def _line(measure: Measure, found: FigureTable) -> MeasureLine:
    if not measure.indicator:
        return MeasureLine(measure, curve_of(measure, dict(measure.years)), measure.source)
    name = measure.indicator
    if measure.indicator in found.indicators:
        name = found.indicators[measure.indicator].name
    years = years_of(measure.indicator, found)
    return MeasureLine(measure, curve_of(measure, years), f"Fourfold, {name}")


def _may_publish(card: ReportCard, viewer: access.Who) -> bool:
    return access.reads(viewer) and access.name_of(viewer) not in card.writers
