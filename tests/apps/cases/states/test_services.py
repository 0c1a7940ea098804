"""The tables of needs and referrals: whole, and no way past them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.cases.actions.answers import STEPS as ANSWER_STEPS
from fourfold.apps.cases.actions.services import STEPS as NEED_STEPS
from fourfold.apps.cases.states import services as states
from fourfold.apps.cases.states.services import (
    ANSWERS,
    MOVES,
    NEED_MOVES,
    NEED_OWNERS,
    OWNERS,
    REASONS,
    WITH_THE_SERVICE,
    MoveNotAllowed,
    NeedState,
    ReferralState,
    WhyDeclined,
)

S = ReferralState


def test_every_state_has_moves_an_owner_and_its_reasons():
    assert set(MOVES) == set(OWNERS) == set(REASONS) == set(ReferralState)
    assert set(NEED_MOVES) == set(NEED_OWNERS) == set(NEED_STEPS) == set(NeedState)
    assert set(ANSWER_STEPS) == set(ANSWERS)


def test_a_referral_that_ended_moves_no_more():
    assert {each for each, then in MOVES.items() if not then} == {S.DECLINED, S.DONE, S.REVOKED}


def test_what_is_with_the_service_can_be_taken_back_at_any_time():
    assert all(S.REVOKED in MOVES[each] for each in WITH_THE_SERVICE | {S.DRAFT})


@given(st.lists(st.sampled_from(ReferralState), max_size=12))
def test_no_walk_reaches_a_service_without_being_sent(steps):
    now, walked = S.DRAFT, [S.DRAFT]
    for then in steps:
        try:
            states.check_move(now, then)
        except MoveNotAllowed:
            continue
        now = then
        walked.append(now)
    if set(walked) & (WITH_THE_SERVICE | {S.DONE, S.DECLINED}):
        assert walked[1] is S.SENT
    assert walked.count(S.SENT) <= 1
    if S.DONE in walked:
        assert walked[-2:] == [S.ACCEPTED, S.DONE]


def test_a_refused_move_says_what_can_be_done():
    with pytest.raises(MoveNotAllowed, match="A referral that is declined cannot become done"):
        states.check_move(S.DECLINED, S.DONE)
    with pytest.raises(MoveNotAllowed, match="A need that is met cannot become unmet"):
        states.check_need_move(NeedState.MET, NeedState.UNMET)


def test_a_person_who_chose_not_to_is_no_failure_of_theirs_in_the_words():
    assert "PERSON_CHOSE_NOT_TO" in set(WhyDeclined)
    assert not any("REFUS" in each for each in WhyDeclined)
