"""The first page: four figures, one sentence for each P, what is asked for, where to read on."""

from __future__ import annotations

from collections.abc import Iterator

from fourfold.documents.annual.facts import FOUR_P, Facts
from fourfold.documents.annual.prose import number, prose
from fourfold.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Heading,
    KeyFigure,
    KeyFigures,
    Line,
    Link,
    Number,
    Paragraph,
    Text,
    line,
)
from fourfold.documents.present import Presented


def at_a_glance(facts: Facts, *, issued: str) -> Iterator[Block]:
    """Whoever reads this page alone knows the year; every line leads further."""
    yield Heading("At a glance", 1, "at-a-glance")
    chosen = facts.text.get("glance") or []
    if not chosen:
        yield Paragraph(prose(facts.text["lead"], facts.figures), role="lead")
    keys = [_chosen(each, facts) for each in chosen] if chosen else list(_found(facts))[:4]
    if len(keys) > 1:
        yield KeyFigures(tuple(keys))
    texts = {each["four_p"]: prose(each["text"], facts.figures) for each in chosen}
    yield Bullets(tuple(_told(facts, four_p, texts) for four_p in FOUR_P))
    yield from _asks(facts)
    yield _read_on(facts)
    yield Callout("note", "About this edition", line(issued))


def _chosen(told: dict[str, str], facts: Facts) -> KeyFigure:
    """The first figure of the pack's own words for a P, set large."""
    first = next(piece for piece in prose(told["text"], facts.figures) if isinstance(piece, Number))
    return KeyFigure(first.shown, told["label"], first.figure, told["four_p"])


def _found(facts: Facts) -> Iterator[KeyFigure]:
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


def _told(facts: Facts, four_p: str, texts: dict[str, Line]) -> Line:
    """One P in a sentence or two, with the way to its part; a gap is said, never hidden."""
    part = Link(four_p.capitalize(), f"#{four_p}")
    if four_p in texts:
        return (part, Text(": "), *texts[four_p])
    for each in facts.presented.values():
        if each.indicator.four_p[0] == four_p and each.indicator.rba != "CONTEXT":
            return (part, Text(": "), *each.sentence)
    return line(part, ": no figures were received for this part alone.")


def _asks(facts: Facts) -> Iterator[Block]:
    asks = facts.text.get("asks")
    if not asks:
        return
    yield Heading(asks["heading"], 2, "asks")
    if asks.get("text"):
        yield Paragraph(prose(asks["text"], facts.figures))
    yield Bullets(tuple(prose(each, facts.figures) for each in asks["bullets"]))


def _read_on(facts: Facts) -> Block:
    return Paragraph(
        line(
            "Read on: ",
            Link(facts.text["recommendations"]["heading"], "#recommendations"),
            ", with who opposed or abstained; ",
            Link(f"Highlights of {facts.year}", "#highlights"),
            "; ",
            Link("Results by the four Ps", "#results"),
            "; ",
            Link("Methods", "#methods"),
            ", and what to be careful with; ",
            Link("Data appendix", "#appendix"),
            ", every number row by row.",
        )
    )


def cover_figure(facts: Facts) -> KeyFigure:
    """The one number on the cover."""
    key = number(facts.text["key_figure"]["figure"], facts.figures)
    return KeyFigure(key.shown, facts.text["key_figure"]["label"], key.figure)
