"""The Council's duties as a document, and the notice that places post."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fourfold.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Column,
    Document,
    Heading,
    Paragraph,
    Row,
    Table,
    Text,
    line,
)
from fourfold.documents.words import day


@dataclass(frozen=True, slots=True)
class Duty:
    """
    A duty. state: where it stands in `year`, in words. shown: what Fourfold shows by itself.

    deadline: the law's own words. confirmed: whether a source names the day. years: each year and
    where it stood.
    """

    duty: str
    holder: str
    text: str
    deadline: str
    confirmed: bool
    state: str
    year: int
    due_on: date | None
    shown: str
    reasons: str
    proofs: tuple[str, ...]
    years: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Help:
    """A way to get help. display: a number or a word to send."""

    label: str
    display: str
    note: str


def compose(duties: Sequence[Duty], *, on: date, author: str) -> Document:
    """Compose the duties as of a day."""
    counts = Counter(each.state for each in duties)
    told = ", ".join(f"{n} {state}" for state, n in counts.most_common())
    blocks: list[Block] = [
        Heading("Where the duties stand", 1, "duties"),
        Paragraph(line(f"{len(duties)} duties: {told}." if duties else "No duty."), "lead"),
    ]
    if duties:
        rows = tuple(
            Row((line(each.duty), line(each.holder), line(_due(each)), line(each.state)))
            for each in duties
        )
        columns = (
            *(Column("Duty", share=1.8), Column("Who holds it", share=1.6)),
            *(Column("Due", share=1.6), Column("Stands", share=1.2)),
        )
        blocks.append(Table("t-duties", f"As of {day(on)}", columns, rows))
    for nth, each in enumerate(duties):
        blocks += [Heading(each.duty, 2, f"duty-{nth}"), Paragraph(line(each.text + "."))]
        said = [line(Text(f"{each.year}: ", strong=True), each.state)]
        said += [line(words) for words in (each.shown, each.reasons) if words]
        said += [line(f"Evidence: {words}") for words in each.proofs]
        years = "; ".join(f"{year} {state}" for year, state in each.years)
        said += [line(f"By year: {years}")] if len(each.years) > 1 else []
        blocks.append(Bullets(tuple(said)))
    return Document(
        title="What the law asks, and where it stands",
        subtitle=f"The Council's duties, as of {day(on)}",
        author=author,
        language="en",
        issued_on=on,
        blocks=tuple(blocks),
        summary=f"Every duty: its holder, its day, the evidence, where it stands on {day(on)}.",
        running_title="Duties",
        keywords=("human trafficking", "duties"),
    )


def notice_of(
    *,
    kind: str,
    law: str,
    duty: str,
    helps: Sequence[Help],
    sources: Sequence[str],
    on: date,
    author: str,
) -> Document:
    """Compose a notice to post: ways to get help, and the law that asks for it."""
    blocks: list[Block] = [
        Heading("Help is there", 1, "help"),
        Bullets(
            tuple(
                line(Text(f"{each.label}: ", strong=True), f"{each.display}. {each.note}".strip())
                for each in helps
            )
        ),
        Heading("Why this hangs here", 2, "law"),
    ]
    blocks += [Paragraph(line(words + ".")) for words in (law, duty) if words]
    blocks.append(
        Callout(
            "caution",
            "The law's own words",
            line(
                "The law names the words of the notice. The sources we read do not print them all, "
                "so this page does not replace the official notice. Get it from the Council."
            ),
        )
    )
    if sources:
        blocks.append(Paragraph(line("Sources: " + "; ".join(sources) + "."), "note"))
    return Document(
        title="Notice on human trafficking",
        subtitle=kind or "For every kind of place",
        author=author,
        language="en",
        issued_on=on,
        blocks=tuple(blocks),
        summary="; ".join(f"{each.label}: {each.display}" for each in helps) + ".",
        running_title="Notice",
    )


def _due(each: Duty) -> str:
    if each.due_on is not None:
        return day(each.due_on)
    words = each.deadline or "no day named"
    return words if each.confirmed else f"{words} (not confirmed)"
