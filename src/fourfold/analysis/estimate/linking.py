"""
Errors of linking, carried into the interval.

Who is who is not certain: each draw joins every pair of records with its probability, counts the
joined records as one person, and estimates anew. The interval is of all draws together; samples are
weighted by BCa's confidence density, so it is the plain interval where all draws are alike.
Sources: Ding and Fienberg, "Dual system estimation of census undercount in the presence of matching
error", Survey Methodology 20, 1994; Zult et al., JRSS A 184, 2021; the weights: Efron, "Bayesian
inference and the parametric bootstrap", Annals of Applied Statistics 6, 2012.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from fourfold.analysis.estimate.bootstrap import REPLICATES, TIE, quantile
from fourfold.analysis.estimate.cells import Floats
from fourfold.analysis.estimate.estimating import estimate
from fourfold.analysis.estimate.histories import BadHistories, Histories, read_table
from fourfold.analysis.estimate.results import Estimate, Result, Verdict


def link_draws(
    records: Sequence[str],
    pairs: Sequence[tuple[int, int, float]],
    *,
    draws: int = 20,
    seed: int = 1,
) -> list[Histories]:
    """
    Return histories for draws of who is who.

    records: the list that each record is from. pairs: two records and the probability, 0 to 1, that
    they are one person; what a draw joins is one person, through others too. Pairs that are not
    given are certain not to be.
    :raises BadHistories: for a probability or a record that is none.
    """
    from scipy.sparse import coo_array  # noqa: PLC0415 - slow to import
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 - as above

    n = len(records)
    one = np.array([each[0] for each in pairs], dtype=np.int64)
    other = np.array([each[1] for each in pairs], dtype=np.int64)
    sure = np.array([each[2] for each in pairs], dtype=np.float64)
    if not ((sure >= 0) & (sure <= 1)).all():
        raise BadHistories("A probability lies between 0 and 1.")
    if len(one) and not (0 <= min(one.min(), other.min()) <= max(one.max(), other.max()) < n):
        raise BadHistories(f"Records have numbers from 0 to {n - 1}.")
    names = sorted(set(records))
    bits = np.array([1 << names.index(each) for each in records], dtype=np.int64)
    found = []
    for number in range(draws):
        joined = np.random.default_rng([seed, number]).random(len(sure)) < sure
        graph = coo_array((np.ones(int(joined.sum())), (one[joined], other[joined])), shape=(n, n))
        people, label = connected_components(graph, directed=False)
        cells = np.zeros(people, dtype=np.int64)
        np.bitwise_or.at(cells, label, bits)
        tally = Counter(cells.tolist())
        rows = [
            {
                **{name: cell >> at & 1 for at, name in enumerate(names)},
                "count": count,
            }
            for cell, count in sorted(tally.items())
        ]
        found.append(read_table(rows))
    return found


def estimate_linked(
    draws: Sequence[Histories],
    method: str = "stepwise",
    *,
    bootstrap: int = REPLICATES,
    seed: int = 1,
    **options: Any,
) -> Result:
    """
    Estimate from draws of who is who, with an interval that holds the doubt about links too.

    method: one with a bootstrap (stepwise, bic, aic, average, independence). The total is the
    middle of the draws'; `more` has the range of it among draws.
    """
    if not draws:
        raise BadHistories("There is no draw of links.")
    each_one = max(100, bootstrap // len(draws))
    results = [
        estimate(each, method, bootstrap=each_one, seed=seed + at, link_errors=True, **options)
        for at, each in enumerate(draws)
    ]
    there = [each for each in results if each.verdict is not Verdict.CANNOT]
    if len(there) < len(results):
        failed = next(each for each in results if each.verdict is Verdict.CANNOT)
        return replace(
            failed,
            reasons=(
                f"{len(results) - len(there)} of {len(results)} draws of links have no estimate.",
                *failed.reasons,
            ),
        )
    ones = [each.estimates[0] for each in there]
    joined = _joined(ones)
    middle = sorted(there, key=lambda each: each.known)[len(there) // 2]
    return replace(middle, estimates=(joined,), replicates=each_one * len(draws), seed=seed)


def _joined(ones: Sequence[Estimate]) -> Estimate:
    totals = np.array([each.estimate for each in ones], dtype=np.float64)
    values, weights = [], []
    for each in ones:
        if each.samples is None or each.interval is None or each.estimate is None:
            raise BadHistories(f"{each.method.value} has no samples to carry errors of links with.")
        values.append(each.samples)
        weights.append(density(each.samples, each.estimate, each.interval.acceleration))
    every, weight = np.concatenate(values), np.concatenate(weights)
    low, high = _weighted(every, weight, 0.025), _weighted(every, weight, 0.975)
    estimate_ = float(quantile(np.sort(totals), 0.5))
    return replace(
        ones[0],
        estimate=estimate_,
        lower=low,
        upper=high,
        interval=None,
        samples=None,
        more={
            "draws": len(ones),
            "draws_from": float(totals.min()),
            "draws_to": float(totals.max()),
            "replicates": len(every),
        },
    )


def density(samples: Floats, estimate_: float, a: float) -> Floats:
    """Return BCa's weight of each sample; they add up to 1."""
    from scipy import special  # noqa: PLC0415 - slow to import

    n = len(samples)
    tie = np.abs(samples - estimate_) <= TIE * max(1.0, abs(estimate_))
    below = float(((samples < estimate_) & ~tie).mean() + tie.mean() / 2)
    z0 = float(special.ndtri(min(max(below, 0.5 / n), 1 - 0.5 / n)))
    place = np.empty(n)
    place[np.argsort(samples, kind="stable")] = (np.arange(n) + 0.5) / n
    z = special.ndtri(place) - z0
    curve = np.maximum(1 + (a if np.isfinite(a) else 0.0) * z, 0.05)
    height = -((z / curve - z0) ** 2) / 2 + ((z + z0) ** 2) / 2
    weight = np.exp(height - height.max()) / curve**2
    found: Floats = weight / weight.sum()
    return found


def _weighted(values: Floats, weights: Floats, share: float) -> float:
    order = np.argsort(values, kind="stable")
    below = np.cumsum(weights[order])
    below = (below - weights[order] / 2) / below[-1]
    return float(np.interp(share, below, values[order]))
