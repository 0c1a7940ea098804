"""
Forward stepwise choice of pairs, for many tables at once.

Starts at independence. A pair's p is the smaller tail of the Poisson law of its overlap under the
model so far; the smallest p under the threshold enters if the larger model's estimate exists. One
that fails is passed over in that round only; ties go to the lowest pair. A list that is empty in a
bootstrap sample is left out of that sample.
Source: Chan, Silverman and Vincent, JASA 116, 2021, section 3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fourfold.analysis.estimate.cells import Floats, Whole, lists_of, pairs, singles, superset_sums
from fourfold.analysis.estimate.fitting import Fits, fit

THRESHOLD = 0.02


@dataclass(frozen=True)
class Chosen:
    """What each table chose. `models`: (tables, p), padded with 2**t. `dark`: NaN for none."""

    models: Whole
    dark: Floats


def independence(counts: Floats) -> Fits:
    """Fit main effects only. counts: (tables, 2**t)."""
    observed = superset_sums(counts)
    models = np.tile(np.array(singles(lists_of(counts.shape[1]))), (len(counts), 1))
    return fit(observed, models)


def stepwise(counts: Floats, *, threshold: float = THRESHOLD) -> Chosen:
    """Choose a model for each table and fit it. counts: (tables, 2**t), cell 0 is 0."""
    from scipy import special  # noqa: PLC0415 - 0.1 s that a page must not pay

    tables, cells = counts.shape
    t = lists_of(cells)
    observed = superset_sums(counts)
    offered = np.array(pairs(t), dtype=np.int64)
    base = np.array(singles(t), dtype=np.int64)
    models = np.full((tables, len(base) + len(offered)), cells, dtype=np.int64)
    models[:, : len(base)] = base
    used = np.full(tables, len(base))
    # One fit of all cases together is near every sample's: Newton starts there.
    whole = fit(observed.sum(axis=0, keepdims=True), base[None, :])
    start = np.tile(whole.alpha, (tables, 1))
    start[:, 0] += np.log(np.maximum(observed[:, 0], 1) / max(observed[:, 0].sum(), 1))
    first = fit(observed, models[:, : len(base)], start=start)
    alpha = np.zeros(models.shape)
    alpha[:, : len(base)] = first.alpha
    margins, dark = first.margins.copy(), first.dark.copy()
    seen = observed[:, offered]
    there = observed[:, base[1:]] > 0
    both = np.stack(
        [
            there[:, each.bit_length() - 1] & there[:, (each & -each).bit_length() - 1]
            for each in offered.tolist()
        ],
        axis=1,
    )
    live = np.flatnonzero(first.found)
    taken = ~both
    while len(live):
        expected = margins[live][:, offered]
        overlap = seen[live]
        # The chance of so many or more, or of so few or fewer: on its own side the smaller tail.
        p = np.ones(overlap.shape)
        free = ~taken[live]
        many, few = free & (overlap > expected), free & (overlap <= expected)
        p[many] = special.gammainc(overlap[many], expected[many])
        p[few] = special.pdtr(overlap[few], expected[few])
        waiting = np.arange(len(live))
        going: list[Whole] = []
        while len(waiting):
            best = p[waiting].argmin(axis=1)
            small = p[waiting, best] < threshold
            waiting, best = waiting[small], best[small]
            if not len(waiting):
                break
            rows = live[waiting]
            larger, at = models[rows], used[rows]
            each = np.arange(len(rows))
            larger[each, at] = offered[best]
            width = int(at.max()) + 1
            begin = alpha[rows]
            with np.errstate(divide="ignore"):
                ratio = np.log(overlap[waiting, best] / expected[waiting, best])
            begin[each, at] = np.where(np.isfinite(ratio), ratio, 0.0)
            tried = fit(observed[rows], larger[:, :width], start=begin[:, :width])
            good = tried.found
            ok = rows[good]
            models[ok] = larger[good]
            alpha[ok, :width] = tried.alpha[good]
            margins[ok], dark[ok] = tried.margins[good], tried.dark[good]
            taken[ok, best[good]] = True
            used[ok] += 1
            going.append(ok)
            p[waiting[~good], best[~good]] = 1.0
            waiting = waiting[~good]
        live = np.sort(np.concatenate(going)) if going else np.zeros(0, dtype=np.int64)
    return Chosen(models, dark)
