from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.analysis.tables import Hidden, Interval, parse_value


@pytest.mark.parametrize("printed", ["212", "0", "75.0", "346.18", "-3", "0.10"])
def test_a_number_keeps_its_printed_decimals(printed: str) -> None:
    assert str(parse_value(printed)) == printed


def test_space_around_a_number_is_no_part_of_it() -> None:
    assert parse_value(" 212 ") == Decimal(212)


@pytest.mark.parametrize("printed", ["<3", "< 3"])
def test_a_number_below_a_limit_is_hidden_and_not_zero(printed: str) -> None:
    value = parse_value(printed)

    assert isinstance(value, Hidden)
    assert value.below == 3
    assert value != 0
    assert str(value) == "<3"


def test_a_hidden_value_without_a_limit_says_so_and_is_read_back_as_hidden() -> None:
    kept = str(Hidden("refused"))

    assert kept == "hidden"
    assert isinstance(parse_value(kept), Hidden)


@pytest.mark.parametrize(
    "printed",
    [
        "",
        " ",
        "12,900",
        "12,900+",
        "$50",
        "50%",
        "n/a",
        "1.",
        ".5",
        "<",
        "1e3",
        "٣",
        "1_0",
        "9" * 16,
    ],
)
def test_anything_else_is_refused_with_advice(printed: str) -> None:
    with pytest.raises(ValueError, match="Write plain digits, without commas or units"):
        parse_value(printed)


def test_a_long_cell_is_not_repeated_in_full() -> None:
    with pytest.raises(ValueError, match="neither a number") as refused:
        parse_value("x" * 10**6)

    assert len(str(refused.value)) < 200


@given(st.decimals(min_value=-(10**15) + 1, max_value=10**15 - 1, places=2))
def test_every_plain_number_is_read_as_itself(number: Decimal) -> None:
    assert parse_value(f"{number:f}") == number


def test_an_interval_runs_forwards() -> None:
    assert Interval(Decimal(1), Decimal(1)).level == 0.95
    with pytest.raises(ValueError, match="runs backwards"):
        Interval(Decimal(2), Decimal(1))
