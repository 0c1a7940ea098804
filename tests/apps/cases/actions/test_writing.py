"""Summary and follow-ups: written once, by those who keep the case, over nobody's words."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from fourfold.apps.cases import actions
from fourfold.apps.cases.actions import following, records, writing
from fourfold.apps.cases.models import Case, FollowUp
from fourfold.apps.cases.states.follow_ups import FollowUpKind, FollowUpResult
from fourfold.security.access.sight import NotKnown
from tests.make import cases, people
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def luis():
    return people.viewer("Luis", "LIAISON")


@pytest.fixture
def number(luis):
    return cases.case(luis, summary="As told.")


def version(number):
    return Case.objects.get(pk=number).version


def test_what_the_case_is_about_is_a_step_that_does_not_repeat_the_words(luis, number):
    writing.summarize(number, words=" As told twice. ", version=version(number), by=luis)

    found = Case.objects.get(pk=number)
    assert found.summary == "As told twice."
    assert list(found.lines.values_list("step", "words")) == [
        ("CASE_OPENED", None),
        ("CASE_CHANGED", None),
    ]


def test_the_wishes_have_one_action():
    source = Path(str(actions.__file__)).parent

    writers = [each.stem for each in source.glob("*.py") if ".wishes =" in each.read_text("utf-8")]
    assert writers == ["people"]


def test_nothing_new_is_said_so(luis, number):
    with pytest.raises(writing.NothingNew):
        writing.summarize(number, words="As told.", version=version(number), by=luis)


def test_an_older_page_overwrites_nothing(luis, number):
    shown = version(number)
    writing.summarize(number, words="New.", version=shown, by=luis)

    with pytest.raises(records.ChangedMeanwhile) as refused:
        writing.summarize(number, words="Mine.", version=shown, by=luis)

    assert refused.value.by == luis.account
    assert Case.objects.get(pk=number).summary == "New."


def test_a_reader_writes_nothing(luis, number):
    with pytest.raises(NotKnown):
        writing.summarize(number, words="Mine.", version=1, by=people.viewer("Carmen", "CARELINE"))


def test_a_follow_up_is_planned_and_done_once(luis, number):
    made = following.plan(number, kind=FollowUpKind.VISIT, due_on=TODAY, by=luis)

    following.finish(made, case=number, result=FollowUpResult.WELL, note="She smiled.", by=luis)
    with pytest.raises(following.DoneBefore) as refused:
        following.finish(made, case=number, result=FollowUpResult.NOT_REACHED, by=luis)

    done = FollowUp.objects.get(pk=made)
    assert (done.result, done.note, done.done_by) == ("WELL", "She smiled.", luis.account)
    assert refused.value.by == luis.account
    assert done.case.lines.get(step="FOLLOW_UP_DONE").words == "She smiled."


@pytest.mark.parametrize("days", [-1, 4 * 366])
def test_a_day_that_is_past_or_too_far_is_refused(luis, number, days):
    with pytest.raises(following.NoSuchDay):
        following.plan(number, kind=FollowUpKind.CALL, due_on=TODAY + timedelta(days=days), by=luis)


def test_the_same_form_twice_plans_once(luis, number):
    following.plan(number, kind=FollowUpKind.CALL, due_on=TODAY, by=luis, key="once-1")

    with pytest.raises(records.DoneBefore):
        following.plan(number, kind=FollowUpKind.CALL, due_on=TODAY, by=luis, key="once-1")
    assert FollowUp.objects.count() == 1


def test_a_follow_up_of_another_case_is_not_found(luis, number):
    made = following.plan(number, kind=FollowUpKind.VISIT, due_on=TODAY, by=luis)

    with pytest.raises(following.NoSuchPart):
        following.finish(made, case=cases.case(luis), result=FollowUpResult.WELL, by=luis)
