"""Training events: what each one's people scored, so that an event can be the unit."""

from __future__ import annotations

import math
from dataclasses import dataclass

from fourfold.analysis.check.files.rules.table import select
from fourfold.analysis.evaluate.codebook import Construct
from fourfold.analysis.evaluate.engine.loading import TABLE, Loaded
from fourfold.analysis.evaluate.engine.tallies import answered_of, total_of
from fourfold.analysis.evaluate.statistics import NOBODY, Summary


@dataclass(frozen=True, slots=True)
class Event:
    """One training event, both waves: people, and the sum and the sum of squares of scores."""

    name: str
    n: tuple[int, int]
    total: tuple[float, float]
    squares: tuple[float, float]

    @property
    def summaries(self) -> tuple[Summary, Summary]:
        """Both waves as the tests need them."""
        before, after = (
            summary_of_sums(*each) for each in zip(self.n, self.total, self.squares, strict=True)
        )
        return before, after


def summary_of_sums(n: int, total: float, squares: float) -> Summary:
    """Return the summary of n values from their sum and their sum of squares."""
    if not n:
        return NOBODY
    mean = total / n
    # Rounding can leave a little less than nothing where all scores are the same.
    spread = max((squares - total * mean) / (n - 1), 0.0) if n > 1 else math.nan
    return Summary(n, mean, spread)


def by_event(
    loaded: Loaded, construct: Construct, places: range, by: int | None
) -> dict[str, list[Event]]:
    """
    Return each group's events, in the order of their names.

    Who gave no event is left out; `without_event` says how many those are.
    """
    group = "''" if by is None else f"trim(coalesce(g{by}, ''))"
    score = f"{total_of(construct, places)}::DOUBLE / {answered_of(places)} * {construct.factor}"
    scored = f"w IS NOT NULL AND e IS NOT NULL AND {answered_of(places)} >= {construct.needed}"
    inner = select(["w", f"{group} AS g", "e", f"{score} AS s"], TABLE, f"WHERE {scored}")
    columns = ["g", "e"]
    for wave in (0, 1):
        columns += [f"{what} FILTER (w = {wave})" for what in ("count(s)", "sum(s)", "sum(s * s)")]
    found: dict[str, list[Event]] = {}
    for name, called, n0, t0, q0, n1, t1, q1 in loaded.table.ask(
        select(columns, f"({inner})", "GROUP BY g, e ORDER BY g, e")
    ):
        event = Event(called, (n0, n1), (t0 or 0.0, t1 or 0.0), (q0 or 0.0, q1 or 0.0))
        found.setdefault(name, []).append(event)
    return found


def without_event(loaded: Loaded) -> int:
    """Return how many rows name no event."""
    ((rows,),) = loaded.table.ask(select(["count(*)"], TABLE, "WHERE e IS NULL AND w IS NOT NULL"))
    return int(rows)
