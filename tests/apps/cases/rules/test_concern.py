"""The decision table of next steps, as a practitioner reads it, and what always holds of it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold import reference
from fourfold.apps.cases.rules import concern
from fourfold.apps.cases.states.cases import Concern

CT, ZZ = reference.load_pack("ct"), reference.load_pack("zz")
REASONS = [each.code for each in concern.reasons_of(CT)]
EXPECTED = Path(__file__).with_name("concern_expected.csv")
ROWS = list(csv.DictReader(EXPECTED.read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['level']}-{row['reasons'] or 'none'}")
def test_a_level_and_its_reasons_recommend_what_the_signed_table_says(row):
    found = concern.recommended(Concern(row["level"]), reasons=row["reasons"].split(), pack=CT)

    assert [each.action for each in found] == row["actions"].split(" | ")


def test_the_signed_table_has_every_level_with_no_reason_and_with_each_reason():
    wanted = {(level.value, reason) for level in Concern for reason in ("", *REASONS)}

    assert {(row["level"], row["reasons"]) for row in ROWS} >= wanted


@given(
    st.sampled_from(Concern),
    st.sets(st.sampled_from(REASONS)),
    st.sets(st.sampled_from(REASONS)),
)
def test_more_reasons_never_recommend_less(level, some, more):
    few = concern.recommended(level, reasons=some, pack=CT)
    many = concern.recommended(level, reasons=some | more, pack=CT)

    assert set(few) <= set(many)


def test_every_answer_has_a_next_step_in_every_state():
    for pack in (CT, ZZ):
        for level in Concern:
            assert concern.recommended(level, reasons=(), pack=pack)


def test_connecticuts_table_says_that_it_is_an_example():
    assert concern.is_example(CT)
    assert all(each.is_example for each in concern.table_of(CT))
    assert not concern.is_example(ZZ)
