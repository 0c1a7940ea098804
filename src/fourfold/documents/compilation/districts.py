"""The counts by district, as a table and, for the first of them, as a chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from fourfold.documents.blocks import Block, Chart, Column, Heading, Point, Row, Table, line
from fourfold.documents.compilation.said import several, summed
from fourfold.documents.compilation.shapes import ANSWERED, Answer, Collected, Question, total

FEWEST = 2
"""Districts from which on a comparison says anything."""
NOWHERE = "The whole state"


def by_district(collected: Collected) -> Iterator[Block]:
    """Give the totals of each district, and a chart of the first question; none if too few."""
    places: dict[str, list[Answer]] = {}
    for each in sorted(collected.answers, key=lambda each: each.district.casefold()):
        places.setdefault(each.district or NOWHERE, []).append(each)
    if NOWHERE in places:
        places[NOWHERE] = places.pop(NOWHERE)
    counted = [each for each in collected.counted() if not each.kinds]
    if len(places.keys() - {NOWHERE}) < FEWEST or not counted:
        return
    yield Heading(f"By {collected.districts.removesuffix('s')}", 1, "districts")
    if drawn := _drawn(places, counted[0]):
        yield _chart(collected, places, counted[0], drawn)
    yield _table(collected, places, counted)


def _drawn(places: dict[str, list[Answer]], question: Question) -> list[tuple[str, int]]:
    """Return the districts with a number, the largest first; one without is not drawn as 0."""
    sums = ((name, total(question.item, found).value) for name, found in places.items())
    known = [(name, value) for name, value in sums if value is not None and name != NOWHERE]
    return sorted(known, key=lambda each: (-each[1], each[0]))


def _table(
    collected: Collected, places: dict[str, list[Answer]], counted: Sequence[Question]
) -> Table:
    rows = tuple(
        Row(
            (
                line(name),
                line(f"{sum(each.standing in ANSWERED for each in found):,} of {len(found):,}"),
                *(line(summed(total(each.item, found))) for each in counted),
            ),
            id=f"district-{at}",
        )
        for at, (name, found) in enumerate(places.items(), start=1)
    )
    columns = (
        Column(_district(collected), share=2),
        Column("Offices that answered", number=True, share=1.2),
        *(Column(each.item, number=True, share=0.9) for each in counted),
    )
    notes = tuple(f"{each.item}: {each.title}" for each in counted)
    return Table("t-districts", f"{collected.state}, {collected.covers}", columns, rows, notes)


def _district(collected: Collected) -> str:
    return collected.districts.removesuffix("s").capitalize()


def _chart(
    collected: Collected,
    places: dict[str, list[Answer]],
    question: Question,
    drawn: Sequence[tuple[str, int]],
) -> Chart:
    at = {name: f"district-{number}" for number, name in enumerate(places, start=1)}
    most, value = drawn[0]
    shared = len(drawn) > 1 and drawn[1][1] == value
    silent = len(places.keys() - {NOWHERE}) - len(drawn)
    title = (
        f"Offices in {'several districts' if shared else most} counted the most: {value:,}."
        if value
        else "Every office that gave a number counted none."
    )
    reading = "A bar adds up the offices of a district that gave a number."
    if silent:
        reading += f" {several(silent, 'district')} without any number: not drawn, and not 0."
    said = "; ".join(f"{name} {count:,}" for name, count in drawn)
    return Chart(
        id="chart-districts",
        kind="BARS",
        title=title,
        subtitle=f"{question.title}. {collected.state}, {collected.covers}",
        unit="count",
        points=tuple(
            Point(name, Decimal(count), at[name], shown=f"{count:,}") for name, count in drawn
        ),
        alt=f"{title} {said}.",
        table=Table(
            id="t-chart",
            caption=question.title,
            columns=(
                Column(_district(collected), share=2),
                Column(question.item, number=True),
            ),
            rows=tuple(Row((line(name), line(f"{count:,}"))) for name, count in drawn),
        ),
        reading=reading,
    )
