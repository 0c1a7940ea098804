"""
Capture histories: how many people are on exactly which lists.

Lists are kept in the order of their names, so the order of columns and rows changes nothing. What
cannot be such a table is refused with one message that says all that is wrong.
"""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from fourfold.analysis.estimate.cells import Floats

COUNT = "count"
MOST_LISTS = 10
MOST_PEOPLE = 1_000_000_000
MOST_TOLD = 10
_ON = {"1": 1, "0": 0, "1.0": 1, "0.0": 0, "true": 1, "false": 0}


class BadHistories(ValueError):
    """The table is not one of capture histories; the message says where and what to do."""


@dataclass(frozen=True)
class Histories:
    """
    Counts of people by the lists they are on.

    `lists`: names in order, bit 0 first. `counts`: (2**t) whole numbers; the first, on no list, is
    0. `left_out`: lists nobody is on, which say nothing.
    """

    lists: tuple[str, ...]
    counts: tuple[int, ...]
    left_out: tuple[str, ...] = ()

    @property
    def n(self) -> int:
        """How many people are known."""
        return sum(self.counts)

    @property
    def cells(self) -> Floats:
        """The counts as an array."""
        return np.array(self.counts, dtype=np.float64)

    @property
    def sizes(self) -> dict[str, int]:
        """How many people each list knows."""
        return {
            name: sum(count for cell, count in enumerate(self.counts) if cell >> bit & 1)
            for bit, name in enumerate(self.lists)
        }

    @property
    def overlap(self) -> int:
        """How many people are on more than one list."""
        return sum(count for cell, count in enumerate(self.counts) if cell.bit_count() > 1)

    def keeping(self, lists: Iterable[str]) -> Histories:
        """Return the histories on these lists alone; people on none of them are no longer known."""
        kept = [self.lists.index(each) for each in lists]
        tally: Counter[int] = Counter()
        for cell, count in enumerate(self.counts):
            tally[sum((cell >> old & 1) << new for new, old in enumerate(kept))] += count
        return _made([self.lists[each] for each in kept], tally)

    def merging(self, first: str, second: str) -> Histories:
        """Return the histories with two lists as one, on which is who was on either."""
        one, other = self.lists.index(first), self.lists.index(second)
        rest = [each for each in range(len(self.lists)) if each not in (one, other)]
        tally: Counter[int] = Counter()
        for cell, count in enumerate(self.counts):
            mask = sum((cell >> old & 1) << new for new, old in enumerate(rest))
            mask |= (cell >> one & 1 | cell >> other & 1) << len(rest)
            tally[mask] += count
        return _made([*(self.lists[each] for each in rest), f"{first} + {second}"], tally)


def read_table(table: Any, *, tabulate: bool = False) -> Histories:
    """
    Read a table of histories: one 0/1 column a list and a column `count`.

    table: a data frame (pandas, Polars, Arrow or any other that narwhals knows), a mapping of
    columns, or a sequence of mappings, a row each. tabulate: rows are people or histories that may
    repeat; they are counted.
    :raises BadHistories: with all that is wrong.
    """
    if isinstance(table, Histories):
        return table
    if isinstance(table, Mapping):
        columns = {str(name): list(values) for name, values in table.items()}
    elif isinstance(table, Sequence) and not isinstance(table, str):
        columns = _columns_of(table)
    else:
        columns = _columns_of_frame(table)
    header = list(columns)
    if len({len(each) for each in columns.values()}) > 1:
        raise BadHistories("The columns are not equally long. Give every row a value in each.")
    return _read(header, list(zip(*columns.values(), strict=True)), tabulate=tabulate, first_row=1)


def read_text(text: str, *, tabulate: bool = False, lists: Sequence[str] = ()) -> Histories:
    """
    Read histories from CSV with a header. lists: the columns to use; otherwise all but `count`.

    :raises BadHistories: with all that is wrong; rows are numbered as a spreadsheet does.
    """
    try:
        rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), strict=True))
    except csv.Error as problem:
        raise BadHistories(f"This is not CSV: {problem}. Save it as CSV with commas.") from None
    numbered = [(number, row) for number, row in enumerate(rows, 1) if any(map(str.strip, row))]
    if len(numbered) < 2:
        raise BadHistories(
            "There are no rows. Write a header with the lists and `count`, then a row a history."
        )
    header = [each.strip() for each in numbered[0][1]]
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        raise BadHistories("The columns are not parted by commas. Save it as CSV with commas.")
    odd = [str(number) for number, row in numbered[1:] if len(row) != len(header)]
    if odd:
        raise BadHistories(
            f"Row {', '.join(odd[:MOST_TOLD])}: not {len(header)} values as in the header."
        )
    body = [row for _, row in numbered[1:]]
    if lists:
        unknown = [each for each in lists if each not in header]
        if unknown:
            raise BadHistories(
                f"There is no column {', '.join(map(repr, unknown))}. There are: "
                f"{', '.join(header)}."
            )
        use = [at for at, name in enumerate(header) if name in lists or name.lower() == COUNT]
        header = [header[at] for at in use]
        body = [[row[at] for at in use] for row in body]
    return _read(header, body, tabulate=tabulate, first_row=numbered[1][0])


# ------------------------------------------------------------------ any table to columns
def _columns_of(rows: Sequence[Any]) -> dict[str, list[Any]]:
    if not rows or not all(isinstance(each, Mapping) for each in rows):
        raise BadHistories("Give rows as mappings from a column's name to its value.")
    names = [str(each) for each in rows[0]]
    if any([str(each) for each in row] != names for row in rows):
        raise BadHistories("The rows do not all have the same columns in the same order.")
    return {name: [row[name] for row in rows] for name in names}


