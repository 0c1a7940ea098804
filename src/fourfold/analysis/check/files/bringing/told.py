"""The words for everything that can be wrong with a file's form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fourfold.analysis.check.files.problems import Group, Problem
from fourfold.reference.contracts import Severity
from fourfold.reference.errors import shorten

MOST_VALUE = 80


@dataclass(frozen=True, slots=True)
class Words:
    """What is said: why it is wrong, and what to do."""

    severity: Severity
    why: str
    fix: str


def _error(why: str, fix: str) -> Words:
    return Words(Severity.ERROR, why, fix)


def _warning(why: str, fix: str) -> Words:
    return Words(Severity.WARNING, why, fix)


_AS_TABLE = "Save it as an Excel workbook (.xlsx) or as CSV and bring that file."
_TABLE = "Bring the rows as an Excel workbook (.xlsx) or as CSV."
_AGAIN = "Open the original, save it anew and bring the new file."

WHOLE_FILE = {
    "EMPTY_FILE": _error("There is nothing in this file.", "Choose the file with your rows."),
    "NO_ROWS": _error(
        "The file has headings and no rows.",
        "Fill in rows, or say that there is nothing to report.",
    ),
    "TOO_LARGE": _error(
        "The file is larger than {limit} MB.",
        "Split it by year, or save it as CSV without pictures.",
    ),
    "OLD_EXCEL": _error("This is a workbook of Excel 97 to 2003 (.xls).", _AS_TABLE),
    "BINARY_EXCEL": _error("This is a binary workbook of Excel (.xlsb).", _AS_TABLE),
    "OLD_OFFICE": _error("This is a file of an old Office program.", _AS_TABLE),
    "PASSWORD": _error(
        "The file is protected by a password, so nothing in it can be read.",
        "Take the password off (in Excel: File, Info, Protect Workbook) and save it. What you send "
        "is sealed on the way and here.",
    ),
    "DOCUMENT": _error("This is a letter or a document, not a table.", _TABLE),
    "SLIDES": _error("These are slides, not a table.", _TABLE),
    "PDF": _error("This is a PDF. Its tables cannot be read with certainty.", _TABLE),
    "PICTURE": _error("This is a picture, not a table.", _TABLE),
    "WEB_PAGE": _error(
        "This is a web page, though its name may say it is a workbook. Some programs export so.",
        "Open it in Excel and save it as an Excel workbook (.xlsx).",
    ),
    "XML": _error("This is XML, not a table.", _AS_TABLE),
    "ARCHIVE": _error(
        "This is an archive with other files packed in it.", "Unpack it and bring the table itself."
    ),
    "PROGRAM": _error("This is a program, not a table.", _TABLE),
    "OTHER_PROGRAM": _error("This is a file of {program}, not a table.", _AS_TABLE),
    "NOT_A_TABLE": _error("This is not a table in any form that can be read.", _TABLE),
    "DAMAGED": _error(
        "The file is damaged or was cut off on its way: {detail}.", _AGAIN
    ),
    "UNPACKS_TOO_MUCH": _error(
        "The workbook unpacks to far more than its size, as no table does.",
        "Copy the rows into a new workbook, or save the sheet as CSV.",
    ),
    "STRANGE_PARTS": _error(
        "The workbook holds what no spreadsheet program writes: {detail}.",
        "Copy the rows into a new workbook and bring that one.",
    ),
    "ENTITIES": _error(
        "The workbook declares abbreviations of its own, as no spreadsheet program does.",
        "Copy the rows into a new workbook and bring that one.",
    ),
    "NO_SHEET": _error(
        "No sheet that can be seen holds a table.",
        "Put the rows on one sheet, show it if it is hidden, and save.",
    ),
    "JSON_ARRAY": _error(
        "This is one JSON list, which cannot be read row by row.",
        "Write one object a line (JSON lines), without brackets around and commas between them.",
    ),
    "NOT_JSON_LINES": _error(
        "The file begins as JSON, but its first line is not one whole object.",
        "Write one object a line (JSON lines): {{\"year\": 2017, ...}}.",
    ),
    "TOO_MANY_COLUMNS": _error(
        "The table has more than {limit} columns.", "Bring only the columns that are asked for."
    ),
    "OTHER_DATASET": _error(
        "These are the headings of “{other}”, and “{asked}” was asked for.",
        "Bring this file where “{other}” is asked for, or choose the other file.",
    ),
    "CASE_ELSEWHERE": _error(
        "This is one case as HTCDS writes it, a field a row. “{asked}” is asked for as a table.",
        "Bring a table with one column for each field.",
    ),
    "TOO_MANY_ROWS": _error("The table has more than {limit} rows.", "Split it by year."),
}  # fmt: skip

FORM = {
    "LONG_ROW": _error(
        "The row has more cells than there are headings, so nobody can say which cell is which. "
        "It was not checked.",
        "Look for a comma inside a text; put such a text in quotation marks.",
    ),
    "SHORT_ROW": _warning(
        "The row has fewer cells than there are headings. The ones missing at its end were taken "
        "as empty.",
        "Look whether a cell was lost, then save the file anew from the spreadsheet.",
    ),
    "OPEN_QUOTES": _error(
        "A quotation mark is opened and never closed. The row was not checked.",
        "Close the quotation mark, or take it away.",
    ),
    "BROKEN_QUOTES": _error(
        "Something follows a closing quotation mark. The row was not checked.",
        "Write a quotation mark inside a text twice, or take it away.",
    ),
    "LONG_LINE": _error(
        "The line has over a million characters. Nothing after it was read.",
        "Save the file anew from the spreadsheet, one row a line.",
    ),
    "NUL_CHARACTERS": _warning(
        "The cell holds empty characters (NUL) that a program left. They were taken out.",
        "Look whether the value is whole.",
    ),
    "BROKEN_CHARACTERS": _error(
        "A letter was lost when the file was saved; it shows as \ufffd.",
        "Type the letter anew and save the file as “CSV UTF-8”.",
    ),
    "DOUBLE_ENCODED": _warning(
        "The letters look as if two programs had saved them in two ways, such as Ã± for ñ.",
        "Type the letters anew, or save the file from where it came as “CSV UTF-8”.",
    ),
    "CONTROL_CHARACTERS": _warning(
        "The cell holds control characters that cannot be seen. They were taken out.",
        "Look whether the value is whole.",
    ),
    "INVISIBLE_CHARACTERS": _warning(
        "The cell holds spaces or marks that cannot be seen, often copied from a web page. They "
        "were taken out.",
        "Nothing needs to be done if the value looks right.",
    ),
    "DIRECTION_MARKS": _warning(
        "The cell holds marks that turn the direction of writing, so it may look other than it "
        "is. They were taken out.",
        "Look whether the value reads right.",
    ),
    "NOTE_ROW": _error(
        "Only one cell of the row is filled, as in a note. It was not checked.",
        "Delete the note, or fill in the row.",
    ),
    "BLANK_ROW": _warning(
        "The row is empty, and rows follow it. It was left out.",
        "Look whether something is missing there.",
    ),
    "TOTALS_ROW": _error(
        "The row looks like a total. It was not checked.",
        "Delete the row; totals are counted from the other rows.",
    ),
    "REPEATED_HEADINGS": _warning(
        "The headings stand here once more. The row was left out.", "Delete the row."
    ),
    "ROWS_ABOVE": _warning(
        "There is something above the headings. It was not read.",
        "Nothing needs to be done if it is only a title.",
    ),
    "TWO_HEADER_ROWS": _warning(
        "The headings stand in two rows. They were read as one.",
        "Look whether each column was understood.",
    ),
    "NOT_ANSWERED": _error(
        "Something about this file can be read in two ways: {question}", "Answer the question."
    ),
    "SEVERAL_COLUMNS": _error(
        "Several columns are read as this one.", "Say which of them is meant."
    ),
    "MISSING_COLUMN": _error(
        "The column “{name}” is always needed, and the file has none of that name.",
        "Add the column, or give it the heading “{name}”.{near}",
    ),
    "MERGED_CELLS": _warning(
        "Cells are merged ({value}). The value counts for the first cell only; the others are "
        "empty.",
        "Unmerge them and fill in every row.",
    ),
    "FORMULA": _warning(
        "The cell holds a formula. The value it had when the file was saved was used.",
        "Look whether the value is right; paste it as a value to be sure.",
    ),
    "FORMULA_WITHOUT_VALUE": _error(
        "The cell holds a formula whose value was not saved.",
        "Open the file in a spreadsheet program and save it, or paste the value.",
    ),
    "FORMULA_ERROR": _error(
        "The cell shows an error of the spreadsheet.", "Correct the formula, or type the value."
    ),
    "DATE_FROM_CODE": _error(
        "The spreadsheet made a day of what was typed; it is not one here.",
        "Set the cell's format to Text and type the value anew.",
    ),
    "DAY_AS_NUMBER": _error(
        "The day stands here as a spreadsheet's number.", "Set the cell's format to Date."
    ),
    "DATES_1904": _warning(
        "The workbook counts days from 1904, as old Macs did. They were read so.",
        "Look whether one day you know is right.",
    ),
    "LEADING_ZEROS_LOST": _warning(
        "The value lost the zeros at its start; a spreadsheet does so.",
        "Set the column's format to Text and type the zeros anew.",
    ),
    "SCIENTIFIC_NUMBER": _error(
        "The spreadsheet shortened a long number, and its last digits are lost.",
        "Set the column's format to Text or to a number without decimals, and save it anew.",
    ),
    "STARTS_LIKE_FORMULA": _warning(
        "The text begins with =, +, - or @. A spreadsheet would run it as a formula; here it is "
        "text.",
        "Look whether it is meant so.",
    ),
    "HIDDEN_SHEET": _warning(
        "The workbook has a hidden sheet ({value}). It was not read.",
        "Show it and bring it if it belongs to the report.",
    ),
    "OTHER_SHEET": _warning(
        "The workbook has another sheet with rows ({value}). It was not read.",
        "Bring it too if it belongs to the report.",
    ),
    "HIDDEN_ROW": _warning(
        "The row is hidden, by a filter or by hand. It was read like every other.",
        "Delete it if it does not belong to the report.",
    ),
    "MACROS": _warning(
        "The workbook holds macros. They are never run here; only the values were read.",
        "Nothing needs to be done.",
    ),
    "NOT_AN_OBJECT": _error(
        "The line is not one JSON object. It was not checked.",
        "Write each row as {{\"field\": value, ...}} on one line.",
    ),
    "NEW_NAME": _error(
        "The object has a name that the first ones do not have ({value}), so nothing was read "
        "under it.",
        "Give the first line every name, with null where there is nothing.",
    ),
    "NESTED_VALUE": _error(
        "The value is an object inside an object.", "Write a number, a text or a list of texts."
    ),
    "SEVERAL_IN_CASE": _warning(
        "The case names this more than once. Only the first was read.",
        "Choose the one that counts for this report.",
    ),
    "NOT_IN_STANDARD": _error(
        "The file of the case has a line that HTCDS 2.0 does not know: {value}.",
        "Correct the line.",
    ),
}  # fmt: skip

ALL_WORDS = WHOLE_FILE | FORM


class NotRead(Exception):
    """Nothing of the file can be read. group: why, told for a clerk."""

    def __init__(self, code: str, **words: str) -> None:
        self.group = whole_file(code, **words)
        super().__init__(self.group.why)


def whole_file(code: str, **words: str) -> Group:
    """Return a group about the file as a whole; words: what the text leaves open."""
    said = ALL_WORDS[code]
    why, fix = said.why.format(**words), said.fix.format(**words)
    return Group(code, said.severity, "", "", why, fix, 1, (Problem(0, ""),))


@dataclass(slots=True)
class _Place:
    """What is kept of one code in one column."""

    heading: str
    words: dict[str, str]
    count: int
    first: list[Problem]


class Findings:
    """Gathers what is wrong in the rows, by code and column, in little memory."""

    def __init__(self, *, most: int = 100) -> None:
        self._most = most
        self._found: dict[tuple[str, str], _Place] = {}

    def add(
        self,
        code: str,
        row: int = 0,
        *,
        field: str = "",
        heading: str = "",
        value: str = "",
        suggestion: str = "",
        **words: str,
    ) -> None:
        """Note one place; code: one of FORM. Only the first places are kept as examples."""
        key = (code, field or heading or words.get("question", ""))
        found = self._found.get(key)
        if found is None:
            found = _Place(heading, {"value": shorten(value), **words}, 0, [])
            self._found[key] = found
        found.count += 1
        if len(found.first) < self._most:
            shown = shorten(value, limit=MOST_VALUE)
            found.first.append(Problem(row, field, shown, suggestion))

    def more(self, code: str, times: int) -> None:
        """Count further places of a code that was noted for whole rows, without examples."""
        if times:
            self._found[code, ""].count += times

    def groups(self, *, order: Iterable[str] = ()) -> tuple[Group, ...]:
        """Return everything found, errors first; order: the fields as the contract has them."""
        at = {name: number for number, name in enumerate(order)}
        codes = {code: number for number, code in enumerate(ALL_WORDS)}

        def place(group: Group) -> tuple[bool, int, int]:
            warns = group.severity is Severity.WARNING
            return warns, codes[group.code], at.get(group.column, -1)

        return tuple(sorted((_group(key[0], held) for key, held in self._found.items()), key=place))


def _group(code: str, held: _Place) -> Group:
    said, first = ALL_WORDS[code], held.first[0]
    why, fix = said.why.format(**held.words), said.fix.format(**held.words)
    if first.suggestion:
        fix = f"{fix} Did you mean {first.suggestion}?"
    return Group(
        code, said.severity, first.column, held.heading, why, fix, held.count, tuple(held.first)
    )
