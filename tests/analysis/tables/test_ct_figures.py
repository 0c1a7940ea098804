"""Connecticut's figures: what the public sources print, all of it, as they print it."""

from __future__ import annotations

import re

from fourfold.analysis.tables import Bound, Hidden, add_up
from tests.analysis.made import ct_table, rows

CALLS = {"seed000": "2016", "seed001": "2016", "seed002": "2017", "seed003": "2016"}


def test_every_figure_stands_in_order() -> None:
    assert [each.code for each in ct_table()] == [f"F{at:03d}" for at in range(1, 198)]


def test_every_figure_answers_the_call_of_its_source() -> None:
    assert all(each.call == CALLS[each.source[0]] for each in ct_table())


def test_every_indicator_has_figures_and_their_sources() -> None:
    table = ct_table()

    assert len(table.present_indicators()) == len(table.indicators)
    for indicator in table.present_indicators():
        figures = table.of_indicator(indicator.code)
        assert set(indicator.source) == {key for each in figures for key in each.source}


def test_every_figure_has_an_owner_among_the_organizations() -> None:
    known = {each["code"] for each in rows("organizations.csv")}

    assert {each.reported_by for each in ct_table()} <= known


def test_values_stand_as_printed() -> None:
    table = ct_table()
    small = table["F144"].value

    assert isinstance(small, Hidden)
    assert small.below == 3
    assert str(table["F060"].value) == "75.0"
    assert str(table["F168"].value) == "346.18"
    assert table["F146"].period == "[2007]"
    assert table["F160"].bound is Bound.AT_LEAST
    assert table["F075"].bound is Bound.ABOUT


def test_the_three_tables_of_referrals_add_up_to_the_total() -> None:
    table = ct_table()

    for by in ("RACE_ETHNICITY", "AGE", "RESIDENCE"):
        assert add_up(table.of_indicator(f"DCF_REFERRALS_BY_{by}")) == table["F040"].value == 212


def test_before_and_after_stand_in_pairs() -> None:
    for code in ("KNOWLEDGE_SCORE", "BELIEFS_SCORE", "COMFORT_SCORE"):
        figures = ct_table().of_indicator(code)
        before = [each.group for each in figures if each.wave == "before"]

        assert len(before) == 6
        assert before == [each.group for each in figures if each.wave == "after"]


def test_a_sentence_holds_no_number_and_only_what_can_be_filled_in() -> None:
    table = ct_table()

    for indicator in table.present_indicators():
        figures = table.of_indicator(indicator.code)
        asked = set(re.findall(r"\{(\w+)\}", indicator.sentence))

        assert not re.search(r"\d", indicator.sentence.replace("Love146", ""))
        assert asked <= {"value", "period", "group", "group_value", "before", "after"}
        assert "value" not in asked or any(each.is_whole for each in figures)
        assert "group" not in asked or any(not each.is_whole for each in figures)
        assert "before" not in asked or any(each.wave for each in figures)
