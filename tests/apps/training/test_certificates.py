"""Certificates: issued once to who was there, checked by code and name, revoked for good."""

from datetime import timedelta
from decimal import Decimal

import pytest

from fourfold.apps.training.access import NotYours
from fourfold.apps.training.actions import attendance
from fourfold.apps.training.actions import certificates as actions
from fourfold.apps.training.models import AttendeeName
from fourfold.apps.training.queries import certificates as queries
from fourfold.apps.training.queries import sessions
from fourfold.apps.training.rules.certificates import (
    AlreadyRevoked,
    TooEarly,
    code_in_groups,
    code_of,
)
from fourfold.apps.training.rules.sessions import HasCertificate
from fourfold.apps.training.states import Credit
from tests.make import people, training
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
WHO = [("José Díaz", "Made-up Inn", ""), ("Made-up Bo", "Made-up Inn", "")]


@pytest.fixture
def later(lead):
    return people.viewer("Lena", of="COUNCIL", at=NOW + timedelta(hours=3))


@pytest.fixture
def held(lead, later):
    found = training.session(lead, credit=Credit.POST, credit_hours=Decimal(2))
    attendance.bring(found.id, people=WHO, by=lead)
    actions.issue(found.id, by=later)
    return found


def checked(code, name, viewer):
    return queries.verified(code, name=name, viewer=viewer)


def test_everybody_confirmed_gets_one_certificate_once(held, later):
    assert actions.issue(held.id, by=later) == 0
    assert [each.name for each in queries.of_session(held.id, viewer=later)] == [
        "José Díaz",
        "Made-up Bo",
    ]


def test_nobody_gets_one_before_the_session_has_ended(lead):
    found = training.session(lead)

    with pytest.raises(TooEarly):
        actions.issue(found.id, by=lead)


@pytest.mark.parametrize(
    ("name", "fits"),
    [("José Díaz", True), ("  jose  DIAZ ", True), ("Made-up Bo", False), ("", False)],
)
def test_code_and_name_together_say_whether_it_is_valid(held, later, name, fits):
    one, _other = queries.of_session(held.id, viewer=later)
    found = checked(code_in_groups(one.code).lower(), name, later)

    assert (found is not None) is fits
    if found:
        assert (found.credit, found.credit_hours, found.revoked_on) == ("POST", Decimal(2), None)


def test_an_unknown_code_and_a_name_that_went_are_one_answer(held, later):
    one, _other = queries.of_session(held.id, viewer=later)
    AttendeeName.objects.all().delete()

    assert checked(one.code, one.name, later) is None
    assert checked("0" * 16, one.name, later) is None
    assert queries.of_session(held.id, viewer=later) == []
    assert sessions.session(held.id, viewer=later).people == 2


def test_a_revoked_certificate_says_so_and_is_revoked_once(held, later):
    one, _other = queries.of_session(held.id, viewer=later)
    actions.revoke(one.id, why="A made-up mistake.", by=later)

    assert checked(one.code, one.name, later).revoked_on == later.at.date()
    with pytest.raises(AlreadyRevoked):
        actions.revoke(one.id, why="Again.", by=later)


def test_a_trainer_issues_for_their_own_session_and_revokes_nothing(lead, tara):
    who = training.trainer(lead, account=tara.account)
    found = training.session(lead, trainers=(who,))
    attendance.bring(found.id, people=WHO, by=tara)
    after = people.viewer("Tara", of="COUNCIL", at=NOW + timedelta(hours=3))

    assert actions.issue(found.id, by=after) == 2
    one = queries.of_session(found.id, viewer=after)[0]
    with pytest.raises(NotYours):
        actions.revoke(one.id, why="A made-up mistake.", by=after)


def test_a_line_with_a_valid_certificate_is_not_taken_off(held, later):
    one, _other = queries.of_session(held.id, viewer=later)

    with pytest.raises(HasCertificate):
        attendance.take_off(held.id, line=one.line, by=later)
    actions.revoke(one.id, why="They were not there.", by=later)
    attendance.take_off(held.id, line=one.line, by=later)


@pytest.mark.parametrize(
    "typed", ["7q2k-x0m9-d4tb-n8ae", "7Q2K X0M9 D4TB N8AE", "7Q2KXoM9D4TBN8AE"]
)
def test_a_code_is_read_however_it_is_typed(typed):
    assert code_of(typed) == "7Q2KX0M9D4TBN8AE"
