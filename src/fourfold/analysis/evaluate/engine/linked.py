"""What people known in both waves show, each measured against themselves."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from fourfold.analysis.check.files.rules.table import select
from fourfold.analysis.evaluate.codebook import Construct
from fourfold.analysis.evaluate.engine.events import summary_of_sums
from fourfold.analysis.evaluate.engine.loading import Loaded
from fourfold.analysis.evaluate.engine.results import Linked
from fourfold.analysis.evaluate.engine.tallies import Tallies, answered_of, total_of
from fourfold.analysis.evaluate.statistics import (
    CannotCompare,
    Effect,
    EventComparison,
    SignedRank,
    Summary,
    by_event_paired,
    d_z,
    g_av,
    signed_rank,
)


def linked_of(
    loaded: Loaded, construct: Construct, places: range, tallies: Tallies
) -> Linked | None:
    """Return what the pairs show beside the test, None where there are too few to be shown."""
    n = sum(tallies.pairs.values())
    if not loaded.asked.pair or n < max(loaded.asked.least, 2):
        return None
    in_spread, of_changes = _effects(tallies, level=loaded.asked.level)
    return Linked(
        n=n,
        rose=_count(tallies, 1),
        same=_count(tallies, 0),
        fell=_count(tallies, -1),
        g_av=in_spread,
        d_z=of_changes,
        ranks=_ranks(tallies),
        by_event=_by_event(loaded, construct, places) if loaded.asked.event else None,
    )


def changes_by_event(loaded: Loaded, construct: Construct, places: range) -> list[Summary]:
    """
    Return the changes of linked people, event by event, in the order of the events' names.

    Who named no event, or another one in each wave, is left out.
    """
    score = f"{total_of(construct, places)}::DOUBLE / {answered_of(places)} * {construct.factor}"
    enough = f"WHERE {answered_of(places)} >= {construct.needed}"
    scored = select(["p", "w", "e", f"{score} AS s"], "linked", enough)
    both = f"({scored}) b JOIN ({scored}) a ON a.p = b.p AND a.e = b.e AND b.w = 0 AND a.w = 1"
    sums = ["count(*)", "sum(a.s - b.s)", "sum((a.s - b.s) * (a.s - b.s))"]
    rows = loaded.table.ask(select(["b.e", *sums], both, "GROUP BY b.e ORDER BY b.e"))
    return [summary_of_sums(n, total or 0.0, squares or 0.0) for _, n, total, squares in rows]


def changes_if_all_linked(
    loaded: Loaded, construct: Construct, places: range, tallies: Tallies
) -> list[Summary]:
    """Return each event's changes if everybody is known in both waves, else none."""
    if not loaded.asked.event or not tallies.pairs or any(w.n for w in tallies.unlinked()):
        return []
    changes = changes_by_event(loaded, construct, places)
    return changes if sum(each.n for each in changes) == sum(tallies.pairs.values()) else []


def _by_event(loaded: Loaded, construct: Construct, places: range) -> EventComparison | None:
    changes = changes_by_event(loaded, construct, places)
    if sum(each.n for each in changes) < loaded.asked.least:
        return None
    try:
        return by_event_paired(changes, level=loaded.asked.level)
    except CannotCompare:
        return None


def _effects(tallies: Tallies, *, level: float) -> tuple[Effect | None, Effect | None]:
    pairs = tallies.linked()
    measures: tuple[Callable[[], Effect], ...] = (
        lambda: g_av(pairs, level=level),
        lambda: d_z(pairs.differences, level=level),
    )
    made: list[Effect | None] = []
    for measure in measures:
        try:
            made.append(measure())
        except CannotCompare:
            made.append(None)
    return made[0], made[1]


def _ranks(tallies: Tallies) -> SignedRank | None:
    changes: dict[float, int] = {}
    for (before, after), count in tallies.pairs.items():
        # Subtracted before it is rounded: equal changes stay equal.
        change = float(after - before)
        changes[change] = changes.get(change, 0) + count
    try:
        return signed_rank(changes)
    except CannotCompare:
        return None


def _count(tallies: Tallies, sign: int) -> int:
    return sum(n for (before, after), n in tallies.pairs.items() if _sign(after - before) == sign)


def _sign(change: Fraction) -> int:
    return (change > 0) - (change < 0)
