"""Sessions end when they must (promise G16): a second before they hold, then not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from fourfold.security.access import agencies
from fourfold.security.accounts import actions, sessions
from fourfold.security.accounts.standing import IDLE, LONGEST, Ended, ends_at, is_fresh, why_ended
from fourfold.security.models import Account, AuditEvent, Session

from .conftest import START
from .test_recovery import who
from .test_second_factor import code_now, enroll, sign_in

COOKIE = "fourfold_session"


@pytest.fixture
def rosa(person) -> Account:
    return person()


@pytest.fixture
def client(rosa, clock) -> Client:
    made = Client()
    sign_in(made)
    made.secret, _ = enroll(made)
    return made


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def with_cookie(value: str) -> Client:
    other = Client()
    other.cookies[COOKIE] = value
    return other


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds", "lasts"), [(-1, True), (0, False), (1, False)])
def test_fifteen_minutes_without_a_click_end_it(client, clock, seconds, lasts):
    clock.pass_by(minutes=15, seconds=seconds)

    assert is_in(client) is lasts


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds", "lasts"), [(-1, True), (0, False), (1, False)])
def test_ten_hours_end_it_whatever_is_done(client, clock, seconds, lasts):
    for _ in range(59):
        clock.pass_by(minutes=10)
        assert is_in(client)
    clock.pass_by(minutes=10, seconds=seconds)

    answer = client.get("/account/")

    assert (answer.status_code == 200) is lasts
    assert lasts or answer.headers["Location"].endswith("ended=TOO_LONG")


@pytest.mark.django_db
def test_stepping_up_does_not_begin_the_ten_hours_anew(client, clock):
    for _ in range(59):
        clock.pass_by(minutes=10)
        client.post("/sign-in/again/", {"code": code_now(client.secret), "next": "/account/"})
        assert is_in(client)
    clock.pass_by(minutes=10)

    assert not is_in(client)


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds", "lasts"), [(29, True), (31, False), (3600, False)])
def test_a_clock_that_was_set_back_ends_it(client, clock, seconds, lasts):
    clock.pass_by(seconds=-seconds)

    assert is_in(client) is lasts


@pytest.mark.django_db
def test_a_session_that_ended_stays_ended_when_the_clock_goes_back(client, clock):
    clock.pass_by(minutes=16)
    assert not is_in(client)
    clock.pass_by(minutes=-15)

    assert not is_in(client)


@pytest.mark.django_db
def test_the_page_says_why_and_leads_back(client, clock):
    clock.pass_by(minutes=15)

    answer = client.get("/account/")

    assert answer.headers["Location"] == "/sign-in/?next=%2Faccount%2F&ended=IDLE"
    assert b"Nothing was done for 15 minutes" in client.get(answer.headers["Location"]).content


@pytest.mark.django_db
def test_the_row_is_gone_once_a_session_is_over(client, clock):
    clock.pass_by(minutes=15)
    client.get("/account/")

    assert not Session.objects.exclude(account="").exists()


# ---------------------------------------------------------------- killed from elsewhere
@pytest.mark.django_db
@pytest.mark.parametrize("what", ["role", "disable", "end_sessions", "password", "version"])
def test_the_very_next_request_is_refused(client, rosa, person, clock, what):
    ada = who(person("ada@agency.example"), "AGENCY_ADMIN")
    assert is_in(client)

    if what == "role":
        agencies.end_sessions(rosa.id)
    elif what == "password":
        actions.change_password(rosa, "nine green lanterns sail", by=rosa.id, at=START)
    elif what == "version":
        Account.objects.filter(id=rosa.id).update(session_version=9)
    else:
        getattr(actions, what)(rosa.id, by=ada)

    assert not is_in(client)


@pytest.mark.django_db
def test_an_account_that_is_opened_again_starts_without_sessions(client, rosa, person, clock):
    ada = who(person("ada@agency.example"), "AGENCY_ADMIN")
    actions.disable(rosa.id, by=ada)
    actions.enable(rosa.id, by=ada)

    assert not is_in(client)


# ---------------------------------------------------------------- cookies
@pytest.mark.django_db
def test_the_key_changes_with_each_step_and_older_ones_open_nothing(rosa, clock):
    client = Client()
    client.post("/sign-in/passkey/")
    keys = [client.cookies[COOKIE].value]
    sign_in(client)
    keys.append(client.cookies[COOKIE].value)
    secret, _ = enroll(client)
    keys.append(client.cookies[COOKIE].value)
    clock.pass_by(minutes=3)
    client.post("/sign-in/again/", {"code": code_now(secret)})
    keys.append(client.cookies[COOKIE].value)

    assert len(set(keys)) == 4
    assert [is_in(with_cookie(key)) for key in keys] == [False, False, False, True]


@pytest.mark.django_db
def test_a_key_that_somebody_chose_is_not_taken(rosa, clock):
    chosen = "a" * 32
    client = with_cookie(chosen)

    sign_in(client)

    assert client.cookies[COOKIE].value != chosen
    assert with_cookie(chosen).get("/sign-in/enroll/").status_code == 302


@pytest.mark.django_db
def test_an_altered_cookie_opens_nothing(client):
    key = client.cookies[COOKIE].value
    altered = [key[:-1] + ("b" if key[-1] != "b" else "c"), key + "x", key[:-1], key.upper(), ""]

    assert not any(is_in(with_cookie(each)) for each in altered)


@pytest.mark.django_db
def test_what_the_table_keeps_does_not_open_a_session(client):
    assert not any(is_in(with_cookie(row.session_key)) for row in Session.objects.all())


@pytest.mark.django_db
def test_altered_session_data_opens_nothing(client):
    row = Session.objects.exclude(account="").get()
    Session.objects.filter(pk=row.pk).update(session_data=row.session_data[:-2] + "AA")

    assert not is_in(client)


@pytest.mark.django_db
def test_another_account_cannot_be_put_into_a_session(client, person, clock):
    other = person("ada@agency.example")
    store = sessions.SessionStore(client.cookies[COOKIE].value)
    store[SESSION_KEY] = other.id
    store.save()

    assert not is_in(client)


@pytest.mark.django_db
def test_the_cookie_of_production_is_bound_to_this_host(rosa, clock, settings):
    settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "__Host-session", True
    client = Client()

    answer = client.post(
        "/sign-in/",
        {"email": "rosa@agency.example", "password": "a long walk by the river"},
        secure=True,
    )

    cookie = answer.cookies["__Host-session"]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Strict", "/", "")
    assert cookie["max-age"] == ""


# ---------------------------------------------------------------- the rule itself
MINUTES = st.integers(min_value=-600, max_value=60_000).map(lambda s: timedelta(seconds=s))


@given(seen=MINUTES, at=MINUTES)
def test_no_session_outlives_its_limits(seen: timedelta, at: timedelta) -> None:
    found = why_ended(started_at=START, seen_at=START + seen, at=START + at)

    if at >= LONGEST or at - seen >= IDLE:
        assert found is not None
    if found is None:
        assert START + at < ends_at(started_at=START, seen_at=START + seen)
    if at < seen - timedelta(seconds=30):
        assert found is Ended.CLOCK


@pytest.mark.parametrize(
    ("proven_at", "fresh"),
    [
        (None, False),
        (START, True),
        (START - timedelta(minutes=5), True),
        (START - timedelta(minutes=5, seconds=1), False),
        (START + timedelta(seconds=30), True),
        (START + timedelta(seconds=31), False),
    ],
)
def test_a_proof_is_fresh_for_five_minutes(proven_at: datetime | None, fresh: bool) -> None:
    assert is_fresh(proven_at, at=START) is fresh


@pytest.mark.django_db
def test_the_end_of_a_session_is_in_the_audit(client, rosa, clock):
    clock.pass_by(minutes=16)
    client.get("/account/")

    line = AuditEvent.objects.get(event="SESSION_ENDED")
    assert line.subject == f"account:{rosa.id}"
    assert line.facts == {"why": "IDLE"}
