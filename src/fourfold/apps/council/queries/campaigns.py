"""Campaigns as whoever looks may see them: reach by kind, before and after, money, and figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fourfold.apps.council import access
from fourfold.apps.council.models import (
    Campaign,
    CampaignMeasure,
    CampaignReach,
)
from fourfold.apps.council.queries.budget import BudgetLineRow
from fourfold.apps.council.queries.budget import line as budget_line
from fourfold.apps.council.queries.communication import CoverageLine, coverage
from fourfold.apps.council.queries.studio_figures import cleared
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.rules.campaigns import Compared, compared
from fourfold.apps.council.rules.communication import Reached, reach_by_unit
from fourfold.apps.council.states.campaigns import CampaignState
from fourfold.apps.council.states.communication import ReachUnit
from fourfold.apps.council.states.reports import FourP
from fourfold.documents.words import period_words, show_figure
from fourfold.reference import active_pack


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign. line, steps: ids. reached: counts by kind, of its own and of its coverage."""

    id: str
    name: str
    aim: str
    four_p: FourP
    audience: str
    owner: str
    owner_name: str
    from_on: date
    until_on: date | None
    line: str
    line_name: str
    indicator: str
    steps: tuple[str, ...]
    state: CampaignState
    why: str
    version: int
    reached: tuple[Reached, ...]
    measures: int


@dataclass(frozen=True, slots=True)
class ReachLine:
    """A count. struck_why: why it counts no longer, "" while it does."""

    id: str
    unit: ReachUnit
    number: int
    what: str
    on: date
    source: str
    struck_why: str


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A before and an after, compared."""

    id: str
    question: str
    before_on: date
    after_on: date
    before: tuple[int, int]
    after: tuple[int, int]
    source: str
    struck_why: str
    compared: Compared


@dataclass(frozen=True, slots=True)
class Published:
    """A published indicator with its newest figures, (period, shown)."""

    code: str
    name: str
    figures: tuple[tuple[str, str], ...]


NEWEST = 5


def campaigns(*, viewer: access.Who) -> list[CampaignLine]:
    """Return the campaigns, those that run first, then the newest."""
    rows = list(access.campaigns(viewer).prefetch_related("reached", "measures"))
    seats = {each.code: each.seat or each.organization_name for each in active_pack().council_seats}
    gained = coverage(viewer=viewer) if rows else []
    order = [*(CampaignState.RUNNING, CampaignState.PLANNED), *CampaignState]
    lines = [_line(each, seats, gained) for each in rows]
    return sorted(lines, key=lambda e: (order.index(e.state), -e.from_on.toordinal(), e.name, e.id))


def campaign(number: str, *, viewer: access.Who) -> CampaignLine:
    """Return one. :raises NoSuchPaper:."""
    for each in campaigns(viewer=viewer):
        if each.id == number:
            return each
    raise NoSuchPaper("There is no such campaign.")


def reach_of(number: str, *, viewer: access.Who) -> list[ReachLine]:
    """Return the counts a campaign has of its own, the newest first; what was taken out too."""
    rows = CampaignReach.objects.filter(campaign__in=access.campaigns(viewer).filter(id=number))
    return [
        ReachLine(
            *(each.id, ReachUnit(each.unit), each.number, each.what),
            *(each.on, each.source, each.struck_why),
        )
        for each in rows.order_by("-on", "-made_at", "id")
    ]


def coverage_of(line: CampaignLine, *, viewer: access.Who) -> list[CoverageLine]:
    """Return what was published because of a campaign's steps, without what was taken out."""
    return [e for e in coverage(viewer=viewer) if e.step in line.steps and not e.struck_why]


def measures_of(number: str, *, viewer: access.Who) -> list[MeasureLine]:
    """Return what was asked before and after, the newest first; what was taken out too."""
    rows = CampaignMeasure.objects.filter(campaign__in=access.campaigns(viewer).filter(id=number))
    return [_measure(each) for each in rows.order_by("-after_on", "-made_at", "id")]


def money_of(line: CampaignLine, *, viewer: access.Who) -> BudgetLineRow | None:
    """Return the line of the budget a campaign is tied to, None for none."""
    return budget_line(line.line, viewer=viewer) if line.line else None


def published(line: CampaignLine, *, viewer: access.Who) -> Published | None:
    """Return the published indicator a campaign is about; None for none, or if it is gone."""
    found = cleared(viewer=viewer)
    if line.indicator not in found.indicators:
        return None
    held = found.indicators[line.indicator]
    mine = [each for each in found.figures if each.indicator == line.indicator and each.is_whole]
    newest = sorted(mine, key=lambda e: (e.from_ or date.min, e.code), reverse=True)[:NEWEST]
    told = tuple((period_words(each), show_figure(each, unit=held.unit)) for each in newest)
    return Published(held.code, held.name, told)


def budget_choices(*, viewer: access.Who) -> list[tuple[str, str]]:
    """Return the lines of the budget to choose from, the newest year first."""
    rows = access.budget_lines(viewer).order_by("-year", "code")
    return [(each.id, f"{each.year}: {each.name}") for each in rows]


def _line(row: Campaign, seats: dict[str, str], gained: list[CoverageLine]) -> CampaignLine:
    own = [(ReachUnit(e.unit), e.number) for e in row.reached.all() if not e.struck_why]
    theirs = [
        (each.reach_unit, each.reach)
        for each in gained
        if each.step in row.steps
        and not each.struck_why
        and each.reach_unit is not None
        and each.reach is not None
    ]
    return CampaignLine(
        id=row.id,
        name=row.name,
        aim=row.aim,
        four_p=FourP(row.four_p),
        audience=row.audience,
        owner=row.owner,
        owner_name=seats.get(row.owner, row.owner),
        from_on=row.from_on,
        until_on=row.until_on,
        line=row.line_id or "",
        line_name=row.line.name if row.line else "",
        indicator=row.indicator,
        steps=tuple(row.steps),
        state=CampaignState(row.state),
        why=row.why,
        version=row.version,
        reached=reach_by_unit([*own, *theirs]),
        measures=sum(not each.struck_why for each in row.measures.all()),
    )


def _measure(row: CampaignMeasure) -> MeasureLine:
    counts = (row.before_yes, row.before_n, row.after_yes, row.after_n)
    return MeasureLine(
        *(row.id, row.question, row.before_on, row.after_on, counts[:2], counts[2:]),
        *(row.source, row.struck_why),
        compared(*counts),
    )
