from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from fourfold.analysis.tables import (
    FIGURE_COLUMNS,
    BadFigure,
    Bound,
    FigureTable,
    Hidden,
    add_up,
    figure_row,
    indicator_row,
    read_figures,
    read_indicators,
)
from fourfold.analysis.tables.figures import ADDED
from tests.analysis.made import figure, indicator, parts, rows, table

ROW = {
    "figure": "F018",
    "call": "2017",
    "reported_by": "ORG001",
    "indicator": "REFERRALS",
    "group": "girls",
    "wave": "",
    "period": "2017",
    "from": "2017-01-01",
    "until": "2018-01-01",
    "geography": "ZZ",
    "value": "84",
    "bound": "AT_LEAST",
    "n": "212",
    "derived": "yes",
    "source": "one; two",
    "note": "as printed",
}


def test_a_row_becomes_a_figure_that_knows_its_line() -> None:
    (read,) = read_figures([ROW])

    assert read.value == Decimal(84)
    assert read.bound is Bound.AT_LEAST
    assert (read.from_, read.until) == (date(2017, 1, 1), date(2018, 1, 1))
    assert read.n == 212
    assert read.derived
    assert read.source == ("one", "two")
    assert (read.file, read.line) == ("figures.csv", 2)
    assert not read.is_whole
    assert not read.is_hidden


def test_blank_days_and_base_are_not_known() -> None:
    (read,) = read_figures([ROW | {"from": "", "until": "", "n": "", "value": "<3"}])

    assert read.from_ is read.until is read.n is None
    assert read.is_hidden


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("value", "12,900"),
        ("value", ""),
        ("bound", "MORE"),
        ("bound", ""),
        ("from", "2017"),
        ("until", "2017-02-30"),
        ("n", "some"),
        ("n", "1,504"),
        ("derived", "maybe"),
        ("derived", ""),
    ],
)
def test_a_broken_cell_names_its_file_line_and_column(column: str, cell: str) -> None:
    with pytest.raises(BadFigure, match=f"mine.csv line 3: column '{column}': "):
        read_figures([ROW, ROW | {column: cell}], file="mine.csv")


@pytest.mark.parametrize("column", FIGURE_COLUMNS)
def test_a_missing_column_is_named(column: str) -> None:
    short = {name: cell for name, cell in ROW.items() if name != column}

    with pytest.raises(BadFigure, match=f"figures.csv line 2: column '{column}' is missing"):
        read_figures([short])


def test_a_missing_column_of_indicators_is_named() -> None:
    short = indicator_row(indicator())
    del short["whole"]

    with pytest.raises(BadFigure, match="indicators.csv line 2: column 'whole' is missing"):
        read_indicators([short])


def test_no_rows_are_no_figures() -> None:
    assert read_figures([]) == []
    assert read_indicators([]) == []


def test_figures_and_indicators_are_written_as_they_were_read() -> None:
    filed = rows("figures.csv")
    register = rows("indicators.csv")

    assert [figure_row(each) for each in read_figures(filed)] == filed
    assert [indicator_row(each) for each in read_indicators(register)] == register


def test_a_code_that_stands_twice_is_refused_with_its_line() -> None:
    with pytest.raises(BadFigure, match="figures.csv line 2: the code F001 stands twice"):
        table(figure("F001", 1), figure("F001", 2))


def test_a_figure_of_an_unknown_indicator_is_refused() -> None:
    with pytest.raises(BadFigure, match="indicator 'OTHER' is not known"):
        table(figure("F001", 1, indicator="OTHER"))


def test_a_table_finds_and_keeps_figures_in_their_order() -> None:
    earlier = figure("F003", 133, call="2016")
    made = table(*parts(1, 2), earlier)

    assert len(made) == 3
    assert made["F003"] is earlier
    assert "F003" in made
    assert "F004" not in made
    assert [each.code for each in made.of_call("2017")] == ["F001", "F002"]
    assert [each.code for each in made.of_indicator("REFERRALS")] == ["F001", "F002", "F003"]
    assert made.indicator_of(earlier).code == "REFERRALS"


def test_indicators_come_in_the_order_of_the_register_and_only_with_figures() -> None:
    first = indicator("FIRST", order=0)
    empty = indicator("EMPTY", order=1)
    last = indicator("LAST", order=2)
    made = FigureTable(
        [figure("F001", 1, indicator="LAST"), figure("F002", 1, indicator="FIRST")],
        [last, empty, first],
    )

    assert made.present_indicators() == (first, last)


def test_a_sum_with_a_hidden_part_is_not_known() -> None:
    assert add_up(parts("0.10", "0.20")) == Decimal("0.30")
    assert add_up(parts(4, Hidden("small", below=3))) is None
    assert add_up([]) == 0


def test_a_figure_of_everyone_is_the_whole() -> None:
    everyone = figure("F001", 1)

    assert everyone.is_whole
    assert not replace(everyone, group="girls").is_whole


def test_a_limit_that_is_no_number_is_named_with_its_line():
    row = indicator_row(indicator()) | {"limit": "five"}

    with pytest.raises(BadFigure, match="line 2: column 'limit': 'five'"):
        read_indicators([row])


# fmt: off
FIRST_INDICATOR = [
    "code", "name", "definition", "unit", "four_p", "rba", "parts", "whole", "chart", "sentence",
    "method", "source",
]
FIRST_FIGURE = [
    "figure", "call", "reported_by", "indicator", "group", "wave", "period", "from", "until",
    "geography", "value", "bound", "n", "derived", "source", "note",
]
# fmt: on


def test_a_row_kept_before_a_column_came_is_still_read() -> None:
    old_indicator = dict.fromkeys(FIRST_INDICATOR, "") | {"code": "REFERRALS"}
    old_figure = {name: ROW[name] for name in FIRST_FIGURE}

    assert read_indicators([old_indicator])[0].limit is None
    assert read_figures([old_figure])[0].code == "F018"


def test_a_new_column_says_what_rows_kept_before_it_mean() -> None:
    # These two lists never change: what was accepted or published by them is kept for good.
    assert {*FIRST_INDICATOR, *ADDED} >= set(indicator_row(indicator()))
    assert {*FIRST_FIGURE, *ADDED} >= set(FIGURE_COLUMNS)
    assert set(indicator_row(indicator())) >= set(FIRST_INDICATOR)
    assert set(FIGURE_COLUMNS) >= set(FIRST_FIGURE)
