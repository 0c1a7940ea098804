"""What is wrong with the form of a text, row by row: all at once, with the rows' numbers."""

from __future__ import annotations

import pytest

from tests.make.bad_files.asked import HEADINGS, ROWS, changed, text

from .brought import bring, rows_of


def cell(**cells: str) -> bytes:
    return text(changed(1, **cells)).encode()


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (text([*ROWS[:1], ROWS[1][:5], ROWS[2]]).encode(), "SHORT_ROW", (3, "")),
        (text([*ROWS[:1], [*ROWS[1], "x"], ROWS[2]]).encode(), "LONG_ROW", (3, "")),
        (text([ROWS[0], [""] * 8, ROWS[1]]).encode(), "BLANK_ROW", (3, "")),
        (text([ROWS[0], HEADINGS, ROWS[1]]).encode(), "REPEATED_HEADINGS", (3, "")),
        (text([*ROWS, ["Total", "", "", "", "31", "", "", ""]]).encode(), "TOTALS_ROW", (5, "")),
        (cell(note="a\0b"), "NUL_CHARACTERS", (3, "note")),
        (cell(note="a\x07b"), "CONTROL_CHARACTERS", (3, "note")),
        (cell(note="a\u200bb"), "INVISIBLE_CHARACTERS", (3, "note")),
        (cell(town="NORWICH\u00a0"), "INVISIBLE_CHARACTERS", (3, "town")),
        (cell(note="\u202eabc"), "DIRECTION_MARKS", (3, "note")),
        (cell(note="a\ufffdb"), "BROKEN_CHARACTERS", (3, "note")),
        (cell(note="=1+1"), "STARTS_LIKE_FORMULA", (3, "note")),
        (cell(note="@SUM(A1)"), "STARTS_LIKE_FORMULA", (3, "note")),
        (cell(number="4.18E+11"), "SCIENTIFIC_NUMBER", (3, "number")),
        (cell(number="418", note="x\u200b"), "LEADING_ZEROS_LOST", (3, "number")),
        (cell(site="2", note="x\u200b"), "LEADING_ZEROS_LOST", (3, "site")),
        (cell(site="7-Mar", note="x\u200b"), "DATE_FROM_CODE", (3, "site")),
        (cell(site="2026-03-07", note="x\u200b"), "DATE_FROM_CODE", (3, "site")),
        (cell(came_on="42857", note="x\u200b"), "DAY_AS_NUMBER", (3, "came_on")),
    ],
)
def test_it_is_told_where(content: bytes, code: str, place: tuple[int, str]) -> None:
    brought = bring(content)

    assert brought.places(code) == [place]
    assert brought.copied


def test_an_open_quotation_mark_costs_one_row() -> None:
    rows = text().replace("Came by night", '"Came by night').encode()
    brought = bring(rows)

    assert brought.places("OPEN_QUOTES") == [(2, "")]
    assert [row[0] for row in rows_of(brought.plain)] == ["3", "4"]


def test_a_quoted_cell_may_go_over_lines() -> None:
    brought = bring(text(changed(0, note='One "line",\nand another')).encode())

    assert not brought.copied
    assert rows_of(brought.plain)[0][-1] == 'One "line",\nand another'
    assert rows_of(brought.plain)[1][0] == "3"


def test_a_letter_that_is_no_utf8_far_inside_is_found() -> None:
    rows = [ROWS[0]] * 40_000
    content = text(rows).encode() + text(ROWS[1:2]).encode("cp1252").partition(b"\r\n")[2]
    brought = bring(content, answers={"encoding": "utf-8"})

    assert brought.places("BROKEN_CHARACTERS") == [(40_002, "note")]


def test_a_price_that_is_named_total_is_no_total() -> None:
    brought = bring(text(changed(0, note="Total")).encode())

    assert brought.codes == set()
    assert [row[1:] for row in rows_of(brought.plain)][0][-1] == "Total"


def test_a_negative_number_and_a_telephone_are_no_formulas() -> None:
    brought = bring(text(changed(0, age="-1", note="+1 860 555 0142")).encode())

    assert brought.codes == set()
    assert not brought.copied


def test_what_is_seen_only_in_a_copy_is_taken_out() -> None:
    brought = bring(cell(note=" a\u200b\u00a0b\0 "))

    assert rows_of(brought.plain)[1][-1] == "a b"
