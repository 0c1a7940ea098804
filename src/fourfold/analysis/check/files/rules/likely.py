"""The likely value behind a cell that is wrong: offered to a person, never put in by itself."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches

from fourfold.analysis.check.files.plain import DateOrder
from fourfold.analysis.check.files.rules.spellings import spellings
from fourfold.reference.contracts import ContractField

NEAR = 0.7
_TO_TEN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WORDS = {word: str(number) for number, word in enumerate(_TO_TEN)}
_WORDS |= {"none": "0", "nil": "0", "no": "0", "-": "0"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ORDERS = {
    DateOrder.MDY: ((2, 0, 1),),
    DateOrder.DMY: ((2, 1, 0),),
    DateOrder.YMD: ((2, 0, 1), (2, 1, 0)),
}


def likely_whole_number(text: str) -> str:
    """Return the whole number that a text holds besides words or a unit, or ""."""
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if re.search(r"[<>+~-]", text):
        return ""
    found = re.findall(r"(?<![\d.,])[0-9]{1,15}(?:,[0-9]{3})*(?![\d.,])", text)
    return found[0].replace(",", "") if len(found) == 1 else ""


def likely_number(text: str) -> str:
    """Return the number that a text holds besides a sign for its unit, or ""."""
    found = re.fullmatch(
        r"[$€£]?\s*([0-9]+(?:,[0-9]{3})*(?:\.[0-9]{1,10})?)\s*[%$€£a-z]*", text.lower()
    )
    return found[1].replace(",", "") if found else ""


def likely_year(text: str) -> str:
    """Return the one year of this age that stands in a text, or ""."""
    found = set(re.findall(r"(?<!\d)(?:19|20|21)\d\d(?!\d)", text))
    return found.pop() if len(found) == 1 else ""


def likely_day(text: str, *, order: DateOrder) -> str:
    """
    Return the day a text means, as year-month-day, or "" where two days could be meant.

    Reads month names, times after the day, two-digit years (of 2000 on) and the other order if
    only that one gives a day.
    """
    low = re.sub(r"[t ]\d{1,2}:\d\d.*$", "", text.strip().lower())
    parts = re.findall(r"[0-9]+|[a-z]{3,}", low)
    if len(parts) != 3:
        return ""
    months = [_MONTHS.index(each[:3]) + 1 for each in parts if each[:3] in _MONTHS]
    numbers = [int(each) for each in parts if each.isdigit()]
    if len(months) == 1 and len(numbers) == 2:
        return _one(_day(_full(numbers[1]), months[0], numbers[0]))
    if len(numbers) != 3:
        return ""
    if numbers[0] > 31:
        return _one(_day(numbers[0], numbers[1], numbers[2]))
    orders = _ORDERS[order] + tuple(set(_ORDERS[DateOrder.YMD]) - set(_ORDERS[order]))
    days = [_day(_full(numbers[y]), numbers[m], numbers[d]) for y, m, d in orders]
    return _one(*days) if order is DateOrder.YMD else next((each for each in days if each), "")


def likely_choice(text: str, *, field: ContractField) -> str:
    """
    Return the words (or code) of a list that are nearest to a text, or "".

    A text with another number in it is no slip of the pen: CUR99 is never taken for CUR09.
    """
    said = spellings(field)
    near = get_close_matches(text[:100].lower(), said, n=1, cutoff=NEAR)
    if near and _numbers(near[0]) != _numbers(text):
        return ""
    return (field.choices[said[near[0]]] or said[near[0]]) if near else ""


def likely_choices(text: str, *, field: ContractField) -> str:
    """Return a list of codes with each part put right, or "" unless every part can be."""
    said, parts = spellings(field), [each.strip() for each in re.split(r"[;,|/\n]", text)]
    meant = [
        each if each.lower() in said else likely_choice(each, field=field) for each in parts if each
    ]
    return "; ".join(meant) if meant and all(meant) else ""


def _numbers(text: str) -> list[int]:
    return [int(each) for each in re.findall(r"[0-9]+", text)]


def _full(year: int) -> int:
    return 2000 + year if year < 100 else year


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat() if 1900 <= year < 2200 else ""
    except ValueError:
        return ""


def _one(*days: str) -> str:
    found = {each for each in days if each}
    return found.pop() if len(found) == 1 else ""
