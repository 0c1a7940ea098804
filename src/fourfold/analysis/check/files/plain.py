"""The one plain shape that every file becomes before anything is checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from fourfold.analysis.check.files.problems import Group
from fourfold.analysis.check.files.source import Source

ROW = "row"
"""The name of the column with a row's number; no contract has a field of this name."""


class DateOrder(StrEnum):
    """In which order a file writes its days. YMD: as the standard does, 2017-04-28."""

    YMD = "YMD"
    MDY = "MDY"
    DMY = "DMY"


@dataclass(frozen=True, slots=True)
class Plain:
    """
    A file as a table of text: UTF-8, comma or another delimiter, quotes doubled, one header row.

    source: the file itself where it was plain already, otherwise a copy. headings: field of the
    contract to the heading the file itself uses for it; a field that is not in it is not in the
    file. columns: what stands in `source`, in its order: names of fields, or "" for a column that
    is not read. numbered: True if the first column of `source` (not named in `columns`) gives each
    row's number; otherwise the first row under the headings is row `first_row`. decimal: "." or
    ",". dates: how days are written. problems: what was wrong with the file's form. staged: the
    rows of `source` once more, as staging.staged writes them, or None. settled: fields in which
    every cell is empty or written as the standard writes it; only a staged file names any.
    """

    source: Source
    columns: tuple[str, ...]
    headings: Mapping[str, str]
    delimiter: str = ","
    numbered: bool = False
    first_row: int = 2
    decimal: str = "."
    dates: DateOrder = DateOrder.YMD
    problems: tuple[Group, ...] = ()
    staged: Source | None = None
    settled: frozenset[str] = frozenset()