def _columns_of_frame(table: Any) -> dict[str, list[Any]]:
    import narwhals as nw  # noqa: PLC0415 - only who brings a data frame needs it

    try:
        frame = nw.from_native(table)
    except TypeError:
        raise BadHistories(
            f"A {type(table).__name__} is no table. Give a data frame, columns or rows."
        ) from None
    eager = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    return {str(name): eager[name].to_list() for name in eager.columns}


# ------------------------------------------------------------------ columns to histories
def _read(
    header: Sequence[str], rows: Sequence[Sequence[Any]], *, tabulate: bool, first_row: int
) -> Histories:
    at_count = [at for at, name in enumerate(header) if name.strip().lower() == COUNT]
    names = [name for at, name in enumerate(header) if at not in at_count]
    where = [at for at in range(len(header)) if at not in at_count]
    strange = {
        name
        for at, name in zip(where, names, strict=True)
        if any(_bit(row[at]) is None for row in rows)
    }
    if strange and not at_count:
        raise BadHistories(_like_people(header, len(rows), sorted(strange)))
    _check_header(header, names, at_count, len(rows), tabulate=tabulate)
    problems: list[str] = []
    tally: Counter[int] = Counter()
    first_seen: dict[int, int] = {}
    for number, row in enumerate(rows, first_row):
        bits = [_bit(row[at]) for at in where]
        for name, bit, at in zip(names, bits, where, strict=True):
            if bit is None:
                problems.append(f"Row {number}, {name}: {_shown(row[at])} is not 0 or 1.")
        count = _count(row[at_count[0]]) if at_count else 1
        if isinstance(count, str):
            problems.append(f"Row {number}, {COUNT}: {count}")
            continue
        if None in bits:
            continue
        cell = sum(bit << at for at, bit in enumerate(bits) if bit)
        if not cell:
            problems.append(
                f"Row {number}: on no list. Nobody counts the unseen; take this row out."
            )
        elif cell in first_seen and not tabulate:
            problems.append(
                f"Row {number}: the same history as row {first_seen[cell]}. Add them up, or count "
                "them here with --tabulate."
            )
        first_seen.setdefault(cell, number)
        tally[cell] += count
    if problems:
        more = len(problems) - MOST_TOLD
        told = problems[:MOST_TOLD] + ([f"And {more} more."] if more > 0 else [])
        raise BadHistories("\n".join(told))
    return _made(names, tally)


def _check_header(
    header: Sequence[str], names: list[str], at_count: list[int], rows: int, *, tabulate: bool
) -> None:
    if len(at_count) > 1:
        raise BadHistories("There is more than one column `count`. Keep one.")
    if "" in names or len(set(names)) < len(names):
        raise BadHistories("Each list needs a name of its own in the header.")
    if not at_count and not tabulate:
        raise BadHistories(_like_people(header, rows, ()))
    if len(names) < 2:
        raise BadHistories(
            "There is one list. What it misses shows only beside another: bring at least two, "
            "better three or more."
        )
    if len(names) > MOST_LISTS:
        raise BadHistories(
            f"There are {len(names)} lists; at most {MOST_LISTS} can be estimated with. Merge "
            "lists of one kind first."
        )


def _like_people(header: Sequence[str], rows: int, strange: Sequence[str]) -> str:
    said = (
        f"There is no column `count`; it has {', '.join(header[:MOST_LISTS])}. If each of the "
        f"{rows} rows is a person, count them into histories with --tabulate"
    )
    if strange:
        listed = ", ".join(strange[:MOST_LISTS])
        return (
            f"{said} and name the columns that are lists with --lists ({listed} hold more than 0 "
            "and 1)."
        )
    return f"{said}."


def _bit(value: Any) -> int | None:
    if isinstance(value, str):
        return _ON.get(value.strip().lower())
    try:
        return int(value) if value in (0, 1) else None
    except (TypeError, ValueError):
        return None


def _count(value: Any) -> int | str:
    """Return a count, or what is wrong with it."""
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return "no number. Write 0 if nobody has this history."
    try:
        if isinstance(value, str) and not value.strip().lstrip("+-").replace(".", "", 1).isdigit():
            raise ValueError
        number = float(value)
    except (TypeError, ValueError):
        return f"{_shown(value)} is not a number. Write how many people have this history."
    if isinstance(value, bool):
        return f"{_shown(value)} is not a number. Write how many people have this history."
    if number < 0:
        return f"{_shown(value)} is below 0. Nobody can be counted less than not at all."
    if number != int(number):
        return f"{_shown(value)} is not whole. Count people, not shares."
    if number > MOST_PEOPLE:
        return f"{_shown(value)} is more than {MOST_PEOPLE:,}. Check it."
    return int(number)


def _shown(value: Any) -> str:
    text = str(value).strip()
    return "nothing" if value is None or not text else repr(text[:20])


def _made(names: Sequence[str], tally: Mapping[int, int]) -> Histories:
    """Return histories with lists in the order of their names, and without empty ones."""
    sizes = [sum(n for cell, n in tally.items() if cell >> at & 1) for at in range(len(names))]
    order = sorted(
        (at for at in range(len(names)) if sizes[at]),
        key=lambda at: (names[at].casefold(), names[at]),
    )
    counts = [0] * (1 << len(order))
    for cell, count in tally.items():
        mask = sum((cell >> old & 1) << new for new, old in enumerate(order))
        if mask:
            counts[mask] += count
    return Histories(
        tuple(names[at] for at in order),
        tuple(counts),
        tuple(names[at] for at in range(len(names)) if not sizes[at]),
    )
