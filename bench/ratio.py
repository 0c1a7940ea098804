"""Timing two things by turns, so that a busy machine slows both."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable


def by_turns(ours: Callable[[], object], peer: Callable[[], object], *, rounds: int) -> float:
    """Return the ratio of the medians, ours to peer's, after one warm-up of each."""
    ours(), peer()
    times: dict[str, list[float]] = {"ours": [], "peer": []}
    for _ in range(rounds):
        for name, job in (("ours", ours), ("peer", peer)):
            start = time.perf_counter()
            job()
            times[name].append(time.perf_counter() - start)
    for name, each in times.items():
        low, middle, high = (1000 * f(each) for f in (min, statistics.median, max))
        print(f"  {name}: {middle:.2f} ms ({low:.2f} to {high:.2f})")
    return statistics.median(times["ours"]) / statistics.median(times["peer"])


def verdict(what: str, ratio: float, bound: float) -> None:
    """Print the ratio and end with 1 if the bound is missed."""
    print(f"{what}: {ratio:.2f} (bound {bound:g})")
    if ratio > bound:
        sys.exit(1)
