"""The check that numbers printed as "over" or "+" agree with exact ones beside them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from fourfold.analysis.check.findings import (
    Finding,
    Severity,
    amount,
    as_printed,
    in_order,
    named,
    place,
)
from fourfold.analysis.check.parts import PartTable, part_tables
from fourfold.analysis.tables.figures import Figure, FigureTable, add_up
from fourfold.analysis.tables.values import Bound, Hidden

CHECK = "bounds_agree"


def bounds_agree(table: FigureTable) -> list[Finding]:
    """
    Compare lower bounds with the exact parts or total of the same table.

    A lower bound under the sum of its parts is a NOTE: true, but the parts say more. A lower bound
    above its parts, or exact total below parts that are lower bounds, is a WARNING. Numbers
    printed as "about", tables with hidden parts, percentages and bounds that stand alone say
    nothing. Order of rows is free.
    """
    findings: list[Finding] = []
    for each in part_tables(table):
        if each.indicator.unit != "percent":
            findings += _compare(each)
    return in_order(findings)


def _compare(table: PartTable) -> Iterable[Finding]:
    total = add_up(table.parts)
    bounds = {part.bound for part in table.parts}
    if total is None or Bound.ABOUT in bounds:
        return
    for whole in table.wholes:
        if isinstance(whole.value, Hidden):
            continue
        if bounds == {Bound.EXACT} and whole.bound is Bound.AT_LEAST:
            if total > whole.value:
                yield _more_exact(table, whole, total, by=total - whole.value)
            elif total < whole.value:
                yield _contradiction(table, whole, f"the parts add up to only {amount(total)}")
        elif Bound.AT_LEAST in bounds and whole.bound is Bound.EXACT and total > whole.value:
            yield _contradiction(table, whole, f"the parts add up to at least {amount(total)}")


def _more_exact(table: PartTable, whole: Figure, total: Decimal, *, by: Decimal) -> Finding:
    first, last = table.parts[0], table.parts[-1]
    return Finding(
        CHECK,
        Severity.NOTE,
        (whole.code, *(part.code for part in table.parts)),
        f"{named(table.indicator, whole)}: the total is printed as {as_printed(whole)} "
        f"({place(whole)}), "
        f"and the parts add up to {amount(total)} ({first.code} to {last.code}).",
        f"Both can be true; the parts are more exact by {amount(by)}.",
        "Use the parts where an exact number is needed, and say which one is shown.",
    )


def _contradiction(table: PartTable, whole: Figure, parts_say: str) -> Finding:
    return Finding(
        CHECK,
        Severity.WARNING,
        (whole.code, *(part.code for part in table.parts)),
        f"{named(table.indicator, whole)}: the total is printed as {as_printed(whole)} "
        f"({place(whole)}), "
        f"but {parts_say}.",
        "A total and its parts, each with its bound, must leave room for one true number.",
        f"Keep them as printed, show this beside them, and ask {whole.reported_by}.",
    )
