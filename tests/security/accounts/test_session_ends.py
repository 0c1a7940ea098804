"""When a session is over, to the second (promise G16), and that nothing is served after it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from fourfold.security.access import agencies
from fourfold.security.access.viewer import Viewer
from fourfold.security.accounts import actions
from fourfold.security.accounts.standing import (
    FRESH,
    IDLE,
    LONGEST,
    SKEW,
    Ended,
    is_fresh,
    why_ended,
)
from fourfold.security.models import AuditEvent, RoleGrant, Session
from tests.make import people

from .conftest import START
from .test_second_factor import code_now, enroll, sign_in

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def rosa(person, clock):
    """Return an account, and a browser in which its person has just shown both factors."""
    account = person()
    client = Client()
    sign_in(client)
    secret, _ = enroll(client)
    return account, client, secret


def is_open(client: Client) -> bool:
    return client.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("idle", "age", "expected"),
    [
        (IDLE - SECOND, IDLE, None),
        (IDLE, IDLE, Ended.IDLE),
        (IDLE + SECOND, IDLE + SECOND, Ended.IDLE),
        (SECOND, LONGEST - SECOND, None),
        (SECOND, LONGEST, Ended.TOO_LONG),
        (SECOND, LONGEST + SECOND, Ended.TOO_LONG),
        (-SKEW, SECOND, None),
        (-SKEW - SECOND, SECOND, Ended.CLOCK),
        (SECOND, -SKEW - SECOND, Ended.CLOCK),
    ],
)
def test_the_limits_are_exact_to_the_second(idle, age, expected):
    ended = why_ended(started_at=START - age, seen_at=START - idle, at=START)

    assert ended == expected


@pytest.mark.parametrize(
    ("age", "fresh"),
    [(FRESH, True), (FRESH + SECOND, False), (-SKEW, True), (-SKEW - SECOND, False)],
)
def test_a_proof_is_fresh_to_the_second(age, fresh):
    assert is_fresh(START - age, at=START) == fresh


def test_no_proof_is_never_fresh():
    assert not is_fresh(None, at=START)


def test_a_session_left_alone_for_fifteen_minutes_is_over(rosa, clock):
    _, client, _ = rosa
    clock.pass_by(seconds=IDLE.total_seconds() - 1)
    assert is_open(client)

    clock.pass_by(seconds=IDLE.total_seconds())

    assert client.get("/account/").headers["Location"] == "/sign-in/?next=%2Faccount%2F&ended=IDLE"
    assert not is_open(client)
    assert not Session.objects.exclude(account="").exists()


@pytest.mark.slow
def test_a_session_in_use_is_over_after_ten_hours(rosa, clock):
    _, client, _ = rosa
    for _ in range(59):
        clock.pass_by(minutes=10)
        assert is_open(client)
    clock.pass_by(minutes=10)

    assert client.get("/account/").headers["Location"].startswith("/sign-in/")
    assert not is_open(client)


def test_a_clock_set_back_ends_sessions(rosa, clock):
    _, client, _ = rosa
    clock.pass_by(hours=-2)

    assert client.get("/account/").headers["Location"].endswith("ended=CLOCK")
    assert not is_open(client)


def test_the_end_of_a_session_is_in_the_audit(rosa, clock):
    account, client, _ = rosa
    clock.pass_by(minutes=16)
    client.get("/account/")

    line = AuditEvent.objects.get(event="SESSION_ENDED")
    assert line.subject == f"account:{account.id}"
    assert line.facts == {"why": "IDLE"}


def test_the_key_of_a_session_that_was_left_opens_nothing(rosa):
    _, client, _ = rosa
    thief = Client()
    thief.cookies["fourfold_session"] = client.cookies["fourfold_session"].value
    assert is_open(thief)

    client.post("/sign-in/out/")

    assert not is_open(thief)


def test_a_key_chosen_by_somebody_else_never_becomes_a_session(person, clock):
    person()
    client = Client()
    client.cookies["fourfold_session"] = planted = "a" * 32

    sign_in(client)
    waiting = client.cookies["fourfold_session"].value
    enroll(client)
    thief = Client()
    thief.cookies["fourfold_session"] = planted

    assert planted != waiting
    assert client.cookies["fourfold_session"].value not in {planted, waiting}
    assert not is_open(thief)


def test_the_key_before_the_second_factor_opens_nothing_after_it(rosa, clock):
    _, _, secret = rosa
    clock.pass_by(minutes=3)
    client = Client()
    sign_in(client)
    early = Client()
    early.cookies["fourfold_session"] = client.cookies["fourfold_session"].value

    client.post("/sign-in/second-factor/", {"code": code_now(secret)})

    assert is_open(client)
    assert not is_open(early)


def by(*roles: str, at) -> Viewer:
    made = people.account("Ada", *roles, of="zz-one")
    return Viewer(
        account=made.id,
        agency="zz-one",
        at=at,
        roles=frozenset(roles),
        second_factor=True,
        stepped_up=True,
    )


@pytest.mark.parametrize("verb", ["disable", "end_sessions"])
def test_an_administrator_ends_every_session_of_a_person_at_once(rosa, clock, verb):
    account, client, secret = rosa
    clock.pass_by(minutes=3)
    other = Client()
    sign_in(other)
    other.post("/sign-in/second-factor/", {"code": code_now(secret)})
    assert is_open(other)

    getattr(actions, verb)(account.id, by=by("AGENCY_ADMIN", at=clock.now))

    assert not is_open(client)
    assert not is_open(other)


def test_a_new_password_ends_every_other_session(rosa, clock):
    account, client, _ = rosa

    actions.change_password(account, "another long walk home", by=account.id, at=clock.now)

    assert not is_open(client)


def test_a_role_that_ends_ends_the_sessions_it_was_used_in(rosa, clock):
    account, client, _ = rosa
    ada = by("AGENCY_ADMIN", at=clock.now)
    given = RoleGrant.objects.create(
        account=account,
        agency="zz-one",
        role="STEWARD",
        state="HELD",
        proposed_by=ada.account,
        proposed_at=START,
        decided_by="setup",
        decided_at=START,
        from_at=START,
    )

    agencies.end_role(given.id, by=ada)

    assert not is_open(client)


def test_an_account_may_have_several_sessions_and_each_is_listed(rosa, clock):
    account, client, secret = rosa
    clock.pass_by(minutes=3)
    other = Client()
    sign_in(other)
    other.post("/sign-in/second-factor/", {"code": code_now(secret)})

    assert is_open(client)
    assert is_open(other)
    assert Session.objects.filter(account=account.id).count() == 2
