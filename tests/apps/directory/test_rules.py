"""What holds of a listing, on plain values."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.directory.rules import NotWhole, TellsTheAddress
from fourfold.apps.directory.rules.freshness import freshness, is_public, shown_until
from fourfold.apps.directory.rules.hours import DAYS, Hours, of_rule, read_hours
from fourfold.apps.directory.rules.said import Known, Said, check_said
from fourfold.apps.directory.rules.telling import check_tells_no_address
from fourfold.apps.directory.states import (
    MOVES,
    Freshness,
    ListingState,
    MoveNotAllowed,
    check_move,
)

TODAY = date(2029, 6, 1)


@pytest.mark.parametrize(
    ("age", "stands", "public"),
    [
        (None, Freshness.NEVER, False),
        (0, Freshness.CHECKED, True),
        (180, Freshness.CHECKED, True),
        (181, Freshness.FADED, True),
        (365, Freshness.FADED, True),
        (366, Freshness.HIDDEN, False),
    ],
)
def test_a_listing_fades_and_then_hides_by_the_days_since_its_check(age, stands, public):
    on = None if age is None else TODAY - timedelta(days=age)

    assert freshness(on, today=TODAY) is stands
    assert is_public(ListingState.LISTED, on, today=TODAY) is public
    assert not is_public(ListingState.DRAFT, on, today=TODAY)
    assert not is_public(ListingState.WITHDRAWN, on, today=TODAY)
    if on:
        assert (shown_until(on) >= TODAY) is public


def test_only_the_moves_of_the_table_are_allowed():
    for now in ListingState:
        for to in ListingState:
            if to in MOVES[now]:
                check_move(now, to)
            else:
                with pytest.raises(MoveNotAllowed):
                    check_move(now, to)
    assert ListingState.LISTED not in MOVES[ListingState.WITHDRAWN]


@given(
    st.lists(st.sampled_from(DAYS), min_size=1, unique=True),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
)
def test_hours_come_back_from_their_line_and_their_rule(days, opens, closes):
    if opens == closes and closes.hour + closes.minute:
        return
    told = Hours(tuple(each for each in DAYS if each in days), opens, closes)

    assert read_hours(told.line) == (told,)
    assert of_rule(told.rule, opens=opens, closes=closes) == told


def test_hours_that_are_not_understood_are_all_named_at_once():
    with pytest.raises(NotWhole, match=r"whenever; Mo 25:00-26:00"):
        read_hours("Sa-Mo 9:00-17:00\nwhenever\nMo 25:00-26:00")


def test_everything_wrong_with_a_listing_is_told_at_once():
    wrong = Said(name=" ", url="ftp://x", from_age=18, until_age=18, kinds=("NO",), reach="LISTED")
    with pytest.raises(NotWhole) as told:
        check_said(wrong, known=Known())

    for each in ("name", "https://", "age", "kinds: NO", "towns or regions"):
        assert each in str(told.value)


@pytest.mark.parametrize(
    "words",
    ["Come to 417 hidden hollow rd.", "417  Hidden-Hollow Road", "ZIP 00917", "at Made-up Town"],
)
def test_open_words_that_tell_a_hidden_address_are_refused(words):
    with pytest.raises(TellsTheAddress):
        check_tells_no_address(
            ["fine", words], address="417 Hidden Hollow Road\nMade-up Town, 00917"
        )


def test_open_words_that_tell_nothing_pass():
    check_tells_no_address(["A road to safety, in the north."], address="417 Hidden Hollow Road")
