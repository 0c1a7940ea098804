"""Rows of a list that somebody brings: any CSV or workbook, read by the headings of a contract."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from fourfold.analysis.check.files.bringing import recognise, to_plain
from fourfold.analysis.check.files.plain import Plain
from fourfold.analysis.check.files.problems import Group
from fourfold.analysis.check.files.recognition import Match, Recognition
from fourfold.analysis.check.files.source import Source, source_of_bytes
from fourfold.reference import Contract

Problem = tuple[int, str, str]
"""A line (0: the file), what is wrong, what to do."""


@dataclass(frozen=True, slots=True)
class RowsRead:
    """
    A list as it was read. rows: each line's number and its cells by field, blank lines left out.

    unread: headings of columns that are not asked for. problems: of the file as a whole.
    """

    rows: tuple[tuple[int, Mapping[str, str]], ...] = ()
    unread: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_rows(file_name: str, content: bytes, *, contract: Contract) -> RowsRead:
    """Read a list; it never raises for what is in the file."""
    source = source_of_bytes(file_name, content)
    first = recognise(source, contract)
    answers = _answers(first)
    found = recognise(source, contract, answers=answers) if answers else first
    if found.missing and not found.problems:
        wanted = ", ".join(contract.field(each).title for each in found.missing)
        return RowsRead(
            problems=((0, f"There is no column for: {wanted}.", "Head the columns so."),)
        )
    if not found.can_be_read:
        return RowsRead(problems=_why_not(found))
    plain = to_plain(source, found, contract, scratch=_Memory)
    if plain.problems and not plain.columns:
        return RowsRead(problems=_told(plain.problems))
    unread = tuple(each.heading for each in found.columns if not each.field)
    return RowsRead(tuple(_rows(plain)), unread)


class _Memory:
    """A place in memory for a copy of a short list."""

    def __init__(self) -> None:
        self.kept = io.BytesIO()

    def write(self, piece: bytes) -> object:
        return self.kept.write(piece)

    def source(self, name: str) -> Source:
        return source_of_bytes(name, self.kept.getvalue())

    def close(self) -> None:
        self.kept.close()


def _answers(found: Recognition) -> Mapping[str, str]:
    """Leave columns unread that nobody asks for; the page names them."""
    unread = {f"column:{each.place}" for each in found.columns if each.match is Match.NONE}
    return {
        each.code: ""
        for each in found.doubts
        if "" in each.choices and (each.code in unread or each.code == "columns")
    }


def _why_not(found: Recognition) -> tuple[Problem, ...]:
    doubts = tuple((0, each.question, "Make it plain in the file.") for each in found.doubts)
    return _told(found.problems) or doubts


def _told(groups: tuple[Group, ...]) -> tuple[Problem, ...]:
    return tuple((0, each.why, each.fix) for each in groups)


def _rows(plain: Plain) -> list[tuple[int, Mapping[str, str]]]:
    found: list[tuple[int, Mapping[str, str]]] = []
    names = ([""] if plain.numbered else []) + list(plain.columns)
    with plain.source.open() as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        rows = csv.reader(text, delimiter=plain.delimiter)
        next(rows, None)
        for place, cells in enumerate(rows):
            line = int(cells[0]) if plain.numbered and cells else plain.first_row + place
            if any(each.strip() for each in cells[plain.numbered :]):
                row = zip(names, cells, strict=False)
                found.append((line, {name: " ".join(cell.split()) for name, cell in row if name}))
    return found
