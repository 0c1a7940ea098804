"""The chapters people look things up in: state data, laws, seats, methods, appendix, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fourfold.analysis.tables import Figure, FigureTable
from fourfold.documents.annual.facts import FOUR_P, Facts
from fourfold.documents.annual.links import numbers_of, told_sources
from fourfold.documents.annual.prose import prose
from fourfold.documents.annual.shared import letter, shared, shortened
from fourfold.documents.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    Link,
    Paragraph,
    Row,
    Table,
    line,
)
from fourfold.documents.cautions import with_links
from fourfold.documents.figure_tables import group_words
from fourfold.documents.words import period_words, show_figure

NOT_FOUND = "Not in the sources"


def state_data(facts: Facts) -> Iterator[Block]:
    """Who answered the year's data call, with how much; the figures stand in the appendix."""
    yield Heading("State data, by who reported it", 1, "state-data")
    yield Paragraph(
        line(
            f"These organizations' figures answer the data call for {facts.year}. Every figure "
            "stands in the data appendix, under the organization that reported it."
        )
    )
    rows = []
    for code, name in _owners(facts.own, facts):
        theirs = [figure for figure in facts.own if figure.reported_by == code]
        indicators = {figure.indicator for figure in theirs}
        parts = {facts.figures.indicators[each].four_p[0] for each in indicators}
        rows.append(
            Row(
                (
                    line(Link(name, f"#data-{code}")),
                    line(_capital(", ".join(each for each in FOUR_P if each in parts))),
                    line(f"{len(indicators):,}"),
                    line(f"{len(theirs):,}"),
                )
            )
        )
    yield Table(
        id="state-data-table",
        caption=f"Answers to the data call for {facts.year}",
        columns=(
            Column("Organization", share=3),
            Column("About", share=2),
            Column("Indicators", number=True, share=1.1),
            Column("Figures", number=True, share=0.9),
        ),
        rows=tuple(rows),
    )


def _owners(figures: FigureTable, facts: Facts) -> list[tuple[str, str]]:
    """Return code and name of the organizations that reported figures, by name."""
    codes = {figure.reported_by for figure in figures}
    named = [(code, facts.organizations.get(code, code)) for code in codes]
    return sorted(named, key=lambda each: (each[1], each[0]))


def group_of(figure: Figure) -> str:
    """Say whom a figure covers: group, and before or after."""
    group = "Everyone" if figure.is_whole else group_words(figure)
    return f"{group}, {figure.wave}" if figure.wave else group


def laws(facts: Facts) -> Iterator[Block]:
    """The acts of the year."""
    short = f"{facts.year % 100:02d}-"
    acts = [
        row
        for row in facts.pack.rows("statutes")
        if row["citation"].startswith(("P.A. " + short, "Special Act " + short))
    ]
    if not acts:
        return
    yield Heading(f"Laws enacted in {facts.year}", 1, "laws")
    yield Table(
        id="laws-table",
        caption=f"Acts of {facts.year} about human trafficking, and what they do",
        columns=(
            Column("Act", share=0.8),
            Column("Title", share=1.8),
            Column("What it does", share=3),
            Column("In force from", share=1.1),
        ),
        rows=tuple(
            Row(
                (
                    line(row["citation"]),
                    line(_title(row["title"])),
                    line(row["what_it_does"]),
                    line(row["effective"] or NOT_FOUND),
                )
            )
            for row in acts
        ),
    )


def membership(facts: Facts) -> Iterator[Block]:
    """The council's seats."""
    council = facts.pack.settings["council"]
    seats = facts.pack.council_seats
    yield Heading("Membership by seat", 1, "membership")
    yield Paragraph(
        line(
            f"The {council['name']} stands on {council['law']}. Seats are listed as the law's text "
            "in the sources gives them, which may be newer than this report; seats that came later "
            "are named below the table."
        )
    )
    yield Table(
        id="membership-table",
        caption="Seats of the council",
        columns=(
            Column("Seat", share=2.6),
            Column("Organization", share=2),
            Column("Appointed by", share=1.5),
        ),
        rows=tuple(
            Row(
                (
                    line(seat.seat or _member(seat.in_reports)),
                    line(seat.organization_name or "None named"),
                    line(_capital(seat.appointed_by) or NOT_FOUND),
                )
            )
            for seat in seats
        ),
        notes=tuple(
            f"{seat.seat}: {seat.note}." for seat in seats if seat.note.startswith("added")
        ),
        small=True,
    )
    yield told_sources(dict.fromkeys(key for seat in seats for key in seat.source), facts.titles)


