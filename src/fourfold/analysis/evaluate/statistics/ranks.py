"""The signed-rank test, beside the paired t: it uses the order of changes, not their sizes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from fourfold.analysis.evaluate.statistics.distributions import normal_two_sided
from fourfold.analysis.evaluate.statistics.summaries import BadNumber, NoSpread

EXACT_BELOW = 50


@dataclass(frozen=True, slots=True)
class SignedRank:
    """
    Wilcoxon's test of linked answers.

    n_pairs: all pairs. n_same: pairs that did not change; they say nothing of direction and are
    left out of the ranks. v: sum of the ranks of those who rose. z: None when p is exact.
    rank_biserial: from -1 (all fell) to 1 (all rose). p: two-sided.
    """

    n_pairs: int
    n_same: int
    v: float
    z: float | None
    p: float
    rank_biserial: float

    @property
    def exact(self) -> bool:
        """True if p counts every way the signs can fall, without an approximation."""
        return self.z is None


def signed_rank(changes: Mapping[float, int]) -> SignedRank:
    """
    Test whether people rose more than they fell, by the ranks of their changes.

    changes: how many people changed by each amount (after less before); amounts are finite.
    Below 50 pairs without ties or zeros p is exact; else normal with corrections for ties and
    continuity, as R does.
    :raises NoSpread: when nobody changed.
    Source: Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1, 1945;
    rank-biserial: Kerby, Comprehensive Psychology 3, 2014.
    """
    for change, count in changes.items():
        if count < 0 or not math.isfinite(change):
            raise BadNumber(f"{count} people who changed by {change} cannot be.")
    sizes: dict[float, int] = {}
    for change, count in changes.items():
        if change and count:
            sizes[abs(change)] = sizes.get(abs(change), 0) + count
    n = sum(sizes.values())
    if n == 0:
        raise NoSpread("Nobody changed, so there is nothing to rank. Say that nobody changed.")
    v, ties, passed = 0.0, 0, 0
    for size in sorted(sizes):
        tied = sizes[size]
        v += changes.get(size, 0) * (passed + (tied + 1) / 2)
        ties += tied**3 - tied
        passed += tied
    total = n * (n + 1) / 2
    same = sum(changes.values()) - n
    if n < EXACT_BELOW and ties == 0 and same == 0:
        z, p = None, _exact(int(v), n)
    else:
        off = v - total / 2
        z = (off - math.copysign(min(0.5, abs(off)), off)) / math.sqrt(
            n * (n + 1) * (2 * n + 1) / 24 - ties / 48
        )
        p = normal_two_sided(z)
    return SignedRank(n + same, same, v, z, p, (2 * v - total) / total)


def _exact(v: int, n: int) -> float:
    """Return the two-sided p by counting, for each sum, the ways to choose ranks that give it."""
    total = n * (n + 1) // 2
    ways = [1] + [0] * total
    for rank in range(1, n + 1):
        for reached in range(total, rank - 1, -1):
            ways[reached] += ways[reached - rank]
    least = min(v, total - v)
    return min(1.0, 2 * sum(ways[: least + 1]) / float(2**n))
