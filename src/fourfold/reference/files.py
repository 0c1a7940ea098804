"""
Read a pack's files: bytes to rows and documents, with every problem gathered on the way.

Nothing here raises for bad content. What can still be read is read, so that one check names all
problems of a file, not the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import yaml

from fourfold.reference.cells import MOST_CELL, cells_of, lines_of
from fourfold.reference.errors import did_you_mean, shorten
from fourfold.reference.problems import Problem
from fourfold.reference.rows import Row
from fourfold.reference.shapes import FileShape

FILE_LIMIT = 50_000_000
"""Bytes in one file; the largest file of a real state is far below a hundredth of this."""
YAML_LIMIT = 1_000_000
YAML_DEPTH = 40
LOST_LETTER = "\ufffd"

_FAST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _PlainLoader(_FAST):  # type: ignore[misc]
    # Dates stay text, and a key that stands twice is an error. The type is unknown because the
    # fast C loader is there only where libyaml is.
    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {
        first: [(tag, pattern) for tag, pattern in pairs if tag != "tag:yaml.org,2002:timestamp"]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            if key.value in seen:
                why = f"the key {shorten(key.value)!r} stands twice"
                raise yaml.constructor.ConstructorError(None, None, why, key.start_mark)
            seen.add(key.value)
        made: dict[Any, Any] = super().construct_mapping(node, deep=True)
        return made


def read_table(path: Path, shape: FileShape) -> tuple[tuple[Row, ...], list[Problem]]:
    """
    Read one CSV file.

    Returns the rows that could be read, in file order, and every problem of encoding and layout:
    columns, ragged rows, quotes, long cells. Cells are text; what is empty is unknown.
    """
    text, problems = _read_text(path, name=shape.file, limit=FILE_LIMIT)
    if text is None:
        return (), problems
    lines = lines_of(text)
    if not lines:
        why = "The file is empty."
        return (), [*problems, _at(shape, None, "", why, _header_fix(shape))]
    header = cells_of(lines[0])
    if isinstance(header, tuple):
        return (), [*problems, _at(shape, 1, "", header[0], _header_fix(shape))]
    problems += _header_problems(header, shape)
    rows = []
    for line, cells in _records(lines, shape, len(header), problems):
        by_column = dict(zip(header, cells, strict=False))
        for column, cell in by_column.items():
            if len(cell) > MOST_CELL:
                why = f"The cell has {len(cell):,} characters; at most {MOST_CELL:,} are allowed."
                problems.append(_at(shape, line, column, why, "Shorten it."))
                by_column[column] = ""
        known = {column: by_column.get(column, "") for column in shape.columns}
        rows.append(Row(known, file=shape.file, line=line))
    return tuple(rows), problems


def _records(
    lines: list[str], shape: FileShape, width: int, problems: list[Problem]
) -> Iterator[tuple[int, list[str]]]:
    for line, printed in enumerate(lines[1:], start=2):
        cells = cells_of(printed)
        if isinstance(cells, tuple):
            problems.append(_at(shape, line, "", *cells))
        elif not cells:
            problems.append(_at(shape, line, "", "The line is empty.", "Delete the line."))
        elif len(cells) != width:
            why = f"The row has {len(cells)} cells; the header has {width}."
            fix = "Add or remove commas, or put quotation marks around text that holds a comma."
            problems.append(_at(shape, line, "", why, fix))
        else:
            yield line, cells


def _header_fix(shape: FileShape) -> str:
    return f"Its first line must be: {','.join(shape.columns)}"


def _header_problems(header: list[str], shape: FileShape) -> list[Problem]:
    found = []
    for column in shape.columns:
        if column not in header:
            why = f"The column {column} is missing."
            found.append(_at(shape, 1, column, why, "Add it; leave cells empty if unknown."))
    for place, column in enumerate(header):
        if column in header[:place]:
            why = f"The column {shorten(column)!r} stands twice."
            found.append(_at(shape, 1, shorten(column), why, "Remove one."))
        elif column not in shape.columns:
            missing = [each for each in shape.columns if each not in header]
            fix = did_you_mean(column, missing).strip() or "Remove it or correct its name."
            why = f"The column {shorten(column)!r} is not known."
            found.append(_at(shape, 1, shorten(column), why, fix))
    return found


def read_document(path: Path, *, name: str) -> tuple[Any, list[Problem]]:
    """
    Read one YAML file with the safe loader; dates stay text.

    Returns the document, or None with the problems that kept it from being read.
    """
    text, problems = _read_text(path, name=name, limit=YAML_LIMIT)
    if text is None or problems:
        return None, problems
    try:
        if refused := _refusal(text):
            return None, [Problem(name, refused[0], "", refused[1], refused[2])]
        document = yaml.load(text, Loader=_PlainLoader)  # noqa: S506 - it is a safe loader
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        why = f"The file is not valid YAML: {shorten(str(problem.problem), limit=120)}."
        row = mark.line + 1 if mark else None
        return None, [Problem(name, row, "", why, "Check the indents, colons and quotation marks.")]
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        why = f"The file is not valid YAML: {shorten(str(problem).splitlines()[0], limit=120)}."
        return None, [Problem(name, None, "", why, "Check the file for odd characters.")]
    return document, []


def _line_of(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _refusal(text: str) -> tuple[int, str, str] | None:
    """Refuse, before anything is built, what could grow without end while it is built."""
    depth = 0
    for event in yaml.parse(text, Loader=_FAST):
        if isinstance(event, yaml.AliasEvent):
            why = "The file uses an alias (*name)."
            return _line_of(event), why, "Write the text out where it is used."
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > YAML_DEPTH:
                why = f"The file is nested more than {YAML_DEPTH} levels deep."
                return _line_of(event), why, "Follow the layout of the schema."
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


def _read_text(path: Path, *, name: str, limit: int) -> tuple[str | None, list[Problem]]:
    """Return the file's text, bad bytes marked, or None when there is nothing to read."""
    try:
        size = path.stat().st_size
        if size > limit:
            why = f"The file has {size:,} bytes; at most {limit:,} are allowed."
            return None, [Problem(name, None, "", why, "Look for a cell pasted by mistake.")]
        data = path.read_bytes()
    except FileNotFoundError:
        return None, [Problem(name, None, "", "The file is missing.", "Add it to the pack.")]
    except OSError as problem:
        why = f"The file cannot be read: {problem.strerror or problem}."
        return None, [Problem(name, None, "", why, "Check that it is a file you may read.")]
    data = data.removeprefix(b"\xef\xbb\xbf")
    problems = []
    lines = data.split(b"\n")
    for line, printed in enumerate(lines, start=1):
        if b"\0" in printed:
            why = "The line holds a NUL byte."
            fix = "Save the file again as plain UTF-8 text."
            problems.append(Problem(name, line, "", why, fix))
            lines[line - 1] = printed.replace(b"\0", LOST_LETTER.encode())
        elif LOST_LETTER.encode() in printed:
            why = "The line holds the sign for a lost letter (U+FFFD)."
            problems.append(Problem(name, line, "", why, "Type the letter again."))
        try:
            printed.decode("utf-8")
        except UnicodeDecodeError as problem:
            why = f"Byte {printed[problem.start]:#04x} is not UTF-8."
            fix = f"Correct the letter after {_before(printed, problem.start)!r}; save as UTF-8."
            problems.append(Problem(name, line, "", why, fix))
    return b"\n".join(lines).decode("utf-8", errors="replace"), problems


def _before(line: bytes, end: int) -> str:
    return line[max(0, end - 20) : end].decode("utf-8", errors="replace")


def _at(shape: FileShape, row: int | None, column: str, why: str, fix: str) -> Problem:
    return Problem(shape.file, row, column, why, fix)
