"""What a file seems to be, and what only a person can say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from fourfold.analysis.check.files.plain import DateOrder
from fourfold.analysis.check.files.problems import Group


class FileKind(StrEnum):
    """The kinds of files that are read. HTCDS_CASE: one case, a field a row (reference.htcds)."""

    TEXT = "TEXT"
    WORKBOOK = "WORKBOOK"
    JSON_LINES = "JSON_LINES"
    HTCDS_CASE = "HTCDS_CASE"


class Match(StrEnum):
    """
    Why a column is read as a field. NEAR and a field of two columns are always asked about.

    COUNTED: it is not read, because it only counts the rows.
    """

    NAME = "NAME"
    TITLE = "TITLE"
    ALIAS = "ALIAS"
    REMEMBERED = "REMEMBERED"
    ANSWERED = "ANSWERED"
    NEAR = "NEAR"
    COUNTED = "COUNTED"
    NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Column:
    """
    One column of the file: its place from 0, its heading as written, the field it is read as.

    samples: its first filled cells as they came, up to three, each cut to 40 characters.
    """

    place: int
    heading: str
    field: str
    match: Match
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """
    A question only the person who brings the file can answer.

    code: `encoding`, `delimiter` (comma, semicolon, tab, pipe), `decimal`, `dates`, `sheet`,
    `header_row`, `column:PLACE`, or `columns` (many that nobody asked for, together).
    choices: answer to its words, the likely one first; for a column, "" means: do not read it.
    shown: up to three made-plain samples from the file that help to decide. must: True if nothing
    can be checked before it is answered.
    """

    code: str
    question: str
    choices: Mapping[str, str]
    suggested: str
    shown: tuple[str, ...] = ()
    must: bool = True


@dataclass(frozen=True, slots=True)
class Recognition:
    """
    What a file was taken for. Nothing is guessed in silence: what is not sure is in `doubts`.

    header_row: from 1; 0 where headings are no row of the file, as in JSON lines. sheet: the
    name of the sheet, "" where there are none. missing: required fields without a column.
    problems: why nothing can be read, if so (then `columns` may be empty).
    """

    kind: FileKind
    encoding: str = "utf-8"
    delimiter: str = ","
    decimal: str = "."
    dates: DateOrder = DateOrder.YMD
    sheet: str = ""
    header_row: int = 1
    columns: tuple[Column, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    missing: tuple[str, ...] = ()
    problems: tuple[Group, ...] = ()

    @property
    def can_be_read(self) -> bool:
        """True if nothing stands in the way of checking the rows."""
        return not self.problems and not any(each.must for each in self.doubts)
