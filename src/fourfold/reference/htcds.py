"""
The Human Trafficking Case Data Standard (HTCDS) 2.0: reading and writing the file of one case.

A file is CSV with the columns field, nth and value. nth tells the parts of what repeats apart (a
second referral, a third event), from 1; the column may be left out. Several codes of one field are
joined by semicolons. Fields and codes may be spelled by id or by label, in any case.
Source: IOM, HTCDS 2.0 of December 24, 2021, CC BY 4.0; see htcds.json. No endorsement by IOM.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib import resources
from typing import Any

NAME = "HTCDS 2.0"
COLUMNS = ("field", "nth", "value")
MOST_NTH = 99
MOST_CHARACTERS = 100_000
TRUE, FALSE = {"true", "yes", "1"}, {"false", "no", "0"}
Facts = dict[tuple[str, int], str]
"""Field and nth to the value as the standard writes it; several codes joined by "; "."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field. type: as the standard says; code_list: the name of its list, or ""."""

    id: str
    label: str
    type: str
    code_list: str = ""
    pattern: str = ""
    standard: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a file: row, as a spreadsheet counts, field, value, and what to do."""

    row: int
    field: str
    value: str
    to_do: str

    def __str__(self) -> str:
        return f"Row {self.row}, {self.field or 'no field'}, “{self.value}”: {self.to_do}"


class NotReadable(ValueError):
    """The file cannot be taken. problems: all of them, at once."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Standard:
    """
    The standard: fields and code lists by id, and every spelling that is understood.

    labels: code to its words; also: other spellings to their code, both by the list's name.
    """

    fields: Mapping[str, Field]
    code_lists: Mapping[str, tuple[str, ...]]
    spelled: Mapping[str, str]
    codes_spelled: Mapping[str, Mapping[str, str]]
    labels: Mapping[str, Mapping[str, str]]
    also: Mapping[str, Mapping[str, str]]


@cache
def standard() -> Standard:
    """Return the standard as this program keeps it."""
    text = resources.files("fourfold.reference").joinpath("htcds.json").read_text("utf-8")
    kept: dict[str, Any] = json.loads(text)
    fields = {
        each["id"]: Field(
            each["id"],
            each.get("label", ""),
            each.get("type", "text"),
            each.get("code_list", ""),
            each.get("pattern", ""),
            each.get("external_standard", ""),
        )
        for each in kept["fields"]
    }
    lists: dict[str, list[dict[str, str]]] = kept["code_lists"]
    also: dict[str, dict[str, str]] = kept["aliases"]["codes"]
    return Standard(
        fields=fields,
        code_lists={name: tuple(each["code"] for each in codes) for name, codes in lists.items()},
        spelled=_spellings(
            [(each.id, each.id) for each in fields.values()],
            [(each.label, each.id) for each in fields.values() if each.label],
            kept["aliases"]["fields"].items(),
        ),
        codes_spelled={
            name: _spellings(
                [(each["code"], each["code"]) for each in codes],
                [(each["label"], each["code"]) for each in codes],
                also.get(name, {}).items(),
            )
            for name, codes in lists.items()
        },
        labels={
            name: {each["code"]: each["label"] for each in codes} for name, codes in lists.items()
        },
        also={name: also.get(name, {}) for name in lists},
    )


