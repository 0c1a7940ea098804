"""Tables as text: whatever the letters, signs and orders, the same plain rows come out."""

from __future__ import annotations

import pytest

from fourfold.analysis.check.files.plain import DateOrder
from fourfold.analysis.check.files.recognition import FileKind, Match
from tests.make.bad_files.asked import HEADINGS, ROWS, changed, text

from .brought import bring, rows_of

GOOD = [[str(number), *row] for number, row in enumerate(ROWS, start=2)]


def test_a_plain_file_is_read_where_it_lies() -> None:
    brought = bring(text().encode())

    assert not brought.copied
    assert brought.plain.problems == ()
    assert rows_of(brought.plain) == GOOD


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("last", [True, False])
def test_ends_and_delimiters_do_not_matter(end: str, sign: str, last: bool) -> None:
    content = text(sign=sign, end=end)
    brought = bring((content if last else content.removesuffix(end)).encode())

    assert not brought.copied
    assert brought.recognition.delimiter == brought.plain.delimiter == sign
    assert rows_of(brought.plain) == GOOD


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "cp1252"]
)
def test_letters_are_told_by_what_is_there(encoding: str) -> None:
    brought = bring(text().encode(encoding))

    assert brought.asked == set()
    assert brought.plain.problems == ()
    assert rows_of(brought.plain) == GOOD


def test_letters_in_doubt_are_asked_about_with_samples() -> None:
    content = text(changed(1, note="Señora Peña")).encode("cp850")
    brought = bring(content + text(ROWS[1:2]).encode("cp1252"))
    doubt = brought.recognition.doubts[0]
    told = bring(text().encode("mac_roman"), answers={"encoding": "mac_roman"})

    assert doubt.code == "encoding"
    assert len(doubt.shown) == 3
    assert doubt.must
    assert rows_of(told.plain) == GOOD


def test_a_title_above_the_headings_is_left_out_aloud() -> None:
    brought = bring(("Made-up shelter,,,,,,,\r\n,,,,,,,\r\n" + text()).encode())

    assert brought.recognition.header_row == 3
    assert brought.codes == {"ROWS_ABOVE"}
    assert rows_of(brought.plain)[0] == ["4", *ROWS[0]]


def test_headings_in_two_rows_are_read_as_one() -> None:
    upper = ["number", "came_on", "town", "kind", "Of the person", "", "House", ""]
    lower = ["", "", "", "", "age", "cost", "site", "note"]
    brought = bring(text([lower, *ROWS], headings=upper).encode())

    assert brought.recognition.header_row == 2
    assert brought.codes == {"TWO_HEADER_ROWS"}
    assert [row[1:] for row in rows_of(brought.plain)] == ROWS


def test_headings_are_known_by_title_by_alias_and_without_accents() -> None:
    names = [
        "NUMERO DE CASO",
        "Day of arrival",
        "ciudad",
        "Kind",
        "Edad",
        "AMOUNT",
        "site",
        "Note ",
    ]
    brought = bring(text(headings=names).encode())

    assert rows_of(brought.plain) == GOOD
    assert [each.match for each in brought.recognition.columns[:3]] == [
        Match.ALIAS, Match.TITLE, Match.ALIAS,
    ]  # fmt: skip


def test_a_near_heading_is_asked_about_and_a_remembered_one_is_not() -> None:
    names = ["number", "came_on", "twon", *HEADINGS[3:]]
    content = text(headings=names).encode()

    assert bring(content).must_be_asked == {"column:2"}
    assert bring(content, answers={"column:2": "town"}).asked == set()
    assert bring(content, remembered={"twon": "town"}).asked == set()
    assert rows_of(bring(content, answers={"column:2": "town"}).plain) == GOOD


