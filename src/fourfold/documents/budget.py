"""The budget of a fiscal year as a document: what was given, spent, promised and is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fourfold.documents.blocks import (
    Block,
    Callout,
    Column,
    Document,
    Heading,
    Number,
    Paragraph,
    Row,
    Table,
    line,
)
from fourfold.documents.words import day


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the budget, in cents. reached: what came of it, in words, "" if nothing says."""

    code: str
    name: str
    four_p: str
    given: int
    spent: int
    promised: int
    left: int
    reached: str = ""


def compose(
    lines: Sequence[Line], *, year: int, days: tuple[date, date], on: date, author: str
) -> Document:
    """Compose the budget of a fiscal year, as of a day."""
    total = Line(
        "",
        "All lines",
        "",
        *(sum(getattr(each, name) for each in lines) for name in ("given", "spent")),
        *(sum(getattr(each, name) for each in lines) for name in ("promised", "left")),
    )
    blocks: list[Block] = [Heading("Budget", 1, "budget")]
    if lines:
        blocks += [
            Paragraph(
                line(
                    "Of ",
                    Number(_money(total.given), "all-lines", strong=True),
                    f" given, {_money(total.spent)} are spent and {_money(total.promised)} are "
                    f"promised. {_money(total.left)} are left.",
                ),
                "lead",
            )
        ]
        over = [each for each in lines if each.left < 0]
        if over:
            said = "; ".join(f"{each.name} by {_money(-each.left)}" for each in over)
            blocks.append(Callout("caution", "Over", line(f"More than was given: {said}.")))
        blocks.append(_table(lines, total))
        reached = [each for each in lines if each.reached]
        if reached:
            rows = tuple(Row((line(each.name), line(each.reached))) for each in reached)
            columns = (Column("Line", share=1.2), Column("As published", share=2.4))
            blocks += [
                Heading("What came of it", 2, "reached"),
                Table("t-reached", "Published figures of each line", columns, rows),
            ]
    else:
        blocks.append(Paragraph(line("The year has no line yet."), "lead"))
    return Document(
        title=f"Budget, fiscal year {year}",
        subtitle=f"{day(days[0])} to {day(days[1])}, as of {day(on)}",
        author=author,
        language="en",
        issued_on=on,
        blocks=tuple(blocks),
        summary=f"Money given, spent, promised and left by line. As of {day(on)}.",
        running_title=f"Budget {year}",
        keywords=("human trafficking", "budget", str(year)),
    )


def _table(lines: Sequence[Line], total: Line) -> Table:
    columns = (
        Column("Line", share=2.4),
        Column("P", share=1.2),
        *(Column(each, number=True, share=1.3) for each in ("Given", "Spent", "Promised", "Left")),
    )
    return Table(
        "t-lines",
        "Lines by P",
        columns,
        (*(_row(each) for each in lines), _row(total, anchor="all-lines")),
        notes=("Promised: not paid yet. Left: given, less spent and promised.",),
    )


def _row(each: Line, *, anchor: str = "") -> Row:
    amounts = map(_money, (each.given, each.spent, each.promised, each.left))
    cells = (each.name, each.four_p.capitalize() or "-", *amounts)
    return Row(tuple(map(line, cells)), id=anchor, strong=bool(anchor))


def _money(cents: int) -> str:
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}${whole:,}.{rest:02d}"
