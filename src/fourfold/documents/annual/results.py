"""The four Ps: each with its charts, then its single measures in one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fourfold.analysis.tables import Indicator
from fourfold.documents.annual.facts import FOUR_P, Facts
from fourfold.documents.annual.pairs import pair_of, pairs
from fourfold.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Column,
    Heading,
    Number,
    Paragraph,
    Row,
    Table,
    line,
)
from fourfold.documents.present import Presented
from fourfold.documents.words import period_words, show_figure

P_SAYS = {
    "prevention": "Reaching people before a trafficker does, and those who would buy or recruit.",
    "protection": "Finding people who are trafficked, and helping them to be safe and to heal.",
    "prosecution": "Holding traffickers and buyers to account.",
    "partnership": "Working as one: agencies, providers, researchers and survivors.",
}

FEW = 3
"""A bar chart with fewer bars says no more than a line of a table."""
SOME = 5
"""How many findings of other Ps are repeated under a P that has none of its own."""
TELLING = ("BETTER_OFF", "HOW_WELL", "HOW_MUCH")
"""What a measure is worth to a reader, best first."""


def results(facts: Facts) -> Iterator[Block]:
    """Tell the four Ps in their order."""
    yield Heading("Results by the four Ps", 1, "results")
    yield Paragraph(
        line(
            "Each number below leads to its row in the data appendix, and from there to its "
            "source and method. Numbers say what agencies counted; they do not say how many "
            "people were trafficked and not found. Figures that only give context stand in the "
            "data appendix."
        ),
        role="lead",
    )
    for four_p in FOUR_P:
        shown = [
            each
            for each in facts.presented.values()
            if each.indicator.four_p[0] == four_p and not _is_background(each, facts)
        ]
        yield Heading(four_p.capitalize(), 2, four_p, four_p=four_p)
        yield Paragraph(line(P_SAYS[four_p]))
        if shown:
            yield from _part(facts, four_p, shown)
        else:
            yield from _counted_elsewhere(facts, four_p)


def _part(facts: Facts, four_p: str, shown: Sequence[Presented]) -> Iterator[Block]:
    together = pairs(shown)
    singles = []
    for each in shown:
        if each in together:
            if each is together[0]:
                yield pair_of(together, four_p=four_p)
                yield from _cautions([caution for one in together for caution in one.cautions])
        elif each.chart and _is_worth_drawing(each):
            yield each.chart
            yield from _cautions(each.cautions)
        elif each.indicator.chart == "RANKS":
            yield each.table
        elif each.indicator.rba != "CONTEXT":
            singles.append(each)
    if singles:
        yield _singles(facts, four_p, [each.indicator for each in singles])
        yield from _cautions([caution for each in singles for caution in each.cautions])


def _is_background(each: Presented, facts: Facts) -> bool:
    """Context about other places is looked up in the appendix."""
    here = facts.pack.code.upper()
    places = {figure.geography for figure in facts.own.of_indicator(each.indicator.code)}
    return each.indicator.rba == "CONTEXT" and here not in places


def _is_worth_drawing(each: Presented) -> bool:
    return bool(each.chart and (each.chart.kind != "BARS" or len(each.chart.points) >= FEW))


def _counted_elsewhere(facts: Facts, four_p: str) -> Iterator[Block]:
    """Say which measures of other Ps speak to this one too; gaps are said, never hidden."""
    also = [
        each
        for each in facts.presented.values()
        if four_p in each.indicator.four_p and each.indicator.rba in TELLING
    ]
    if not also:
        yield Paragraph(line("No figures were received for this part this year."))
        return
    yield Paragraph(
        line(
            "No organization reported figures for this part alone. Some of those shown above "
            "belong to it too:"
        )
    )
    also.sort(key=lambda each: TELLING.index(each.indicator.rba))
    yield Bullets(tuple(each.sentence for each in also[:SOME]))


def _singles(facts: Facts, four_p: str, indicators: Iterable[Indicator]) -> Table:
    """One table of the figures that need no chart."""
    rows = []
    for indicator in indicators:
        for figure in facts.own.of_indicator(indicator.code):
            name = indicator.name if figure.is_whole else f"{indicator.name}: {figure.group}"
            if figure.wave:
                name = f"{name}, {figure.wave}"
            number = Number(show_figure(figure, unit=indicator.unit), figure.code)
            owner = facts.organizations.get(figure.reported_by, figure.reported_by)
            rows.append(Row((line(name), line(period_words(figure)), (number,), line(owner))))
    return Table(
        id=f"figures-{four_p}",
        caption=f"{four_p.capitalize()}: further figures",
        columns=(
            Column("What was counted", share=2.4),
            Column("Period", share=1.7),
            Column("Figure", number=True, share=1.1),
            Column("Reported by", share=2.3),
        ),
        rows=tuple(rows),
    )


def _cautions(cautions: Iterable[str]) -> Iterator[Block]:
    """All cautions about one figure or table, as one note."""
    told = list(dict.fromkeys(cautions))
    if told:
        yield Callout("caution", "Before you use these numbers", line(" ".join(told)))
