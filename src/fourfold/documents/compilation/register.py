"""The register of attestations: which places attested in a year, by town. Nothing about guests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fourfold.documents.blocks import (
    Block,
    Callout,
    Column,
    Document,
    Heading,
    Number,
    Paragraph,
    Row,
    Table,
    line,
)
from fourfold.documents.compilation.compose import INSIDE
from fourfold.documents.compilation.said import DASH, several
from fourfold.documents.compilation.shapes import NOT_PUBLIC, Duty, Place, Places
from fourfold.documents.words import day


def register(places: Places) -> Document:
    """Return the register as a document: by duty, by town, and place by place."""
    laws = " and ".join(places.laws)
    return Document(
        title=f"{places.title}, {places.year}",
        subtitle=f"Register of attestations under {laws}",
        author=places.council,
        language=places.language,
        issued_on=places.as_of,
        blocks=tuple(_blocks(places)),
        summary=f"{NOT_PUBLIC}. As of {day(places.as_of)}.",
        running_title=f"{places.title}, {places.year}. {NOT_PUBLIC}",
        keywords=places.laws,
    )


def _blocks(places: Places) -> Iterator[Block]:
    done = [each for each in places.places if each.attested_on]
    yield Heading("Who attested", 1, "attested")
    yield Callout("caution", NOT_PUBLIC, line(INSIDE))
    if not places.places:
        yield Paragraph(line("No place stands in the register for this year."), "lead")
        return
    yield Paragraph(
        line(
            Number(f"{len(done):,}", "all-towns", strong=True),
            f" of {several(len(places.places), 'place')} attested in {places.year}. An attestation "
            "is what a place says of itself; nobody has looked.",
        ),
        "lead",
    )
    yield _by_duty(places, done)
    yield Heading("By town", 1, "towns")
    yield _by_town(places)
    yield Heading("Place by place", 1, "places")
    yield from _listed(places)


def _owes(duty: Duty, place: Place) -> bool:
    return not duty.kinds or place.kind in duty.kinds


def _by_duty(places: Places, done: Sequence[Place]) -> Table:
    rows = []
    for duty in places.duties:
        asked = [each for each in done if _owes(duty, each)]
        yes = sum(each.said.get(duty.code) is True for each in asked)
        no = sum(each.said.get(duty.code) is False for each in asked)
        cells = (duty.words, *(f"{count:,}" for count in (yes, no, len(asked) - yes - no)))
        rows.append(Row(tuple(map(line, cells)), id=f"duty-{duty.code}"))
    columns = (
        Column("What was attested", share=3),
        *(Column(each, number=True) for each in ("Yes", "No", "Not said")),
    )
    caption = f"What the places that attested said, {places.year}"
    return Table("t-duties", caption, columns, tuple(rows))


def _by_town(places: Places) -> Table:
    rows = [_counted(town, found) for town, found in _towns(places)]
    rows.append(_counted("All towns", places.places, id_="all-towns", strong=True))
    columns = (
        Column("Town", share=2),
        *(Column(each, number=True) for each in ("Places", "Attested", "Did not attest")),
    )
    return Table("t-towns", f"{places.state}, {places.year}", columns, tuple(rows))


def _counted(town: str, found: Sequence[Place], *, id_: str = "", strong: bool = False) -> Row:
    done = sum(each.attested_on is not None for each in found)
    counts = (f"{len(found):,}", f"{done:,}", f"{len(found) - done:,}")
    return Row((line(town), *map(line, counts)), id=id_, strong=strong)


def _towns(places: Places) -> list[tuple[str, list[Place]]]:
    found: dict[str, list[Place]] = {}
    for each in sorted(places.places, key=lambda each: (each.town, each.name.casefold())):
        found.setdefault(each.town, []).append(each)
    return list(found.items())


def _listed(places: Places) -> Iterator[Block]:
    said = {True: "yes", False: "no", None: "not said"}
    columns = (
        Column("Place", share=2.2),
        Column("Town", share=1.2),
        Column("Attested on", share=1.4),
        *(Column(each.words, share=1.1) for each in places.duties),
        Column("Where from", share=1.7),
    )
    rows = tuple(
        Row(
            (
                line(each.name),
                line(town),
                line(day(each.attested_on) if each.attested_on else "did not attest"),
                *(
                    line(said[each.said.get(duty.code)] if _told(duty, each) else DASH)
                    for duty in places.duties
                ),
                line(each.origin or DASH),
            )
        )
        for town, found in _towns(places)
        for each in found
    )
    notes = (f"A dash ({DASH}): not asked of this kind of place, or it did not attest.",)
    yield Table("t-places", "Every place of the register", columns, rows, notes, small=True)


def _told(duty: Duty, place: Place) -> bool:
    return place.attested_on is not None and _owes(duty, place)
