"""In which order days are written, and whether decimals stand behind a comma."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fourfold.analysis.check.files.plain import DateOrder
from fourfold.analysis.check.files.recognition import Doubt

_DAY = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T].*)?$")
_COMMA = re.compile(r"-?(\d{1,3}(\.\d{3})+,\d+|\d+,(\d{1,2}|\d{4,}))$")
_POINT = re.compile(r"-?(\d{1,3}(,\d{3})+\.\d+|\d*\.(\d{1,2}|\d{4,}))$")
_EITHER = re.compile(r"-?[1-9]\d{0,2}([.,]\d{3})+$")
_WORDS = {
    DateOrder.MDY: "month, day, year, as in the United States",
    DateOrder.DMY: "day, month, year, as in most of the world",
}
_DECIMAL = {".": "a point: 1,234.5", ",": "a comma: 1.234,5"}


def date_order(values: Iterable[str], *, answer: str = "") -> tuple[DateOrder, Doubt | None]:
    """
    Return in which order days are written, and the question if it cannot be known.

    values: cells of the columns that hold days. answer: what the person said.
    """
    found = [(value.strip(), match) for value in values if (match := _DAY.match(value.strip()))]
    if not found:
        return DateOrder.YMD, None
    month_first = [value for value, match in found if int(match[3]) > 12]
    day_first = [value for value, match in found if int(match[1]) > 12]
    if answer in _WORDS:
        return DateOrder(answer), None
    if month_first and not day_first:
        return DateOrder.MDY, None
    if day_first and not month_first:
        return DateOrder.DMY, None
    likely = DateOrder.DMY if all(match[2] == "." for _, match in found) else DateOrder.MDY
    samples = dict.fromkeys([*month_first[:1], *day_first[:1], *(value for value, _ in found)])
    question = "The days can be read in two ways. In which order are they written?"
    if month_first and day_first:
        question = "The days are written in two orders. Which is right for most of them?"
    choices = {each.value: _WORDS[each] for each in sorted(_WORDS, key=lambda each: each != likely)}
    return likely, Doubt("dates", question, choices, likely.value, tuple(samples)[:3])


def decimal_sign(
    values: Iterable[str], *, delimiter: str, answer: str = ""
) -> tuple[str, Doubt | None]:
    """
    Return the sign before decimals, "." or ",", and the question if it cannot be known.

    values: cells of the columns that hold numbers. delimiter: of the file; where it is no comma,
    numbers may hold one.
    """
    kept = [value.strip() for value in values if not value.strip().isdigit()]
    comma = [value for value in kept if _COMMA.match(value)]
    point = [value for value in kept if _POINT.match(value)]
    either = [value for value in kept if _EITHER.match(value)]
    if answer in _DECIMAL:
        return answer, None
    if bool(comma) != bool(point):
        return ("," if comma else "."), None
    if not comma and not (either and delimiter == ";"):
        return ".", None
    likely = "," if delimiter == ";" else "."
    shown = tuple(dict.fromkeys([*comma[:1], *point[:1], *either]))[:3]
    choices = {each: _DECIMAL[each] for each in sorted(_DECIMAL, key=lambda each: each != likely)}
    return likely, Doubt("decimal", "What stands before decimals?", choices, likely, shown)
