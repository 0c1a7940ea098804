from __future__ import annotations

import random
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from fourfold.analysis.check import Severity
from fourfold.analysis.check.totals_agree import totals_agree
from fourfold.analysis.tables import Bound, Hidden
from tests.analysis.made import figure, indicator, parts, table

counts = st.lists(st.integers(0, 10**6), min_size=1, max_size=8)
SMALL = Hidden("small number", below=3)


def test_parts_that_miss_the_total_are_named_with_the_gap() -> None:
    found = totals_agree(table(*parts(81, 9, 5, 6), figure("F009", 104)))

    assert [each.severity for each in found] == [Severity.WARNING]
    assert found[0].figures == ("F001", "F002", "F003", "F004", "F009")
    assert "add up to 101" in found[0].what
    assert "(F009, figures.csv line 10) says 104" in found[0].what
    assert "3 too few" in found[0].why


def test_parts_beyond_the_total_are_too_many() -> None:
    (found,) = totals_agree(table(*parts(60, 50), figure("F009", 104)))

    assert "6 too many" in found.why


def test_money_is_added_to_the_cent() -> None:
    spent = parts("0.10", "0.20")

    assert totals_agree(table(*spent, figure("F009", "0.30"))) == []
    assert len(totals_agree(table(*spent, figure("F009", "0.31")))) == 1


def test_the_base_is_the_total_where_no_total_is_printed() -> None:
    assert totals_agree(table(*parts(84, 128, n=212))) == []

    (found,) = totals_agree(table(*parts(84, 127, n=212)))

    assert "the base n (F001, figures.csv line 2) says 212" in found.what


def test_a_total_of_another_indicator_is_compared_for_the_same_period() -> None:
    by_age = indicator("BY_AGE", whole="REFERRALS")
    both = (indicator(), by_age)
    ages = parts(100, 111, indicator="BY_AGE", n=211)
    other_year = figure("F008", 900, period="2016", from_=None, until=None)

    (found,) = totals_agree(table(*ages, figure("F009", 212), other_year, indicators=both))

    assert "(F009, figures.csv line 10) says 212" in found.what


def test_one_gap_is_told_once_when_total_and_base_agree() -> None:
    assert len(totals_agree(table(*parts(81, 20, n=104), figure("F009", 104)))) == 1


def test_each_period_place_call_and_reporter_is_its_own_table() -> None:
    alone = parts(1, 2, start=20, period="2016", from_=None, until=None)
    later = parts(1, 2, start=30, call="2018")
    theirs = parts(1, 2, start=40, reported_by="ORG002")
    there = parts(1, 2, start=50, geography="YY")

    assert (
        totals_agree(table(*parts(1, 2), figure("F009", 3), *alone, *later, *theirs, *there)) == []
    )


def test_groups_that_overlap_are_not_added() -> None:
    overlapping = indicator(parts="MULTIPLE")

    assert totals_agree(table(*parts(9, 9), figure("F009", 10), indicators=(overlapping,))) == []


def test_before_and_after_are_not_parts() -> None:
    before = parts(2, 3, wave="before")

    assert totals_agree(table(*before, figure("F009", 9, wave="before"))) == []


def test_lower_bounds_are_left_to_the_other_check() -> None:
    at_least = figure("F009", 1, bound=Bound.AT_LEAST)
    rounded = parts(5, 5, start=20, bound=Bound.ABOUT, period="2016", from_=None, until=None)

    assert totals_agree(table(*parts(5, 5), at_least, *rounded)) == []


def test_visible_parts_beyond_the_total_are_a_note_when_one_is_hidden() -> None:
    (found,) = totals_agree(table(*parts(8, 5, SMALL), figure("F009", 12)))

    assert found.severity is Severity.NOTE
    assert "visible parts add up to 13" in found.what


def test_a_hidden_total_is_no_total() -> None:
    assert totals_agree(table(*parts(8, 5), figure("F009", SMALL))) == []


def test_shares_far_from_a_hundred_are_found() -> None:
    share = (indicator(unit="percent"),)

    assert totals_agree(table(*parts(14, 17, 23, 31, 15), indicators=share)) == []
    assert totals_agree(table(*parts(33, 33, 33), indicators=share)) == []
    (found,) = totals_agree(table(*parts(33, 33, 30), indicators=share))
    assert "add up to 96, but all shares should make 100" in found.what


def test_shares_on_another_base_than_the_answers_counted_are_found() -> None:
    both = (indicator("SHARES", unit="percent", whole="REFERRALS"), indicator())
    shares = parts(40, 60, indicator="SHARES", n=2075)

    assert totals_agree(table(*shares, figure("F009", 2075), indicators=both)) == []
    (found,) = totals_agree(table(*shares, figure("F009", 2057), indicators=both))
    assert "rest on 2,075 answers, but 2,057 were counted" in found.what


def test_a_group_printed_twice_alike_counts_once() -> None:
    twice = replace(parts(5)[0], code="F007")

    assert totals_agree(table(*parts(5, 7), twice, figure("F009", 12))) == []


def test_a_group_printed_with_two_values_is_left_to_repeats_agree() -> None:
    other = replace(parts(6)[0], code="F007")

    assert totals_agree(table(*parts(5, 7), other, figure("F009", 12))) == []


@given(counts)
def test_agreeing_totals_are_never_flagged(values: list[int]) -> None:
    total = sum(values)
    groups = parts(*values, n=total)

    assert totals_agree(table(*groups, figure("F900", total))) == []


@given(counts, st.integers(-50, 50).filter(bool))
def test_totals_that_disagree_are_always_flagged(values: list[int], off: int) -> None:
    found = totals_agree(table(*parts(*values), figure("F900", sum(values) + off)))

    assert len(found) == 1
    assert found[0].severity is Severity.WARNING


@given(counts, st.integers(1, 3), st.integers(0, 100))
def test_a_hidden_part_never_counts_as_zero(values: list[int], hidden: int, more: int) -> None:
    groups = parts(*values, *[SMALL] * hidden)

    assert totals_agree(table(*groups, figure("F900", sum(values) + more))) == []


@given(counts, st.integers(-5, 5), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(
    values: list[int], off: int, mixer: random.Random
) -> None:
    rows = [*parts(*values), figure("F900", sum(values) + off)]
    mixed = list(rows)
    mixer.shuffle(mixed)

    assert totals_agree(table(*mixed)) == totals_agree(table(*rows))


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any))
def test_shares_rounded_one_by_one_are_never_flagged(values: list[int]) -> None:
    total = sum(values)
    shares = [
        str((Decimal(100 * each) / total).quantize(Decimal(1), ROUND_HALF_UP)) for each in values
    ]

    assert totals_agree(table(*parts(*shares), indicators=(indicator(unit="percent"),))) == []
