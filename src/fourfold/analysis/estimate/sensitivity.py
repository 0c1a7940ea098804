"""What an estimate does when a list is left out, or two are taken for one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import combinations

from fourfold.analysis.estimate.histories import Histories
from fourfold.analysis.estimate.methods import Asked, Bench
from fourfold.analysis.estimate.results import Change, Estimate, Method

JUDGED = (Method.STEPWISE, Method.BIC)
"""The methods whose changes are looked at in a panel."""


def changes(table: Histories, asked: Asked, whole: Estimate) -> tuple[Change, ...]:
    """Return one method's estimate without each list, and with each pair of lists merged."""
    if whole.estimate is None or len(table.lists) < 3:
        return ()
    wanted: list[tuple[str, tuple[str, ...]]] = [("without", (each,)) for each in table.lists]
    if len(table.lists) > 3:
        wanted += [("merged", pair) for pair in combinations(table.lists, 2)]
    with ThreadPoolExecutor(asked.threads) as pool:
        return tuple(pool.map(lambda each: _change(each[0], each[1], table, asked, whole), wanted))


def _change(
    kind: str, lists: tuple[str, ...], table: Histories, asked: Asked, whole: Estimate
) -> Change:
    asked.check()
    if kind == "without":
        other = table.keeping(each for each in table.lists if each not in lists)
    else:
        other = table.merging(*lists)
    method = whole.method
    if len(other.lists) == 2 and method in JUDGED:
        # With two lists left, all that a model can say is what Chapman says.
        method = Method.CHAPMAN
    quick = replace(asked, replicates=0)
    found = Bench(other, quick).run(method).estimate if other.overlap else None
    moved = None if found is None or whole.estimate is None else found - whole.estimate
    return Change(whole.method, kind, lists, other.n, found, moved)
