"""Many tests at once: how far each p must be raised so that chance does not look like a finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class BadP(ValueError):
    """A p that is not between 0 and 1."""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """One test of a family. Both are None when no test could be made; it is not counted then."""

    raw: float | None
    adjusted: float | None


def holm(ps: Sequence[float | None]) -> tuple[Adjusted, ...]:
    """
    Adjust so that a false finding in the whole family stays as rare as one test's would be.

    For few tests that each matter, such as the constructs of one survey. ps: any order; None where
    no test could be made. Returns them in the same order.
    :raises BadP: when a p is not between 0 and 1.
    Source: Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal
    of Statistics 6, 1979.
    """
    order, tests = _smallest_first(ps)
    raised, most = [], 0.0
    for rank, p in enumerate(tests):
        most = max(most, min(1.0, (len(tests) - rank) * p))
        raised.append(most)
    return _in_order(ps, order, raised)


def benjamini_hochberg(ps: Sequence[float | None]) -> tuple[Adjusted, ...]:
    """
    Adjust so that few of the findings are false ones: the false discovery rate.

    For many tests read as a list, such as the items. ps and errors as in holm.
    Source: Benjamini and Hochberg, "Controlling the false discovery rate", Journal of the Royal
    Statistical Society B 57, 1995.
    """
    order, tests = _smallest_first(ps)
    raised, least = [0.0] * len(tests), 1.0
    for rank in range(len(tests), 0, -1):
        least = min(least, tests[rank - 1] * len(tests) / rank)
        raised[rank - 1] = least
    return _in_order(ps, order, raised)


def _smallest_first(ps: Sequence[float | None]) -> tuple[list[int], list[float]]:
    made = []
    for place, p in enumerate(ps):
        if p is None:
            continue
        if not 0 <= p <= 1:
            raise BadP(f"Test {place + 1}: p is {p}, not between 0 and 1. Give None if none is.")
        made.append((p, place))
    made.sort()
    return [place for _, place in made], [p for p, _ in made]


def _in_order(
    ps: Sequence[float | None], order: list[int], raised: list[float]
) -> tuple[Adjusted, ...]:
    adjusted = dict(zip(order, raised, strict=True))
    return tuple(Adjusted(p, adjusted.get(place)) for place, p in enumerate(ps))
