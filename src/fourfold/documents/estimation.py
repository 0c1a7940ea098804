"""An estimate of the undetected as blocks of a document: the sentence, two charts, the table."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.analysis import estimate as bench
from fourfold.analysis.tables import Hidden, Interval
from fourfold.documents.blocks import Block, Chart, Column, Paragraph, Point, Row, Table, line
from fourfold.documents.charts.overlaps import BETWEEN
from fourfold.documents.charts.ranges import KNOWN

if TYPE_CHECKING:
    from fourfold.analysis.estimate import Estimate, Histories, Result

MOST_ROWS = 16
READING = (
    "Each dot is one method's total, with those on no list; the thin line is its 95% interval. The "
    "dashed line is how many people are known."
)


def blocks(result: Result, histories: Histories, *, least: int = 0) -> tuple[Block, ...]:
    """
    Return what a report shows of an estimate, the sentence first.

    least: combinations of lists with fewer people are hidden. Without an estimate: the sentence and
    the reasons, no chart of totals.
    """
    said = Paragraph(line(result.sentences["en"]), "lead")
    why = tuple(Paragraph(line(each)) for each in result.reasons)
    picture = panel_chart(result)
    return (
        said,
        *([picture] if picture else []),
        *why,
        overlaps_chart(histories, least=least),
    )


def panel_chart(result: Result) -> Chart | None:
    """Return every method's total with its interval; None where there is none."""
    if not result.given or result.verdict is bench.Verdict.CANNOT:
        return None
    known = f"{result.known:,} people known"
    points = tuple(_point(each) for each in result.given)
    said = "; ".join(f"{each.label}: {each.shown}" for each in points)
    return Chart(
        "c-panel",
        "RANGE",
        bench.VERDICTS[result.verdict].rstrip("."),
        "People in all, known and not known, by method",
        "people",
        (*points, Point(known, Decimal(result.known), "", series=KNOWN)),
        alt=f"{bench.VERDICTS[result.verdict]} {known}. {said}.",
        table=_table(result),
        reading=READING,
    )


def _point(each: Estimate) -> Point:
    total = each.estimate or 0.0
    ends = None
    shown = f"{total:,.0f}"
    if each.lower is not None and each.upper is not None:
        if math.isinf(each.upper):
            shown += f" (at least {each.lower:,.0f})"
        else:
            shown += f" ({each.lower:,.0f} to {each.upper:,.0f})"
            ends = Interval(_whole(each.lower), _whole(each.upper))
    return Point(bench.NAMES[each.method], _whole(total), "", shown=shown, interval=ends)


def _whole(value: float) -> Decimal:
    return Decimal(round(value))


def _table(result: Result) -> Table:
    columns = (
        Column("Method", share=2.2),
        *(Column(each, number=True) for each in ("Total", "95% from", "to")),
    )
    rows = tuple(
        Row((line(name), *(line(_printed(each)) for each in numbers)))
        for name, *numbers, _ in result.table()
    )
    return Table("t-panel", "Estimated totals", columns, rows)


def _printed(value: object) -> str:
    if not isinstance(value, float):
        return ""
    return "no limit" if math.isinf(value) else f"{value:,.0f}"


# ------------------------------------------------------------------ who is on which lists
def overlaps_chart(histories: Histories, *, least: int = 0) -> Chart:
    """
    Return how many people share each combination of lists, the largest first.

    least: smaller counts are hidden. Of more than MOST_ROWS the rest is told in the reading.
    """
    found = [
        (BETWEEN.join(_names(cell, histories.lists)), count)
        for cell, count in enumerate(histories.counts)
        if count
    ]
    found.sort(key=lambda each: (-each[1] if each[1] >= least else 0, each[0]))
    some, rest = found[:MOST_ROWS], found[MOST_ROWS:]
    points = tuple(
        Point(name, Decimal(count) if count >= least else Hidden("a small number", least), "")
        for name, count in some
    )
    numbered = ", ".join(f"{at} {name}" for at, name in enumerate(sorted(histories.lists), start=1))
    reading = f"A row is a combination of lists: {numbered}. The bar is how many are on just those."
    if rest:
        reading += f" {len(rest)} combinations with fewer people are left out."
    columns = (Column("On just these lists", share=3), Column("People", number=True))
    rows = tuple(
        Row((line(each.label), line(str(each.value) if least else f"{each.value:,}")))
        for each in points
    )
    said = "; ".join(f"{each.label} {each.value}" for each in points)
    return Chart(
        "c-overlaps",
        "OVERLAPS",
        f"{histories.n:,} people are known, on {len(histories.lists)} lists",
        "People by the lists they are on",
        "",
        points,
        alt=f"People by the lists they are on: {said}.",
        table=Table("t-overlaps", "People by the lists they are on", columns, rows),
        reading=reading,
    )


def _names(cell: int, lists: tuple[str, ...]) -> list[str]:
    return [name for bit, name in enumerate(lists) if cell >> bit & 1]
