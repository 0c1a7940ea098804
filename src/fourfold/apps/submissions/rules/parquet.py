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
def opened(
    store: Store, names: Sequence[str]
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Mapping[str, str]]]:
    """
    Open kept files: a connection, and each name with what SQL reads it by, such as
    read_parquet('…').

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
        yield connection, {name: f"read_parquet({_address(store, name)})" for name in names}
    finally:
        connection.close()


def rows_of(store: Store, name: str, *, start: int, count: int) -> list[dict[str, Any]]:
    """Return some rows of a kept file in their order, field to value; `row` is the file's own."""
    with opened(store, [name]) as (connection, sources):
        found = connection.execute(
            f"SELECT * FROM {sources[name]} ORDER BY {ROW} LIMIT ? OFFSET ?",  # noqa: S608
            [count, start],
        )
        columns = [each[0] for each in found.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def _address(store: Store, name: str) -> str:
    path = store.path_of(name)
    protocol = store.filesystem.protocol
    kind = protocol if isinstance(protocol, str) else protocol[0]
    address = path if store.is_folder else f"{kind}://{path}"
    return "'" + address.replace("'", "''") + "'"
