"""The same answers as CSV, for a program: one row for each office and item, or each place."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from fourfold.documents.compilation.said import is_asked
from fourfold.documents.compilation.shapes import Collected, Places, Standing

ANSWER_COLUMNS = (
    "year", "office", "name", "kind", "town", "district", "standing", "late", "item", "question",
    "value", "words", "batch", "row", "came_on",
)  # fmt: skip


def compilation_csv(collected: Collected) -> str:
    """
    Return every answer as CSV: value is a number or empty, never a stand-in for one.

    It is for a program; what a person opens in a spreadsheet goes through a guard first.
    """
    rows = []
    for each in collected.of(*Standing):
        head = (collected.year, each.office, each.name, each.kind, each.town, each.district)
        stands = (each.standing.value, "yes" if each.is_late else "no")
        tail = (each.batch, each.row or "", each.came_on.isoformat() if each.came_on else "")
        gave = each.standing is Standing.ACCEPTED
        for question in collected.questions:
            if not is_asked(question, each.kind):
                continue
            value = each.counts.get(question.item, "") if gave else ""
            words = each.words.get(question.item, "") if gave else ""
            rows.append((*head, *stands, question.item, question.title, value, words, *tail))
    return _written(ANSWER_COLUMNS, rows)


def register_csv(places: Places) -> str:
    """Return the register as CSV, one row a place; a duty left empty stays empty."""
    duties = [each.code for each in places.duties]
    columns = ("year", "place", "town", "kind", "attested_on", *duties, "batch", "row")
    said = {True: "yes", False: "no"}
    rows = [
        (
            places.year,
            each.name,
            each.town,
            each.kind,
            each.attested_on.isoformat() if each.attested_on else "",
            *(said[each.said[duty]] if duty in each.said else "" for duty in duties),
            each.batch,
            each.row or "",
        )
        for each in sorted(places.places, key=lambda each: (each.town, each.name.casefold()))
    ]
    return _written(columns, rows)


def _written(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    made = io.StringIO(newline="")
    csv.writer(made, lineterminator="\r\n").writerows([tuple(columns), *rows])
    return made.getvalue()
