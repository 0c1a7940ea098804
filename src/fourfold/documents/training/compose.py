"""The report on training: key figures, counts by course, field of work, month or year, and town."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fourfold.analysis.tables import Hidden, Value
from fourfold.documents.blocks import (
    Block,
    Chart,
    Column,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Point,
    Row,
    Table,
    line,
)
from fourfold.documents.training.shapes import Reached, Split
from fourfold.documents.words import day

ALL = "all-sessions"
TWICE = "Who came twice is counted twice. A head count stands before the list of a session."
HIDDEN = "Counts of 1 to 10 are hidden; where only one would be, the next smallest is, too."


def reached(found: Reached) -> Document:
    """Return what training reached as a document."""
    return Document(
        title=found.title,
        subtitle=found.covers,
        author=found.author,
        language=found.language,
        issued_on=found.as_of,
        blocks=tuple(_blocks(found)),
        summary=f"Sessions held and people at them. As of {day(found.as_of)}.",
        running_title=found.title,
    )


def _blocks(found: Reached) -> Iterator[Block]:
    yield Heading("What was reached", 1, "reached")
    yield KeyFigures(
        (
            KeyFigure(f"{found.sessions:,}", "sessions held", ALL),
            KeyFigure(f"{found.people:,}", "people at them", ALL),
            KeyFigure(f"{found.certificates:,}", "valid certificates", ALL),
            KeyFigure(f"{found.evaluated:,}", "sessions with surveys before and after", ALL),
        )
    )
    yield _all(found)
    for split in found.splits:
        yield Heading(split.title, 1, split.id)
        if split.drawn and any(isinstance(people, Decimal) for _name, _count, people in split.rows):
            yield _chart(split, found)
        else:
            yield _table(split, found)
    if found.published:
        yield Heading("Published figures, and what is counted here", 1, "published")
        yield Paragraph(
            line(
                "The published figures stand as their source printed them. Ours count what is kept "
                "in this system, of all years. Periods differ, so the two are not added or "
                "compared."
            )
        )
        yield _published(found)


def _all(found: Reached) -> Table:
    rows = [
        ("Sessions held", f"{found.sessions:,}"),
        ("People at them", f"{found.people:,}"),
        ("Valid certificates", f"{found.certificates:,}"),
        ("Sessions with surveys before and after", f"{found.evaluated:,}"),
    ]
    if found.answers is not None:
        before, after = found.answers
        rows += [("Answers before", f"{before:,}"), ("Answers after", f"{after:,}")]
    made = [Row((line(name), line(count))) for name, count in rows]
    made[0] = Row(made[0].cells, id=ALL)
    columns = (Column("What", share=3), Column("Number", number=True))
    return Table("t-all", found.covers, columns, tuple(made), (TWICE,))


def _table(split: Split, found: Reached) -> Table:
    rows = tuple(
        Row((line(name), line(f"{count:,}"), line(_said(people))), id=f"{split.id}-{nth}")
        for nth, (name, count, people) in enumerate(split.rows, start=1)
    )
    columns = (
        Column(split.head, share=3),
        Column("Sessions", number=True),
        Column("People", number=True),
    )
    hides = any(isinstance(people, Hidden) for _name, _count, people in split.rows)
    notes = (HIDDEN,) if hides else ()
    return Table(f"t-{split.id}", f"{split.title}, {found.covers}", columns, rows, notes)


def _chart(split: Split, found: Reached) -> Chart:
    known = [(people, name) for name, _count, people in split.rows if isinstance(people, Decimal)]
    most, named = max(known)
    shared = sum(people == most for people, _name in known) > 1
    title = f"{named}: {most:,} people, the most." if most and not shared else split.title
    said = "; ".join(f"{name} {_said(people)}" for name, _count, people in split.rows)
    return Chart(
        id=f"chart-{split.id}",
        kind="BARS",
        title=title,
        subtitle=f"People at sessions. {found.covers}",
        unit="count",
        points=tuple(
            Point(name, people, f"{split.id}-{nth}", shown=_said(people))
            for nth, (name, _count, people) in enumerate(split.rows, start=1)
        ),
        alt=f"{title} {said}.",
        table=_table(split, found),
        reading="A bar is the people at the sessions of one line.",
    )


def _published(found: Reached) -> Table:
    columns = (
        Column("Figure", share=3),
        Column("Published", number=True),
        Column("Period", share=1.6),
        Column("Counted here", number=True),
        Column("Source", share=2.4),
    )
    rows = tuple(
        Row(
            (
                *(line(each.title), line(each.value), line(each.period)),
                line("not counted apart" if each.ours is None else f"{each.ours:,}"),
                line(each.source),
            )
        )
        for each in found.published
    )
    return Table("t-published", "Published figures of training", columns, rows, small=True)


def _said(people: Value) -> str:
    return "hidden" if isinstance(people, Hidden) else f"{people:,}"
