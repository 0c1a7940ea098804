"""What an estimate does when a list is left out, or two are taken for one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from fourfold.analysis.estimate.histories import Histories
from fourfold.analysis.estimate.methods import Asked, Bench
from fourfold.analysis.estimate.results import Change, Estimate, Method

JUDGED = (Method.STEPWISE, Method.BIC)
"""The methods whose changes are looked at in a panel."""


def changes(table: Histories, asked: Asked, whole: Estimate) -> Iterator[Change]:
    """Yield one method's estimate without each list, and with each pair of lists merged."""
    if whole.estimate is None or len(table.lists) < 3:
        return
    quick = replace(asked, replicates=0)
    for gone in table.lists:
        rest = table.keeping(each for each in table.lists if each != gone)
        yield _change("without", (gone,), rest, quick, whole)
    if len(table.lists) < 4:
        return
    for first, second in combinations(table.lists, 2):
        yield _change("merged", (first, second), table.merging(first, second), quick, whole)


def _change(
    kind: str, lists: tuple[str, ...], table: Histories, asked: Asked, whole: Estimate
) -> Change:
    method = whole.method
    if len(table.lists) == 2 and method in JUDGED:
        # With two lists left, all that a model can say is what Chapman says.
        method = Method.CHAPMAN
    found = Bench(table, asked).run(method).estimate if table.overlap else None
    moved = None if found is None or whole.estimate is None else found - whole.estimate
    return Change(whole.method, kind, lists, table.n, found, moved)
