"""How much of a file is read before it is told that it is too much."""

from __future__ import annotations

from dataclasses import dataclass

MB = 2**20
HEAD_ROWS = 300
"""Rows that are looked at before anything is said about a file."""
MOST_LINE = 1_000_000
"""Characters of one line; a longer one is no row of a table."""
MOST_COLUMNS = 2_000


@dataclass(frozen=True, slots=True)
class Limits:
    """
    What is refused, in bytes and numbers; the defaults are those of a server.

    size: of the file. unpacked: of one part of a workbook. ratio: how many times its size a
    workbook may unpack to. members: parts of a workbook. rows: of a table.
    """

    size: int = 100 * MB
    unpacked: int = 1024 * MB
    ratio: int = 200
    members: int = 5_000
    rows: int = 20_000_000


COMMAND_LINE = Limits(size=2048 * MB, unpacked=8192 * MB)
"""On somebody's own machine a file may be larger."""
