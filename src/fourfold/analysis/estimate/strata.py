"""
Groups estimated apart, whose totals add up: ages, regions, forms.

Each group has its own model. The total is the sum of the groups', and so is each of its samples,
for groups are drawn apart; its acceleration comes from the jackknife over the cases of all groups.
Shown whole numbers add up too. Where a group cannot be estimated, neither can the total.
Source: Efron and Tibshirani, "An introduction to the bootstrap", 1993, 8.3 and 14.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from fourfold.analysis.estimate.bootstrap import (
    REPLICATES,
    Interval,
    interval,
    jackknife_of,
    skewness,
)
from fourfold.analysis.estimate.estimating import estimate
from fourfold.analysis.estimate.histories import BadHistories, read_table
from fourfold.analysis.estimate.results import Result, Verdict


@dataclass(frozen=True)
class Strata:
    """Groups' results by name, and their sum; None where those of `without` have no estimate."""

    groups: dict[str, Result]
    known: int
    total: float | None
    limits: Interval | None
    without: tuple[str, ...]

    def whole(self) -> dict[str, int]:
        """
        Return each group's total in whole people, so that they add up to the whole total.

        The largest remainders are rounded up. Empty without a total.
        """
        if self.total is None:
            return {}
        found = {name: each.estimate or 0.0 for name, each in self.groups.items()}
        floors = {name: math.floor(value) for name, value in found.items()}
        up = round(self.total) - sum(floors.values())
        order = sorted(found, key=lambda name: (floors[name] - found[name], name))
        return {name: floors[name] + (name in order[:up]) for name in found}

    def to_dict(self) -> dict[str, Any]:
        """Return plain values."""
        limits = self.limits
        return {
            "known": self.known,
            "estimate": self.total,
            "lower": limits.lower if limits else None,
            "upper": limits.upper if limits and math.isfinite(limits.upper) else None,
            "no_upper_limit": bool(limits and math.isinf(limits.upper)),
            "cannot_be_estimated": list(self.without),
            "groups": {name: each.to_dict() for name, each in self.groups.items()},
            "whole": self.whole(),
        }


def estimate_strata(
    tables: Mapping[str, Any],
    method: str = "stepwise",
    *,
    bootstrap: int = REPLICATES,
    seed: int = 1,
    **options: Any,
) -> Strata:
    """
    Estimate each group by one method and add them up. tables: a group's name to its table.

    method: stepwise, bic, aic, average or independence.
    :raises BadHistories: where there is no group.
    """
    if not tables:
        raise BadHistories("There is no group. Give a table for each.")
    groups = {
        name: estimate(table, method, bootstrap=bootstrap, seed=_own(seed, name), **options)
        for name, table in sorted(tables.items())
    }
    known = sum(each.known for each in groups.values())
    without = tuple(name for name, each in groups.items() if each.verdict is Verdict.CANNOT)
    if without:
        return Strata(groups, known, None, None, without)
    ones = {name: each.estimates[0] for name, each in groups.items()}
    total = sum(each.estimate or 0.0 for each in ones.values())
    samples, values, weights = [], [], []
    for name, one in ones.items():
        if one.samples is None or one.totals is None:
            return Strata(groups, known, total, None, ())
        samples.append(one.samples)
        found, share = jackknife_of(read_table(tables[name]).cells, one.totals)
        values.append(total - (one.estimate or 0.0) + found)
        weights.append(share)
    a = skewness(np.concatenate(values), np.concatenate(weights))
    return Strata(groups, known, total, interval(total, np.sum(samples, axis=0), a), ())


def _own(seed: int, name: str) -> int:
    """Return a seed of the group's own, which other groups do not change."""
    return seed + 1_000_003 * int.from_bytes(name.encode(), "big") % (1 << 61)
