"""
Open an XLSForm: a workbook, or a folder of survey.csv, choices.csv and settings.csv.

A workbook comes from anywhere. Before it is read it is weighed; what could run, grow without end
or point elsewhere is refused in words.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from fourfold.reference.errors import shorten
from fourfold.reference.forms.form import FormProblem

NAMES = ("survey", "choices", "settings")
MOST_BYTES = 5_000_000
MOST_UNPACKED = 25_000_000
"""Bytes; a form of 500 questions in five languages unpacks to a tenth of this."""
MOST_PARTS = 500
MOST_ROWS = 10_000
MOST_COLUMNS = 200
MOST_CELL = 10_000
REFUSED = {
    "vbaproject": "The workbook holds macros.",
    "externallinks/": "The workbook takes values from another workbook.",
    "activex/": "The workbook holds controls.",
    "embeddings/": "The workbook holds another file.",
}
"""Part of a name inside the workbook to why it is not taken."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. heads: as written. rows: the number of a row and its cells by heading, as text."""

    heads: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]


Sheets = Mapping[str, Sheet]


def read_workbook(content: bytes) -> tuple[Sheets, list[FormProblem]]:
    """Read an .xlsx file's sheets by name; nothing and the reason if it cannot be taken."""
    if problem := _refusal(content):
        return {}, [problem]
    try:
        return _read(content)
    except Exception as problem:
        why = f"The workbook cannot be read: {shorten(str(problem), limit=120)}"
        return {}, [_of_file(why, "Open it in a spreadsheet program and save it again as .xlsx.")]


def read_folder(folder: Path) -> tuple[Sheets, list[FormProblem]]:
    """Read the sheets of a form kept as CSV files; choices.csv may be missing."""
    sheets: dict[str, Sheet] = {}
    problems: list[FormProblem] = []
    for name in NAMES:
        path = folder / f"{name}.csv"
        if not path.is_file():
            continue
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            problems.append(FormProblem(name, None, "", "It is not UTF-8 text.", "Save it so."))
            continue
        lines = [tuple(cells) for cells in csv.reader(io.StringIO(text, newline=""))]
        sheets[name] = _sheet(name, lines, problems)
    return sheets, problems


def workbook_of(sheets: Sheets) -> bytes:
    """Write sheets as an .xlsx file, as field apps and form servers take it. Every cell is text."""
    from openpyxl import Workbook  # noqa: PLC0415 - a page that answers does not pay for it

    book = Workbook()
    book.remove(book.active)
    for name in (each for each in NAMES if each in sheets):
        page = book.create_sheet(name)
        for place, head in enumerate(sheets[name].heads, start=1):
            page.cell(row=1, column=place, value=head)
        for row, cells in sheets[name].rows:
            for place, head in enumerate(sheets[name].heads, start=1):
                if cells.get(head):
                    page.cell(row=row, column=place, value=cells[head]).data_type = "s"
    made_file = io.BytesIO()
    book.save(made_file)
    return made_file.getvalue()


def _of_file(why: str, fix: str = "") -> FormProblem:
    return FormProblem("", None, "", why, fix)


def _refusal(content: bytes) -> FormProblem | None:
    """Weigh a workbook before anything in it is unpacked."""
    if len(content) > MOST_BYTES:
        why = f"The file has {len(content):,} bytes; a form has at most {MOST_BYTES:,}."
        return _of_file(why, "Remove pictures and other sheets.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _weigh(archive)
    except Exception:  # a damaged archive breaks in as many ways as it can be packed
        why = "This is no .xlsx workbook."
        return _of_file(why, "Save the form in a spreadsheet program as .xlsx and bring that.")


def _weigh(archive: zipfile.ZipFile) -> FormProblem | None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > MOST_UNPACKED:
        why = "The workbook would unpack to far more than a form needs."
        return _of_file(why, "Copy the three sheets into a new workbook.")
    for each in parts:
        if each.flag_bits & 1:
            return _of_file("The workbook has a password.", "Save it without one.")
        name = each.filename.casefold()
        for piece, why in REFUSED.items():
            if piece in name:
                return _of_file(why, "Copy the three sheets into a new workbook.")
        # Reading stops at the size the archive states, so a part that lies about it is an error.
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(each):
            why = "The workbook holds a document type, which a spreadsheet program never writes."
            return _of_file(why, "Copy the three sheets into a new workbook.")
    return None


def _read(content: bytes) -> tuple[Sheets, list[FormProblem]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - as above

    sheets: dict[str, Sheet] = {}
    problems: list[FormProblem] = []
    book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    for page in book.worksheets:
        name = str(page.title).strip().casefold()
        if name not in NAMES:
            if name in ("external_choices", "entities", "osm"):
                why = f"The sheet {name} is not used here."
                problems.append(FormProblem(name, None, "", why, is_warning=True))
            continue
        page.reset_dimensions()
        lines = []
        for row, cells in enumerate(page.iter_rows(), start=1):
            if row > MOST_ROWS:
                why = f"The sheet has more than {MOST_ROWS:,} rows."
                problems.append(FormProblem(name, row, "", why, "Delete the empty rows below."))
                break
            for cell in cells:
                if cell.data_type == "f":
                    why = "The cell holds a formula of the spreadsheet."
                    fix = "Write the value itself, or put the expression without = at its start."
                    problems.append(FormProblem(name, row, cell.column_letter, why, fix))
            lines.append(tuple(_text(cell.value) for cell in islice(cells, MOST_COLUMNS + 1)))
        sheets[name] = _sheet(name, lines, problems)
    book.close()
    return sheets, problems


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _sheet(name: str, lines: list[tuple[str, ...]], problems: list[FormProblem]) -> Sheet:
    heads = tuple(" ".join(each.split()) for each in (lines[0] if lines else ()))
    if len(heads) > MOST_COLUMNS:
        why = f"The sheet has more than {MOST_COLUMNS} columns."
        problems.append(FormProblem(name, 1, "", why, "Delete the empty columns."))
        heads = heads[:MOST_COLUMNS]
    for twice in sorted({each for each in heads if each and heads.count(each) > 1}):
        why = f"The heading {shorten(twice)!r} stands twice."
        problems.append(FormProblem(name, 1, shorten(twice), why, "Remove one of the columns."))
    return Sheet(tuple(each for each in heads if each), tuple(_rows(name, heads, lines, problems)))


def _rows(
    name: str,
    heads: tuple[str, ...],
    lines: Iterable[tuple[str, ...]],
    problems: list[FormProblem],
) -> Iterator[tuple[int, Mapping[str, str]]]:
    for row, cells in enumerate(islice(lines, 1, None), start=2):
        told = {}
        for head, cell in zip(heads, cells, strict=False):
            text = cell.replace("\xa0", " ").strip()
            if len(text) > MOST_CELL or "\0" in text:
                why = f"The cell is longer than {MOST_CELL:,} letters, or holds a NUL."
                problems.append(FormProblem(name, row, shorten(head), why, "Shorten it."))
                text = ""
            if head and text:
                told[head] = text
        if told:
            yield row, told
