"""
Both waves with the same mix of people, so that a change of who came is not taken for learning.

Source: direct standardization, Breslow and Day, "Statistical Methods in Cancer Research", volume 2,
1987, chapter 2; the standard is both waves together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from fourfold.analysis.evaluate.engine.resampling import interval
from fourfold.analysis.evaluate.engine.results import Standardized
from fourfold.analysis.evaluate.engine.tallies import Tallies

if TYPE_CHECKING:
    from fourfold.analysis.evaluate.engine.resampling import Numbers


def standardized(
    strata: Mapping[str, Tallies], draws: Sequence[Numbers | None], *, level: float
) -> Standardized | None:
    """
    Weight each group by its share of both waves together.

    draws: each group's replicates of the difference, in the order of strata. None where fewer than
    two groups have people in both waves.
    """
    usable = [
        (sum(each.n), each, drawn)
        for each, drawn in zip(strata.values(), draws, strict=True)
        if all(each.n)
    ]
    if len(usable) < 2:
        return None
    total = sum(n for n, _, _ in usable)
    means = [
        sum(n / total * each.waves[wave].summary().mean for n, each, _ in usable) for wave in (0, 1)
    ]
    known = [(n / total, drawn) for n, _, drawn in usable if drawn is not None]
    mixed = sum(weight * drawn for weight, drawn in known) if len(known) == len(usable) else None
    left_out = tuple(name for name, each in strata.items() if not all(each.n))
    return Standardized(means[0], means[1], interval(mixed, level=level), left_out)  # type: ignore[arg-type]
