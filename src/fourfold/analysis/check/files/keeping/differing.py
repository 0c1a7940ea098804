"""What a correction changed: rows added, taken out, and changed, by the contract's key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fourfold.analysis.check.files.rules.table import NUMBER, connected, quoted, select
from fourfold.reference.contracts import Contract

if TYPE_CHECKING:
    import duckdb

_AT_ONCE = 500


class Kind(StrEnum):
    """What became of a row."""

    ADDED = "ADDED"
    TAKEN_OUT = "TAKEN_OUT"
    CHANGED = "CHANGED"


@dataclass(frozen=True, slots=True)
class Changed:
    """One field of a changed row. hidden: it is kept encoded, so only that it changed is known."""

    field: str
    old: Any
    new: Any
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """
    One row that differs.

    key: the key's fields and values, encoded ones left out. old_row, new_row: the row's number in
    each file, None where it is not in it. fields: what changed in it; empty unless CHANGED.
    """

    kind: Kind
    key: Mapping[str, Any]
    old_row: int | None
    new_row: int | None
    fields: tuple[Changed, ...] = ()


def difference(old: Path, new: Path, contract: Contract) -> Iterator[Change]:
    """
    Yield what differs between two tables that write_typed made, in the order of their rows.

    Rows are the same row where their whole key agrees; a contract without a key knows only added
    and taken out. Rows that agree in all fields are not told. Few rows are in memory at once.
    """
    with connected() as connection:
        olds, news = (connection.read_parquet(str(path)) for path in (old, new))
        yield from differing(connection, olds, news, contract)


def differing(
    connection: duckdb.DuckDBPyConnection,
    old: duckdb.DuckDBPyRelation,
    new: duckdb.DuckDBPyRelation,
    contract: Contract,
) -> Iterator[Change]:
    """Yield as difference does; old, new: tables of this connection, wherever they lie."""
    names = [each.name for each in contract.fields]
    for name, table in (("old_rows", old), ("new_rows", new)):
        table.create_view(name, replace=True)
    pairs = connection.execute(_pairs(contract, names))
    while found := pairs.fetchmany(_AT_ONCE):
        cursor = connection.cursor()
        olds = _rows(cursor, "old_rows", names, [each[0] for each in found])
        news = _rows(cursor, "new_rows", names, [each[1] for each in found])
        for old_row, new_row in found:
            yield _change(contract, old_row, new_row, olds.get(old_row), news.get(new_row))


def _pairs(contract: Contract, names: list[str]) -> str:
    """Return SQL of the row numbers of rows that differ; equal keys are paired in their order."""
    every = f"hash({', '.join(_named(each) for each in names)})"
    key = f"hash({', '.join(_named(each) for each in contract.key)})" if contract.key else every
    columns = [
        NUMBER,
        f"{key} AS k",
        f"{every} AS h",
        f"row_number() OVER (PARTITION BY {key} ORDER BY {NUMBER}) AS place",
    ]
    sides = [f"({select(columns, side)})" for side in ("old_rows", "new_rows")]
    joined = f"{sides[0]} o FULL JOIN {sides[1]} n ON o.k = n.k AND o.place = n.place"
    order = f"coalesce(n.{NUMBER}, o.{NUMBER})"
    rest = f"WHERE o.h IS DISTINCT FROM n.h ORDER BY {order}, n.{NUMBER} NULLS FIRST"
    return select([f"o.{NUMBER}", f"n.{NUMBER}"], joined, rest)


def _rows(
    connection: duckdb.DuckDBPyConnection, side: str, names: list[str], numbers: list[int | None]
) -> dict[int, tuple[Any, ...]]:
    wanted = ", ".join(str(int(each)) for each in numbers if each is not None)
    if not wanted:
        return {}
    columns = [NUMBER, *(_named(each) for each in names)]
    found = connection.execute(select(columns, side, f"WHERE {NUMBER} IN ({wanted})"))
    return {row[0]: row[1:] for row in found.fetchall()}


def _change(
    contract: Contract,
    old_row: int | None,
    new_row: int | None,
    old: tuple[Any, ...] | None,
    new: tuple[Any, ...] | None,
) -> Change:
    names = [each.name for each in contract.fields]
    shown = {each.name for each in contract.fields if not each.identifies}
    values = dict(zip(names, new or old or (), strict=False))
    key = {name: values.get(name) for name in contract.key if name in shown}
    if old is None:
        return Change(Kind.ADDED, key, None, new_row)
    if new is None:
        return Change(Kind.TAKEN_OUT, key, old_row, None)
    fields = tuple(
        Changed(name, was, now) if name in shown else Changed(name, None, None, hidden=True)
        for name, was, now in zip(names, old, new, strict=True)
        if was != now
    )
    return Change(Kind.CHANGED, key, old_row, new_row, fields)


def _named(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def table_of(*paths: Path) -> str:
    """Return SQL of the rows of tables that write_typed made for one contract, all together."""
    files = ", ".join(quoted(str(each)) for each in paths)
    return f"read_parquet([{files}], union_by_name = true)"


def read_rows(path: Path, *, start: int = 0, count: int = 1_000) -> list[dict[str, Any]]:
    """Return some rows of a table in their order: field to value, and `row`, its number."""
    with connected() as connection:
        rest = f"ORDER BY {NUMBER} LIMIT {count:d} OFFSET {start:d}"
        found = connection.execute(select(["*"], table_of(path), rest))
        names = [each[0] for each in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
