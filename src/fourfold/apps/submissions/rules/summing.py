"""The rows of one kept file added up by its fields, with the rows that each sum is of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.apps.submissions.rules.parquet import ROW

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Group:
    """
    Rows that are alike. values: of the fields they are alike in, as text, "" for a blank cell.

    rows: their numbers in the file that came, in order. sums: field to its sum; a field that none
    of the rows filled is not there. given: field to how many rows filled it.
    """

    values: tuple[str, ...]
    rows: tuple[int, ...]
    sums: Mapping[str, Decimal]
    given: Mapping[str, int]


def groups_of(
    table: duckdb.DuckDBPyRelation, *, by: Sequence[str], add: Sequence[str]
) -> Iterator[Group]:
    """
    Yield the groups of a file by their values. A field that this file has not counts as blank.

    Sums are exact: whole numbers and decimals, never a float.
    """
    known = set(table.columns)
    alike = [_named(each) if each in known else "NULL" for each in by]
    sums = [each for each in add if each in known]
    wanted = [
        *(f"coalesce({each}::VARCHAR, '')" for each in alike),
        f"list({_named(ROW)} ORDER BY {_named(ROW)})",
        *(f"sum({_named(each)}), count({_named(each)})" for each in sums),
    ]
    found = table.aggregate(", ".join(wanted), ", ".join(each for each in alike if each != "NULL"))
    for told in sorted(found.fetchall(), key=lambda each: each[: len(by)]):
        values, rows, numbers = told[: len(by)], told[len(by)], told[len(by) + 1 :]
        pairs = dict(zip(sums, zip(numbers[::2], numbers[1::2], strict=True), strict=True))
        yield Group(
            values=values,
            rows=tuple(rows),
            sums={name: Decimal(total) for name, (total, given) in pairs.items() if given},
            given={name: given for name, (_, given) in pairs.items()},
        )


def _named(field: str) -> str:
    return '"' + field.replace('"', '""') + '"'
