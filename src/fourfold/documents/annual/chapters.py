"""The chapters people read: at a glance, highlights, results by P, recommendations, activities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fourfold.analysis.tables import Indicator
from fourfold.documents.annual.facts import FOUR_P, Facts
from fourfold.documents.annual.links import source_links
from fourfold.documents.annual.prose import prose
from fourfold.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Line,
    Link,
    Number,
    Paragraph,
    Row,
    Table,
    Text,
    line,
)
from fourfold.documents.present import Presented
from fourfold.documents.words import period_words, show_figure
from fourfold.reference.records import Recommendation

P_SAYS = {
    "prevention": "Reaching people before a trafficker does, and those who would buy or recruit.",
    "protection": "Finding people who are trafficked, and helping them to be safe and to heal.",
    "prosecution": "Holding traffickers and buyers to account.",
    "partnership": "Working as one: agencies, providers, researchers and survivors.",
}


def at_a_glance(facts: Facts, *, issued: str) -> Iterator[Block]:
    """The first page: the lead, four key figures, a finding for each P, where to read on."""
    yield Heading("At a glance", 1, "at-a-glance")
    yield Paragraph(prose(facts.text["lead"], facts.figures), role="lead")
    keys = list(_key_figures(facts))
    if len(keys) > 1:
        yield KeyFigures(tuple(keys[:4]))
    yield Bullets(tuple(_finding_of(facts, four_p) for four_p in FOUR_P))
    yield Paragraph(
        line(
            "The recommendations and every recorded vote: ",
            Link(facts.text["recommendations"]["heading"], "#recommendations"),
            ". How the numbers were made and what to be careful with: ",
            Link("Methods", "#methods"),
            ". Every number, row by row: ",
            Link("Data appendix", "#appendix"),
            ".",
        )
    )
    yield Callout("note", "About this edition", line(issued))


def _key_figures(facts: Facts) -> Iterator[KeyFigure]:
    """One figure for each P first, then second ones: measures with a figure of everyone."""
    fit: dict[str, list[Presented]] = {four_p: [] for four_p in FOUR_P}
    for each in facts.presented.values():
        indicator = each.indicator
        if (
            each.newest_figure
            and indicator.rba != "CONTEXT"
            and indicator.unit in {"count", "percent", "USD"}
        ):
            fit[indicator.four_p[0]].append(each)
    for turn in range(len(FOUR_P)):
        for four_p in FOUR_P:
            for each in fit[four_p][turn : turn + 1]:
                yield KeyFigure(
                    shown=each.newest,
                    label=f"{each.indicator.name}, {each.newest_period}",
                    figure=each.newest_figure,
                    four_p=four_p,
                )


def _finding_of(facts: Facts, four_p: str) -> Line:
    """One P's first finding, with the way to its part; a gap is said, never hidden."""
    part = Link(four_p.capitalize(), f"#{four_p}")
    for each in facts.presented.values():
        if each.indicator.four_p[0] == four_p and each.indicator.rba != "CONTEXT":
            return (part, Text(": "), *each.sentence)
    return line(part, ": no figures were received for this part alone.")


def highlights(facts: Facts) -> Iterator[Block]:
    """What the council and its partners did, as the pack's report text tells it."""
    yield Heading(f"Highlights of {facts.year}", 1, "highlights")
    for place, part in enumerate(facts.text["highlights"], start=1):
        yield Heading(part["title"], 2, f"highlight-{place}", four_p=part.get("four_p", ""))
        yield from _paragraphs(part["text"], facts)
        if part.get("bullets"):
            yield Bullets(tuple(prose(each, facts.figures) for each in part["bullets"]))
        yield _from_sources(part["sources"])


def results(facts: Facts) -> Iterator[Block]:
    """The four Ps, each with its charts, then its single measures in one table."""
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
        shown = [each for each in facts.presented.values() if each.indicator.four_p[0] == four_p]
        yield Heading(four_p.capitalize(), 2, four_p, four_p=four_p)
        yield Paragraph(line(P_SAYS[four_p]))
        if not shown:
            yield from _counted_elsewhere(facts, four_p)
            continue
        for each in shown:
            if each.chart:
                yield each.chart
                yield from _cautions(each.cautions)
        listed = [each for each in shown if each.indicator.chart == "RANKS" and not each.chart]
        for each in listed:
            yield each.table
        singles = [
            each
            for each in shown
            if not each.chart and each not in listed and each.indicator.rba != "CONTEXT"
        ]
        if singles:
            yield _singles(facts, four_p, [each.indicator for each in singles])
            for each in singles:
                yield from _cautions(each.cautions)


