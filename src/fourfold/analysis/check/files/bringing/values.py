"""A number as a workbook keeps it, as the text that people see in the cell."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from math import isfinite

_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NOT_CODES = re.compile(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]|_.|\*.', re.IGNORECASE)
_ZEROS = re.compile(r"0{2,20}$")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FROM_1900, _FROM_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - no zone
_LAST_SERIAL = 2_958_466
MOST_DIGITS = 1e15
"""Numbers from here on have lost their last digits in a spreadsheet."""
DAY, NUMBER = "d", "n"


def shown_as(number: int, code: str) -> str:
    """Return how a number format shows a number: DAY, "00000" (so many digits), or ""."""
    if number in _DATE_FORMATS:
        return DAY
    bare = _NOT_CODES.sub("", code.partition(";")[0])
    if _ZEROS.match(bare):
        return bare
    if "general" in bare.casefold():
        return ""
    return DAY if re.search(r"[dmyhs]", bare, re.IGNORECASE) else ""


def written(value: str, shown: str, *, from_1904: bool) -> tuple[str, str]:
    """
    Return a number as text, and DAY or NUMBER for what it is.

    value: as the file has it. shown: see `shown_as`. What is no number stays as it is.
    """
    try:
        number = float(value)
    except ValueError:
        return value, ""
    if not isfinite(number):
        return value, ""
    if shown == DAY and (day := _day(number, from_1904=from_1904)):
        return day, DAY
    if number.is_integer() and abs(number) < 1e21:
        text = str(int(number))
        return (text.zfill(len(shown)) if shown.startswith("00") else text), NUMBER
    return format(number, ".15g"), NUMBER


def _day(serial: float, *, from_1904: bool) -> str:
    """Return a day, with the time if there is one, or "" where no calendar has it."""
    if not 0 <= serial < _LAST_SERIAL:
        return ""
    start = _FROM_1904 if from_1904 else _FROM_1900
    if not from_1904 and serial < 60:  # Excel believes in February 29, 1900
        start += timedelta(days=1)
    moment = start + timedelta(days=int(serial), seconds=round(serial % 1 * 86_400))
    if serial < 1 and serial:
        return f"{moment:%H:%M:%S}"
    return f"{moment:%Y-%m-%d}" if serial % 1 == 0 else f"{moment:%Y-%m-%d %H:%M:%S}"


def unescaped(text: str) -> str:
    """Return a text of XLSX with its escapes (_x000D_) as the characters they mean."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: _letter(int(found[1], 16)), text)


def _letter(code: int) -> str:
    if code == 13:
        return ""
    return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)
