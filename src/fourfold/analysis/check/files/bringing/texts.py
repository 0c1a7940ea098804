"""Rows of a text with a delimiter, one by one, whatever is wrong with them."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from fourfold.analysis.check.files.bringing.limits import MOST_LINE
from fourfold.analysis.check.files.bringing.lines import Fault, Line
from fourfold.analysis.check.files.source import Source

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
MOST_LINES = 500
"""Lines of one quoted cell. More are a quotation mark that was never closed."""
MOST_QUOTED = 100_000
MOST_BROKEN = 100
"""Rows with open quotation marks. After so many, no cell is looked for over several lines."""
_OLD_END = "\x1a"
"""What old programs write at the end of a file."""
_SAID = re.compile(r'"?sep=(.)"?$', re.IGNORECASE)


def rows_of_text(source: Source, *, encoding: str, mark: int, delimiter: str) -> Iterator[Line]:
    """
    Yield each row. Blank lines count, as in a spreadsheet; those at the end do too.

    mark: how many bytes at the start are no letters. A quotation mark that is never closed costs
    one row, not the rest of the file.
    """
    with text_of(source, encoding, mark) as text:
        yield from _rows(_Lines(text), delimiter)


@contextmanager
def text_of(source: Source, encoding: str, mark: int) -> Iterator[TextIO]:
    """Open a source as text; a byte that is no letter becomes \ufffd, a line keeps its end."""
    with source.open() as raw:
        raw.seek(mark)
        with io.TextIOWrapper(raw, encoding, errors="replace", newline="") as text:
            yield text


class _Lines:
    """Lines of a text, to be read and put back."""

    def __init__(self, text: TextIO) -> None:
        self._text, self._waiting = text, deque[str]()
        self.broken = 0

    def next(self) -> str:
        """Return the next line with its end, or "" at the end of the file."""
        return self._waiting.popleft() if self._waiting else self._text.readline(MOST_LINE)

    def put_back(self, lines: list[str]) -> None:
        self._waiting.extendleft(reversed(lines))


def _rows(lines: _Lines, delimiter: str) -> Iterator[Line]:
    number = 0
    while line := lines.next():
        if line == _OLD_END:
            return
        number += 1
        if len(line) >= MOST_LINE:
            yield Line(number, [line[:80]], (Fault("LONG_LINE", value=line[:80]),), taken=False)
            return
        if '"' in line:
            yield _quoted(line, number, lines, delimiter)
        else:
            line = line.rstrip("\r\n")
            yield Line(number, line.split(delimiter) if line else [])


def _quoted(line: str, number: int, lines: _Lines, delimiter: str) -> Line:
    """Return a row with quotation marks; its cells may go over several lines."""
    record, more = line, list[str]()
    while True:
        try:
            cells = next(csv.reader([record.rstrip("\r\n")], strict=True, delimiter=delimiter), [])
            return Line(number, cells)
        except csv.Error as problem:
            is_open = "unexpected end" in str(problem)
        goes_on = is_open and len(more) < MOST_LINES and lines.broken < MOST_BROKEN
        following = lines.next() if goes_on else ""
        if not following or len(record) + len(following) > MOST_QUOTED:
            break
        more.append(following)
        record += following
        if '"' not in following:  # cannot close anything: spare the parsing
            while len(more) < MOST_LINES and len(record) < MOST_QUOTED:
                if not (following := lines.next()):
                    break
                more.append(following)
                record += following
                if '"' in following:
                    break
    if following:
        more.append(following)
    lines.put_back(more)
    lines.broken += 1
    code = "OPEN_QUOTES" if is_open else "BROKEN_QUOTES"
    cells = line.rstrip("\r\n").split(delimiter)
    return Line(number, cells, (Fault(code, value=line.strip()[:80]),), taken=False)


def said_delimiter(first: str) -> str:
    """Return the delimiter that Excel's own first line says (sep=;), or ""."""
    said = _SAID.match(first.strip())
    return said[1] if said and said[1] in DELIMITERS.values() else ""