def _counted_elsewhere(facts: Facts, four_p: str) -> Iterator[Block]:
    """Say which measures of other Ps speak to this one too; gaps are said, never hidden."""
    also = [each for each in facts.presented.values() if four_p in each.indicator.four_p]
    if not also:
        yield Paragraph(line("No figures were received for this part this year."))
        return
    yield Paragraph(
        line("No figures were received for this part alone. These, shown above, belong to it too:")
    )
    yield Bullets(tuple(each.sentence for each in also))


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
            Column("Period", share=1.3),
            Column("Figure", number=True, share=1.1),
            Column("Reported by", share=1.8),
        ),
        rows=tuple(rows),
    )


def recommendations(facts: Facts) -> Iterator[Block]:
    """The council's recommendations with their votes; in a later year, what became of them."""
    told = facts.text["recommendations"]
    every = facts.pack.recommendations_of(told["year"])
    yield Heading(told["heading"], 1, "recommendations")
    yield from _paragraphs(told["text"], facts)
    if told["year"] == facts.year:
        for category in dict.fromkeys(each.category for each in every):
            here = [each for each in every if each.category == category]
            slug = category.lower().replace(" & ", "-").replace(" ", "-")
            yield Heading(category, 2, slug)
            yield Bullets(
                tuple(_recommendation(each, facts) for each in here),
                start=here[0].number_in_category,
            )
        return
    yield Table(
        id="recommendations-since",
        caption=f"The recommendations of {told['year']}, and what became of them",
        columns=(
            Column("No.", share=0.5),
            Column("Recommendation", share=3),
            Column("Since then", share=2.5),
        ),
        rows=tuple(
            Row(
                (
                    line(f"{_letter(each.category)}{each.number_in_category}"),
                    _recommendation(each, facts),
                    line(each.later_status or "Nothing found in the sources."),
                )
            )
            for each in every
        ),
        notes=tuple(
            f"{_letter(category)}: {category}."
            for category in dict.fromkeys(each.category for each in every)
        ),
    )


def _letter(category: str) -> str:
    return category[:1]


def _recommendation(told: Recommendation, facts: Facts) -> Line:
    dissent = dissent_words(
        opposed=[facts.organizations[code] for code in told.opposed_by],
        abstained=[facts.organizations[code] for code in told.abstained],
    )
    words = told.text.rstrip(".") + "."
    return line(words, Text(f" {dissent}", emphasis=True)) if dissent else line(words)


def dissent_words(*, opposed: Sequence[str], abstained: Sequence[str]) -> str:
    """
    Say who did not vote for a recommendation, by the name of the agency.

    Returns "(A opposes; B abstains)", or "" if nobody is recorded.
    """
    said = []
    for names, one, several in (
        (opposed, "opposes", "oppose"),
        (abstained, "abstains", "abstain"),
    ):
        if names:
            joined = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
            said.append(f"{joined} {one if len(names) == 1 else several}")
    return f"({'; '.join(said)})" if said else ""


def activities(facts: Facts) -> Iterator[Block]:
    """What members did in the year."""
    parts = facts.text.get("activities") or []
    if not parts:
        return
    yield Heading("Members’ activities", 1, "activities")
    for part in parts:
        code = part["organization"]
        yield Heading(facts.organizations[code], 2, f"activity-{code}")
        yield from _paragraphs(part["text"], facts)
        yield _from_sources(part["sources"])


def _paragraphs(texts: Iterable[str], facts: Facts) -> Iterator[Block]:
    for text in texts:
        yield Paragraph(prose(text, facts.figures))


def _cautions(cautions: Sequence[str]) -> Iterator[Block]:
    if cautions:
        yield Callout("caution", "Before you use these numbers", line(" ".join(cautions)))


def _from_sources(keys: Iterable[str]) -> Block:
    return Paragraph(line("Source: ", *source_links(keys)), role="note")
