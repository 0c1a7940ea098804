"""
Spreadsheets that leave the house: CSV and XLSX in which no cell can be run.

A spreadsheet program runs a cell that begins with = + - @, however it got there. In CSV such a cell
gets an apostrophe before it, and `unescape` takes it away again; in XLSX it is typed as text. A
program that splits at semicolons or ignores quotes may begin a cell in the middle of ours, so the
text after each of those signs is treated alike. Numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

Cell = str | int | float | Decimal | date | None
MOST_ROWS = 1_048_576
MOST_LETTERS = 32_767
MARK = "'"

_RUN = frozenset("=+-@")
_BREAKS = re.compile("([;\t\r\n])")
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?")
# What a program may skip before it looks at the first sign: spaces, quotes, unseen signs.
_SKIPPED = re.compile(
    "[\\s\"'`\u2018\u2019\u201c\u201d\u00ad\u200b-\u200f\u2060\ufeff\x00-\x1f\x7f]*"
)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_LETTER = re.compile("[\ud800-\udfff]")


class DoesNotFit(ValueError):
    """A spreadsheet program would cut what is written, so it is not written."""


def safe(text: str) -> str:
    """Return a CSV cell's text so that no program runs it; `unescape` is its inverse."""
    if _NUMBER.fullmatch(text):
        return text
    parts = _BREAKS.split(text)
    for place in range(0, len(parts), 2):
        if _is_run(parts[place], place, parts):
            parts[place] = MARK + parts[place]
    return "".join(parts)


def unescape(text: str) -> str:
    """Return the text that `safe` was given."""
    parts = _BREAKS.split(text)
    for place in range(0, len(parts), 2):
        rest = parts[place].removeprefix(MARK)
        if rest != parts[place] and _is_run(rest, place, parts):
            parts[place] = rest
    return "".join(parts)


def _is_run(part: str, place: int, parts: list[str]) -> bool:
    """Tell whether a program may run this part, or skips to the part behind a line end or tab."""
    rest = _SKIPPED.sub("", part, count=1)
    if not rest:
        return place == 0 and len(parts) > 1 and parts[1] != ";"
    return unicodedata.normalize("NFKC", rest[0])[:1] in _RUN or rest[0] == "\u2212"


def csv_rows(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Yield rows as lines of CSV in UTF-8, one after the other: for answers that stream."""
    for row in rows:
        line = io.StringIO(newline="")
        csv.writer(line, lineterminator="\r\n").writerow([_csv_cell(cell) for cell in row])
        yield line.getvalue().encode("utf-8")


def write_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return rows as one CSV file in UTF-8; half letters become U+FFFD."""
    return b"".join(csv_rows(rows))


def write_xlsx(rows: Iterable[Sequence[Cell]], *, sheet: str, at: datetime) -> bytes:
    """
    Return rows as an XLSX file with one sheet; text is typed as text, and stays as it was.

    Signs that XML cannot hold become U+FFFD. Nothing is written to disk on the way, where a file
    left behind would be in plain text. sheet: its name, up to 31 letters. at: the file's own date.
    :raises DoesNotFit: over 1,048,576 rows, or 32,767 letters in a cell.
    """
    book = Workbook()
    page: Any = book.active
    page.title = sheet
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise DoesNotFit(f"A sheet holds {MOST_ROWS:,} rows. Narrow what is exported.")
        for column, value in enumerate(row, start=1):
            _fill(page.cell(row=number, column=column), value)
    moment = at.replace(tzinfo=None, microsecond=0)
    book.properties.creator = "Fourfold"
    book.properties.created = book.properties.modified = moment
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        _InMemory(book, archive).save()
    return out.getvalue()


class _InMemory(ExcelWriter):  # type: ignore[misc] # openpyxl says no types
    """Writes a sheet without openpyxl's temporary file."""

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = None
        out = io.BytesIO()
        writer = WorksheetWriter(ws, out)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], out.getvalue())
        self.manifest.append(ws)


def _fill(cell: SheetCell, value: Cell) -> None:
    number = isinstance(value, int | float | Decimal) and _fits(value)
    day = isinstance(value, date) and not isinstance(value, datetime)
    if value is None or number or day:
        cell.value = value
    else:
        text = value.isoformat() if isinstance(value, date) else str(value)
        text = _NOT_XML.sub("\ufffd", text)
        if len(text) > MOST_LETTERS:
            raise DoesNotFit(f"Cell {cell.coordinate} has over {MOST_LETTERS:,} letters.")
        cell.value = text
        cell.data_type = "s"  # openpyxl would make "=1+1" a formula
        cell.quotePrefix = safe(text) != text  # stays text when somebody edits it


def _fits(value: int | float | Decimal) -> bool:
    """Tell whether a spreadsheet keeps every digit: it keeps 15."""
    exact = Decimal(value)
    return exact.is_finite() and (isinstance(value, float) or len(exact.as_tuple().digits) <= 15)


def _csv_cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _NO_LETTER.sub("\ufffd", safe(value))
    return value.isoformat() if isinstance(value, date) else str(value)
