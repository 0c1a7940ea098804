"""What of a list's address is kept under a name."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.cases.rules.saved import CODE, kept_of


def test_codes_days_and_orders_are_kept():
    query = {"state": "OPEN", "opened_from": "2030-01-01", "sort": "-opened"}

    assert kept_of(query) == query


def test_typed_words_and_page_numbers_are_not_kept():
    query = {"words": "Maria", "name": "on", "page": "4", "state": "", "region": "New Haven"}

    assert kept_of(query) == {}


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=80), max_size=8))
def test_whatever_is_typed_only_codes_get_through(query):
    kept = kept_of(query)

    assert all(CODE.fullmatch(name) and CODE.fullmatch(value) for name, value in kept.items())
    assert kept.items() <= query.items()
