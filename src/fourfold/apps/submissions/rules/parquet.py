"""Files of the store opened for SQL, after each was compared with its digest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from fourfold.analysis.check.files.keeping import dicts, tables
from fourfold.apps.submissions.rules.store import Store

if TYPE_CHECKING:
    import duckdb

__all__ = ["ROW", "dicts", "opened", "rows_of", "values_of"]

ROW = "row"


@contextmanager
def opened(store: Store, names: Sequence[str]) -> Iterator[Mapping[str, duckdb.DuckDBPyRelation]]:
    """
    Open kept files: each name with its table, as long as the block lasts.

    :raises NotInStore, Changed, StoreTrouble:
    """
    with tables({name: store.source(name) for name in names}) as found:
        yield found


def rows_of(store: Store, name: str, *, start: int, count: int) -> list[dict[str, Any]]:
    """Return some rows of a kept file in their order, field to value; `row` is the file's own."""
    with opened(store, [name]) as found:
        return dicts(found[name].order(ROW).limit(count, start))


def values_of(
    store: Store, names: Sequence[str], *, fields: Sequence[str]
) -> dict[str, frozenset[str]]:
    """Return the values, as text, that stand under each field in any of these files."""
    import duckdb  # noqa: PLC0415 - slow to import; a web page must not pay for it

    found: dict[str, set[str]] = {field: set() for field in fields}
    with opened(store, list(dict.fromkeys(names))) as found_tables:
        for table in found_tables.values():
            for field in set(fields) & set(table.columns):
                rows = table.select(duckdb.ColumnExpression(field)).distinct().fetchall()
                found[field] |= {str(value) for (value,) in rows if value is not None}
    return {field: frozenset(values) for field, values in found.items()}
