"""Check the cells of a pack's CSV files against the schema: types, lists, days."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from fourfold.reference.errors import did_you_mean, shorten
from fourfold.reference.files import LOST_LETTER
from fourfold.reference.problems import Problem
from fourfold.reference.rows import Row
from fourfold.reference.shapes import FileShape

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

_OPEN_START, _OPEN_END = "0000-00-00", "9999-99-99"


def row_problems(rows: tuple[Row, ...], shape: FileShape, *, missing: set[str]) -> list[Problem]:
    """
    Return what is wrong with the cells of one file.

    missing: columns the file does not have; that was said once and is not said for each row.
    """
    validator = validator_for(shape.name, shape.schema)
    found: list[Problem] = []
    for row in rows:
        # An empty cell is an unknown fact, so it is left out: "required" then means "filled".
        # A cell with a lost letter was named when it was read.
        filled = {column: cell for column, cell in row.items() if cell and LOST_LETTER not in cell}
        said: set[str] = set()
        for error in validator.iter_errors(filled):
            for column, why, fix in _in_words(error, row, shape):
                if column not in missing and column not in said:
                    said.add(column)
                    found.append(Problem(shape.file, row.line, column, why, fix))
        for column, cell in filled.items():
            if column not in said:
                found += _text_problems(row, column, cell, shape)
        found += _day_problems(row, shape)
    if shape.one_at_a_time:
        found += _overlaps(rows, shape)
    return found


def validator_for(name: str, schema: dict[str, Any]) -> Validator:
    """Return a validator, made once for each schema. name: only tells schemas apart."""
    return _validator(name, _Frozen(schema))


class _Frozen:
    """A schema as a key of the cache: schemas are read once, so identity is enough."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Frozen) and other.schema is self.schema

    def __hash__(self) -> int:
        return id(self.schema)


@lru_cache(maxsize=128)
def _validator(name: str, frozen: _Frozen) -> Validator:
    from jsonschema import (  # noqa: PLC0415 - slow to import; only checking needs it
        Draft202012Validator,
        FormatChecker,
    )

    return Draft202012Validator(frozen.schema, format_checker=FormatChecker(formats=["date"]))


def _in_words(error: Any, row: Row, shape: FileShape) -> Iterator[tuple[str, str, str]]:
    columns = shape.schema["properties"]
    if error.validator == "required":
        # One error names one column; which one stands only in its message, so all are asked.
        for column in shape.required:
            if not row[column]:
                yield column, "The cell is empty.", f"Fill it in: {columns[column]['description']}"
        return
    column = str(error.path[0]) if error.path else ""
    if not column:
        return
    rules = columns[column]
    why = f"{shorten(row[column])!r} does not fit."
    if error.validator == "enum":
        near = did_you_mean(row[column], rules["enum"])
        yield column, why, f"It must be one of {', '.join(rules['enum'])}.{near}"
    else:
        yield column, why, f"{rules['description']}{example(rules)}"


def example(rules: dict[str, Any]) -> str:
    """Return " For example: X." from a schema's examples, or nothing."""
    shown = " or ".join(str(each) for each in rules.get("examples", ()))
    return f" For example: {shown}." if shown else ""


def _text_problems(row: Row, column: str, cell: str, shape: FileShape) -> Iterator[Problem]:
    if cell != cell.strip():
        why = "The cell starts or ends with a space."
        yield Problem(shape.file, row.line, column, why, "Remove it.")
    elif any(letter < " " for letter in cell):
        why = "The cell holds a control character, such as a tab."
        yield Problem(shape.file, row.line, column, why, "Replace it with a space.")
    elif column in shape.lists:
        parts = cell.split(";")
        if any(not part or part != part.strip() for part in parts):
            why = "The list has an empty part, or a space beside a semicolon."
            yield Problem(shape.file, row.line, column, why, "Join the parts like this: A;B;C.")
        elif len(set(parts)) < len(parts):
            why = "The list names the same thing twice."
            yield Problem(shape.file, row.line, column, why, "Remove one.")


def _day_problems(row: Row, shape: FileShape) -> Iterator[Problem]:
    if not {"from", "until"} <= set(shape.columns):
        return
    if row["from"] and row["until"] and row["from"] >= row["until"]:
        why = f"It ends ({shorten(row['until'])}) before it starts ({shorten(row['from'])})."
        fix = "until is the first day after; it must be later than from."
        yield Problem(shape.file, row.line, "until", why, fix)


def _overlaps(rows: tuple[Row, ...], shape: FileShape) -> Iterator[Problem]:
    together: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        together.setdefault(tuple(row[each] for each in shape.one_at_a_time), []).append(row)
    for shared, group in together.items():
        group.sort(key=lambda row: row["from"] or _OPEN_START)
        for earlier, later in zip(group, group[1:], strict=False):
            if (later["from"] or _OPEN_START) < (earlier["until"] or _OPEN_END):
                why = f"{shorten(' '.join(shared))!r} has two rows for the same day; see line "
                fix = "Let one end (until) on the day the next begins (from)."
                yield Problem(shape.file, later.line, "from", f"{why}{earlier.line}.", fix)
