"""The same answers as rows, for CSV and XLSX: one for each office and item, or each place."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from fourfold.documents.compilation.lines import ByLine, plain, ranges
from fourfold.documents.compilation.said import is_asked
from fourfold.documents.compilation.shapes import Answer, Collected, Places, Standing

ANSWER_COLUMNS = (
    "year", "office", "name", "kind", "town", "district", "standing", "late", "item", "question",
    "value", "words", "batch", "row", "came_on",
)  # fmt: skip

LINE_COLUMNS = (
    "item", "question", "unit", "value", "row_count", "office", "name", "standing", "late",
    "batch", "rows", "due_on", "withdrew_on", "returned_on",
)  # fmt: skip


Rows = list[tuple[Any, ...]]
"""A file's rows, the headings first. Counts are numbers and days are dates; "" is empty."""


def compilation_rows(collected: Collected) -> Rows:
    """Return every answer: value is a number or empty, never a stand-in for one."""
    rows: Rows = [ANSWER_COLUMNS]
    for each in collected.of(*Standing):
        head = (collected.year, each.office, each.name, each.kind, each.town, each.district)
        stands = (each.standing.value, "yes" if each.is_late else "no")
        tail = (each.batch, each.row or "", each.came_on or "")
        gave = each.standing is Standing.ACCEPTED
        for question in collected.questions:
            if not is_asked(question, each.kind):
                continue
            value = each.counts.get(question.item, "") if gave else ""
            words = each.words.get(question.item, "") if gave else ""
            rows.append((*head, *stands, question.item, question.title, value, words, *tail))
    return rows


def register_rows(places: Places) -> Rows:
    """Return the register, one row a place; a duty left empty stays empty."""
    duties = [each.code for each in places.duties]
    columns = ("year", "place", "town", "kind", "attested_on", *duties, "batch", "row")
    said = {True: "yes", False: "no"}
    rows: Rows = [
        (
            places.year,
            each.name,
            each.town,
            each.kind,
            each.attested_on or "",
            *(said[each.said[duty]] if duty in each.said else "" for duty in duties),
            each.batch,
            each.row or "",
        )
        for each in sorted(places.places, key=lambda each: (each.town, each.name.casefold()))
    ]
    return [columns, *rows]


def lines_rows(found: ByLine) -> Rows:
    """
    Return every sum: a row for each line and number, and one for each office's part of it.

    office is empty in a row for all offices. value is a number or empty, never a stand-in for one.
    rows names the rows of the batch's file, as "2-5 9". An office that adds nothing has one row
    that says where it stands.
    """
    fields = list(dict.fromkeys(name for cut in found.cuts for name, _ in cut.columns))
    columns = ("call_year", "by", *fields, *LINE_COLUMNS)
    offices = found.offices
    rows: Rows = []
    stands = {each.office: each for each in offices.answers}
    for cut in found.cuts:
        for one in cut.lines:
            codes = dict(zip((name for name, _ in cut.columns), one.codes, strict=True))
            head = (offices.year, cut.code, *(codes.get(each, "") for each in fields))
            for item in found.measures:
                asked = (*head, item.code, item.title, item.unit)
                rows.append((*asked, _value(one.total(item.code)), one.rows, *[""] * 9))
                rows += [
                    (*asked, _value(part.values.get(item.code)), len(part.rows),
                     *_office(stands[part.office]), part.batch, _runs(part.rows), "", "", "")
                    for part in one.parts
                ]  # fmt: skip
    gave = {part.office for cut in found.cuts for one in cut.lines for part in one.parts}
    for each in offices.of(*Standing):
        if each.office not in gave:
            days = (each.due_on, each.withdrew_on, each.returned_on)
            blank = [""] * (len(fields) + 6)
            found_days = (day or "" for day in days)
            rows.append((offices.year, *blank, *_office(each), each.batch, "", *found_days))
    return [columns, *rows]


def as_csv(rows: Rows) -> str:
    """
    Return rows as CSV for a program.

    What a person opens in a spreadsheet goes through a guard first: it is made as XLSX.
    """
    made = io.StringIO(newline="")
    csv.writer(made, lineterminator="\r\n").writerows(rows)
    return made.getvalue()


def _office(each: Answer) -> tuple[str, ...]:
    return each.office, each.name, each.standing.value, "yes" if each.is_late else "no"


def _value(found: Decimal | None) -> Decimal | str:
    return "" if found is None else Decimal(plain(found))


def _runs(rows: Iterable[int]) -> str:
    pairs = ranges(rows)
    return " ".join(f"{first}-{last}" if last > first else str(first) for first, last in pairs)
