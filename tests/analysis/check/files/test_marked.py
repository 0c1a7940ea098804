"""A copy with the problems marked in it."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from fourfold.analysis.check.files.marked import TooManyRows, marked_csv, marked_xlsx
from fourfold.analysis.check.files.problems import Checked
from fourfold.analysis.check.files.rules import check_file
from tests.analysis.check.files.made import TOWNS, contract, field, plain

OF = contract(field("town", choices=TOWNS), field("calls", "integer", required=True), field("note"))
ROWS = [["Hartfrd", "1", "=1+1"], ["Lyme", "-5", "-5"], ["Lyme", "", " @SUM(A1)"]]


def read(pieces: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(pieces.decode())))


def test_the_csv_says_beside_each_row_what_is_wrong_and_what_was_meant() -> None:
    file = plain(OF, ROWS, headings={"calls": "How many"})

    rows = read(b"".join(marked_csv(file, check_file(file, OF))))

    assert rows[0] == ["town", "How many", "note", "problem", "suggestion"]
    assert rows[1][3:] == ["“Town” holds something that is not in the list.", "Hartford"]
    assert rows[2][3:] == ["", ""]
    assert "“How many”, and here it is empty." in rows[3][3]


def test_no_cell_of_the_csv_can_be_run_and_numbers_stay() -> None:
    file = plain(OF, ROWS)

    rows = read(b"".join(marked_csv(file, check_file(file, OF))))

    assert [row[2] for row in rows[1:]] == ["'=1+1", "-5", "' @SUM(A1)"]
    assert rows[2][1] == "-5"


def test_a_problem_of_the_whole_file_stands_above_the_rows() -> None:
    file = plain(OF, [["Lyme"]], columns=["town"])

    rows = read(b"".join(marked_csv(file, check_file(file, OF))))

    assert "has no column “Calls”" in rows[1][1]
    assert rows[2][0] == "Lyme"


def test_the_workbook_has_the_groups_and_the_marked_cells() -> None:
    file = plain(OF, ROWS)

    book = openpyxl.load_workbook(io.BytesIO(marked_xlsx(file, check_file(file, OF))))

    problems, rows = book["Problems"], book["File"]
    assert [cell.value for cell in problems["A"]][:2] == ["What", "to mend"]
    cell = rows["B2"]
    assert cell.value == "Hartfrd"
    assert cell.comment.text.endswith("Perhaps: Hartford.")
    assert cell.fill.fgColor.rgb.endswith("F8D7DA")
    assert rows["C3"].comment is None
    assert (rows["D2"].value, rows["D2"].data_type) == ("=1+1", "s")


def test_a_workbook_of_too_many_rows_is_refused_with_a_way_out() -> None:
    with pytest.raises(TooManyRows, match="Take the marked CSV file"):
        marked_xlsx(plain(OF, []), Checked(100_001, ()))
