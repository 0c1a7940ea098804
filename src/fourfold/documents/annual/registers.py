"""The chapters people look things up in: state data, laws, seats, methods, appendix, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fourfold.analysis.tables import Figure, FigureTable
from fourfold.documents.annual.facts import FOUR_P, Facts
from fourfold.documents.annual.links import source_links
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
from fourfold.documents.words import period_words, show_figure


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
                    line(", ".join(each for each in FOUR_P if each in parts)),
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
            Column("Indicators", number=True, share=0.8),
            Column("Figures", number=True, share=0.8),
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
    group = "everyone" if figure.is_whole else figure.group
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
                    line(row["title"] or "not sourced"),
                    line(row["what_it_does"]),
                    line(row["effective"] or "not sourced"),
                )
            )
            for row in acts
        ),
    )


def membership(facts: Facts) -> Iterator[Block]:
    """The council's seats."""
    council = facts.pack.settings["council"]
    yield Heading("Membership by seat", 1, "membership")
    yield Paragraph(
        line(
            f"The {council['name']} stands on {council['law']}. Seats are listed as the sources "
            "give them; where a source does not say who appoints, the cell says so."
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
                    line(seat.seat or "Member without a sourced seat"),
                    line(seat.organization_name or "—"),
                    line(seat.appointed_by or "not sourced"),
                )
            )
            for seat in facts.pack.council_seats
        ),
        small=True,
    )


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
    if facts.findings:
        yield Heading("What the checks found", 2, "findings")
        yield Table(
            id="findings-table",
            caption="Points to settle with the sources",
            columns=(Column("What", share=3), Column("Why it matters", share=3)),
            rows=tuple(Row((line(each.what), line(each.why))) for each in facts.findings),
            small=True,
        )
    unread = [row for row in facts.pack.rows("illegible") if row["seed"] in facts.text["sources"]]
    if unread:
        yield Heading("What the sources show and we could not read", 2, "unread")
        yield Table(
            id="unread-table",
            caption="Charts and figures whose values are not in the text; none was guessed",
            columns=(Column("What", share=2), Column("Why there are no values", share=2)),
            rows=tuple(Row((line(row["what"]), line(row["why_no_values"]))) for row in unread),
            small=True,
        )
    if facts.text.get("notes"):
        yield Heading("Notes", 2, "notes")
        yield Bullets(tuple(line(note) for note in facts.text["notes"]))
    yield Heading("What each indicator measures", 2, "indicators")
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
                (line(each.name), line(each.definition), line(each.method)),
                id=f"method-{each.code}",
            )
            for each in facts.shown.present_indicators()
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
                Column("Row", share=0.7),
                Column("Indicator", share=2.3),
                Column("Group", share=1.4),
                Column("Period", share=1.3),
                Column("Value", number=True, share=1.1),
                Column("Source", share=1.1),
                Column("Method", share=0.9),
            ),
            rows=tuple(
                _appendix_row(figure, facts)
                for figure in sorted(facts.shown, key=lambda each: each.code)
                if figure.reported_by == code
            ),
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
            line(*source_links(figure.source)),
            line(Link("method", f"#method-{indicator.code}")),
        ),
        id=figure.code,
    )


def sources(facts: Facts) -> Iterator[Block]:
    """Every source the report leans on."""
    used = {key for figure in facts.shown for key in figure.source}
    used |= set(facts.text["sources"])
    for part in (*facts.text["highlights"], *(facts.text.get("activities") or [])):
        used |= set(part["sources"])
    rows: list[Mapping[str, str]] = [
        row for row in facts.pack.rows("sources") if row["code"] in used
    ]
    yield Heading("Sources", 1, "sources")
    yield Table(
        id="sources-table",
        caption="Where the facts come from",
        columns=(
            Column("Key", share=0.9),
            Column("Title", share=3),
            Column("Kind", share=1.2),
        ),
        rows=tuple(
            Row(
                (line(row["code"]), line(row["title"]), line(row["reliability"])),
                id=f"source-{row['code']}",
            )
            for row in rows
        ),
        small=True,
    )
