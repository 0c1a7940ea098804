"""What public sources say of towns, and the index made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from fourfold.analysis.community import (
    Chosen,
    Index,
    Measure,
    Method,
    Series,
    Stability,
    index,
    spearman,
    stability,
)
from fourfold.apps.surveys import access
from fourfold.reference import active_pack


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """
    A series in its newest version. series: its values; its `variable` is the id, as names repeat.

    towns: how many have a value. by_default: the weight when nobody chose one: 1 for the newest
    vintage of a variable, 0 for those before it.
    """

    id: str
    variable: str
    unit: str
    source: str
    vintage: str
    version: int
    is_made_up: bool
    brought_at: datetime
    towns: int
    by_default: float
    series: Series


@dataclass(frozen=True, slots=True)
class Vulnerability:
    """An index with how firm it is. to_default: Spearman with the default's; None where alike."""

    index: Index
    stability: Stability
    to_default: float | None


def series(*, viewer: access.Who) -> list[SeriesLine]:
    """Return every series in its newest version, by variable, the newest vintage first."""
    rows = access.community(viewer).order_by("variable", "-vintage", "source", "-version")
    lines: list[SeriesLine] = []
    seen: set[tuple[str, str, str]] = set()
    weighed: set[str] = set()
    for row in rows:
        key = (row.variable, row.vintage, row.source)
        if key in seen:
            continue
        seen.add(key)
        values = {town: Measure(*given) for town, given in row.values.items()}
        lines.append(
            SeriesLine(
                id=row.id,
                variable=row.variable,
                unit=row.unit,
                source=row.source,
                vintage=row.vintage,
                version=row.version,
                is_made_up=row.is_made_up,
                brought_at=row.brought_at,
                towns=sum(each.value is not None for each in values.values()),
                by_default=0.0 if row.variable in weighed else 1.0,
                series=Series(row.id, row.unit, values, row.more_is_worse),
            )
        )
        weighed.add(row.variable)
    return lines


def vulnerability(
    lines: Sequence[SeriesLine],
    *,
    weights: Mapping[str, float],
    more_is_worse: Mapping[str, bool],
    method: Method,
    viewer: access.Who,
) -> Vulnerability:
    """
    Rank the state's towns. weights, more_is_worse: by a series' id; not named: the default.

    :raises NothingToRank:.
    """
    if not access.runs(viewer) and not access.reads(viewer):
        lines = ()
    towns = [each.code for each in active_pack().towns]
    chosen = [
        Chosen(
            replace(
                each.series, more_is_worse=more_is_worse.get(each.id, each.series.more_is_worse)
            ),
            weights.get(each.id, each.by_default),
        )
        for each in lines
    ]
    found = index(chosen, towns=towns, method=method)
    default = index([Chosen(each.series, each.by_default) for each in lines], towns=towns)
    ranks = {each.town: each.rank for each in default.towns}
    both = [each for each in found.towns if each.town in ranks]
    alike = spearman([each.rank for each in both], [ranks[each.town] for each in both])
    return Vulnerability(found, stability(found, chosen), alike)
