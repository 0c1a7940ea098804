"""A copy of a file with its problems marked in it, to be mended and sent again."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from fourfold.analysis.check.files.plain import Plain
from fourfold.analysis.check.files.problems import Checked, Group
from fourfold.analysis.check.files.rules.table import open_table
from fourfold.reference.contracts import Severity

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MOST_SHEET_ROWS = 100_000
"""A workbook is made in memory, so that nothing of it lies on a disk in clear."""
MOST_LETTERS = 32_767
PROBLEM, SUGGESTION = "problem", "suggestion"
COLORS = {Severity.ERROR: "F8D7DA", Severity.WARNING: "FFF3CD"}

_RUN = re.compile(
    "[\\s\"'`\u2018\u2019\u201c\u201d\u200b-\u200f\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20\u2212]"
)
_NUMBER = re.compile(r"-?\d{1,15}([.,]\d{1,15})?")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class TooManyRows(ValueError):
    """A workbook of so many rows would not open well; a CSV file has no such limit."""


@dataclass(frozen=True, slots=True)
class _Mark:
    column: str
    severity: Severity
    says: str
    suggestion: str


def marked_csv(plain: Plain, checked: Checked) -> Iterator[bytes]:
    """
    Yield the file's rows as CSV in UTF-8, with what is wrong in two columns at the end.

    Marked are the places that `checked` has as examples; problems of the whole file stand in a row
    of their own under the headings. A cell a spreadsheet program would run gets an apostrophe.
    :raises CannotRead: where the file is not what it should be.
    """
    marks = _marks(checked)
    heading, *rows_above = _headings(plain), _words(marks.get(0, []))
    yield _line([*heading, PROBLEM, SUGGESTION])
    if marks.get(0):
        yield _line([*([""] * len(heading)), *rows_above[0]])
    for number, cells in _rows(plain):
        yield _line([*cells, *_words(marks.get(number, []))])


def marked_xlsx(plain: Plain, checked: Checked) -> bytes:
    """
    Return a workbook: a sheet with all groups of problems, and the file's rows with marked cells.

    Marked are the places that `checked` has as examples. Every cell is text, so none is run.
    :raises TooManyRows: over 100,000 rows; then take marked_csv. :raises CannotRead: see above.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - slow to import; a page must not pay for it

    if (checked.rows or 0) > MOST_SHEET_ROWS:
        raise TooManyRows(
            f"The file has {checked.rows:,} rows, and a marked workbook holds {MOST_SHEET_ROWS:,}. "
            "Take the marked CSV file."
        )
    book = Workbook(write_only=True)
    _fill_problems(_sheet(book, "Problems"), checked)
    _fill_rows(_sheet(book, "File"), plain, _marks(checked))
    return _saved(book)


# ------------------------------------------------------------------ the file's rows
def _rows(plain: Plain) -> Iterator[tuple[int, Sequence[str]]]:
    with open_table(plain) as table:
        for number, *cells in table.stream(table.rows(numbered=True)):
            yield int(number), [each or "" for each in cells]


def _headings(plain: Plain) -> list[str]:
    """Return the headings as the file calls them."""
    with plain.source.open() as stream, io.TextIOWrapper(stream, "utf-8-sig", newline="") as text:
        written = next(csv.reader(text, delimiter=plain.delimiter), [])
    written = written[1:] if plain.numbered else written
    written += [""] * (len(plain.columns) - len(written))
    return [
        plain.headings.get(name) or heading
        for name, heading in zip(plain.columns, written, strict=False)
    ]


def _marks(checked: Checked) -> dict[int, list[_Mark]]:
    found: dict[int, list[_Mark]] = {}
    for group in checked.groups:
        for each in group.examples:
            says = f"{group.why} {group.fix}" if not each.row else group.why
            mark = _Mark(each.column, group.severity, says, each.suggestion)
            found.setdefault(each.row, []).append(mark)
    return found


def _words(marks: Sequence[_Mark]) -> list[str]:
    says = " ".join(each.says for each in marks)
    return [says, "; ".join(each.suggestion for each in marks if each.suggestion)]


