"""Spoiled bytes and layouts: each gives its own message, and never a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fourfold import reference

from .conftest import Spoil, Told


@pytest.mark.parametrize("code", ["ct", "zz"])
def test_the_packs_of_the_house_are_sound(code: str) -> None:
    report = reference.check_pack(code)

    assert [str(problem) for problem in report.problems] == []
    assert report.is_sound


def test_a_pack_can_be_checked_by_its_folder(zamara: Path) -> None:
    assert reference.check_pack(zamara).is_sound
    assert reference.check_pack(str(zamara)).name == "Zamara"


@pytest.mark.parametrize("code", ["../x", "x/../../etc", "", "ZZ", "a" * 500, "zz\0"])
def test_what_is_no_code_is_refused_and_never_followed(code: str) -> None:
    (problem,) = reference.check_pack(code).problems

    assert "is neither the code of a pack nor a folder that holds one." in str(problem)


def test_a_folder_that_does_not_exist_offers_the_nearest_pack(tmp_path: Path) -> None:
    (near,) = reference.check_pack("zx").problems
    (far,) = reference.check_pack(tmp_path / "nothing").problems

    assert near.fix == "Did you mean zz?"
    assert "There is no folder" in far.why


def test_a_pack_without_any_file_names_each_that_it_needs(tmp_path: Path) -> None:
    (tmp_path / "zz").mkdir()

    problems = reference.check_pack(tmp_path / "zz").problems

    missing = {problem.file for problem in problems if problem.why == "The file is missing."}
    assert {"pack.yaml", "towns.csv", "sources.csv", "figures.csv"} <= missing
    assert "deadlines.csv" not in missing


def test_a_missing_file_is_named(zamara: Path, told: Told) -> None:
    (zamara / "regions.csv").unlink()

    assert "regions.csv: The file is missing. Add it to the pack." in told()


def test_an_empty_file_is_told_its_header(zamara: Path, told: Told) -> None:
    for each in ("organization_services.csv", "search_words.csv"):
        (zamara / each).unlink()  # they name these kinds of help
    (zamara / "service_types.csv").write_bytes(b"")

    assert told() == [
        (
            "service_types.csv: The file is empty. "
            "Its first line must be: code,name,name_es,group,part_of,note,source"
        )
    ]


def test_a_header_alone_is_no_problem(zamara: Path, told: Told) -> None:
    for each in ("organization_services.csv", "search_words.csv"):
        (zamara / each).unlink()  # they name these kinds of help
    (zamara / "service_types.csv").write_text(
        "code,name,name_es,group,part_of,note,source\n", encoding="utf-8"
    )

    assert told() == []


def test_a_missing_column_is_said_once(spoil: Spoil, told: Told) -> None:
    spoil("regions.csv", "code,name,note,source", "code,name,source")
    spoil("regions.csv", "NORTH,North,,", "NORTH,North,")
    spoil("regions.csv", "SOUTH,South,,", "SOUTH,South,")

    assert told() == [
        (
            "regions.csv line 1, column note: The column note is missing. "
            "Add it; leave cells empty if unknown."
        )
    ]


def test_a_misspelled_column_offers_the_right_one(spoil: Spoil, told: Told) -> None:
    spoil("towns.csv", ",county,", ",conty,")

    assert (
        "towns.csv line 1, column conty: The column 'conty' is not known. Did you mean county?"
        in told()
    )


def test_a_column_that_stands_twice_is_named(spoil: Spoil, told: Told) -> None:
    spoil("regions.csv", "code,name,note,source", "code,name,name,source")

    assert "The column 'name' stands twice." in " ".join(told())


def test_ragged_rows_are_all_named(spoil: Spoil, told: Told) -> None:
    spoil("regions.csv", "NORTH,North,,zz003", "NORTH,North,zz003")
    spoil("regions.csv", "SOUTH,South,,zz003", "SOUTH,South,,zz003,")

    problems = told()

    assert any(p.startswith("regions.csv line 2: The row has 3 cells; the") for p in problems)
    assert any(p.startswith("regions.csv line 3: The row has 5 cells; the") for p in problems)


def test_an_open_quotation_mark_costs_one_row_only(spoil: Spoil, told: Told) -> None:
    spoil("service_types.csv", "SHELTER,Shelter", 'SHELTER,"Shelter')
    spoil("service_types.csv", "LEGAL_AID,Legal aid", "LEGAL_AID,")

    problems = told()

    assert problems[0].startswith("service_types.csv line 2: The row cannot be read:")
    assert problems[1].startswith("service_types.csv line 4, column name: The cell is empty.")


def test_an_empty_line_is_named_but_not_at_the_end(zamara: Path, told: Told) -> None:
    path = zamara / "regions.csv"
    path.write_text(path.read_text(encoding="utf-8") + "\n\n", encoding="utf-8")
    assert told() == []

    path.write_text(path.read_text(encoding="utf-8").replace("\nSOUTH", "\n\nSOUTH"), "utf-8")
    assert told() == ["regions.csv line 3: The line is empty. Delete the line."]


def test_bytes_that_are_not_utf8_are_told_with_their_line(zamara: Path, told: Told) -> None:
    path = zamara / "service_types.csv"
    path.write_bytes(path.read_bytes().replace(b"Counseling", b"Counsel\xedng"))

    assert told() == [
        (
            "service_types.csv line 3: Byte 0xed is not UTF-8. "
            "Correct the letter after 'COUNSELING,Counsel'; save as UTF-8."
        )
    ]


def test_a_nul_byte_is_told_with_its_line(zamara: Path, told: Told) -> None:
    path = zamara / "service_types.csv"
    path.write_bytes(path.read_bytes().replace(b"Legal aid", b"Legal\0aid"))

    assert told() == [
        (
            "service_types.csv line 4: The line holds a NUL byte. "
            "Save the file again as plain UTF-8 text."
        )
    ]


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_of_ten_megabytes_is_told_in_one_short_line(
    zamara: Path, told: Told, quote: str
) -> None:
    for each in ("organization_services.csv", "search_words.csv"):
        (zamara / each).unlink()  # they name these kinds of help
    path = zamara / "service_types.csv"
    huge = quote + "x" * 10_000_000 + quote
    path.write_text(path.read_text("utf-8").replace("Legal aid", huge), encoding="utf-8")

    (problem,) = told()

    assert "line 4: The row has 10,000,0" in problem
    assert "a cell has more than 10,000" in problem
    assert len(problem) < 200


def test_a_long_cell_names_its_column(spoil: Spoil, told: Told) -> None:
    spoil("service_types.csv", "Legal aid", "x" * 10_001)

    assert (
        "service_types.csv line 4, column name: The cell has 10,001 characters; "
        "at most 10,000 are allowed. Shorten it." in told()
    )


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(zamara: Path, told: Told) -> None:
    for path in [*zamara.glob("*.csv"), *zamara.glob("*.yaml")]:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert told() == []
    assert reference.load_pack("zz", root=zamara.parent).town("Dunmere").population_acs == 960


def test_a_folder_in_the_place_of_a_file_is_told(zamara: Path, told: Told) -> None:
    (zamara / "regions.csv").unlink()
    (zamara / "regions.csv").mkdir()

    assert any(p.startswith("regions.csv: The file cannot be read: Is a dir") for p in told())


def test_a_stray_file_is_told_and_hidden_ones_are_not(zamara: Path, told: Told) -> None:
    shutil.move(zamara / "holidays.csv", zamara / "holiday.csv")
    (zamara / ".editor").write_text("", encoding="utf-8")
    (zamara / "reports" / "2031.yml").write_text("", encoding="utf-8")

    assert sorted(told()) == [
        "holiday.csv: This is not a file of a pack. Did you mean holidays.csv?",
        (
            "reports/2031.yml: This is not a report. "
            "Name a report like 2016.yaml; remove what is none."
        ),
    ]


def test_a_check_leaves_the_limit_of_the_csv_module_alone(zamara: Path) -> None:
    import csv

    before = csv.field_size_limit()
    path = zamara / "service_types.csv"
    path.write_text(path.read_text("utf-8") + "A," + "x" * 500_000 + ",,,zz003\n", "utf-8")

    assert not reference.check_pack(zamara).is_sound
    assert csv.field_size_limit() == before


def test_a_report_as_plain_values_holds_no_path(zamara: Path, spoil: Spoil) -> None:
    spoil("regions.csv", "SOUTH,South", "NORTH,South")

    record = reference.check_pack(zamara).record()

    assert record["name"] == "Zamara"
    assert record["problems"][0]["row"] == 3
    assert str(zamara) not in str(record)
