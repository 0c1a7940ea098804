"""Report cards: what a version says, what is missing from it, and where its curves go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from fourfold.analysis.forecast import Forecast, NoSpread, TooFewPoints, drift
from fourfold.analysis.tables import Bound, Figure, FigureTable, Hidden
from fourfold.apps.council.rules import NotWhole
from fourfold.apps.council.states.cards import MeasureKind
from fourfold.apps.council.states.reports import FourP

AHEAD, FARTHEST = 3, 5
"""Years a forecast goes on without a target; and at most, since ranges soon say nothing."""
MOST_MEASURES = 9
Years = Mapping[int, Decimal | None]
"""Numbers by year. None: there is one and it is hidden. A year that is not in it is unknown."""


@dataclass(frozen=True, slots=True)
class Measure:
    """
    One measure. indicator: of the catalog, whose figures it shows; "" if its years are typed.

    unit: count or percent. source: of typed years, in words. target: None for none yet.
    """

    kind: MeasureKind
    name: str
    unit: str = "count"
    indicator: str = ""
    source: str = ""
    years: tuple[tuple[int, Decimal | None], ...] = ()
    target: Decimal | None = None
    target_year: int | None = None

    def row(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {
            "kind": self.kind.value,
            "name": self.name,
            "unit": self.unit,
            "indicator": self.indicator,
            "source": self.source,
            "years": [[year, None if n is None else str(n)] for year, n in self.years],
            "target": None if self.target is None else str(self.target),
            "target_year": self.target_year,
        }


def measure_of(row: Mapping[str, Any]) -> Measure:
    """Read a measure as it is kept."""
    return Measure(
        MeasureKind(row["kind"]),
        row["name"],
        row["unit"],
        row["indicator"],
        row["source"],
        tuple((year, None if n is None else Decimal(n)) for year, n in row["years"]),
        None if row["target"] is None else Decimal(row["target"]),
        row["target_year"],
    )


@dataclass(frozen=True, slots=True)
class CardTold:
    """What a version of a card says. actions: ids of actions of the plan that come next."""

    program: str
    four_p: FourP
    owner: str
    serves: str
    story: str
    budget_line: str = ""
    partners: str = ""
    works: str = ""
    measures: tuple[Measure, ...] = ()
    actions: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Curve:
    """
    Where a measure goes. forecast: None where none is honest; why_not says why: TOO_FEW, NO_SPREAD.

    target: shown only with a year.
    """

    years: tuple[tuple[int, Decimal | None], ...]
    forecast: Forecast | None
    why_not: str
    target: tuple[int, Decimal] | None


def check_told(told: CardTold, *, seats: Sequence[str], indicators: Sequence[str]) -> None:
    """Raise NotWhole with everything that is missing from a draft, all at once."""
    missing = [
        said
        for said, given in (
            ("Name the program.", told.program),
            ("Say whom it serves.", told.serves),
            ("Tell the story behind the curve.", told.story),
        )
        if not given.strip()
    ]
    if told.owner not in seats:
        missing.append("Choose the seat that owns it.")
    if len(told.measures) > MOST_MEASURES:
        missing.append(f"Keep to {MOST_MEASURES} measures.")
    for each in told.measures:
        missing += _missing(each, indicators)
    if missing:
        raise NotWhole(" ".join(missing))


def check_to_publish(measures: Sequence[Measure]) -> None:
    """Raise NotWhole unless a card has a measure of each kind."""
    held = {each.kind for each in measures}
    if set(MeasureKind) - held:
        raise NotWhole(
            "A card needs a measure of each kind before it is published: how much, how well, and "
            "is anyone better off. Add what is missing to the draft."
        )


def curve_of(measure: Measure, years: Years) -> Curve:
    """Return a measure's years, its baseline and its target. Hidden years are never a number."""
    known = {year: n for year, n in years.items() if n is not None}
    shown = tuple(sorted(years.items()))
    target = None
    if measure.target is not None and measure.target_year is not None:
        target = (measure.target_year, measure.target)
    if not known:
        return Curve(shown, None, "TOO_FEW", target)
    last = max(known)
    until = target[0] if target and target[0] > last else last + AHEAD
    most = 100.0 if measure.unit == "percent" else None
    try:
        ahead = drift(known, until=min(until, last + FARTHEST), most=most)
    except TooFewPoints:
        return Curve(shown, None, "TOO_FEW", target)
    except NoSpread:
        return Curve(shown, None, "NO_SPREAD", target)
    return Curve(shown, ahead, "", target)


def years_of(indicator: str, found: FigureTable) -> dict[int, Decimal | None]:
    """
    Return an indicator's numbers by year, the year in which the twelve months end.

    Only whole years, exact numbers of everyone. A hidden one is None, and so are two that differ.
    """
    years: dict[int, Decimal | None] = {}
    for each in found.figures:
        year = year_of(each)
        if each.indicator != indicator or not each.is_whole or year is None or each.wave:
            continue
        if each.bound is not Bound.EXACT:
            continue
        value = None if isinstance(each.value, Hidden) else each.value
        years[year] = value if years.get(year, value) == value else None
    return years


def year_of(figure: Figure) -> int | None:
    """Return the year in which a figure's twelve months end; None if it covers no whole year."""
    first, until = figure.from_, figure.until
    if first is None or until is None:
        return None
    is_year = (until.year, until.month, until.day) == (first.year + 1, first.month, first.day)
    return (until - timedelta(days=1)).year if is_year else None


def _missing(measure: Measure, indicators: Sequence[str]) -> list[str]:
    name = measure.name.strip()
    if not name:
        return ["Name each measure."]
    found = []
    if measure.indicator and measure.indicator not in indicators:
        found.append(f"{name}: choose an indicator that is published.")
    if not measure.indicator and not (measure.source.strip() and measure.years):
        found.append(f"{name}: choose a published indicator, or type years and their source.")
    if (measure.target is None) != (measure.target_year is None):
        found.append(f"{name}: a target needs a number and a year.")
    values = [n for _year, n in measure.years if n is not None]
    values += [] if measure.target is None else [measure.target]
    if any(n < 0 or (measure.unit == "percent" and n > 100) for n in values):
        found.append(f"{name}: a number is out of range.")
    return found
