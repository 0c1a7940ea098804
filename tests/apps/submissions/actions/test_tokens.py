"""Tokens of programs: made by an administrator, shown once, and no stronger than their steward."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fourfold.apps.submissions.actions import tokens
from fourfold.apps.submissions.models import AgencyToken, Respondent
from fourfold.apps.submissions.queries import tokens as queries
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import nobody
from fourfold.security.models import AuditEvent, RoleGrant, RoleState
from tests.make import people
from tests.make.people import DCF, NOW

pytestmark = pytest.mark.django_db
OFFICE = "MADEUP_OFFICE"


@pytest.fixture
def office():
    return Respondent.objects.create(
        code=OFFICE,
        name="Made-up office",
        kind="AGENCY",
        agency=DCF,
        added_at=NOW,
        added_by="setup",
    )


@pytest.fixture
def alma():
    return people.viewer("Alma", "AGENCY_ADMIN")


@pytest.fixture
def stew():
    return people.viewer("Stew", "STEWARD")


def make(alma, stew, **other):
    given = {"name": "records system", "steward": stew.account, "days": 30} | other
    return tokens.make(given.pop("office", OFFICE), **given, by=alma)


def test_a_token_opens_what_a_steward_may_and_is_kept_as_a_digest_only(office, alma, stew):
    made = make(alma, stew)

    came = tokens.enter(made.secret, by=nobody(NOW))

    assert (came.office, came.viewer.account, came.viewer.agency) == (OFFICE, stew.account, DCF)
    assert came.viewer.permissions == {Permission.BATCH_SEND}
    kept = AgencyToken.objects.values().get()
    assert not any(made.secret in str(value) for value in kept.values())
    assert made.secret not in str(list(AuditEvent.objects.values()))


def test_a_steward_with_other_roles_lends_a_program_only_the_one(office, alma):
    both = people.viewer("Both", "STEWARD", "ANALYST")

    came = tokens.enter(make(alma, both).secret, by=nobody(NOW))

    assert came.viewer.roles == {"STEWARD"}


@pytest.mark.parametrize("fault", ["unknown", "over", "ended", "no steward", "office closed"])
def test_a_token_that_opens_nothing_gives_one_answer(office, alma, stew, fault):
    made = make(alma, stew)
    shown, at = made.secret, NOW
    if fault == "unknown":
        shown = "fourfold_guessed"
    if fault == "over":
        at = NOW + timedelta(days=30)
    if fault == "ended":
        tokens.end(made.id, by=alma)
    if fault == "no steward":
        at = NOW + timedelta(seconds=1)
        RoleGrant.objects.filter(account_id=stew.account).update(
            state=RoleState.ENDED, until_at=NOW + timedelta(seconds=1), ended_by="setup"
        )
    if fault == "office closed":
        Respondent.objects.update(is_active=False)

    with pytest.raises(tokens.TokenUseless) as refused:
        tokens.enter(shown, by=nobody(at))

    assert str(refused.value) == str(tokens.TokenUseless())


def test_a_token_is_made_only_for_ones_own_office_and_steward(office, alma, stew):
    stranger = people.viewer("Far", "STEWARD", of=people.PROVIDER)
    other = people.viewer("Ada", "AGENCY_ADMIN", of=people.PROVIDER)

    for by, who, named in (
        (alma, stranger, OFFICE),
        (other, stranger, OFFICE),
        (stew, stew, OFFICE),
    ):
        with pytest.raises(tokens.NotYours):
            tokens.make(named, name="x", steward=who.account, days=30, by=by)
    for days in (0, 367):
        with pytest.raises(tokens.TokenError):
            make(alma, stew, days=days)
    assert AgencyToken.objects.count() == 0


def test_only_the_agencys_administrator_sees_and_ends_a_token_and_ending_twice_is_once(
    office, alma, stew
):
    made = make(alma, stew)
    other = people.viewer("Ada", "AGENCY_ADMIN", of=people.PROVIDER)

    assert [each.id for each in queries.tokens(viewer=alma)] == [made.id]
    assert queries.tokens(viewer=stew) == queries.tokens(viewer=other) == []
    with pytest.raises(tokens.NotYours):
        tokens.end(made.id, by=other)
    tokens.end(made.id, by=alma)
    tokens.end(made.id, by=alma)

    assert AuditEvent.objects.filter(event="PROGRAM_ENDED").count() == 1
    assert not queries.tokens(viewer=alma)[0].works


def test_many_calls_in_an_hour_are_one_line_in_the_log(office, alma, stew):
    secret = make(alma, stew).secret

    for minutes in (0, 1, 59, 60, 61):
        tokens.enter(secret, by=replace(nobody(NOW), at=NOW + timedelta(minutes=minutes)))

    assert AuditEvent.objects.filter(event="PROGRAM_CAME").count() == 2
