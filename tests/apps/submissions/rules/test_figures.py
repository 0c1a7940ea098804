from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.analysis.tables import FIGURE_COLUMNS
from fourfold.apps.submissions.rules.figures import (
    MOST_ROWS,
    MOST_TOLD,
    BadFileName,
    Expected,
    FileHasProblems,
    FileTooLarge,
    as_printed,
    check_file_name,
    check_published,
    check_rows,
    fingerprint,
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


def problems(*rows: dict[str, str]):
    return list(check_rows(dict(enumerate(rows, start=2)), EXPECTED))


def test_a_good_file_has_no_problems():
    assert problems(GOOD) == []


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
    (found,) = problems(GOOD | {"indicator": "REFERALS"})

    assert found.fix == "Did you mean REFERRALS?"


def test_all_problems_are_told_at_once():
    found = problems(GOOD | {"value": "x"}, GOOD | {"call": "1999"}, GOOD)

    assert {each.line for each in found} == {2, 3, 4}


def test_a_figure_that_stands_twice_is_told_with_both_lines():
    (found,) = problems(GOOD, GOOD)

    assert (found.line, found.why) == (3, "Figure 'F001' stands on line 2 already.")


@pytest.mark.parametrize("name", ["", " ", "a/b.csv", "..\\a", "a\x00.csv", "x" * 201, "a\udc80"])
def test_a_file_name_that_cannot_be_kept_or_shown_is_refused(name):
    with pytest.raises(BadFileName, match="no name of a file"):
        check_file_name(name)


@given(st.dictionaries(st.sampled_from(FIGURE_COLUMNS), st.text(max_size=20)))
def test_any_cells_are_answered_with_problems_never_with_a_crash(change):
    for each in check_rows({2: GOOD | change}, EXPECTED):
        assert each.line == 2
        assert each.why
        assert each.fix


def test_more_figures_than_a_file_may_have_are_refused_before_one_is_read():
    with pytest.raises(FileTooLarge, match="more than 20,000 figures"):
        check_published(dict.fromkeys(range(MOST_ROWS + 1), {}), EXPECTED)


def test_of_many_problems_the_first_are_told_and_all_are_counted():
    rows = dict.fromkeys(range(2, 1002), GOOD | {"call": "1999"})

    with pytest.raises(FileHasProblems, match=r"1,999 problems; the first, line 2, call") as told:
        check_published(rows, EXPECTED)

    assert len(told.value.problems) == MOST_TOLD


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (457, "457"),
        (date(2030, 1, 1), "2030-01-01"),
        ("12.50", "12.50"),
    ],
)
def test_a_kept_cell_is_the_text_that_was_printed(value, text):
    assert set(as_printed(dict.fromkeys(FIGURE_COLUMNS, value)).values()) == {text}


def test_a_fingerprint_changes_with_one_byte():
    assert fingerprint(b"a") != fingerprint(b"b")
    assert len(fingerprint(b"a")) == 64
