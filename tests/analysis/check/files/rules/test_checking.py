"""The check as a whole: all problems at once, with the rows as the file counts them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fourfold.analysis.check.files.problems import Group
from fourfold.analysis.check.files.rules import check_file, first_look
from fourfold.analysis.check.files.source import source_of_bytes
from fourfold.reference import Severity
from tests.analysis.check.files.made import contract, field, plain, rows_of

OF = contract(field("name", required=True), field("number", "integer", minimum="0"), key=["name"])


def file_of(text: str, **more: object):  # type: ignore[no-untyped-def]
    return replace(plain(OF, []), source=source_of_bytes("made-up.csv", text.encode()), **more)


def test_all_problems_come_at_once_errors_first() -> None:
    checked = check_file(plain(OF, [[" a", "-1"], ["a", "x"], ["", "2"]]), OF)

    assert [(each.code, each.count) for each in checked.groups] == [
        ("REQUIRED", 1),
        ("NOT_A_WHOLE_NUMBER", 1),
        ("TOO_SMALL", 1),
        ("REPEATED_KEY", 2),
        ("SPACES_CUT", 1),
    ]
    assert (checked.rows, checked.errors, checked.warnings) == (3, 5, 1)
    assert not checked.can_be_sent


def test_rows_of_another_shape_are_named_and_the_rest_is_checked() -> None:
    text = 'name,number\na,1\nb,2,3\n"c\nd",x\ne\nf,y\n'

    checked = check_file(file_of(text), OF)

    assert checked.rows == 5
    assert [(each.code, [one.row for one in each.examples]) for each in checked.groups] == [
        ("TOO_MANY_CELLS", [3]),
        ("TOO_FEW_CELLS", [5]),
        ("NOT_A_WHOLE_NUMBER", [4, 6]),
    ]


@pytest.mark.parametrize("text", ["", "name,number", "name,number\n", "name,number\n\n\n"])
def test_a_file_without_rows_is_said_to_have_none(text: str) -> None:
    checked = check_file(file_of(text), OF)

    assert [each.code for each in checked.groups] == ["ROWS_MISSING"]


def test_a_file_that_is_no_table_gets_a_message_and_no_traceback() -> None:
    checked = check_file(file_of("name,number\r\na,1\nb,2\r\n"), OF)

    assert checked.rows is None or checked.errors
    assert [each.code for each in checked.groups]


def test_row_numbers_that_the_copy_carries_are_used() -> None:
    text = "row,name,number\n7,a,x\n19,b,y\n"

    checked = check_file(file_of(text, numbered=True), OF)

    assert rows_of(checked.groups) == [("number", [7, 19])]


def test_examples_are_as_many_as_were_asked_for_and_the_first_ones() -> None:
    rows = [[str(number), "x"] for number in range(500)]

    (found,) = check_file(plain(OF, rows), OF, most_examples=3).groups

    assert found.count == 500
    assert [each.row for each in found.examples] == [2, 3, 4]


def test_problems_of_the_form_come_too() -> None:
    form = Group("HIDDEN_SHEET", Severity.WARNING, "", "", "A sheet is hidden.", "Look.", 1, ())

    checked = check_file(replace(plain(OF, [["a", "1"]]), problems=(form,)), OF)

    assert checked.groups == (form,)
    assert checked.can_be_sent


def test_a_first_look_reads_the_first_rows_only() -> None:
    rows = [["a", "x"], ["b", "y"], ["c", "z"]]

    looked = first_look(plain(OF, rows), OF, rows=2)

    assert looked.rows is None
    assert looked.groups[0].count == 2
    assert first_look(plain(OF, rows), OF).rows == 3


def test_a_column_that_is_not_read_may_hold_anything() -> None:
    text = "name,ours,number\na,?,1\n"

    assert check_file(file_of(text, columns=("name", "", "number")), OF).groups == ()


def test_a_value_is_cut_where_it_is_shown() -> None:
    (found,) = check_file(plain(OF, [["a", "x" * 5_000]]), OF).groups

    assert found.examples[0].value == "x" * 80
