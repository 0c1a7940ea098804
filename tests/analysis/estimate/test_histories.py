"""What is a table of histories, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.analysis.estimate.histories import BadHistories, Histories, read_table, read_text
from fourfold.analysis.estimate.small import chao, chapman

from .made import published

GOOD = "A,B,C,count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n1,1,0,6\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A,B,C,count\n1,0,0,-4\n", "Row 2, count: '-4' is below 0."),
        ("A,B,C,count\n1,0,0,4.5\n", "Row 2, count: '4.5' is not whole."),
        ("A,B,C,count\n1,0,0,\n", "Row 2, count: no number."),
        ("A,B,C,count\n1,0,0,many\n", "Row 2, count: 'many' is not a number."),
        ("A,B,C,count\n1,0,0,nan\n", "Row 2, count: 'nan' is not a number."),
        ("A,B,C,count\n1,0,0,1e99\n", "Row 2, count: '1e99' is not a number."),
        ("A,B,C,count\n1,0,0,4\n1,0,0,5\n", "Row 3: the same history as row 2."),
        ("A,count\n1,4\n", "There is one list."),
        ("A,B,C,count\n0,0,0,9\n1,0,0,4\n", "Row 2: on no list."),
        ("A,B,C,count\n1,0,2,4\n", "Row 2, C: '2' is not 0 or 1."),
        (
            ",".join(f"L{n}" for n in range(20)) + ",count\n" + "1," * 20 + "4\n",
            "There are 20 lists",
        ),
        ("name,A,B\nKim,1,0\n", "name the columns that are lists with --lists (name hold"),
        ("A,B,C\n1,0,1\n", "If each of the 1 rows is a person, count them"),
        ("A,B,C,count\n", "There are no rows."),
        ("", "There are no rows."),
        ("A,A,C,count\n1,0,0,4\n", "Each list needs a name of its own"),
        ("A,B,count,Count\n1,0,4,4\n", "more than one column `count`"),
        ("A,B,C,count\n1,0,4\n", "Row 2: not 4 values"),
        ("A;B;count\n1;0;4\n", "not parted by commas"),
    ],
)
def test_what_is_no_table_of_histories_is_refused_with_its_place(text: str, told: str) -> None:
    with pytest.raises(BadHistories) as refused:
        read_text(text)

    assert told in str(refused.value)


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(BadHistories) as refused:
        read_text("A,B,count\n1,0,-4\n0,1,x\n1,1,\n")

    assert len(str(refused.value).splitlines()) == 3


COLUMNS = {"A": [1, 0, 0, 1], "B": [0, 1, 0, 1], "C": [0, 0, 1, 0], "count": [40, 30, 20, 6]}


@pytest.mark.parametrize(
    "made",
    [
        lambda: pd.DataFrame(COLUMNS),
        lambda: pd.DataFrame(COLUMNS).astype(float),
        lambda: pl.DataFrame(COLUMNS),
        lambda: pl.DataFrame(COLUMNS).lazy(),
        lambda: pa.table(COLUMNS),
        lambda: duckdb.from_arrow(pa.table(COLUMNS)),
        lambda: COLUMNS,
        lambda: [
            dict(zip(COLUMNS, row, strict=True)) for row in zip(*COLUMNS.values(), strict=True)
        ],
    ],
    ids=["pandas", "pandas floats", "polars", "polars lazy", "arrow", "duckdb", "columns", "rows"],
)
def test_every_kind_of_table_is_read_as_the_file_is(made: Callable[[], object]) -> None:
    from_file = read_text(GOOD)

    assert read_table(made()) == from_file
    assert (from_file.n, from_file.overlap, from_file.sizes) == (96, 6, {"A": 46, "B": 36, "C": 20})


@pytest.mark.parametrize("frame", [pl.DataFrame, pa.table, pd.DataFrame], ids=["pl", "pa", "pd"])
def test_a_count_that_is_missing_in_a_frame_is_told_with_its_row(frame: Any) -> None:
    with pytest.raises(BadHistories, match="Row 2, count: no number"):
        read_table(frame({"A": [1, 0], "B": [0, 1], "count": [4, None]}))


def test_a_file_of_people_is_counted_when_asked() -> None:
    people = "id,A,B\nx,1,0\ny,1,0\nz,1,1\n"

    assert read_text(people, tabulate=True, lists=("A", "B")) == read_text(
        "A,B,count\n1,0,2\n1,1,1\n"
    )


@given(st.permutations(range(3)), st.permutations(range(4)), st.integers(0, 40))
def test_order_splitting_and_empty_lists_change_nothing(
    columns: list[int], rows: list[int], part: int
) -> None:
    names, body = "ABC", [("100", 40), ("010", 30), ("001", 20), ("110", 6)]
    told = [",".join([*(names[c] for c in columns), "Nobody", "count"])]
    for row in rows:
        history, count = body[row]
        cells = ",".join([*(history[c] for c in columns), "0"])
        halves = (part, count - part) if history == "100" else (count,)
        told += [f"{cells},{each}" for each in halves]

    found = read_text("\n".join(told), tabulate=True)

    assert found.left_out == ("Nobody",)
    assert (found.lists, found.counts) == (read_text(GOOD).lists, read_text(GOOD).counts)


def test_lists_can_be_left_out_and_merged() -> None:
    h = published("uk_2013_6list")

    merged = h.merging("PF", "NCA")

    five = published("uk_2013_5list")
    names = {"PF + NCA": "PFNCA"}
    assert histories_named(merged, names) == histories_named(five, {})
    assert h.keeping(["PF", "GP"]).n == h.sizes["PF"] + h.sizes["GP"] - 10


def histories_named(h: Histories, names: dict[str, str]) -> dict[frozenset[str], int]:
    return {
        frozenset(names.get(n, n) for b, n in enumerate(h.lists) if cell >> b & 1): count
        for cell, count in enumerate(h.counts)
        if count
    }


def test_two_lists_after_chapman() -> None:
    # Seber's formulas worked by hand: 61 * 51 / 11 - 1 and the root of its variance.
    found = chapman(60, 50, 10)

    assert found.estimate == pytest.approx(281.8182, abs=5e-5)
    assert (found.upper - found.estimate) / 1.959964 == pytest.approx(65.4609, abs=5e-4)


def test_chaos_bound_is_at_least_what_is_known() -> None:
    h = published("uk_2013_5list")

    bound = chao(h.cells)

    # 2,523 people on one list, 214 on two: n + 4/5 * 2523 * 2522 / (2 * 215).
    assert bound.estimate == pytest.approx(2744 + 0.8 * 2523 * 2522 / 430)
    assert h.n < bound.lower < bound.estimate < bound.upper
