"""The check that the parts of a table add up to its total."""

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
from fourfold.analysis.tables.figures import Figure, FigureTable
from fourfold.analysis.tables.values import Bound, Hidden

CHECK = "totals_agree"
ROUNDING = Decimal("0.5")
"""The most that printing a percentage without decimals can move it."""


def totals_agree(table: FigureTable) -> list[Finding]:
    """
    Find tables whose parts do not add up to the printed total, or to the printed base (n).

    Percentages should add up to 100, give or take half a point for each group. A table with a
    hidden part cannot be checked; it is only mentioned when the visible parts already pass the
    total. Lower bounds and round numbers are left to `bounds_agree`. Order of rows is free.
    """
    findings: list[Finding] = []
    for each in part_tables(table):
        if all(part.bound is Bound.EXACT for part in each.parts):
            findings += _shares(each) if each.indicator.unit == "percent" else _counts(each)
    return in_order(findings)


def _counts(table: PartTable) -> Iterable[Finding]:
    said: dict[Decimal, tuple[str, tuple[Figure, ...]]] = {}
    for whole in table.wholes:
        if not isinstance(whole.value, Hidden) and whole.bound is Bound.EXACT:
            said.setdefault(whole.value, (f"the total ({place(whole)}) says", (whole,)))
    base = _base(table.parts)
    if base is not None:
        said.setdefault(Decimal(base), (f"the base n ({place(table.parts[0])}) says", ()))
    for total, (who, wholes) in said.items():
        yield from _compare(table, total, who, wholes, slack=Decimal(0))


def _shares(table: PartTable) -> Iterable[Finding]:
    slack = ROUNDING * len(table.parts)
    yield from _compare(table, Decimal(100), "all shares should make", (), slack=slack)
    base = _base(table.parts)
    for whole in table.wholes:
        counted = whole.indicator == table.indicator.whole and whole.bound is Bound.EXACT
        if base is None or not counted or isinstance(whole.value, Hidden) or whole.value == base:
            continue
        yield Finding(
            CHECK,
            Severity.WARNING,
            (*(part.code for part in table.parts), whole.code),
            f"{named(table.indicator, table.parts[0])}: the shares rest on {base:,} answers, "
            f"but {as_printed(whole)} were counted ({place(whole)}).",
            "A share can be read only with the right base.",
            _ask(whole),
        )


def _compare(
    table: PartTable, total: Decimal, who: str, wholes: tuple[Figure, ...], *, slack: Decimal
) -> Iterable[Finding]:
    visible = Decimal(0)
    hidden = 0
    for part in table.parts:
        if isinstance(part.value, Hidden):
            hidden += 1
        else:
            visible += part.value
    over = visible - total
    codes = tuple(each.code for each in (*table.parts, *wholes))
    first = table.parts[0]
    listed = " + ".join(f"{part.group} {as_printed(part)}" for part in table.parts)
    if hidden and over > slack:
        yield Finding(
            CHECK,
            Severity.NOTE,
            codes,
            f"{named(table.indicator, first)}: the visible parts add up to {amount(visible)}, "
            f"while {who} {amount(total)}.",
            f"{listed}. With {hidden} hidden, the sum cannot be checked, yet it is past the total.",
            _ask(first),
        )
    elif not hidden and abs(over) > slack:
        gap = f"{amount(abs(over))} too {'many' if over > 0 else 'few'}"
        yield Finding(
            CHECK,
            Severity.WARNING,
            codes,
            f"{named(table.indicator, first)}: the parts add up to {amount(visible)}, "
            f"but {who} {amount(total)}.",
            f"{listed} = {amount(visible)}: {gap}. The parts start at {place(first)}.",
            _ask(first),
        )


def _base(parts: tuple[Figure, ...]) -> int | None:
    bases = {part.n for part in parts}
    return bases.pop() if len(bases) == 1 else None


def _ask(figure: Figure) -> str:
    return f"Keep both as printed, show this beside them, and ask {figure.reported_by} which holds."
