"""
Bootstrap of mean differences from counts: no person is drawn, only how many have each score.

Source: Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7, 1979;
events drawn whole: Davison and Hinkley, "Bootstrap Methods and their Application", 1997, 3.8.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from fourfold.analysis.evaluate.engine.events import Event
from fourfold.analysis.evaluate.engine.tallies import Tallies

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]

_CELLS_AT_ONCE = 2_000_000
_MOST_EMPTY = 0.05


def drawn(tallies: Tallies, replicates: int, seed: Sequence[int]) -> Numbers | None:
    """
    Return replicates of the mean difference, after less before, in points of the score.

    People known in both waves are drawn as pairs, the others apart in each wave; how many there are
    of each stays as it is. None where a wave has nobody. The same seed gives the same replicates.
    """
    import numpy as np  # noqa: PLC0415 - slow to import; a web page must not pay for it

    n = tallies.n
    if not all(n):
        return None
    random = np.random.default_rng(list(seed))
    before, after = tallies.unlinked()
    difference: Numbers = _sums(after.counts, replicates, random)[0] / n[1]
    difference -= _sums(before.counts, replicates, random)[0] / n[0]
    if tallies.pairs:
        sums = _sums(tallies.pairs, replicates, random)
        difference += sums[1] / n[1] - sums[0] / n[0]
    return difference


def _sums(
    counts: Mapping[Fraction, int] | Mapping[tuple[Fraction, Fraction], int],
    replicates: int,
    random: np.random.Generator,
) -> list[Numbers]:
    """Return replicates of the sum of each side of the values, drawn as often as there are."""
    import numpy as np  # noqa: PLC0415 - as above

    if not counts:
        return [np.zeros(replicates)]
    ordered: list[tuple[Any, int]] = sorted(counts.items(), key=_by_value)
    values = [each if isinstance(each, tuple) else (each,) for each, _ in ordered]
    how_often = np.array([count for _, count in ordered], dtype=np.int64)
    n = int(how_often.sum())
    # Twice the precision of what is printed: the shares must add up to one, not to a bit more.
    shares = how_often / n
    shares /= shares.sum()
    points = np.array([[float(side) for side in each] for each in values])
    step = max(1, _CELLS_AT_ONCE // len(ordered))
    parts = [
        random.multinomial(n, shares, size=min(step, replicates - start)) @ points
        for start in range(0, replicates, step)
    ]
    sums = np.concatenate(parts)
    return [sums[:, side] for side in range(points.shape[1])]


def _by_value(each: tuple[Any, int]) -> Any:
    value = each[0]
    return tuple(map(float, value)) if isinstance(value, tuple) else float(value)


def drawn_by_event(
    groups: Sequence[Sequence[Event]], replicates: int, seed: Sequence[int]
) -> list[Numbers]:
    """
    Return each group's replicates of the mean difference, with whole events drawn.

    An event that several groups came to is drawn for all of them at once. NaN where a draw leaves a
    group without people in a wave.
    """
    import numpy as np  # noqa: PLC0415 - as above

    names = sorted({event.name for group in groups for event in group})
    place = {name: at for at, name in enumerate(names)}
    held = np.zeros((len(names), len(groups) * 4))
    for at, group in enumerate(groups):
        for event in group:
            held[place[event.name], at * 4 : at * 4 + 4] += (*event.n, *event.total)
    random = np.random.default_rng(list(seed))
    equal = np.full(len(names), 1 / max(len(names), 1))
    step = max(1, _CELLS_AT_ONCE // max(len(names), 1))
    parts = [
        random.multinomial(len(names), equal, size=min(step, replicates - start)) @ held
        for start in range(0, replicates, step)
    ]
    sums = np.concatenate(parts)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = [
            sums[:, at + 3] / sums[:, at + 1] - sums[:, at + 2] / sums[:, at]
            for at in range(0, len(groups) * 4, 4)
        ]
    return [np.where(np.isfinite(each), each, np.nan) for each in means]


def interval(replicates: Numbers | None, *, level: float) -> tuple[float, float] | None:
    """Return the percentile interval; None without replicates, or if over 5% of them are none."""
    import numpy as np  # noqa: PLC0415 - as above

    if replicates is None:
        return None
    made = replicates[~np.isnan(replicates)]
    if len(made) < len(replicates) * (1 - _MOST_EMPTY):
        return None
    tail = (1 - level) / 2
    low, high = np.quantile(made, [tail, 1 - tail])
    return float(low), float(high)
