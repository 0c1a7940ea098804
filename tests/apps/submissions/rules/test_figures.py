import csv
import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.analysis.tables import FIGURE_COLUMNS
from fourfold.apps.submissions.rules.figures import (
    MOST_BYTES,
    BadFileName,
    Expected,
    FileTooLarge,
    check_file_name,
    check_rows,
    fingerprint,
    open_csv,
)

EXPECTED = Expected(call="2030", organization="ORG1", indicators=frozenset({"REFERRALS"}))
GOOD = {
    "figure": "F001",
    "call": "2030",
    "reported_by": "ORG1",
    "indicator": "REFERRALS",
    "group": "all",
    "wave": "",
    "period": "2030",
    "from": "2030-01-01",
    "until": "2031-01-01",
    "geography": "ZZ",
    "value": "12",
    "bound": "EXACT",
    "n": "",
    "derived": "no",
    "source": "made_up",
    "note": "",
}


def as_csv(*rows: dict[str, str], columns: tuple[str, ...] = FIGURE_COLUMNS) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def problems(content: bytes):
    opened = open_csv(content)
    return [*opened.problems, *check_rows(opened.rows, EXPECTED)]


def test_a_good_file_has_no_problems():
    assert problems(as_csv(GOOD)) == []


def test_a_byte_order_mark_and_windows_line_ends_are_no_problem():
    assert problems(b"\xef\xbb\xbf" + as_csv(GOOD)) == []


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({"value": "1,200"}, "", "neither a number"),
        ({"value": ""}, "value", "empty"),
        ({"value": "twelve"}, "", "neither a number"),
        ({"indicator": "REFERALS"}, "indicator", "not known"),
        ({"call": "2031"}, "call", "answers call '2031'"),
        ({"reported_by": "ORG2"}, "reported_by", "'ORG2'"),
        ({"from": "01/02/2030"}, "", "no day"),
        ({"from": "20300101"}, "", "no day"),
        ({"bound": "MORE"}, "", "MORE"),
        ({"derived": "maybe"}, "", "neither yes nor no"),
        ({"n": "many"}, "", "many"),
        ({"n": "1_000"}, "", "no whole number"),
        ({"n": "-5"}, "", "no whole number"),
        ({"value": "٣"}, "", "neither a number"),
        ({"value": "9" * 16}, "", "neither a number"),
        ({"value": "=1+1"}, "", "neither a number"),
        ({"note": "x" * 10_001}, "note", "10,001 characters"),
        ({"note": "a\x00b"}, "note", "nobody sees (U+0000)"),
        ({"note": "a\rb"}, "note", "nobody sees (U+000D)"),
        ({"note": "a\u202eb"}, "note", "nobody sees (U+202E)"),
        ({"group": "\ufeffall"}, "group", "nobody sees (U+FEFF)"),
        ({"group": "all "}, "group", "starts or ends with a space"),
        ({"source": ""}, "source", "empty"),
        ({"source": " "}, "source", "space"),
    ],
)
def test_a_bad_cell_is_named_by_line_and_reason(change, column, words):
    rows = {2: GOOD, 3: GOOD | {"figure": "F002"} | change}
    found = list(check_rows(rows, EXPECTED))

    assert [each.line for each in found] == [3] * len(found)
    assert any(each.column == column and words in each.why for each in found)
    assert all(each.fix for each in found)


def test_a_misspelt_indicator_is_answered_with_the_likely_one():
    (found,) = problems(as_csv(GOOD | {"indicator": "REFERALS"}))

    assert found.fix == "Did you mean REFERRALS?"


def test_all_problems_are_told_at_once():
    found = problems(as_csv(GOOD | {"value": "x"}, GOOD | {"call": "1999"}, GOOD))

    assert {each.line for each in found} == {2, 3, 4}


def test_a_figure_that_stands_twice_is_told_with_both_lines():
    (found,) = problems(as_csv(GOOD, GOOD))

    assert (found.line, found.why) == (3, "Figure 'F001' stands on line 2 already.")


def test_a_missing_column_is_named_with_the_likely_misspelling():
    columns = tuple("valu" if name == "value" else name for name in FIGURE_COLUMNS)

    found = problems(as_csv(GOOD, columns=columns))

    assert any(each.column == "value" and "Did you mean valu?" in each.fix for each in found)


