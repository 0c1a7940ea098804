"""
How much of a ranking is the weights and the margins of error, and how much the towns.

Weights are drawn from a flat Dirichlet distribution: every way of weighing is as likely (Saisana,
Saltelli and Tarantola, Journal of the Royal Statistical Society A 168, 2005).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fourfold.analysis.community.ranking import (
    DIGITS,
    Chosen,
    Index,
    Method,
    NothingToRank,
    index,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

DRAWS, SEED, TOP = 1000, 20160218, 10


@dataclass(frozen=True, slots=True)
class Place:
    """
    A town under other weights. low, high: 90 percent of its ranks lie there.

    in_top: the share of draws that keep it among the top. margin_low, margin_high: low and high
    when the weights stay and values move within their margins of error; None where no measure
    prints any margin.
    """

    low: int
    high: int
    in_top: float
    margin_low: int | None
    margin_high: int | None


@dataclass(frozen=True, slots=True)
class WithoutOne:
    """Without one variable. spearman: with the whole ranking; left: towns that leave the top."""

    variable: str
    spearman: float | None
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stability:
    """
    What drawing said. median_spearman, low_spearman: of the drawn rankings with the chosen one.

    low_spearman: 5 in 100 draws lie below; None, both, where all towns are alike. top: how many
    towns "the top" is.
    """

    draws: int
    seed: int
    top: int
    median_spearman: float | None
    low_spearman: float | None
    places: Mapping[str, Place]
    without_one: tuple[WithoutOne, ...]


def stability(
    found: Index, chosen: Sequence[Chosen], *, draws: int = DRAWS, seed: int = SEED, top: int = TOP
) -> Stability:
    """
    Rank again under `draws` random weights, without each measure, and within margins of error.

    found: of the same measures. The same seed gives the same answer.
    """
    import numpy as np  # noqa: PLC0415 - slow to import; only an index pays for it

    draw = np.random.default_rng(seed)
    towns = [each.town for each in found.towns]
    variables = list(found.weights)
    parts = np.array([[each.parts[v] for v in variables] for each in found.towns])
    weights = draw.dirichlet(np.ones(len(variables)), size=draws)
    scores = weights @ parts.T
    ranks = _ranks(scores)
    rhos = _alike_with(ranks, _ranks(scores, low=False), found)
    low, high = _ends(ranks)
    by_margin = _within_margins(found, chosen, draws, draw)
    places = {
        town: Place(
            int(low[at]),
            int(high[at]),
            float(np.mean(ranks[:, at] <= top)),
            int(by_margin[0][at]) if by_margin else None,
            int(by_margin[1][at]) if by_margin else None,
        )
        for at, town in enumerate(towns)
    }
    return Stability(
        draws,
        seed,
        top,
        float(np.median(rhos)) if len(rhos) else None,
        float(np.quantile(rhos, 0.05)) if len(rhos) else None,
        places,
        tuple(_without(found, chosen, top)),
    )


def spearman(first: Sequence[float] | NDArray[Any], second: Any) -> float | None:
    """Return Spearman's correlation of two lists, ties at their mean; None if one is all alike."""
    import numpy as np  # noqa: PLC0415 - as above

    a, b = (_middles(np.asarray(each, dtype=float)) for each in (first, second))
    a, b = a - a.mean(), b - b.mean()
    spread = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / spread if spread else None


def _alike_with(low: Any, high: Any, found: Index) -> Any:
    """Return Spearman's correlation of each row with the index; rows all alike are left out."""
    import numpy as np  # noqa: PLC0415 - as above

    own = _middles(np.array([float(each.rank) for each in found.towns]))
    rows = (low + high) / 2
    a, b = rows - rows.mean(axis=1, keepdims=True), own - own.mean()
    spread = np.sqrt((a * a).sum(axis=1) * (b @ b))
    return (a @ b)[spread > 0] / spread[spread > 0]


def _without(found: Index, chosen: Sequence[Chosen], top: int) -> list[WithoutOne]:
    towns = [each.town for each in found.towns]
    kept = [each for each in chosen if each.series.variable in found.weights]
    said = []
    for each in kept:
        try:
            rest = [one for one in kept if one is not each]
            again = index(rest, towns=towns, method=found.method)
        except NothingToRank:
            continue
        ranks = {one.town: one.rank for one in again.towns}
        rho = spearman([one.rank for one in found.towns], [ranks[town] for town in towns])
        left = tuple(o.town for o in found.towns if o.rank <= top and ranks[o.town] > top)
        said.append(WithoutOne(each.series.variable, rho, left))
    return said


def _within_margins(
    found: Index, chosen: Sequence[Chosen], draws: int, draw: Any
) -> tuple[Any, Any] | None:
    """Return the ends of ranks when every value moves as its standard error lets it."""
    import numpy as np  # noqa: PLC0415 - as above

    used = [each for each in chosen if each.series.variable in found.weights]
    if not any(m.margin for each in used for m in each.series.values.values()):
        return None
    towns = [each.town for each in found.towns]
    scores = np.zeros((draws, len(towns)))
    for each in used:
        held = {t: m for t, m in each.series.values.items() if m.value is not None}
        where = {town: at for at, town in enumerate(held)}
        centre = np.array([m.value for m in held.values()], dtype=float)
        error = np.array([m.error for m in held.values()])
        moved = draw.normal(centre, error, size=(draws, len(held)))
        moved = moved if each.series.more_is_worse else -moved
        alike = _alike(moved, found.method)[:, [where[town] for town in towns]]
        scores += found.weights[each.series.variable] * alike
    return _ends(_ranks(scores))


def _alike(values: Any, method: Method) -> Any:
    import numpy as np  # noqa: PLC0415 - as above

    if method is Method.PERCENTILE:
        return (values.shape[1] - _ranks(values, low=False)) / max(1, values.shape[1] - 1)
    spread = values.std(axis=1, ddof=1, keepdims=True) if values.shape[1] > 1 else 0 * values
    return (values - values.mean(axis=1, keepdims=True)) / np.where(spread > 0, spread, 1)


def _ranks(scores: Any, *, low: bool = True) -> Any:
    """
    Rank each row from its highest value, 1 and on.

    Alike values share the lower number; with low=False the higher, as percentile ranks need it.
    """
    import numpy as np  # noqa: PLC0415 - as above

    rounded = np.round(scores, DIGITS)
    order = np.argsort(-rounded, axis=1, kind="stable")
    ordered = np.take_along_axis(rounded, order, axis=1)
    n = scores.shape[1]
    steps = np.broadcast_to(np.arange(1, n + 1), ordered.shape)
    new = np.ones_like(ordered, dtype=bool)
    new[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    if low:
        shared = np.maximum.accumulate(np.where(new, steps, 0), axis=1)
    else:
        last = np.ones_like(new)
        last[:, :-1] = new[:, 1:]
        turned = np.where(last, steps, n + 1)[:, ::-1]
        shared = np.minimum.accumulate(turned, axis=1)[:, ::-1]
    ranks = np.empty_like(shared)
    np.put_along_axis(ranks, order, shared, axis=1)
    return ranks


def _ends(ranks: Any) -> tuple[Any, Any]:
    import numpy as np  # noqa: PLC0415 - as above

    low = np.quantile(ranks, 0.05, axis=0, method="inverted_cdf")
    return low, np.quantile(ranks, 0.95, axis=0, method="inverted_cdf")


def _middles(values: Any) -> Any:
    """Rank with ties at their mean."""
    import numpy as np  # noqa: PLC0415 - as above

    _, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[where]