def methods(facts: Facts) -> Iterator[Block]:
    """How to read the numbers, what the checks found, what cannot be read, each method."""
    yield Heading("Methods", 1, "methods")
    yield Bullets(
        (
            line("“At least” stands where the source prints “over”, “more than” or a plus sign."),
            line("“About” stands where the source says approximately."),
            line(
                "“Fewer than” stands where the source hides a small number. It is not zero, "
                "and no sum includes it."
            ),
            line(
                "Values are as the source printed them. Checks never change a value; what they "
                "find is listed here."
            ),
        )
    )
    rows = {figure.code for figure in facts.shown}
    findings = [each for each in facts.findings if set(each.figures) <= rows]
    if findings:
        yield Heading("What the checks found", 2, "findings")
        yield Table(
            id="findings-table",
            caption="Points to settle with the sources",
            columns=(Column("What", share=3), Column("Why it matters", share=3)),
            rows=tuple(
                Row(
                    tuple(with_links(said, facts.shown, rows) for said in (each.what, each.why)),
                )
                for each in findings
            ),
            small=True,
        )
    unread = [row for row in facts.pack.rows("illegible") if row["seed"] in facts.text["sources"]]
    if unread:
        yield Heading("What the sources show and we could not read", 2, "unread")
        yield Table(
            id="unread-table",
            caption="Charts and figures whose values are not in the text; none was guessed",
            columns=(Column("What", share=2), Column("Why there are no values", share=2)),
            rows=tuple(
                Row((line(_capital(row["what"])), line(_capital(row["why_no_values"]))))
                for row in unread
            ),
            small=True,
        )
    if facts.text.get("notes"):
        yield Heading("Notes", 2, "notes")
        yield Bullets(tuple(prose(note, facts.figures) for note in facts.text["notes"]))
    yield Heading("What each indicator measures", 2, "indicators")
    measured = list(facts.shown.present_indicators())
    common = shared(each.method for each in measured)
    if common:
        yield Table(
            id="shared-table",
            caption="What holds for several indicators",
            columns=(Column("Note", share=0.4), Column("What to know", share=6)),
            rows=tuple(
                Row((line(letter(place)), line(said)), id=f"shared-{letter(place)}")
                for place, said in enumerate(common)
            ),
            small=True,
        )
    yield Table(
        id="indicators-table",
        caption="Definitions and methods",
        columns=(
            Column("Indicator", share=1.6),
            Column("What is counted", share=2.4),
            Column("Method", share=2.4),
        ),
        rows=tuple(
            Row(
                (line(each.name), line(each.definition), shortened(each.method, common)),
                id=f"method-{each.code}",
            )
            for each in measured
        ),
        small=True,
    )


def appendix(facts: Facts) -> Iterator[Block]:
    """Every figure the report prints: one row each, with its source and its method."""
    yield Heading("Data appendix", 1, "appendix")
    yield Paragraph(
        line(
            "One row for each figure in this report, by the organization that reported it. The "
            "row's code stands in figures.csv of the jurisdiction pack; its links lead to the "
            "source and the method."
        )
    )
    for code, name in _owners(facts.shown, facts):
        yield Heading(name, 2, f"data-{code}")
        yield Table(
            id=f"data-table-{code}",
            caption=f"Figures reported by {name}",
            columns=(
                Column("Row", share=0.6),
                Column("Indicator", share=2.5),
                Column("Group", share=1.6),
                Column("Period", share=2.4),
                Column("Value", number=True, share=1.35),
                Column("Source", share=0.9),
                Column("Method", share=0.9),
            ),
            rows=tuple(
                _appendix_row(figure, facts)
                for figure in sorted(facts.shown, key=lambda each: each.code)
                if figure.reported_by == code
            ),
            notes=_notes([each for each in facts.shown if each.reported_by == code]),
            small=True,
        )


def _appendix_row(figure: Figure, facts: Facts) -> Row:
    indicator = facts.figures.indicator_of(figure)
    value = show_figure(figure, unit=indicator.unit)
    if figure.derived:
        value += " (added up)"
    return Row(
        (
            line(figure.code),
            line(indicator.name),
            line(group_of(figure)),
            line(period_words(figure)),
            line(value),
            line(*numbers_of(figure.source, facts.source_numbers)),
            line(Link("method", f"#method-{indicator.code}")),
        ),
        id=figure.code,
    )


def _notes(figures: Iterable[Figure]) -> tuple[str, ...]:
    """What the sources add to single figures; a note that several share is said once."""
    rows: dict[str, list[str]] = {}
    for each in sorted(figures, key=lambda figure: figure.code):
        if each.note:
            rows.setdefault(each.note, []).append(each.code)
    return tuple(f"{', '.join(codes)}: {note}" for note, codes in rows.items())


def sources(facts: Facts) -> Iterator[Block]:
    """Every source the report leans on."""
    yield Heading("Sources", 1, "sources")
    yield Table(
        id="sources-table",
        caption="Where the facts come from",
        columns=(
            Column("Number", share=0.9),
            Column("Title", share=3),
            Column("Kind", share=1.2),
        ),
        rows=tuple(
            Row(
                (
                    line(f"Source {facts.source_numbers[key]}"),
                    line(row["title"]),
                    line(_capital(row["reliability"])),
                ),
                id=f"source-{key}",
            )
            for key, row in facts.sources.items()
        ),
        small=True,
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _title(words: str) -> str:
    """A title in brackets is only how a source speaks of the act."""
    return NOT_FOUND if words.startswith("(") or not words else words


def _member(years: Sequence[int]) -> str:
    return f"Member in {', '.join(str(year) for year in years)}; seat not in the sources"
