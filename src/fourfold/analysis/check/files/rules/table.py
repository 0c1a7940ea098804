"""A plain file opened as a table that SQL can ask, without a copy of it anywhere."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fourfold.analysis.check.files.few_files import PARQUET, address, few_files, file_system
from fourfold.analysis.check.files.plain import Plain
from fourfold.analysis.check.files.source import Scratch, Source

if TYPE_CHECKING:
    import duckdb

MEMORY = "1500MB"
"""A file of a million cases of HTCDS needs 1.2 GB while it is written; most files a tenth of it."""
MOST_THREADS = 4
STAGED_AS = (
    "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 61440, "
    "DICTIONARY_SIZE_LIMIT 2000"
)
LONGEST_LINE = 2_000_000
"""Bytes; longer lines are refused. 200 cells of 10,000 letters fit."""
MOST_REFUSED = 100_000
NUMBER = "row"

_AT_ONCE = 2_000
_WRITING = "fourfoldwriting"
_FILE, _STAGED = address("file"), address(f"staged{PARQUET}")


class CannotRead(Exception):
    """The file is not the plain table it was taken for, or too large for the memory there is."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not shaped like the others. kind: as DuckDB's reject_errors names it."""

    row: int
    kind: str


class Table:
    """
    An open file. One connection, so one thread at a time.

    tolerant: rows of another shape are passed over, and `refused` lists them; otherwise the first
    one raises CannotRead.
    """

    parquet = f"read_parquet('{_STAGED}')"
    """SQL of a Parquet file's rows, where one was opened."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, plain: Plain, *, tolerant: bool):
        self._connection = connection
        self._plain = plain
        self._tolerant = tolerant

    def rows(
        self, *, numbered: bool, most: int | None = None, numbers: frozenset[str] = frozenset()
    ) -> str:
        """
        Return SQL of the file's rows: a text column c0, c1 … for each of the plain file's columns.

        numbered: with a column `row`, as a spreadsheet counts; that is slower. most: only so many
        rows from the start. numbers: columns c… read as FLOAT instead of text; whoever asks gets an
        error where a cell is no number.
        """
        columns = self._columns()[-len(self._plain.columns) :]
        limit = "" if most is None else f"LIMIT {most:d}"
        staged = self._plain.staged is not None and not self._tolerant and not numbers
        if not numbered:
            wanted = columns
        elif self._plain.numbered:
            wanted = [f"{NUMBER}::BIGINT AS {NUMBER}", *columns]
        else:
            counted = "file_row_number + 1" if staged else "row_number() OVER ()"
            wanted = [f"{counted} + {self._plain.first_row - 1:d} AS {NUMBER}", *columns]
        if staged:
            return select(wanted, f"read_parquet('{_STAGED}', file_row_number = true)", limit)
        return select(wanted, self._read_csv(self._columns(), numbers), limit)

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Return the answer's rows. :raises CannotRead: where the file is not what it should be."""
        import duckdb  # noqa: PLC0415 - slow to import; a web page must not pay for it

        try:
            return self._connection.execute(query).fetchall()
        except (duckdb.Error, OSError, ValueError) as problem:
            raise CannotRead(_said(problem)) from None

    def stream(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Yield the answer's rows, few at a time. :raises CannotRead: as ask."""
        import duckdb  # noqa: PLC0415 - as above

        try:
            answer = self._connection.execute(query)
            while rows := answer.fetchmany(_AT_ONCE):
                yield from rows
        except duckdb.Error as problem:
            raise CannotRead(_said(problem)) from None

    def keep_variables(self, values: Mapping[str, str]) -> None:
        """Set variables of the connection that queries read with getvariable()."""
        for name, value in values.items():
            self.ask(f"SET VARIABLE {name} = {quoted(value)}")

    def stage(self, target: Scratch) -> None:
        """Write the file's rows, all text, to `target` as Parquet. :raises CannotRead: as ask."""
        query = select(self._columns(), self._read_csv(self._columns()))
        self.copy(query, STAGED_AS, target)

    def copy(self, query: str, options: str, target: Path | Scratch) -> int:
        """Write the answer of a query to `target`; returns its rows. :raises CannotRead: as ask."""
        where = str(target)
        if not isinstance(target, Path):
            where = f"{_WRITING}://file"
            self._connection.register_filesystem(file_system({}, target=target, protocol=_WRITING))
        ((rows,),) = self.ask(f"COPY ({query}) TO {quoted(where)} ({options})")
        return int(rows)

    def refused(self) -> list[Refused]:
        """Return rows passed over by a tolerant table's last answer, 100,000 at most."""
        rest = f"GROUP BY line ORDER BY line LIMIT {MOST_REFUSED:d}"
        query = select(["line", "min(error_type)"], "reject_errors", rest)
        # The reader counts rows from the headings on, whatever stands before them.
        shift = 0 if self._plain.numbered else self._plain.first_row - 2
        return [Refused(int(line) + shift, str(kind)) for line, kind in self.ask(query)]

    def _columns(self) -> list[str]:
        """Return what the columns of the file are called here, in its order."""
        columns = [f"c{place}" for place in range(len(self._plain.columns))]
        return [NUMBER, *columns] if self._plain.numbered else columns

    def _read_csv(self, columns: list[str], numbers: frozenset[str] = frozenset()) -> str:
        """Return the call that reads the file; nothing about its form is guessed."""
        types = ", ".join(
            f"'{each}': '{'FLOAT' if each in numbers else 'VARCHAR'}'" for each in columns
        )
        options = {
            "auto_detect": "false",
            "header": "true",
            "columns": f"{{{types}}}",
            "delim": quoted(self._plain.delimiter),
            "quote": "'\"'",
            "escape": "'\"'",
            "comment": "''",
            "compression": "'none'",
            "strict_mode": "true",
            "max_line_size": str(LONGEST_LINE),
        }
        if self._tolerant:
            options |= {"ignore_errors": "true", "store_rejects": "true", "rejects_limit": "0"}
        given = ", ".join(f"{name} = {value}" for name, value in options.items())
        return f"read_csv('{_FILE}', {given})"


@contextmanager
def open_table(
    plain: Plain, *, tolerant: bool = False, threads: int | None = None
) -> Iterator[Table]:
    """
    Open a plain file for SQL; nothing of it is written to a disk.

    threads: at most so many at a time; by default one for each core, up to 4.
    :raises CannotRead: from `ask`, where the file is not what it should be.
    """
    files = {_FILE: plain.source} | ({_STAGED: plain.staged} if plain.staged else {})
    with few_files(files) as given, connected(threads=threads) as connection:
        connection.register_filesystem(given)
        yield Table(connection, plain, tolerant=tolerant)


@contextmanager
def open_parquet(source: Source, *, threads: int | None = None) -> Iterator[Table]:
    """Open a Parquet file for SQL, as `Table.parquet`; nothing of it is written to a disk."""
    with few_files({_STAGED: source}) as given, connected(threads=threads) as connection:
        connection.register_filesystem(given)
        yield Table(connection, Plain(source, (), {}), tolerant=False)


@contextmanager
def connected(
    *, threads: int | None = None, memory: str = MEMORY
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a database in memory that fetches no extension and leaves nothing on a disk."""
    import duckdb  # noqa: PLC0415 - as above

    connection = duckdb.connect(
        ":memory:",
        config={
            "threads": threads or min(MOST_THREADS, os.cpu_count() or 1),
            "memory_limit": memory,
            "temp_directory": "",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    try:
        # A bar of its own would be printed among what a program reads.
        connection.execute("SET enable_progress_bar = false")
        yield connection
    finally:
        connection.close()


def select(columns: Iterable[str], rows: str, rest: str = "") -> str:
    """Return a query; rows: a table, or another query in brackets. All of it is SQL of ours."""
    return f"SELECT {', '.join(columns)} FROM {rows} {rest}".rstrip()  # noqa: S608


def quoted(text: str) -> str:
    """Return a text as SQL writes one."""
    return "'" + text.replace("'", "''") + "'"


def _said(problem: BaseException) -> str:
    """Return the kind of trouble only: a database's own words may hold a cell, or an SQL text."""
    return type(problem).__name__.removesuffix("Exception")
