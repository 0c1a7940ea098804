"""Tables that write_typed made, read again wherever they lie."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from fourfold.analysis.check.files.few_files import PARQUET, address, few_files
from fourfold.analysis.check.files.rules.table import NUMBER, connected, quoted, select
from fourfold.analysis.check.files.source import Source

if TYPE_CHECKING:
    import duckdb

MEMORY = "600MB"


@contextmanager
def tables(files: Mapping[str, Source]) -> Iterator[Mapping[str, duckdb.DuckDBPyRelation]]:
    """
    Open tables: each name with its rows, as long as the block lasts.

    files: a plain word of letters and digits to its table. Nothing is written and nothing fetched.
    """
    known = {address(f"{name}{PARQUET}"): source for name, source in files.items()}
    with few_files(known) as given, connected(memory=MEMORY) as connection:
        connection.register_filesystem(given)
        yield {name: _whole(connection, address(f"{name}{PARQUET}")) for name in files}


def _whole(connection: duckdb.DuckDBPyConnection, where: str) -> duckdb.DuckDBPyRelation:
    """Return a table with all fields of its contract, those that the file had not as NULL."""
    asked = select(["value"], f"parquet_kv_metadata({quoted(where)})", "WHERE key = 'absent'")
    said = connection.execute(asked).fetchall()
    fields: dict[str, str] = json.loads(said[0][0]) if said else {}
    rows = connection.read_parquet(where)
    if not any(fields.values()):
        return rows
    columns = [
        f'NULL::{kind} AS "{name}"' if kind else f'"{name}"' for name, kind in fields.items()
    ]
    return rows.project(", ".join((NUMBER, *columns)))


def dicts(table: duckdb.DuckDBPyRelation) -> list[dict[str, Any]]:
    """Return the rows of a table, column to value."""
    return [dict(zip(table.columns, row, strict=True)) for row in table.fetchall()]


def read_rows(file: Source, *, start: int = 0, count: int = 1_000) -> list[dict[str, Any]]:
    """Return some rows of a table in their order: field to value, and `row`, its number."""
    with tables({"one": file}) as found:
        return dicts(found["one"].order(NUMBER).limit(count, start))
