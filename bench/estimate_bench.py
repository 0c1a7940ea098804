"""Estimate the undetected from the United Kingdom's lists of 2013, against R's packages.

    .venv/bin/python bench/estimate_bench.py

Seconds of one processor core, 1,000 samples with jackknife and BCa where samples are drawn. The
peers' seconds are recorded, measured on one quiet core with R 4.2.2 (SparseMSE 2.0.1,
MultipleSystemsEstimation 1.2.0, dga 2.0.1); they are not run here. What runs beside ours is a plain
loop: statsmodels fits each step of each sample. The panel is timed on the wall, on two cores.
"""

from __future__ import annotations

import csv
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from scipy import stats

from fourfold.analysis.estimate import Histories, Method, estimate, read_text
from fourfold.analysis.estimate.bootstrap import draws
from fourfold.analysis.estimate.cells import pairs, singles
from fourfold.analysis.estimate.criteria import rank
from fourfold.analysis.estimate.decomposable import graphs, posterior
from fourfold.analysis.estimate.methods import Asked, Bench
from fourfold.analysis.estimate.models import all_models
from ratio import verdict

PUBLISHED = Path(__file__).parent.parent / "tests" / "analysis" / "estimate" / "published"
SAMPLES = 1000
LOOPED = 8
PANEL_SECONDS = 15
# Recorded seconds of the peers, and how many times faster ours must be.
SPARSE, NEWER, BIC, SIX, DGA = 123.0, 53.0, 107.0, 121.0, 0.03


def table(name: str) -> Histories:
    return read_text((PUBLISHED / f"{name}.csv").read_text(encoding="utf-8"))


def eight() -> Histories:
    """Return made-up people on eight lists."""
    random = np.random.default_rng(8)
    on = random.random((9000, 8)) < np.linspace(0.03, 0.12, 8)
    counts = np.bincount(on @ (1 << np.arange(8)), minlength=256)
    return Histories(tuple("ABCDEFGH"), (0, *counts[1:].tolist()))


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """Return the least seconds of the processor that a piece of work took."""
    found = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def stepwise_of(h: Histories) -> Callable[[], object]:
    return lambda: Bench(h, Asked(SAMPLES, 1, 1)).run(Method.STEPWISE)


def bic_of(h: Histories) -> Callable[[], object]:
    def work() -> object:
        all_models.cache_clear()
        return Bench(h, Asked(SAMPLES, 1, 1)).run(Method.BIC)

    return work


def ranked(h: Histories) -> object:
    all_models.cache_clear()
    return rank(h.cells)


def graphed(h: Histories) -> object:
    graphs.cache_clear()
    return posterior(h.cells)


def looped(counts: np.ndarray) -> float:
    """Choose and fit one table's model step by step with statsmodels."""
    t = len(counts).bit_length() - 1
    terms = list(singles(t))
    cells = np.arange(1, len(counts))
    left = list(pairs(t))
    while True:
        empty = [
            each for each in terms if not counts[(np.arange(len(counts)) & each) == each].sum()
        ]
        kept = np.array([c for c in cells if not any(c & each == each for each in empty)])
        own = [each for each in terms if each not in empty]
        design = ((kept[:, None] & np.array(own)) == np.array(own)).astype(float)
        found = sm.GLM(counts[kept], design, family=sm.families.Poisson()).fit()
        means = found.fittedvalues
        best, at = 1.0, 0
        for each in left:
            seen = counts[(np.arange(len(counts)) & each) == each].sum()
            expected = means[(kept & each) == each].sum()
            low = stats.poisson.cdf(seen, expected)
            p = min(low, stats.poisson.sf(seen - 1, expected))
            if p < best:
                best, at = p, each
        if best >= 0.02:
            return float(counts.sum() + np.exp(found.params[0]))
        terms.append(at)
        left.remove(at)


def loops(h: Histories) -> float:
    """Return the seconds that the plain loop would take, scaled up from a few samples."""
    some = draws(h.cells, LOOPED, 1)[0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        looped(h.cells)
        start = time.process_time()
        for each in some:
            looped(each)
        return (time.process_time() - start) / LOOPED * (SAMPLES + np.count_nonzero(h.cells))


def main() -> None:
    with (PUBLISHED / "results.csv").open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) > 20
    five, six = table("uk_2013_5list"), table("uk_2013_6list")
    stepwise_of(five)()
    step5, step6, step8 = (seconds(stepwise_of(each)) for each in (five, six, eight()))
    bic = seconds(bic_of(five))
    many = seconds(lambda: ranked(six))
    dga = seconds(lambda: graphed(five))
    loop = loops(five)
    start = time.perf_counter()
    estimate(six, threads=2)
    panel = time.perf_counter() - start
    for words, ours in (
        ("five lists, stepwise", step5),
        ("six lists, stepwise", step6),
        ("eight lists, stepwise", step8),
        ("five lists, best of 6,212 by BIC", bic),
        ("six lists, all 32,768 models once", many),
        ("five lists, decomposable graphs", dga),
        ("six lists, panel, 10,000 samples, wall", panel),
    ):
        print(f"  {words}: {ours:.3f} s")
    print(f"  statsmodels in a loop: {loop:.0f} s, scaled up from {LOOPED} samples")
    print("  recorded, not run here: SparseMSE, MultipleSystemsEstimation, dga")
    verdict("stepwise / an 800th of SparseMSE (recorded)", step5 * 800 / SPARSE, 1)
    verdict("stepwise / a 350th of its successor (recorded)", step5 * 350 / NEWER, 1)
    verdict("stepwise / a 200th of statsmodels in a loop", step5 * 200 / loop, 1)
    verdict("BIC / a 100th of the successor (recorded)", bic * 100 / BIC, 1)
    verdict("32,768 models / a 100th of the successor (recorded)", many * 100 / SIX, 1)
    verdict("graphs / dga in C++ (recorded)", dga / DGA, 1)
    verdict("eight lists / ten times six lists", step8 / (10 * step6), 1)
    verdict("panel / 15 seconds", panel / PANEL_SECONDS, 1)


if __name__ == "__main__":
    main()
