"""What a spreadsheet or a web page may have done to a cell, and what is taken out of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from fourfold.analysis.check.files.bringing.headings import fold
from fourfold.reference.contracts import ContractField, FieldType

_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff\u2028\u2029\u115f\u1160\u3164]"
)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_TWICE = re.compile("\u00c3[\u0080-\u00bf\u0152-\u2122]|\u00e2\u20ac")
_HALVES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MARKS = (
    ("\0", re.compile("\0"), "", "NUL_CHARACTERS"),
    ("", _CONTROLS, "", "CONTROL_CHARACTERS"),
    ("", _DIRECTION, "", "DIRECTION_MARKS"),
    ("", _INVISIBLE, "", "INVISIBLE_CHARACTERS"),
    ("", _SPACES, " ", "INVISIBLE_CHARACTERS"),
)
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
MONTH_CODE = re.compile(rf"(?:\d{{1,2}}-(?:{_MONTHS})|(?:{_MONTHS})-\d{{2}})$")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T].*)?$")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d{2}$")
_FORMULA = re.compile(r"[=@]|[+\-](?![\d.,\s(]|$)")
_SERIAL = re.compile(r"[2-6]\d{4}$")
_SIGNS = frozenset("=+-@")
_FIRST_SERIAL = date(1899, 12, 30)
TOTAL = re.compile(
    r"(?:(?:grand|sub|over-?all|report|gran)[ -]?)?totals?(?: general| all)?\s*:?|summ?[ae]?\s*:",
    re.IGNORECASE,
)
YES = frozenset(("1", "1.0", "true", "yes", "y", "x", "si", "sí"))


@dataclass(frozen=True, slots=True)
class Form:
    """What happened to a cell: the code of FORM, and the likely value or ""."""

    code: str
    suggestion: str = ""


Check = Callable[[str, str], "Form | None"]
"""Takes a cell that is not blank, and "d", "n" or "" as a workbook holds it."""


def clean(cell: str) -> tuple[str, tuple[str, ...]]:
    """Return a cell without what cannot be seen, and the codes of what was taken out."""
    if cell.isprintable() and "\ufffd" not in cell:
        return cell, (("DOUBLE_ENCODED",) if _TWICE.search(cell) else ())
    codes: list[str] = []
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")  # a lone one ends no row of a plain table
    for _, pattern, instead, code in _MARKS:
        found = pattern.sub(instead, cell)
        if found != cell:
            cell, codes = found, [*codes, code]
    cell = _HALVES.sub("\ufffd", cell)
    if "\ufffd" in cell:
        codes.append("BROKEN_CHARACTERS")
    return (cell.strip() if codes else cell), tuple(dict.fromkeys(codes))


def saved_once(cell: str) -> str:
    """Return the letters that were saved in two ways as they were meant, or "" if unknown."""
    try:
        return cell.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""


def check_for(field: ContractField) -> Check | None:
    """Return how a cell of this field is looked at, or None if there is nothing to look for."""
    if field.type is FieldType.DATE:
        return _check_day
    if field.type in (FieldType.STRING, FieldType.LIST):
        return _text_check(field)
    return _check_number


def _check_day(cell: str, typed: str) -> Form | None:
    if _SERIAL.match(cell):
        return Form("DAY_AS_NUMBER", (_FIRST_SERIAL + timedelta(days=int(cell))).isoformat())
    return None


def _check_number(cell: str, typed: str) -> Form | None:
    if typed == "d" or MONTH_CODE.match(cell):
        return Form("DATE_FROM_CODE")
    if cell[0] in _SIGNS and _FORMULA.match(cell):
        return Form("STARTS_LIKE_FORMULA")
    return Form("SCIENTIFIC_NUMBER") if _SCIENTIFIC.search(cell) and not typed else None


def _text_check(field: ContractField) -> Check:
    zeros = _zeros(field)
    strict = bool(field.choices or field.pattern)
    plain = set(field.choices)

    def check(cell: str, typed: str) -> Form | None:
        first = cell[0]
        if first in _SIGNS:
            return Form("STARTS_LIKE_FORMULA") if _FORMULA.match(cell) else None
        if typed == "d":
            return Form("DATE_FROM_CODE")
        if MONTH_CODE.match(cell) and cell not in plain:
            return Form("DATE_FROM_CODE")
        if not first.isdigit():
            return None
        if strict and _DAY.match(cell) and not _fits(field, cell):
            return Form("DATE_FROM_CODE")
        if _SCIENTIFIC.fullmatch(cell[-7:]) is None and _SCIENTIFIC.search(cell) is None:
            return zeros(cell) if zeros else None
        return Form("SCIENTIFIC_NUMBER") if not typed else None

    return check


def _fits(field: ContractField, cell: str) -> bool:
    if field.pattern:
        return re.fullmatch(field.pattern, cell) is not None
    return cell in field.choices


def _zeros(field: ContractField) -> Callable[[str], Form | None] | None:
    """Return a look for zeros lost at the start, if the field's codes or pattern may need them."""
    codes = {code for code in field.choices if code.startswith("0")}
    if not codes and not field.pattern:
        return None

    def look(cell: str) -> Form | None:
        if not cell.isdigit() or _fits(field, cell):
            return None
        for number in range(1, 5):
            if (longer := "0" * number + cell) and _fits(field, longer):
                return Form("LEADING_ZEROS_LOST", longer)
        return None

    return look


def joined_codes(cell: str, field: ContractField) -> str:
    """Return codes joined by semicolons where a survey tool joined them by spaces."""
    parts = cell.split()
    if len(parts) > 1 and ";" not in cell and all(part in field.choices for part in parts):
        return ";".join(parts)
    return cell


def is_total(cells: list[str], choices: frozenset[str]) -> bool:
    """
    Tell whether a row looks like a total: its first word says so, and no code of the contract does.

    choices: folded codes and words that are no totals here.
    """
    first = next((cell.strip() for cell in cells if cell.strip()), "")
    return bool(TOTAL.fullmatch(first)) and fold(first) not in choices
