"""The check that a number printed twice has one value."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from fourfold.analysis.check.findings import (
    Finding,
    Severity,
    as_printed,
    in_order,
    named,
    place,
)
from fourfold.analysis.check.parts import Time, time_of
from fourfold.analysis.tables.figures import Figure, FigureTable, Indicator
from fourfold.analysis.tables.values import Bound, Hidden

CHECK = "repeats_agree"


def repeats_agree(table: FigureTable) -> list[Finding]:
    """
    Find the same indicator, group, wave, period and place printed with different values.

    "At least 100" agrees with 104, and "about" agrees with anything, as nothing says how round it
    is. A hidden value beside a shown one does not agree: one of them should not stand as it does.
    One finding for each repeated number, whoever reported it. Order of rows is free.
    """
    same: dict[tuple[str, str, str, Time, str], list[Figure]] = defaultdict(list)
    for figure in sorted(table, key=lambda each: each.code):
        key = (figure.indicator, figure.group, figure.wave, time_of(figure), figure.geography)
        same[key].append(figure)
    return in_order(
        _finding(figures, table.indicator_of(figures[0]))
        for figures in same.values()
        if any(not _may_agree(one, other) for one, other in combinations(figures, 2))
    )


def _may_agree(one: Figure, other: Figure) -> bool:
    if isinstance(one.value, Hidden) or isinstance(other.value, Hidden):
        return isinstance(one.value, Hidden) and isinstance(other.value, Hidden)
    bounds = {one.bound, other.bound}
    if Bound.ABOUT in bounds or one.value == other.value:
        return True
    if bounds == {Bound.AT_LEAST}:
        return True
    if bounds == {Bound.EXACT}:
        return False
    if one.bound is Bound.AT_LEAST:
        return one.value <= other.value
    return other.value <= one.value


def _finding(figures: list[Figure], indicator: Indicator) -> Finding:
    first = figures[0]
    printed = "; ".join(f"{as_printed(each)} ({place(each)})" for each in figures)
    hidden = any(each.is_hidden for each in figures) and not all(each.is_hidden for each in figures)
    return Finding(
        CHECK,
        Severity.WARNING,
        tuple(each.code for each in figures),
        f"{named(indicator, first)}, {first.group}: "
        f"the same number is printed in different ways: {printed}.",
        "One row shows what another hides, so the hidden number can be read."
        if hidden
        else "One number for one group, period and place can have one value only.",
        "Check the sources. If one is a later correction, say so in its note; do not average.",
    )
