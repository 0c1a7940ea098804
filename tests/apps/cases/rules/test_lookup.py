"""What agrees with what: a table that a screener can read, and what must always hold."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.cases.rules.lookup import (
    Attribute,
    Grade,
    Known,
    Sought,
    TooFewAttributes,
    agreement,
    check_enough,
    enough,
    marks_of,
    marks_to_find,
    phone_of,
    turned,
)

MAY, APRIL = date(2010, 5, 4), date(2010, 4, 5)
MARIA = Known("María José", "de los Santos Rivera", ("Majo", "Mia Lopez"), MAY, "+1 203 555 0100")
G, F, B, P = Attribute.GIVEN, Attribute.FAMILY, Attribute.BORN, Attribute.PHONE
SAME, ALIKE, TURNED, YEAR = Grade.SAME, Grade.ALIKE, Grade.TURNED, Grade.YEAR


@pytest.mark.parametrize(
    ("sought", "agreed"),
    [
        (Sought("maria", "santos"), {G: SAME, F: SAME}),
        (Sought("Jose", "Rivera Santos"), {G: SAME, F: SAME}),
        (Sought("Marie", "Rybera"), {G: ALIKE, F: ALIKE}),
        (Sought("Majo", "", MAY), {G: SAME, B: SAME}),
        (Sought("Mia", "Lopez"), {G: SAME, F: SAME}),
        (Sought("Maria", "", APRIL), {G: SAME, B: TURNED}),
        (Sought("Maria", "", date(2010, 9, 9)), {G: SAME, B: YEAR}),
        (Sought("Maria", "", born_year=2010), {G: SAME, B: YEAR}),
        (Sought("Maria", "", born_year=2011), {G: SAME}),
        (Sought("", "", MAY, phone="203-555-0100"), {B: SAME, P: SAME}),
        (Sought("Anthony", "Brooks", date(1999, 1, 1), phone="860 555 0199"), {}),
    ],
)
def test_an_attribute_agrees_as_the_table_says(
    sought: Sought, agreed: dict[Attribute, Grade]
) -> None:
    assert agreement(sought, MARIA) == agreed


@pytest.mark.parametrize(
    "sought",
    [
        Sought(),
        Sought(given="Maria"),
        Sought(family="Santos"),
        Sought(born_on=MAY),
        Sought(born_on=MAY, born_year=2010),
        Sought(given="Maria", phone="911"),
        Sought(given="Maria", family="..."),
    ],
)
def test_one_thing_alone_is_too_little(sought: Sought) -> None:
    with pytest.raises(TooFewAttributes, match="at least two"):
        check_enough(sought)


def test_a_telephone_number_is_compared_by_its_last_ten_digits() -> None:
    assert phone_of("+1 (203) 555-0100") == phone_of("2035550100") == "2035550100"
    assert phone_of("911") == ""


def test_a_day_is_turned_only_where_that_makes_another_day() -> None:
    assert turned(MAY) == APRIL
    assert turned(date(2010, 5, 13)) is None
    assert turned(date(2010, 5, 5)) is None


NAMES = st.sampled_from(
    ["Maria", "José", "Smith", "Schmidt", "Jiménez", "Gimenes", "Santos", "Rivera", "李"]
)
NAME = st.lists(NAMES, max_size=3).map(" ".join)
DAYS = st.dates(date(2000, 1, 1), date(2000, 12, 31))
PHONES = st.sampled_from(["", "203 555 0100", "860 555 0199"])
ANYBODY = st.builds(Known, NAME, NAME, st.lists(NAME, max_size=2).map(tuple), DAYS, PHONES)
ANYTHING = st.builds(Sought, NAME, NAME, st.none() | DAYS, st.sampled_from([None, 2000]), PHONES)


@given(ANYTHING, ANYBODY)
def test_whoever_shares_a_mark_agrees_in_two_attributes(sought: Sought, somebody: Known) -> None:
    if marks_to_find(sought) & marks_of(somebody):
        assert enough(agreement(sought, somebody))


@given(ANYTHING, ANYBODY)
def test_whoever_agrees_in_two_attributes_but_the_year_shares_a_mark(
    sought: Sought, somebody: Known
) -> None:
    agreed = agreement(sought, somebody)
    if sought.born_on and agreed.get(B) == YEAR:
        del agreed[B]  # a year helps to compare; it is searched only if no day was given
    if enough(agreed):
        assert marks_to_find(sought) & marks_of(somebody)


@given(ANYBODY)
def test_everybody_finds_themselves(somebody: Known) -> None:
    sought = Sought(somebody.given, somebody.family, somebody.born_on, None, somebody.phone)
    if len(sought.attributes) > 1:
        assert marks_to_find(sought) <= marks_of(somebody) | marks_to_find(
            Sought(somebody.given, somebody.family, turned(somebody.born_on), None, somebody.phone)
        )


def test_no_mark_says_one_attribute_alone() -> None:
    assert all(mark.count("|") == 2 for mark in marks_of(MARIA) | marks_to_find(Sought("a", "b")))
