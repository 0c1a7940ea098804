"""
Lists that may never be matched with each other: their common people are missing by design.

Two privileged lists each match with the others but not with each other, so somebody on both and on
no other list is counted twice, once on each. How many are so counted is worked out with the model,
in turns (EM): expect the overlap under the model, fit the model to the completed table. Given the
two counts a and b, the overlap k has weight m11^k m10^(a-k) m01^(b-k) / (k! (a-k)! (b-k)!).
Source: Zwane and van der Heijden, "Analysing capture-recapture data when some variables of
heterogeneous catchability are not collected or asked in all registrations", Statistics in Medicine
26, 2007; Dempster, Laird and Rubin, JRSS B 39, 1977.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fourfold.analysis.estimate.bootstrap import acceleration, draws, interval, totals_of
from fourfold.analysis.estimate.cells import Flags, Floats, Whole, subset_sums, superset_sums
from fourfold.analysis.estimate.fitting import fit
from fourfold.analysis.estimate.histories import BadHistories, Histories
from fourfold.analysis.estimate.results import Estimate, Method
from fourfold.analysis.estimate.stepwise import THRESHOLD, stepwise

TURNS = 400
ROUNDS = 6
SMALL = 1e-7


def estimate_unlinked(
    table: Histories,
    pairs: Sequence[tuple[str, str]],
    *,
    bootstrap: int = 1000,
    seed: int = 1,
    threads: int = 1,
    threshold: float = THRESHOLD,
) -> Estimate:
    """
    Estimate the total, stepwise, where these pairs of lists were never matched with each other.

    table: people on both lists of a pair and on no other stand once on each. Each list may be in
    one pair. The overlap that the model expects is in `more`, by pair.
    :raises BadHistories: where a pair is none of the table's, or the table matched it after all.
    """
    masks = _masks(table, pairs)

    def totals(some: Floats) -> Floats:
        return _totals(some, masks, threshold)[0]

    total, overlap = _totals(table.cells[None, :], masks, threshold)
    if not np.isfinite(total[0]):
        return Estimate(Method.STEPWISE, None, why_not="No model has an estimate on these lists.")
    more = {
        "expected_overlap": {
            f"{one} × {other}": float(each)
            for (one, other), each in zip(pairs, overlap[0], strict=True)
        }
    }
    value = float(total[0])
    if not bootstrap:
        return Estimate(Method.STEPWISE, value, more=more)
    samples = totals_of(draws(table.cells, bootstrap, seed), totals, threads=threads)
    limits = interval(value, samples, acceleration(table.cells, totals))
    return Estimate(
        Method.STEPWISE,
        value,
        limits.lower,
        limits.upper,
        interval=limits,
        more=more,
        samples=samples,
    )


def _masks(table: Histories, pairs: Sequence[tuple[str, str]]) -> Whole:
    named = [each for pair in pairs for each in pair]
    unknown = [each for each in named if each not in table.lists]
    if unknown or len(set(named)) < len(named) or not pairs:
        raise BadHistories(
            f"Name pairs of different lists of the table, each list once: {', '.join(table.lists)}."
        )
    masks = np.array([[1 << table.lists.index(each) for each in pair] for pair in pairs])
    for (one, other), mask in zip(pairs, masks, strict=True):
        if table.counts[int(mask.sum())]:
            raise BadHistories(
                f"{one} and {other} have people in common who are on no other list, so they were "
                "matched. Leave the pair out."
            )
    return masks


def _totals(counts: Floats, masks: Whole, threshold: float) -> tuple[Floats, Floats]:
    """Return each table's total and the overlap expected for each pair."""
    overlap = np.minimum(*(counts[:, masks[:, side]] for side in (0, 1))) / 10
    models: Whole | None = None
    for _ in range(ROUNDS):
        chosen = stepwise(_completed(counts, masks, overlap), threshold=threshold)
        if models is not None and np.array_equal(models, chosen.models):
            break
        models = chosen.models
        dark, overlap = _in_turns(counts, masks, overlap, models)
    return counts.sum(axis=1) - overlap.sum(axis=1) + dark, overlap


def _completed(counts: Floats, masks: Whole, overlap: Floats) -> Floats:
    found = counts.copy()
    for at, (one, other) in enumerate(masks):
        found[:, one] -= overlap[:, at]
        found[:, other] -= overlap[:, at]
        found[:, one | other] += overlap[:, at]
    return found


def _in_turns(
    counts: Floats, masks: Whole, overlap: Floats, models: Whole
) -> tuple[Floats, Floats]:
    """Return the dark figures and the overlaps on which expecting and fitting settle."""
    start = None
    dark = np.full(len(counts), np.nan)
    for _ in range(TURNS):
        fits = fit(superset_sums(_completed(counts, masks, overlap)), models, start=start)
        start, dark = fits.alpha, fits.dark
        means = _means(fits.free, fits.alpha, fits.keep)
        before = overlap
        overlap = np.stack(
            [_expected(counts, means, int(one), int(other)) for one, other in masks], axis=1
        )
        overlap[~fits.found] = before[~fits.found]
        if np.abs(overlap - before).max(initial=0.0) < SMALL * max(1.0, float(before.max())):
            break
    return dark, overlap


def _means(free: Whole, alpha: Floats, keep: Flags) -> Floats:
    cells = keep.shape[1]
    wide = np.zeros((len(free), cells + 1))
    np.put_along_axis(wide, free, alpha, axis=1)
    found: Floats = np.exp(subset_sums(wide[:, :cells])) * keep
    return found


def _expected(counts: Floats, means: Floats, one: int, other: int) -> Floats:
    from scipy.special import gammaln  # noqa: PLC0415 - slow to import

    a, b = counts[:, [one]], counts[:, [other]]
    k = np.arange(int(np.minimum(a, b).max(initial=0)) + 1)[None, :]
    tiny = 1e-300
    odds = np.log(means[:, [one | other]] + tiny)
    odds -= np.log(means[:, [one]] + tiny) + np.log(means[:, [other]] + tiny)
    possible = k <= np.minimum(a, b)
    weight = k * odds - gammaln(k + 1)
    weight -= gammaln(np.maximum(a - k, 0) + 1) + gammaln(np.maximum(b - k, 0) + 1)
    weight = np.where(possible, weight, -np.inf)
    weight = np.exp(weight - weight.max(axis=1, keepdims=True))
    found: Floats = (weight * k).sum(axis=1) / weight.sum(axis=1)
    return found
