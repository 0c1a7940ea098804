"""The same good rows in odd clothes, and what a person said where it had to be asked."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date

from openpyxl import Workbook

from fourfold.documents.contracts import template
from tests.make.bad_files.asked import HEADINGS, ROWS, STAYS, text
from tests.make.bad_files.books import DAY, ODS_TABLE, TABLE, cell, number, ods, sheet, xlsx

Answers = dict[str, str]


def _openpyxl(*, title: bool = False) -> bytes:
    book, out = Workbook(), io.BytesIO()
    held = book.active
    assert held
    if title:
        held.append(["Made-up shelter, 2017"])
        held.merge_cells("A1:H1")
    held.append([each.title for each in STAYS.fields])
    for row in ROWS:
        held.append(
            [
                row[0],
                date.fromisoformat(row[1]),
                *row[2:4],
                int(row[4]) if row[4] else None,
                *row[5:],
            ]
        )
    book.save(out)
    return out.getvalue()


def _template() -> bytes:
    from openpyxl import load_workbook

    book, out = load_workbook(io.BytesIO(template(STAYS, filled=True))), io.BytesIO()
    held = book["Data"]
    for at, row in enumerate(ROWS, start=2):
        for place, value in enumerate(row, start=1):
            made = held.cell(at, place, date.fromisoformat(value) if place == 2 else value)
            if isinstance(value, str) and place != 2:
                made.data_type = "s"
    book.save(out)
    return out.getvalue()


def _american(day: str) -> str:
    year, month, on = day.split("-")
    return f"{month}/{on}/{year}"


def _european(day: str) -> str:
    return ".".join(reversed(day.split("-")))


def _days(write: Callable[[str], str]) -> list[list[str]]:
    return [[row[0], write(row[1]), *row[2:]] for row in ROWS]


def _split(rows: list[list[str]]) -> list[list[str]]:
    return [
        [*row[:3], str(int("SEX" in row[3])), str(int("LABOR" in row[3])), *row[4:]] for row in rows
    ]


SURVEY = [
    "stay/number", "stay/came_on", "stay/town", "stay/kind/SEX", "stay/kind/LABOR", "stay/age",
    "stay/cost", "site", "note",
]  # fmt: skip
OBJECTS = [dict(zip(HEADINGS, row, strict=True)) for row in ROWS]

SAME: dict[str, tuple[Callable[[], bytes], Answers]] = {
    "plain": (lambda: text().encode(), {}),
    "Windows letters": (lambda: text().encode("cp1252"), {}),
    "old Mac's letters": (lambda: text().encode("mac_roman"), {}),
    "numbered beforehand": (
        lambda: text(
            [
                *([str(nth), *row] for nth, row in enumerate(ROWS, start=1)),
                *([str(nth), *[""] * len(HEADINGS)] for nth in range(len(ROWS) + 1, 60)),
            ],
            headings=["No.", *HEADINGS],
        ).encode(),
        {},
    ),
    "UTF-16": (lambda: text(sign="\t").encode("utf-16"), {}),
    "semicolons": (lambda: text(sign=";", end="\n").encode("utf-8-sig"), {}),
    "Excel's sep": (lambda: b"sep=;\r\n" + text(sign=";").encode(), {}),
    "all quoted": (
        lambda: "\n".join(
            ",".join(f'"{cell}"' for cell in row) for row in [HEADINGS, *ROWS]
        ).encode(),
        {},
    ),
    "JSON lines": (lambda: "\n".join(json.dumps(each) for each in OBJECTS).encode(), {}),
    "a survey tool": (lambda: text(_split(ROWS), headings=SURVEY).encode(), {}),
    "joined by spaces": (
        lambda: text(
            [[*row[:3], row[3].replace(";", " "), *row[4:]] for row in ROWS],
            headings=["stay/number", *HEADINGS[1:]],
        ).encode(),
        {},
    ),
    "XLSX, all text": (lambda: xlsx(sheet(TABLE)), {}),
    "XLSX with days": (
        lambda: xlsx(
            sheet(
                TABLE,
                A2=number("A2", 417, 2),
                B2=number("B2", 42853, DAY),
                E2=number("E2", "15.0"),
                F2=number("F2", "1234.5599999999999"),
            )
        ),
        {},
    ),
    "XLSX counted from 1904": (
        lambda: xlsx(sheet(TABLE, B2=number("B2", 41391, DAY)), book='<workbookPr date1904="1"/>'),
        {},
    ),
    "XLSX of two sheets": (
        lambda: xlsx(sheet([["x"]]), sheet(TABLE), names=("Notes", "Rows")),
        {"sheet": "Rows"},
    ),
    "XLSX at C5": (lambda: xlsx(sheet([["", "", *row] for row in TABLE], first=5)), {}),
    "XLSX with a comment in a text": (
        lambda: xlsx(sheet(TABLE, H2=cell(7, 2, "Came by night"))),
        {},
    ),
    "openpyxl": (_openpyxl, {}),
    "openpyxl, a title": (lambda: _openpyxl(title=True), {}),
    "our template": (_template, {}),
    "ODS": (lambda: ods(ODS_TABLE), {}),
}
"""Files that end in ROWS, cell by cell."""
OTHER_ORDERS: dict[str, tuple[Callable[[], bytes], Answers]] = {
    "MDY": (lambda: text(_days(_american)).encode(), {}),
    "DMY": (lambda: text(_days(_european), sign=";").encode(), {}),
}
"""Files whose days stay as written, with the order they are read in."""
