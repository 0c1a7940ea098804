"""JSON lines: one object a line, its names as headings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from fourfold.analysis.check.files.bringing.encodings import Encoding
from fourfold.analysis.check.files.bringing.limits import HEAD_ROWS, MOST_LINE
from fourfold.analysis.check.files.bringing.lines import Fault, Line
from fourfold.analysis.check.files.bringing.texts import text_of
from fourfold.analysis.check.files.bringing.values import NUMBER
from fourfold.analysis.check.files.source import Source

HEAD = 0
"""The number of the row of headings, which no line of the file is."""


def rows_of_objects(source: Source, encoding: Encoding) -> Callable[[], Iterator[Line]]:
    """Return what gives the rows, the names of all of the first objects in front."""

    def rows() -> Iterator[Line]:
        names: dict[str, int] = {}
        for _, held, _ in islice(_objects(source, encoding), HEAD_ROWS):
            for name in held:
                names.setdefault(name, len(names))
        yield Line(HEAD, list(names))
        for number, held, fault in _objects(source, encoding):
            yield _line(number, held, names, fault)

    return rows


def _objects(source: Source, encoding: Encoding) -> Iterator[tuple[int, dict[str, Any], str]]:
    """Yield each line's number and object; text of the line where it is none."""
    with text_of(source, encoding.name, encoding.mark) as text:
        number = 0
        while line := text.readline(MOST_LINE):
            number += 1
            if not line.strip():
                continue
            try:
                held = json.loads(line)
            except (ValueError, RecursionError):
                held = None
            if isinstance(held, dict):
                yield number, held, ""
            else:
                yield number, {}, line[:80]


def _line(number: int, held: dict[str, Any], names: dict[str, int], fault: str) -> Line:
    if fault:
        return Line(number, [fault], (Fault("NOT_AN_OBJECT", value=fault),), taken=False)
    cells, faults, typed = [""] * len(names), [], dict[int, str]()
    for name, value in held.items():
        place = names.get(name)
        if place is None:
            faults.append(Fault("NEW_NAME", len(names), name[:80]))
        elif _is_nested(value):
            faults.append(Fault("NESTED_VALUE", place, json.dumps(value)[:80]))
        else:
            cells[place] = _text(value)
            if isinstance(value, float):
                typed[place] = NUMBER
    return Line(number, cells, tuple(faults), typed=typed)


def _is_nested(value: object) -> bool:
    if isinstance(value, list):
        return any(isinstance(each, dict | list) for each in value)
    return isinstance(value, dict)


def _text(value: object) -> str:
    if isinstance(value, list):
        return ";".join(_text(each) for each in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return format(value, ".15g")
    return "" if value is None else str(value)
