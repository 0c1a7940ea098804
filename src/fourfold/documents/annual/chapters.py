"""The chapters people read: recommendations, highlights, members' activities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fourfold.documents.annual.facts import Facts
from fourfold.documents.annual.links import linked, told_sources
from fourfold.documents.annual.prose import prose
from fourfold.documents.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    Line,
    Paragraph,
    Row,
    Table,
    Text,
    line,
)
from fourfold.reference.records import Recommendation


def highlights(facts: Facts) -> Iterator[Block]:
    """What the council and its partners did, as the pack's report text tells it."""
    yield Heading(f"Highlights of {facts.year}", 1, "highlights")
    for place, part in enumerate(facts.text["highlights"], start=1):
        yield Heading(part["title"], 2, f"highlight-{place}", four_p=part.get("four_p", ""))
        yield from _paragraphs(part["text"], facts)
        if part.get("bullets"):
            yield Bullets(tuple(prose(each, facts.figures) for each in part["bullets"]))
        yield told_sources(part["sources"], facts.titles)


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
                    linked(each.later_status or "Nothing found in the sources.", facts.titles),
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
        yield told_sources(part["sources"], facts.titles)


def _paragraphs(texts: Iterable[str], facts: Facts) -> Iterator[Block]:
    for text in texts:
        yield Paragraph(prose(text, facts.figures))
