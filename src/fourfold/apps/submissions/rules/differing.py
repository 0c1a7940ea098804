"""What a correction changed: two versions of one office's answer, row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

ROW = "row"


class Change(StrEnum):
    """What became of a row."""

    ADDED = "ADDED"
    TAKEN_OUT = "TAKEN_OUT"
    CHANGED = "CHANGED"


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """
    One row that is not the same in both versions.

    old_row, new_row: its number in each file, None where it is not in it. key: the fields that tell
    rows apart. fields: those that differ, each with its old and its new value.
    """

    change: Change
    old_row: int | None
    new_row: int | None
    key: Mapping[str, Any]
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """How many rows were added, taken out, changed and left as they were, and the first of them."""

    added: int
    taken_out: int
    changed: int
    same: int
    rows: tuple[ChangedRow, ...]


def difference(
    old: Iterable[Mapping[str, Any]],
    new: Iterable[Mapping[str, Any]],
    *,
    key: Sequence[str],
    most: int = 200,
) -> Difference:
    """
    Compare two versions; the order of rows says nothing.

    Rows are the same row where their key is; of several with one key the first is compared with the
    first. A field that only one version has is compared with None. most: rows that are told, those
    that changed first, then those taken out, then those added, each by its number.
    """
    before, after = _by_key(old, key), _by_key(new, key)
    found: dict[Change, list[ChangedRow]] = {change: [] for change in Change}
    same = 0
    for each in before.keys() | after.keys():
        olds, news = before.get(each, []), after.get(each, [])
        for nth in range(max(len(olds), len(news))):
            was = olds[nth] if nth < len(olds) else None
            now = news[nth] if nth < len(news) else None
            row = _compared(was, now, dict(zip(key, each, strict=True)))
            if row is None:
                same += 1
            else:
                found[row.change].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (row.new_row or 0, row.old_row or 0))
    told = [row for kind in _TOLD for row in found[kind]]
    return Difference(
        added=len(found[Change.ADDED]),
        taken_out=len(found[Change.TAKEN_OUT]),
        changed=len(found[Change.CHANGED]),
        same=same,
        rows=tuple(told[:most]),
    )


_TOLD = (Change.CHANGED, Change.TAKEN_OUT, Change.ADDED)


def _by_key(
    rows: Iterable[Mapping[str, Any]], key: Sequence[str]
) -> dict[tuple[Any, ...], list[Mapping[str, Any]]]:
    found: defaultdict[tuple[Any, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        found[tuple(_fixed(row.get(name)) for name in key)].append(row)
    return found


def _fixed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _compared(
    was: Mapping[str, Any] | None, now: Mapping[str, Any] | None, key: Mapping[str, Any]
) -> ChangedRow | None:
    old, new = was or {}, now or {}
    names = [name for name in {**new, **old} if name != ROW]
    fields = {
        name: (old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)
    }
    if was is None:
        return ChangedRow(Change.ADDED, None, new[ROW], key, fields)
    if now is None:
        return ChangedRow(Change.TAKEN_OUT, old[ROW], None, key, fields)
    return ChangedRow(Change.CHANGED, old[ROW], new[ROW], key, fields) if fields else None
