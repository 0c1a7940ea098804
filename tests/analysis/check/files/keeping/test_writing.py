"""Typed tables: what stands in them, and that nobody's name does."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from fourfold.analysis.check.files.keeping import (
    Encoder,
    KeyTooShort,
    NeedsKey,
    NotWritten,
    digest_of,
    tables,
    write_typed,
)
from fourfold.analysis.check.files.source import source_of, source_of_bytes
from fourfold.cli.scratch import Held
from fourfold.reference import About, Identifies
from tests.analysis.check.files.made import TOWNS, contract, field, plain

KEY = bytes(range(32))
COUNTS = contract(
    field("year", "year"),
    field("town", choices=TOWNS),
    field("calls", "integer"),
    field("money", "number"),
    field("on", "date"),
    field("ok", "boolean"),
    field("kinds", "list", choices={"A": "One thing", "B": "Two"}),
    field("note"),
)
PERSON = contract(
    field("name", identifies=Identifies.DIRECTLY),
    field("born", "date", identifies=Identifies.TOGETHER),
    field("town", choices=TOWNS, identifies=Identifies.TOGETHER),
    field("age", "integer"),
    about=About.PERSON,
    period="born",
)


def read(path: Path) -> list[tuple[Any, ...]]:
    return duckdb.read_parquet(str(path)).fetchall()


def mac(text: str, key: bytes = KEY) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def test_cells_are_kept_in_their_types_with_the_files_own_row_numbers(tmp_path: Path) -> None:
    rows = [
        ["2017", "Lyme", "1,015", "346.180", "2017-3-4", "Sí", "two; one thing", " a "],
        ["", "", "", "", "", "", "", " "],
        ["2018", "", "0", "", "", "no", "", "x"],
    ]

    written = write_typed(plain(COUNTS, rows), COUNTS, tmp_path / "t.parquet", encode=None)

    assert written == 2
    assert read(tmp_path / "t.parquet") == [
        (2, 2017, "LYME", 1015, Decimal("346.18"), date(2017, 3, 4), True, ["B", "A"], "a"),
        (4, 2018, None, 0, None, None, False, None, "x"),
    ]


def test_the_file_says_what_it_was_made_of(tmp_path: Path) -> None:
    file = plain(COUNTS, [["2017", *[""] * 7]])
    write_typed(file, COUNTS, tmp_path / "t.parquet", encode=None)

    said = duckdb.execute(
        "SELECT key, value FROM parquet_kv_metadata(?)", [f"{tmp_path}/t.parquet"]
    )

    with file.source.open() as stream:
        digest = hashlib.sha256(stream.read()).hexdigest()
    assert digest_of(file.source) == digest
    assert dict(said.fetchall()) == {
        b"contract": b"made_up",
        b"version": b"1",
        b"source": digest.encode(),
        b"absent": json.dumps({each.name: "" for each in COUNTS.fields}).encode(),
    }


@pytest.mark.parametrize("key", [KEY, bytes(range(64)), bytes(range(100))])
def test_what_identifies_is_encoded_as_pythons_hmac_does_it(tmp_path: Path, key: bytes) -> None:
    rows = [["Made-Up  ÉVA", "3/4/2010", "Lyme", "7"], ["", "", "", ""], ["x", "", "LYME", ""]]
    file = plain(PERSON, rows, dates="MDY")

    write_typed(file, PERSON, tmp_path / "t.parquet", encode=Encoder(key))

    assert read(tmp_path / "t.parquet") == [
        (2, mac("made-up éva", key), date(2010, 3, 4), "LYME", 7),
        (4, mac("x", key), None, "LYME", None),
    ]


def test_days_and_numbers_that_name_a_person_are_encoded_as_the_standard_writes_them(
    tmp_path: Path,
) -> None:
    names = {"born": "date", "number": "integer", "score": "number"}
    of = contract(
        *(field(name, kind, identifies=Identifies.DIRECTLY) for name, kind in names.items()),
        about=About.PERSON,
    )
    file = plain(of, [["3/4/2010", "1,015", "7.50"]], dates="MDY")

    write_typed(file, of, tmp_path / "t.parquet", encode=Encoder(KEY))

    assert read(tmp_path / "t.parquet") == [(2, mac("2010-03-04"), mac("1015"), mac("7.5"))]


def test_a_scratch_takes_the_table_as_a_path_does(tmp_path: Path) -> None:
    file, target = plain(COUNTS, [["2017", *[""] * 7]]), Held()

    write_typed(file, COUNTS, tmp_path / "t.parquet", encode=None)
    write_typed(file, COUNTS, target, encode=None)

    with target.source("t").open() as stream:
        assert stream.read() == (tmp_path / "t.parquet").read_bytes()


def test_no_name_and_no_key_stands_in_the_file(tmp_path: Path) -> None:
    rows = [[f"Zanzibar{number}", "2010-03-04", "LYME", "7"] for number in range(50)]

    write_typed(plain(PERSON, rows), PERSON, tmp_path / "t.parquet", encode=Encoder(KEY))

    kept = (tmp_path / "t.parquet").read_bytes()
    assert b"Zanzibar" not in kept
    assert KEY not in kept
    assert KEY.hex().encode() not in kept


def test_without_a_key_nothing_that_identifies_is_written(tmp_path: Path) -> None:
    with pytest.raises(NeedsKey, match="[(]name[)]"):
        write_typed(plain(PERSON, []), PERSON, tmp_path / "t.parquet", encode=None)

    assert not list(tmp_path.iterdir())


def test_a_short_key_is_refused_and_no_key_is_printed() -> None:
    with pytest.raises(KeyTooShort):
        Encoder(b"short")

    assert "\\x" not in repr(Encoder(KEY))
    assert KEY.hex() not in repr(Encoder(KEY))


@pytest.mark.parametrize("cell", ["x", "1.5"])
def test_a_cell_that_would_be_lost_stops_the_writing(tmp_path: Path, cell: str) -> None:
    rows = [["2017", "LYME", cell, *[""] * 5]]

    with pytest.raises(NotWritten) as raised:
        write_typed(plain(COUNTS, rows), COUNTS, tmp_path / "t.parquet", encode=None)

    assert "made_up" in str(raised.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    rows = [
        ["2017", "Lyme", str(n), f"{n}.5", "2017-03-04", "yes", "A", f"n{n}"] for n in range(300)
    ]
    file = plain(COUNTS, rows * 600)

    for name in ("one", "two", "three"):
        write_typed(file, COUNTS, tmp_path / name, encode=None)

    kept = {
        digest_of(source_of_bytes(name, (tmp_path / name).read_bytes()))
        for name in ("one", "two", "three")
    }
    assert len(kept) == 1


def test_a_field_the_file_has_not_has_no_column_and_is_read_as_null(tmp_path: Path) -> None:
    file = replace(plain(COUNTS, [["2017"]], columns=["year"]))

    write_typed(file, COUNTS, tmp_path / "t.parquet", encode=None)

    assert read(tmp_path / "t.parquet") == [(2, 2017)]
    with tables({"t": source_of(tmp_path / "t.parquet")}) as found:
        assert found["t"].columns == ["row", *(each.name for each in COUNTS.fields)]
        assert found["t"].fetchall() == [(2, 2017, *[None] * 7)]
        types = dict(zip(found["t"].columns, map(str, found["t"].types), strict=True))
    assert (types["on"], types["kinds"], types["money"]) == (
        "DATE",
        "VARCHAR[]",
        "DECIMAL(25,10)",
    )