def _line(cells: Sequence[str]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow([_safe(each) for each in cells])
    return line.getvalue().encode()


def _safe(text: str) -> str:
    """Return a cell that no spreadsheet program runs; numbers stay as they are."""
    if text and (text[0] in "\t\r\n" or _RUN.match(text)) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


# ------------------------------------------------------------------ the workbook
def _sheet(book: Any, title: str) -> WriteOnlyWorksheet:
    """Return a new sheet that is written in memory; openpyxl would use a file on the disk."""
    from openpyxl.worksheet._writer import WorksheetWriter  # noqa: PLC0415 - as above

    sheet = book.create_sheet(title)
    sheet._writer = WorksheetWriter(sheet, io.BytesIO())
    sheet.freeze_panes = "A2"
    return sheet


def _fill_problems(sheet: Any, checked: Checked) -> None:
    for letter, width in zip("ABCDEF", (12, 26, 60, 60, 10, 24), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet._writer.write_top()
    sheet.append([_cell(sheet, each, bold=True) for each in _PROBLEM_HEADINGS])
    for group in checked.groups:
        told = (
            "to mend" if group.severity is Severity.ERROR else "to look at",
            group.heading,
            group.why,
            group.fix,
            f"{group.count:,}",
            _first_rows(group),
        )
        color = COLORS[group.severity]
        sheet.append([_cell(sheet, told[0], color=color), *(_cell(sheet, x) for x in told[1:])])


_PROBLEM_HEADINGS = ("What", "Column", "What is wrong", "What to do", "Places", "First rows")


def _first_rows(group: Group) -> str:
    rows = [str(each.row) for each in group.examples if each.row][:10]
    return ", ".join(rows) + (" …" if group.count > len(rows) and rows else "")


def _fill_rows(sheet: Any, plain: Plain, marks: dict[int, list[_Mark]]) -> None:
    headings = _headings(plain)
    sheet._writer.write_top()
    sheet.append([_cell(sheet, each, bold=True) for each in ("row", *headings)])
    for number, cells in _rows(plain):
        if number not in marks:
            sheet.append([str(number), *(_cell(sheet, each) if each else None for each in cells)])
            continue
        by_column: dict[str, list[_Mark]] = {}
        for each in marks[number]:
            by_column.setdefault(each.column, []).append(each)
        made = [_marked_cell(sheet, str(number), by_column.get("", []))]
        for name, cell in zip(plain.columns, cells, strict=True):
            made.append(_marked_cell(sheet, cell, by_column.get(name, []) if name else []))
        sheet.append(made)


def _marked_cell(sheet: Any, text: str, marks: Sequence[_Mark]) -> Any:
    from openpyxl.comments import Comment  # noqa: PLC0415 - as above

    if not marks:
        return _cell(sheet, text) if text else None
    cell = _cell(sheet, text, color=COLORS[min(each.severity for each in marks)])
    says = " ".join(
        f"{each.says} Perhaps: {each.suggestion}." if each.suggestion else each.says
        for each in marks
    )
    cell.comment = Comment(_NOT_XML.sub("\ufffd", says), "Fourfold", width=320, height=120)
    return cell


def _cell(sheet: Any, text: str, *, color: str = "", bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415

    cell = WriteOnlyCell(sheet, None)
    cell.value = _NOT_XML.sub("\ufffd", text)[:MOST_LETTERS]
    if cell.value is not None:
        cell.data_type = "s"  # never a formula
    if color:
        cell.fill = PatternFill("solid", fgColor=color)
    if bold:
        cell.font = Font(bold=True)
    return cell


def _saved(book: Any) -> bytes:
    from openpyxl.writer.excel import ExcelWriter  # noqa: PLC0415 - as above

    class InMemory(ExcelWriter):  # type: ignore[misc] # openpyxl says no types
        def write_worksheet(self, ws: Any) -> None:
            ws._drawing = None
            ws.close()
            ws._rels = ws._writer._rels
            self._archive.writestr(ws.path[1:], ws._writer.out.getvalue())
            self.manifest.append(ws)

    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        InMemory(book, archive).save()
    return out.getvalue()