def test_two_columns_for_one_field_are_asked_about() -> None:
    names, rows = [*HEADINGS, "Residence"], [[*row, "NORWICH"] for row in ROWS]
    content = text(rows, headings=names).encode()
    asked = bring(content)
    answers = {"column:2": "", "column:8": "town"}

    assert asked.must_be_asked == {"column:2", "column:8"}
    assert asked.recognition.doubts[0].suggested == "town"
    assert asked.recognition.doubts[1].suggested == ""
    assert rows_of(bring(content, answers=answers).plain)[0][3] == "NORWICH"


def test_a_column_nobody_asked_for_is_asked_about_once_and_not_read() -> None:
    content = text([[*row, "x"] for row in ROWS], headings=[*HEADINGS, "Shoe size"]).encode()
    brought = bring(content)

    assert brought.asked == {"column:8"}
    assert brought.must_be_asked == set()
    assert rows_of(brought.plain) == GOOD
    assert bring(content, remembered={"shoesize": ""}).asked == set()


def test_a_missing_column_is_told_with_the_likely_one() -> None:
    names = ["number", "came_on", "Town they came from", *HEADINGS[3:]]
    brought = bring(text(headings=names).encode())
    told = next(each for each in brought.plain.problems if each.code == "MISSING_COLUMN")

    assert brought.recognition.missing == ("town",)
    assert told.column == "town"


@pytest.mark.parametrize(
    ("day", "order"),
    [("4/28/2017", DateOrder.MDY), ("28/4/2017", DateOrder.DMY), ("28.04.2017", DateOrder.DMY)],
)
def test_the_order_of_days_is_known_by_values_over_twelve(day: str, order: DateOrder) -> None:
    brought = bring(text(changed(0, came_on=day)).encode())

    assert brought.recognition.dates is order
    assert brought.asked == set()


def test_days_that_can_be_read_both_ways_are_asked_about() -> None:
    content = text([[row[0], "3/4/2017", *row[2:]] for row in ROWS]).encode()

    assert bring(content).must_be_asked == {"dates"}
    assert bring(content, answers={"dates": "DMY"}).plain.dates is DateOrder.DMY


def test_decimals_behind_a_comma_are_known_or_asked_about() -> None:
    known = text(changed(0, cost="1.234,56")[:1], sign=";").encode()
    unsure = text(changed(0, cost="1.234")[:1], sign=";").encode()

    assert bring(known).recognition.decimal == ","
    assert bring(unsure).must_be_asked == {"decimal"}
    assert bring(unsure, answers={"decimal": ","}).plain.decimal == ","


def test_a_survey_tools_columns_are_joined() -> None:
    names = ["stay/number", "stay/came_on", "town", "stay/kind/SEX", "stay/kind/LABOR", "age",
             "cost", "site", "stay/note"]  # fmt: skip
    rows = [[*row[:3], str(int("SEX" in row[3])), str(int("LABOR" in row[3])), *row[4:]]
            for row in ROWS]  # fmt: skip
    brought = bring(text(rows, headings=names).encode())

    assert brought.asked == set()
    assert rows_of(brought.plain) == GOOD


def test_a_file_of_another_dataset_is_said_so() -> None:
    brought = bring(b"year,visitor,visits\n2017,A,3\n")

    assert brought.codes == {"OTHER_DATASET"}
    assert "Made-up visits" in brought.plain.problems[0].why


def test_a_file_without_known_headings_asks_which_row_holds_them() -> None:
    brought = bring(b"a,b\n1,2\n3,4\n")

    assert brought.must_be_asked == {"header_row"}
    assert list(brought.recognition.doubts[0].choices) == ["1", "2", "3"]


def test_blank_rows_at_the_end_cost_nothing() -> None:
    brought = bring(text().encode() + b",,,,,,,\r\n" * 200_000)

    assert not brought.copied
    assert brought.plain.problems == ()
    assert rows_of(brought.plain) == GOOD


def test_text_is_what_a_file_without_marks_is() -> None:
    assert bring(text().encode()).recognition.kind is FileKind.TEXT
