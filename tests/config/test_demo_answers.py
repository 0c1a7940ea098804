"""Made-up offices answer a call the same way each time, some of them with nothing to report."""

from __future__ import annotations

import pytest

from fourfold.apps.submissions.actions import asking
from fourfold.apps.submissions.models import Asked, Batch
from fourfold.config.demo.answers import answer_some
from tests.make import answers
from tests.make.answers import HOUSE
from tests.make.people import NOW

pytestmark = pytest.mark.django_db


def test_some_offices_answer_and_every_sixth_has_nothing_to_report() -> None:
    offices = [answers.office(f"NUMBER_{each}_PD") for each in range(6)]
    call = answers.call()
    asking.ask(call, respondents=offices, by=HOUSE, at=NOW)

    sent = answer_some(call, offices=offices, at=NOW)

    assert len(sent) == 5
    assert {each.state for each in Batch.objects.all()} == {"SENT"}
    assert Asked.objects.get(nothing_at=NOW).respondent.code == offices[-1]


def test_a_call_about_people_is_not_answered_so() -> None:
    call, office = answers.asked("KIDS-2029", dataset="dcf_referrals")

    with pytest.raises(LookupError, match="nothing that can be typed"):
        answer_some(call, offices=[office], at=NOW)