def test_a_row_with_too_few_cells_is_named():
    assert any("2 cells" in each.why for each in problems(as_csv(GOOD) + b"F002,2030\r\n"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"figure,call\n\xff\xfe", "not UTF-8"),
        (b'figure,"call\n', "cannot be read"),
        (b"\n", "empty"),
        (b"a\rb\rc\r", "cannot be read"),
        (b"figure,call\n" + b"x" * 10_000_000, "missing"),
        (b"x" * 10_000_000, "more than 10,000"),
        (b"PK\x03\x04\x00\x00", "missing"),
    ],
)
def test_what_is_no_csv_is_refused_with_a_reason(content, words):
    assert any(words in each.why for each in open_csv(content).problems)


def test_a_line_break_in_a_cell_costs_its_rows_and_the_others_keep_their_lines():
    broken = as_csv(GOOD | {"note": "one\ntwo"}, GOOD | {"value": "x"})

    found = problems(broken)

    assert [each.line for each in found] == [2, 3, 4]
    assert "a row stands on one line" in found[0].fix


def test_blank_lines_at_the_end_are_no_rows_and_one_in_the_middle_is_told():
    good = as_csv(GOOD)

    assert problems(good + b"\r\n\r\n") == []
    (found,) = problems(good + b"\r\n" + as_csv(GOOD | {"figure": "F002"}).split(b"\n", 1)[1])
    assert (found.line, found.fix) == (3, "Delete the line.")


def test_a_column_that_stands_twice_is_told_once():
    found = problems(as_csv(GOOD, columns=(*FIGURE_COLUMNS, "note")))

    assert [each.why for each in found] == ["The column 'note' stands twice."]


HEADER = (",".join(FIGURE_COLUMNS) + "\n").encode()
HOSTILE = {
    "empty cells": lambda size: HEADER + (b"," * 15 + b"\n") * (size // 16),
    "empty lines": lambda size: HEADER + b"\n" * size,
    "one long line": lambda size: HEADER + b"," * size,
    "a wide header": lambda size: b",".join(b"c%d" % n for n in range(size // 9)),
    "strangers in the header": lambda size: b",".join(b"c%d" % n for n in range(12_000)),
    "rows full of problems": lambda size: HEADER + (b"\x01," * 15 + b"\x01\n") * 5_000,
    "unknown words": lambda size: (
        HEADER
        + b"".join(
            b"F%d,2030,ORG1,REFERRALX%d,all,,,,,ZZ,1,EXACT,,no,s,\n" % (n, n) for n in range(20_000)
        )
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_of_25_mb_is_refused_within_little_memory(kind):
    content = HOSTILE[kind](MOST_BYTES - len(HEADER))[:MOST_BYTES]
    tracemalloc.start()

    try:
        opened = open_csv(content)
        count = len(opened.problems) + sum(1 for _ in check_rows(opened.rows, EXPECTED))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert count
    assert most < 200 * 2**20


@pytest.mark.parametrize("name", ["", " ", "a/b.csv", "..\\a", "a\x00.csv", "x" * 201, "a\udc80"])
def test_a_file_name_that_cannot_be_kept_or_shown_is_refused(name):
    with pytest.raises(BadFileName, match="no name of a file"):
        check_file_name(name)


def test_a_file_over_the_limit_is_refused_before_it_is_read():
    with pytest.raises(FileTooLarge, match="at most 25 MB"):
        open_csv(b"x" * (25 * 2**20 + 1))


@given(st.binary(max_size=300))
def test_any_bytes_are_answered_with_problems_never_with_a_crash(content):
    opened = open_csv(content)

    assert list(check_rows(opened.rows, EXPECTED)) or opened.problems or not opened.rows


@given(st.dictionaries(st.sampled_from(FIGURE_COLUMNS), st.text(max_size=20)))
def test_any_cells_are_answered_with_problems_never_with_a_crash(change):
    for each in check_rows({2: GOOD | change}, EXPECTED):
        assert each.line == 2
        assert each.why
        assert each.fix


def test_a_fingerprint_changes_with_one_byte():
    assert fingerprint(b"a") != fingerprint(b"b")
    assert len(fingerprint(b"a")) == 64
