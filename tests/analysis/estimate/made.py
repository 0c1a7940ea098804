"""Tables, and slow second ways to the same answers."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from fourfold.analysis.estimate.cells import Floats
from fourfold.analysis.estimate.histories import Histories, read_text

PUBLISHED = Path(__file__).parent / "published"


def published(name: str) -> Histories:
    return read_text((PUBLISHED / f"{name}.csv").read_text())


def results() -> list[dict[str, str]]:
    with (PUBLISHED / "results.csv").open() as file:
        return list(csv.DictReader(file))


def bits(h: Histories, *names: str) -> int:
    return sum(1 << h.lists.index(each) for each in names)


def irls(counts: Floats, model: Sequence[int], steps: int = 200) -> tuple[float, float]:
    """
    Return the total and the log likelihood (but for a constant) as a textbook does it.

    Weighted least squares on a design matrix, cells of terms without anybody left out.
    """
    cells = range(1, len(counts))
    margin = {each: sum(counts[c] for c in cells if c & each == each) for each in model}
    gone = [each for each in model if not margin[each]]
    kept = [c for c in cells if not any(c & each == each for each in gone)]
    terms = [each for each in model if margin[each]]
    design = np.array([[float(c & each == each) for each in terms] for c in kept])
    y = np.array([counts[c] for c in kept])
    mu = y + 0.5
    for _ in range(steps):
        eta = np.log(mu)
        z = eta + (y - mu) / mu
        w = np.sqrt(mu)
        beta = np.linalg.lstsq(design * w[:, None], z * w, rcond=None)[0]
        mu = np.exp(np.clip(design @ beta, -50, 50))
    return float(counts.sum() + np.exp(beta[0])), float((y * np.log(mu) - mu).sum())


def every_model(t: int, order: int) -> set[frozenset[int]]:
    """Return every hierarchical model by trying every family of terms."""
    terms = [
        sum(1 << b for b in each)
        for size in range(2, order + 1)
        for each in combinations(range(t), size)
    ]
    base = {0, *(1 << b for b in range(t))}
    found = set()
    for number in range(1 << len(terms)):
        family = {each for at, each in enumerate(terms) if number >> at & 1} | base
        if all(each & ~(1 << b) in family for each in family for b in range(t)):
            found.add(frozenset(family))
    return found
