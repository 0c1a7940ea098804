"""What a correction changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from fourfold.analysis.check.files.keeping import (
    Change,
    Changed,
    Encoder,
    Kind,
    difference,
    read_rows,
    table_of,
    write_typed,
)
from fourfold.reference import Contract, Identifies
from tests.analysis.check.files.made import TOWNS, contract, field, plain

COUNTS = contract(
    field("year", "year"), field("town", choices=TOWNS), field("calls", "integer"),
    key=["year", "town"],
)  # fmt: skip
PERSON = contract(
    field("name", identifies=Identifies.DIRECTLY), field("age", "integer"), key=["name"]
)


def kept(folder: Path, name: str, of: Contract, rows: Sequence[Sequence[str]]) -> Path:
    target = folder / name
    write_typed(plain(of, rows), of, target, encode=Encoder(bytes(32)))
    return target


def test_rows_are_told_by_their_key_wherever_they_stand(tmp_path: Path) -> None:
    old = kept(
        tmp_path,
        "old",
        COUNTS,
        [["2017", "LYME", "1"], ["2017", "NORWICH", "2"], ["2016", "LYME", "9"]],
    )
    new = kept(
        tmp_path,
        "new",
        COUNTS,
        [["2016", "Lyme", "9"], ["2018", "LYME", "4"], ["2017", "NORWICH", ""]],
    )

    assert list(difference(old, new, COUNTS)) == [
        Change(Kind.TAKEN_OUT, {"year": 2017, "town": "LYME"}, 2, None),
        Change(Kind.ADDED, {"year": 2018, "town": "LYME"}, None, 3),
        Change(Kind.CHANGED, {"year": 2017, "town": "NORWICH"}, 3, 4, (Changed("calls", 2, None),)),
    ]


def test_the_same_rows_in_another_order_do_not_differ(tmp_path: Path) -> None:
    rows = [["2017", "LYME", "1"], ["2017", "NORWICH", "2"]]
    old, new = kept(tmp_path, "old", COUNTS, rows), kept(tmp_path, "new", COUNTS, rows[::-1])

    assert list(difference(old, new, COUNTS)) == []


def test_of_what_identifies_only_that_it_changed_is_told(tmp_path: Path) -> None:
    of = contract(field("number"), field("name", identifies=Identifies.DIRECTLY), key=["number"])
    old, new = (
        kept(tmp_path, "old", of, [["1", "Made Up"]]),
        kept(tmp_path, "new", of, [["1", "Up"]]),
    )

    (change,) = difference(old, new, of)

    assert change.fields == (Changed("name", None, None, hidden=True),)


def test_a_key_that_identifies_is_compared_and_not_shown(tmp_path: Path) -> None:
    old = kept(tmp_path, "old", PERSON, [["Made Up", "7"]])
    new = kept(tmp_path, "new", PERSON, [["made  up", "8"]])

    assert list(difference(old, new, PERSON)) == [
        Change(Kind.CHANGED, {}, 2, 2, (Changed("age", 7, 8),))
    ]


def test_without_a_key_rows_are_added_and_taken_out(tmp_path: Path) -> None:
    of = contract(field("a"), field("b"))
    old = kept(tmp_path, "old", of, [["1", "x"], ["1", "x"], ["2", "y"]])
    new = kept(tmp_path, "new", of, [["1", "x"], ["2", "z"]])

    assert sorted(each.kind for each in difference(old, new, of)) == [
        Kind.ADDED, Kind.TAKEN_OUT, Kind.TAKEN_OUT,
    ]  # fmt: skip


def test_many_differences_come_one_after_the_other(tmp_path: Path) -> None:
    old = kept(tmp_path, "old", PERSON, [[f"n{n}", "1"] for n in range(1200)])
    new = kept(tmp_path, "new", PERSON, [[f"n{n}", "2"] for n in range(1200)])

    assert [each.new_row for each in difference(old, new, PERSON)] == list(range(2, 1202))


def test_rows_are_read_back_and_tables_are_put_together(tmp_path: Path) -> None:
    old = kept(tmp_path, "old", COUNTS, [["2017", "LYME", "1"], ["2017", "NORWICH", "2"]])
    new = kept(tmp_path, "new", COUNTS, [["2018", "LYME", "1"]])

    assert read_rows(old, start=1) == [{"row": 3, "year": 2017, "town": "NORWICH", "calls": 2}]
    assert duckdb.sql(f"FROM {table_of(old, new)}").count("year").fetchall() == [(3,)]
