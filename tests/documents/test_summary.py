"""Sentences written from figures: nothing hidden is told, nothing doubtful is left out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from fourfold.analysis.tables import Bound, Hidden
from fourfold.documents.summary import sentences
from tests.make import catalog

ONE = catalog.table(catalog.BARS).figures[0]


def of(code):
    table = catalog.table(code)
    return " ".join(sentences(table.figures, unit=table.indicator.unit))


def year(value, of, **changes):
    days = {"period": str(of), "from_": date(of, 1, 1), "until": date(of + 1, 1, 1)}
    said = {"group": "all", "n": None, "code": f"F{of}"} | days | changes
    return replace(ONE, value=value, **said)


def test_groups_are_said_by_the_largest_and_the_smallest():
    assert of(catalog.BARS).startswith("Largest in 2017: 15 to 16, 84 out of 212. Smallest: ")


def test_a_rank_is_not_a_size():
    assert of(catalog.RANKS).startswith("Ranked first in ")


def test_before_and_after_are_said_of_everyone():
    assert "before, " in of(catalog.WAVES)


def test_years_of_one_length_are_compared():
    said = sentences([year(Decimal(5), 2016), year(Decimal(9), 2017)], unit="count")

    assert said == ("5 in 2016, and 9 in 2017: 4 more.",)


def test_no_difference_is_taken_where_a_number_is_not_exact_or_hidden_or_of_another_length():
    least = year(Decimal(9), 2017, bound=Bound.AT_LEAST)
    hidden = year(Hidden("small", 3), 2017)
    part = year(Decimal(9), 2017, until=date(2017, 10, 1))

    for other in (least, hidden, part):
        said = " ".join(sentences([year(Decimal(5), 2016), other], unit="count"))
        assert " more." not in said
    assert "not equally long" in " ".join(sentences([year(Decimal(5), 2016), part], unit="count"))


def test_the_smallest_is_not_named_where_a_number_is_hidden():
    figures = [
        replace(ONE, group=name, value=value, code=name)
        for name, value in (("a", Decimal(4)), ("b", Decimal(9)), ("c", Hidden("small")))
    ]

    said = " ".join(sentences(figures, unit="count"))

    assert "Largest of the numbers shown in 2017: b, 9" in said
    assert "Smallest" not in said
    assert "1 of 3 numbers is hidden" in said


FIGURES = st.lists(
    st.builds(
        lambda group, value, bound, of, derived: year(
            value, of, group=group, bound=bound, derived=derived
        ),
        st.sampled_from(["all", "a", "b", "unknown"]),
        st.one_of(
            st.integers(0, 9_999).map(Decimal),
            st.builds(Hidden, st.just("small"), st.sampled_from([None, 3, 6])),
        ),
        st.sampled_from(list(Bound)),
        st.sampled_from([2015, 2016, 2017]),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


@given(FIGURES, st.sampled_from(["count", "percent", "rank", "USD"]))
def test_what_is_hidden_or_not_exact_is_always_said(figures, unit):
    said = " ".join(sentences(figures, unit=unit))

    assert said
    assert ("Hidden is not zero" in said) == any(each.is_hidden for each in figures)
    if any(each.bound is Bound.AT_LEAST for each in figures):
        assert "the true number may be higher" in said
    if any(each.bound is Bound.ABOUT for each in figures):
        assert "the source rounded" in said
    if any(each.derived for each in figures):
        assert "added up by the editors" in said


@given(FIGURES, st.randoms())
def test_the_order_of_the_rows_does_not_matter(figures, by):
    unique = [replace(each, code=f"F{n}") for n, each in enumerate(figures)]
    mixed = list(unique)
    by.shuffle(mixed)

    counted = [each for each in sentences(unique, unit="count") if "hidden" not in each]
    again = [each for each in sentences(mixed, unit="count") if "hidden" not in each]
    assert sorted(counted) == sorted(again)
