"""What makes a referral good to send and to answer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.cases.rules import referring
from fourfold.apps.cases.rules.referring import days_to_first_service
from fourfold.apps.cases.states.services import REASONS, ReferralState

NOW = datetime(2030, 1, 7, 9, tzinfo=UTC)
DAYS = st.lists(st.dates(date(2028, 1, 1), date(2032, 1, 1)), max_size=5)
ALL_REASONS = sorted({each for reasons in REASONS.values() if reasons for each in reasons})


@pytest.mark.parametrize("then", ReferralState)
@pytest.mark.parametrize("reason", ["", *ALL_REASONS])
def test_a_reason_is_taken_only_from_the_list_of_its_state(then, reason):
    fits = reason in set(REASONS[then] or ()) if REASONS[then] else reason == ""

    if fits:
        referring.check_reason(then, reason, "said")
    else:
        with pytest.raises(referring.ReasonMissing):
            referring.check_reason(then, reason, "said")
    assert isinstance(fits, bool)


def test_other_needs_a_word():
    with pytest.raises(referring.SayWhat):
        referring.check_reason(ReferralState.DECLINED, "OTHER", "  ")


def test_the_last_moment_to_answer_is_excluded():
    referring.check_in_time(NOW + timedelta(microseconds=1), at=NOW)
    with pytest.raises(referring.TooLate):
        referring.check_in_time(NOW, at=NOW)


@pytest.mark.parametrize(("days", "fits"), [(-1, False), (0, True), (3, True), (4, False)])
def test_a_service_begins_between_sending_and_today(days, fits):
    sent_on = date(2030, 1, 4)
    day = sent_on + timedelta(days=days)

    if fits:
        referring.check_first_day(day, sent_on=sent_on, today=date(2030, 1, 7))
    else:
        with pytest.raises(referring.NotADay):
            referring.check_first_day(day, sent_on=sent_on, today=date(2030, 1, 7))
    assert referring.check_first_day(None, sent_on=sent_on, today=sent_on) is None


@given(DAYS, DAYS)
def test_the_time_to_a_first_service_is_known_only_from_both_ends(asked, served):
    found = days_to_first_service(asked, served)

    assert (found is None) == (not asked or not served)
    if found is not None:
        assert found == max((min(served) - min(asked)).days, 0)
        assert found == days_to_first_service([*asked, date(2033, 1, 1)], served[::-1])
