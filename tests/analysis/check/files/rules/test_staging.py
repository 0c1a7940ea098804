"""A staged file: another shape on the way, and the same answers."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from fourfold.analysis.check.files.keeping import NotWritten, write_typed
from fourfold.analysis.check.files.plain import DateOrder, Plain
from fourfold.analysis.check.files.rules import check_file, staged
from fourfold.analysis.check.files.source import source_of_bytes
from fourfold.cli.scratch import Held
from tests.analysis.check.files.made import TOWNS, contract, field, plain

OF = contract(
    field("year", "year", required=True),
    field("town", choices=TOWNS),
    field("calls", "integer", minimum="0"),
    field("money", "number"),
    field("on", "date"),
    field("ok", "boolean"),
    field("kinds", "list", choices={"A": "One thing", "B": "Two"}),
    field("note"),
    field("absent"),
)
NAMES = [each.name for each in OF.fields if each.name != "absent"]
CELLS = {
    "year": ["2017", "2017.0", "17", "", " 2018"],
    "town": ["LYME", "Lyme", "lyme ", "Lymme", ""],
    "calls": ["0", "12", "1,015", "-3", "007", "x", "", "12.0"],
    "money": ["1.5", "1,000.25", "-0", "$3", ""],
    "on": ["2017-04-28", "4/28/2017", "2017-13-01", "2017-4-8", ""],
    "ok": ["yes", "no", "Y", "maybe", ""],
    "kinds": ["A", "A;B", "a; b", "A B", "C", ";", ""],
    "note": ["said", " said", "élan", '"', "a,b", "  ", ""],
}
ROWS = st.lists(st.tuples(*(st.sampled_from(CELLS[name]) for name in NAMES)), max_size=30)


def of_rows(rows: Sequence[Sequence[str]], **more: object) -> Plain:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([NAMES, *rows])
    made = plain(OF, [])
    source = source_of_bytes("made-up.csv", out.getvalue().encode())
    names = {name: name.capitalize() for name in NAMES}
    return replace(made, source=source, columns=tuple(NAMES), headings=names, **more)  # type: ignore[arg-type]


def on_stage(of: Plain) -> Plain:
    return staged(of, OF, scratch=Held, least=0)


@settings(max_examples=60, deadline=None)
@for_all(rows=ROWS, dates=st.sampled_from(DateOrder))
def test_a_staged_file_has_the_same_problems_and_the_same_rows(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], dates: DateOrder
) -> None:
    as_it_is = of_rows(rows, dates=dates)
    on = on_stage(as_it_is)

    assert on.staged
    assert check_file(on, OF) == check_file(as_it_is, OF)
    folder = tmp_path_factory.mktemp("kept")
    assert kept(on, folder / "a") == kept(as_it_is, folder / "b")


def kept(of: Plain, target: Path) -> list[tuple[object, ...]] | str:
    try:
        write_typed(of, OF, target, encode=None)
    except NotWritten:
        return "not written"
    return duckdb.read_parquet(str(target)).fetchall()


def test_only_fields_without_a_doubtful_cell_are_settled() -> None:
    rows = [[CELLS[name][0] for name in NAMES], [CELLS[name][-1] for name in NAMES]]
    assert on_stage(of_rows(rows)).settled == {*NAMES} - {"year", "calls"}
    assert on_stage(of_rows([["2017", *[""] * 7]])).settled == {*NAMES}
    assert "note" not in on_stage(of_rows([[*[""] * 7, "  "]])).settled


def test_a_file_whose_rows_are_not_of_one_shape_comes_back_as_it_is() -> None:
    broken = replace(of_rows([]), source=source_of_bytes("x.csv", b"a,b\n1\n2,3,4\n"))
    assert staged(broken, OF, scratch=Held, least=0) is broken


def test_a_small_file_is_not_staged() -> None:
    small = of_rows([])
    assert staged(small, OF, scratch=Held) is small


def test_rows_keep_the_numbers_that_a_copy_carries() -> None:
    text = "row,year,calls\n7,2017,x\n19,2018,y\n"
    numbered = replace(
        of_rows([], numbered=True),
        source=source_of_bytes("x.csv", text.encode()),
        columns=("year", "calls"),
    )
    checked = check_file(on_stage(numbered), OF)
    assert [each.row for group in checked.groups for each in group.examples] == [7, 19]


@pytest.mark.slow
def test_a_staged_file_is_kept_in_the_same_bytes_by_one_thread_and_by_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ["2017", "LYME", "12", "1.5", "2017-04-28", "yes", "A;B"]
    on = on_stage(of_rows([[*row, f"n{number}"] for number in range(90_000)]))
    made = set()
    for threads in (1, 4, 4):
        monkeypatch.setattr("os.cpu_count", lambda threads=threads: threads)
        write_typed(on, OF, tmp_path / "t", encode=None)
        made.add((tmp_path / "t").read_bytes())
    assert len(made) == 1
