"""Products of assumptions: the printed numbers come out, and no value leaves the range."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.analysis.demand import Assumption, NotARange, product, swings

AMOUNTS = st.decimals(0, 10_000, places=2)


def fixed(*values: int) -> list[Assumption]:
    return [Assumption(str(each), *[Decimal(each)] * 3) for each in values]


@st.composite
def assumptions(draw):
    low, base, high = sorted(draw(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS)))
    return Assumption(draw(st.text(min_size=1, max_size=3)), low, base, high)


@pytest.mark.parametrize(
    ("factors", "printed"),
    [((456, 1, 182), 82_992), ((315, 20), 6_300), ((315, 20, 50), 315_000)],
)
def test_the_printed_numbers_come_out_of_their_assumptions(factors, printed) -> None:
    found = product(fixed(*factors))

    assert (found.low, found.base, found.high) == (printed, printed, printed)


@given(st.lists(st.tuples(assumptions(), st.floats(0, 1)), min_size=1, max_size=4))
def test_a_product_of_values_within_their_ranges_stays_within_its_range(drawn) -> None:
    values = Decimal(1)
    for each, share in drawn:
        values *= min(each.high, each.low + (each.high - each.low) * Decimal(str(round(share, 3))))

    found = product([each for each, _ in drawn])

    assert found.low <= values + Decimal("1e-9")
    assert values <= found.high + Decimal("1e-9")


@given(st.lists(assumptions(), min_size=1, max_size=4))
def test_a_swing_holds_the_base_lies_in_the_range_and_the_widest_comes_first(given_) -> None:
    whole, found = product(given_), swings(given_)

    assert sorted(each.code for each in found) == sorted(each.code for each in given_)
    assert [each.width for each in found] == sorted((e.width for e in found), reverse=True)
    for each in found:
        assert whole.low <= each.low <= whole.base <= each.high <= whole.high


@pytest.mark.parametrize("values", [(-1, 0, 1), (2, 1, 3), (1, 3, 2), ("nan", 1, 2)])
def test_what_is_no_range_is_refused(values) -> None:
    with pytest.raises(NotARange):
        Assumption("A", *map(Decimal, values))