def _spellings(*sources: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what each spelling means; one that could mean two things means nothing."""
    found: dict[str, str] = {}
    for source in sources:
        meant: dict[str, set[str]] = {}
        for spelling, meaning in source:
            meant.setdefault(_plain(spelling), set()).add(meaning)
        for spelling, meanings in meant.items():
            if len(meanings) == 1:
                found.setdefault(spelling, next(iter(meanings)))
    return found


def _plain(text: str) -> str:
    return re.sub(r"[^0-9a-z]", "", text.casefold())


# ------------------------------------------------------------------ reading
def read(text: str, *, cell: Callable[[str], str] = str) -> Facts:
    """
    Return the facts of a file, each in the standard's own spelling.

    cell: takes away what a spreadsheet's guard put before a cell.
    :raises NotReadable: with every problem of the file, if there is any.
    """
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    facts: Facts = {}
    problems: list[Problem] = []
    try:
        head = [each.strip().casefold() for each in next(rows, [])]
        if not {"field", "value"} <= set(head):
            raise NotReadable([Problem(1, "", ", ".join(head), "Name the columns field, value.")])
        for number, cells in enumerate(rows, start=2):
            row = dict(zip(head, map(cell, cells), strict=False))
            if any(cell.strip() for cell in cells):
                _take(row, number, facts, problems)
    except csv.Error as problem:
        problems.append(Problem(rows.line_num, "", "", f"This is no CSV: {problem}."))
    if not facts and not problems:
        problems.append(Problem(2, "", "", "The file names no field. Write one a row."))
    if problems:
        raise NotReadable(problems)
    return facts


def _take(row: dict[str, str], number: int, facts: Facts, problems: list[Problem]) -> None:
    typed, value = row.get("field", "").strip(), row.get("value", "").strip()
    field = standard().spelled.get(_plain(typed))
    if field is None:
        problems.append(Problem(number, typed, value, _suggest(typed, standard().spelled)))
        return
    nth = row.get("nth", "").strip() or "1"
    if not nth.isascii() or not nth.isdecimal() or not 1 <= int(nth[:4]) <= MOST_NTH:
        problems.append(Problem(number, field, nth, f"nth is a number from 1 to {MOST_NTH}."))
        return
    if (field, int(nth)) in facts:
        to_do = "It stands in the file twice. Join several codes by semicolons, or count with nth."
        problems.append(Problem(number, field, value, to_do))
        return
    try:
        facts[field, int(nth)] = as_written(standard().fields[field], value)
    except ValueError as problem:
        problems.append(Problem(number, field, value[:60], str(problem)))


def as_written(field: Field, value: str) -> str:
    """
    Return a value as the standard writes it.

    :raises ValueError: if the field cannot hold it; the message says what to do.
    """
    if not value:
        raise ValueError("There is no value. Leave the row out if it is not known.")
    if len(value) > MOST_CHARACTERS:
        raise ValueError(f"More than {MOST_CHARACTERS} characters. Shorten it.")
    if field.code_list:
        many = field.type == "select_many"
        parts = [part.strip() for part in value.split(";")] if many else [value]
        return "; ".join(dict.fromkeys(_code(field.code_list, part) for part in parts if part))
    if field.pattern and not re.fullmatch(field.pattern.strip("^$"), value):
        raise ValueError(f"Write it as {field.standard}, such as +18605550142.")
    return _WRITE.get(field.type, str)(value)


def _code(name: str, value: str) -> str:
    found = standard().codes_spelled[name].get(_plain(value))
    if found is None:
        raise ValueError(f"Not in {name}. {_suggest(value, standard().codes_spelled[name])}")
    return found


def _suggest(typed: str, spelled: Mapping[str, str]) -> str:
    near = get_close_matches(_plain(typed), spelled, n=1, cutoff=0.6)
    if near:
        return f"Did you mean {spelled[near[0]]}?"
    return f"Use one of: {', '.join(sorted(set(spelled.values()))[:30])}."


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise ValueError("Write the day as year-month-day, such as 2017-04-28.") from None


def _number(value: str) -> str:
    if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,12})?", value):
        raise ValueError("Write a number, such as 2 or 41.5.")
    return value


def _yes(value: str) -> str:
    if value.casefold() in TRUE:
        return "true"
    if value.casefold() in FALSE:
        return "false"
    raise ValueError("Write true or false.")


_WRITE: dict[str, Callable[[str], str]] = {
    "date": _day,
    "number": _number,
    "geolocation": _number,
    "boolean": _yes,
}


# ------------------------------------------------------------------ writing
def rows_of(facts: Mapping[tuple[str, int], str]) -> list[tuple[str, int, str]]:
    """Return facts as rows of COLUMNS, in the order of the standard."""
    order = {name: at for at, name in enumerate(standard().fields)}
    keys = sorted(facts, key=lambda each: (order[each[0]], each[1]))
    return [(field, nth, facts[field, nth]) for field, nth in keys]


def write(facts: Mapping[tuple[str, int], str]) -> str:
    """Return facts as a file for a program; what people open goes through a guard first."""
    made = io.StringIO(newline="")
    rows = csv.writer(made, lineterminator="\r\n")
    rows.writerows([COLUMNS, *rows_of(facts)])
    return made.getvalue()
