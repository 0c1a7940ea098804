"""Every state's facts fit the schema, and every row says where it comes from."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools import print_unconfirmed

from fourfold import reference

from .places import ROOT

JURISDICTIONS = ROOT / "jurisdictions"
PACKS = sorted(p.name for p in JURISDICTIONS.iterdir() if p.is_dir() and p.name != "schema")


def rows_of(pack: str) -> Iterator[tuple[str, int, dict[str, str]]]:
    """Yield file, line and row of every CSV file of a pack but the list of sources itself."""
    for path in sorted((JURISDICTIONS / pack).glob("*.csv")):
        if path.name != "sources.csv":
            with path.open(encoding="utf-8", newline="") as opened:
                for line, row in enumerate(csv.DictReader(opened), start=2):
                    yield path.name, line, row


def test_connecticut_and_the_made_up_state_are_here() -> None:
    assert {"ct", "zz"} <= set(PACKS)


@pytest.mark.slow
@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_fits_its_schema(pack: str) -> None:
    report = reference.check_pack(pack)

    assert [str(problem) for problem in report.problems] == []


@pytest.mark.parametrize("pack", PACKS)
def test_every_row_of_a_pack_has_a_source_that_is_listed(pack: str) -> None:
    with (JURISDICTIONS / pack / "sources.csv").open(encoding="utf-8", newline="") as opened:
        listed = {row["code"] for row in csv.DictReader(opened)}

    unsourced = []
    for file, line, row in rows_of(pack):
        keys = {key.strip() for key in row["source"].split(";") if key.strip()}
        if not keys or keys - listed:
            unsourced.append(f"{file} line {line}: {sorted(keys - listed) or 'no source'}")
    assert unsourced == []


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_holds_only_files_the_schema_knows(pack: str) -> None:
    known = {
        json.loads(path.read_text(encoding="utf-8"))["x-file"]
        for path in (JURISDICTIONS / "schema").glob("*.schema.json")
    } | {"README.md", *(f"forms/*/{sheet}.csv" for sheet in ("survey", "choices", "settings"))}
    folder = JURISDICTIONS / pack
    held = {_name(path, folder) for path in folder.rglob("*") if path.is_file()}

    assert held - known == set()


def _name(path: Path, folder: Path) -> str:
    inside = path.relative_to(folder)
    if inside.parts[0] == "forms" and len(inside.parts) == 3:
        return f"forms/*/{inside.name}"
    return f"{inside.parts[0]}/*{path.suffix}" if len(inside.parts) == 2 else inside.as_posix()


def test_every_fact_that_waits_for_counsel_is_on_the_printed_list() -> None:
    listed = {f"{kind.file}.csv" for kind in print_unconfirmed.KINDS}
    said = {
        (file, line): print_unconfirmed.waits(row)
        for file, line, row in rows_of(print_unconfirmed.STATE)
        if "UNCONFIRMED" in row.values() or row.get("note", "").startswith("UNCONFIRMED")
    }

    assert {file for file, _ in said} <= listed
    assert [place for place, waits in said.items() if not waits] == []


@pytest.mark.parametrize("pack", PACKS)
def test_every_kind_of_help_has_a_spanish_name_of_its_own(pack: str) -> None:
    kinds = reference.load_pack(pack).rows("service_types")
    names = [row["name_es"] for row in kinds]

    assert [row["code"] for row in kinds if not row["name_es"].strip()] == []
    assert len(set(names)) == len(names)
