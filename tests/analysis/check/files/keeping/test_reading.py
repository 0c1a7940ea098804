"""Kept tables, read again."""

from __future__ import annotations

from pathlib import Path

from fourfold.analysis.check.files.keeping import read_rows, tables, write_typed
from fourfold.analysis.check.files.source import source_of
from tests.analysis.check.files.made import TOWNS, contract, field, plain

COUNTS = contract(field("year", "year"), field("town", choices=TOWNS), field("calls", "integer"))


def test_rows_are_read_back_in_their_order_and_many_tables_at_once(tmp_path: Path) -> None:
    files = {}
    for name, rows in {
        "old": [["2017", "LYME", "1"], ["2017", "NORWICH", "2"]],
        "new": [["2018", "LYME", "1"]],
    }.items():
        write_typed(plain(COUNTS, rows), COUNTS, tmp_path / name, encode=None)
        files[name] = source_of(tmp_path / name)

    kept = {"row": 3, "year": 2017, "town": "NORWICH", "calls": 2}
    assert read_rows(files["old"], start=1) == [kept]
    with tables(files) as found:
        assert found["old"].union(found["new"]).count("year").fetchall() == [(3,)]
