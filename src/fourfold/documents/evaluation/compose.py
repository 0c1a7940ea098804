"""A survey before and after as a document: what changed, what fell, and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fourfold.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Document,
    Heading,
    Line,
    Paragraph,
    Text,
    line,
)
from fourfold.documents.evaluation import behind
from fourfold.documents.evaluation.picture import picture
from fourfold.documents.evaluation.written import (
    Found,
    change_table,
    number,
    several,
)

SHIFT = (
    "An item that went the wrong way does not always mean that people lost something. After a "
    "training people often see how much there is to know, and measure themselves more strictly "
    "than before. To tell the two apart, ask after the training: “How would you now rate yourself "
    "before it?”"
)
FOLDED = ("by", "items", "answers", "together", "pairs", "method")
"""Chapters that a page folds away: everything that stands behind what is said first."""


@dataclass(frozen=True, slots=True)
class About:
    """What a report says of itself. study: its title. author: whose it is. as_of: its day."""

    study: str
    author: str
    as_of: date


def evaluation(found: Found, about: About) -> Document:
    """Return an evaluation, as `said` has it, as a document."""
    return Document(
        title="What changed",
        subtitle=about.study,
        author=about.author,
        language="en",
        issued_on=about.as_of,
        blocks=tuple(_blocks(found)),
        summary=_people(found),
        running_title=f"What changed: {about.study}"[:90],
    )


def _blocks(found: Found) -> Iterator[Block]:
    yield Heading("At a glance", 1, "glance")
    yield Paragraph(line(f"{_people(found)} {_linking(found)}"), "lead")
    if shown := picture(found):
        yield shown
    yield Bullets(tuple(_sentence(each) for each in found["constructs"]))
    yield change_table(
        "t-scores",
        "Every score before and after",
        "Score",
        [
            (f"{each['title']} ({each['low']} to {each['high']})", each["change"])
            for each in found["constructs"]
        ],
        notes=(behind.ADJUSTED_GROUPS,),
    )
    yield from _fell(found)
    yield from behind.by_groups(found)
    yield from behind.items(found)
    yield from behind.answers(found)
    yield from behind.together(found)
    yield from behind.pairs(found)
    yield from behind.method(found)


def _people(found: Found) -> str:
    before, after = (each["rows"] for each in found["waves"])
    return f"{several(before, 'person', 'people')} answered before and {after:,} after."


def _linking(found: Found) -> str:
    codes = found["codes"]
    if found["rows_without_event"] is not None:
        events = max((each["events"] for each in found["constructs"]), default=0)
        return (
            f"They came to {several(events, 'training')}. People of one training answer alike, so "
            "each training counts as one unit."
        )
    if not codes or not codes["pairs"]:
        return (
            "Nobody is known in both, so the two are compared as two groups. If the same people "
            "answered twice, the ranges below are rather too wide than too narrow."
        )
    return (
        f"{several(codes['pairs'], 'person is', 'people are')} known in both by a code of their "
        "own and are compared with themselves; the others count as two groups."
    )


def _sentence(construct: Found) -> Line:
    change, title = construct["change"], construct["title"]
    if isinstance(change, str):
        return line(Text(title, strong=True), ": hidden, too few people answered.")
    way = "higher is better" if construct["better"] == "higher" else "lower is better"
    before, after = number(change["before"]["mean"]), number(change["after"]["mean"])
    said = {
        "BETTER": "moved the way it should, by more than chance explains",
        "WORSE": "moved the wrong way, by more than chance explains",
        "NOT_SHOWN": "chance alone could do as much, so no change is shown",
        "NOT_TESTED": f"not tested: {change['not_tested']}".rstrip("."),
    }[change["verdict"]]
    return line(
        Text(title, strong=True),
        f" went from {before} to {after} on a scale of {construct['low']} to {construct['high']} "
        f"({way}): {said}. {behind.power(construct)}",
    )


def _fell(found: Found) -> Iterator[Block]:
    fell = [each for each in found["items"] if each["went_the_wrong_way"]]
    yield Heading("Items that went the wrong way", 1, "fell")
    if not fell:
        yield Paragraph(line(f"None of the {len(found['items'])} items did."))
        return
    sure = sum(each["change"]["verdict"] == "WORSE" for each in fell)
    yield Paragraph(
        line(
            f"{len(fell)} of {len(found['items'])} items went the wrong way, {sure} of them by "
            "more than chance explains. Look at these first: they say where the next training "
            "can be better."
        )
    )
    names = {each["code"]: each["title"] for each in found["constructs"]}
    yield change_table(
        "t-fell",
        "Items that went the wrong way, the furthest first",
        "Item",
        [(f"{each['text']} ({names[each['construct']]})", each["change"]) for each in fell],
        notes=(behind.ADJUSTED_ITEMS,),
    )
    yield Callout("note", "What this can mean", line(SHIFT))
