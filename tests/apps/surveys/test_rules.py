"""Codes that people make, and how many answers belong together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.surveys.forms.words import ENGLISH, SPANISH
from fourfold.apps.surveys.rules import paired, plain_pair
from fourfold.reference.forms import Why

MARKS = st.lists(st.sampled_from(["", "a", "b", "c", "d"]), max_size=12)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("ma 07-ER", "ma07er"), ("MA07er", "ma07er"), ("abc", ""), ("", ""), ("ñu07ñu", "ñu07ñu")],
)
def test_a_code_is_the_same_however_it_is_typed(typed: str, plain: str) -> None:
    assert plain_pair(typed) == plain


def test_a_code_that_stands_twice_pairs_nothing() -> None:
    found = paired(["a", "a", "b", ""], ["a", "b", "c"])

    assert (found.pairs, found.alone, found.twice, found.without) == (1, 1, 3, 1)


@given(MARKS, MARKS)
def test_every_answer_is_counted_in_one_place(before: list[str], after: list[str]) -> None:
    found = paired(before, after)

    counted = 2 * found.pairs + found.alone + found.twice + found.without
    assert counted == len(before) + len(after)


def test_both_languages_say_everything() -> None:
    for words in (ENGLISH, SPANISH):
        assert set(words.why) == set(Why)
        for name in words.__slots__:
            assert getattr(words, name), name
