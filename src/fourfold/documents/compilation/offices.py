"""Office by office: what each counted, where it stands in a file, and who has not answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fourfold.documents.blocks import Block, Column, Heading, Paragraph, Row, Table, line
from fourfold.documents.compilation.said import (
    DASH,
    STANDINGS,
    answered,
    came,
    is_asked,
    number,
    several,
    summed,
)
from fourfold.documents.compilation.shapes import Answer, Collected, Question, Standing, total
from fourfold.documents.words import day

OPEN = (Standing.MISSING, Standing.WAITED_FOR, Standing.SENT, Standing.EXCUSED)


def office_by_office(collected: Collected) -> Iterator[Block]:
    """Give a table for each kind of office, with its numbers and where they came from."""
    yield Heading("Office by office", 1, "offices")
    yield Paragraph(
        line(
            "Every number of this document stands here once, with the batch and the row of the "
            f"file it came in. A dash ({DASH}) is no number; the column Answer says why."
        )
    )
    kinds = dict.fromkeys(each.kind for each in collected.of(*Standing))
    for at, kind in enumerate(kinds, start=1):
        offices = [each for each in collected.of(*Standing) if each.kind == kind]
        questions = [each for each in collected.counted() if is_asked(each, kind)]
        yield _table(f"t-offices-{at}", kind, offices, questions)


def _table(id_: str, kind: str, offices: Sequence[Answer], questions: Sequence[Question]) -> Table:
    rows = [
        Row(
            (
                line(each.name),
                line(answered(each)),
                *(line(number(question, each)) for question in questions),
                line(each.origin or DASH),
            ),
            id=f"office-{each.office}",
        )
        for each in offices
    ]
    if len(offices) > 1:
        sums = (line(summed(total(each.item, offices))) for each in questions)
        rows.append(Row((line(f"All {len(offices):,}"), (), *sums, ()), strong=True))
    columns = (
        Column("Office", share=3),
        Column("Answer", share=1.4),
        *(Column(each.item, number=True, share=0.7) for each in questions),
        Column("Where from", share=1.6),
    )
    notes = tuple(f"{each.item}: {each.title}" for each in questions)
    return Table(id_, kind, columns, tuple(rows), notes, small=True)


def missing(collected: Collected) -> Iterator[Block]:
    """Give who has not answered, whose answer is not accepted yet, and who was let off."""
    yield Heading("What is still open", 1, "missing")
    left = [(standing, collected.of(standing)) for standing in OPEN]
    if not any(found for _, found in left):
        yield Paragraph(line("Nothing: every office has answered, and every answer is accepted."))
        return
    for standing, found in left:
        if found:
            yield Heading(STANDINGS[standing], 2, f"missing-{standing.lower()}")
            yield _left(standing, found)


def _left(standing: Standing, found: Sequence[Answer]) -> Table:
    excused = standing is Standing.EXCUSED
    rows = tuple(
        Row(
            (
                line(each.name),
                line(each.kind),
                line(each.town or DASH),
                line(_last(standing, each)),
            )
        )
        for each in found
    )
    head = {Standing.EXCUSED: "Why", Standing.SENT: "Came on"}.get(standing, "Due on")
    columns = (
        Column("Office", share=2),
        Column("Kind", share=1.5),
        Column("Town", share=1),
        Column(head, share=2.2 if excused else 1.2),
    )
    caption = f"{STANDINGS[standing]}: {several(len(found), 'office')}"
    return Table(f"t-{standing.lower()}", caption, columns, rows, small=True)


def _last(standing: Standing, answer: Answer) -> str:
    if standing is Standing.EXCUSED:
        return answer.why or DASH
    if standing is Standing.SENT:
        return came(answer)
    due = day(answer.due_on) if answer.due_on else DASH
    if answer.withdrew_on:
        return f"{due}; withdrew its answer on {day(answer.withdrew_on)}"
    return f"{due}; given back on {day(answer.returned_on)}" if answer.returned_on else due
