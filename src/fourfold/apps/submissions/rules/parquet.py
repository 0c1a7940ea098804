"""Files of the store opened for SQL, after each was compared with its digest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from fourfold.apps.submissions.rules.store import Store

if TYPE_CHECKING:
    import duckdb

ROW = "row"
MEMORY = "600MB"


@contextmanager
def opened(store: Store, names: Sequence[str]) -> Iterator[Mapping[str, duckdb.DuckDBPyRelation]]:
    """
    Open kept files: each name with its table, as long as the block lasts.

    Nothing is written and nothing fetched. :raises NotInStore, Changed, StoreTrouble:
    """
    import duckdb  # noqa: PLC0415 - slow to import; a web page must not pay for it

    for name in names:
        store.check(name)
    connection = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": MEMORY,
            "temp_directory": "",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    try:
        if not store.is_folder:
            connection.register_filesystem(store.filesystem)
        yield {name: connection.read_parquet(store.address_of(name)) for name in names}
    finally:
        connection.close()


def rows_of(store: Store, name: str, *, start: int, count: int) -> list[dict[str, Any]]:
    """Return some rows of a kept file in their order, field to value; `row` is the file's own."""
    with opened(store, [name]) as tables:
        return dicts(tables[name].order(ROW).limit(count, start))


def dicts(table: duckdb.DuckDBPyRelation) -> list[dict[str, Any]]:
    """Return the rows of a table, column to value."""
    return [dict(zip(table.columns, row, strict=True)) for row in table.fetchall()]


def values_of(
    store: Store, names: Sequence[str], *, fields: Sequence[str]
) -> dict[str, frozenset[str]]:
    """Return the values, as text, that stand under each field in any of these files."""
    import duckdb  # noqa: PLC0415 - as above

    found: dict[str, set[str]] = {field: set() for field in fields}
    with opened(store, list(dict.fromkeys(names))) as tables:
        for table in tables.values():
            for field in set(fields) & set(table.columns):
                rows = table.select(duckdb.ColumnExpression(field)).distinct().fetchall()
                found[field] |= {str(value) for (value,) in rows if value is not None}
    return {field: frozenset(values) for field, values in found.items()}
