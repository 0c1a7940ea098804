"""One's own account: devices, second factors, password; and coming back in by the pages."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from fourfold.security import audit
from fourfold.security.accounts import factors, recovery
from fourfold.security.models import EntryCode, HelpAsked, Notice

from .conftest import BROWSER, PASSWORD, START
from .test_recovery import NEW, who
from .test_second_factor import code_now, enroll, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa(person, clock):
    return person()


@pytest.fixture
def desk(rosa, clock) -> Client:
    """Return a browser in which Rosa has signed in and just proved it."""
    client = Client(headers={"user-agent": BROWSER})
    sign_in(client)
    client.secret, client.codes = enroll(client)
    return client


def another(desk: Client, clock) -> Client:
    """Sign Rosa in on a telephone as well."""
    clock.pass_by(minutes=3)
    phone = Client(headers={"user-agent": "Mozilla/5.0 (iPhone; like Mac OS X) Safari/604.1"})
    sign_in(phone)
    phone.post("/sign-in/second-factor/", {"code": code_now(desk.secret)})
    return phone


def test_a_person_sees_where_they_are_signed_in_and_signs_out_there(desk, clock):
    phone = another(desk, clock)
    page = desk.get("/account/").content.decode()
    assert "Firefox on Windows" in page
    assert "Safari on an iPhone" in page

    there = re.search(r'name="session" value="(\w+)"', page)[1]
    desk.post("/account/sessions/end/", {"session": there})

    assert phone.get("/account/").status_code == 302
    assert desk.get("/account/").status_code == 200


def test_signing_out_everywhere_else_keeps_this_one(desk, clock):
    phone = another(desk, clock)

    desk.post("/account/sessions/end-others/")

    assert phone.get("/account/").status_code == 302
    assert desk.get("/account/").status_code == 200


def test_nobody_ends_another_persons_session(desk, person, clock):
    code = desk.session["code"]
    person("ada@agency.example")
    other = Client()
    sign_in(other, email="ada@agency.example")
    enroll(other)

    other.post("/account/sessions/end/", {"session": code})

    assert desk.get("/account/").status_code == 200


def test_a_new_password_ends_the_other_sessions_and_the_old_password(desk, clock, rosa):
    phone = another(desk, clock)
    old = desk.cookies["fourfold_session"].value

    typed = {"present": PASSWORD, "password": NEW, "again": NEW}
    answer = desk.post("/account/password/", typed)

    assert answer.headers["Location"] == "/account/"
    assert Notice.objects.filter(to=rosa.id, kind="SIGN_IN_CHANGED").exists()
    assert desk.get("/account/").status_code == 200
    assert phone.get("/account/").status_code == 302
    stale = Client()
    stale.cookies["fourfold_session"] = old
    assert stale.get("/account/").status_code == 302
    rosa.refresh_from_db()
    assert rosa.check_password(NEW)


@pytest.mark.parametrize(
    ("password", "again"),
    [
        (NEW, NEW + "x"),
        ("short", "short"),
        ("rosa example", "rosa example"),
        ("", ""),
    ],
)
def test_a_password_that_breaks_a_rule_changes_nothing(desk, rosa, password, again):
    typed = {"present": PASSWORD, "password": password, "again": again}
    answer = desk.post("/account/password/", typed)

    assert answer.status_code == 200
    assert password == "" or f'value="{password}"' not in answer.content.decode()
    rosa.refresh_from_db()
    assert rosa.check_password(PASSWORD)


@pytest.mark.parametrize("page", ["password/", "factors/1/remove/", "factors/1/rename/"])
def test_what_matters_asks_for_the_second_factor_again(desk, clock, page):
    clock.pass_by(minutes=6)

    answer = desk.get(f"/account/{page}")

    assert answer.headers["Location"].startswith("/sign-in/again/?next=%2Faccount%2F")


def test_nobody_renames_or_removes_another_persons_factor(desk, person, clock):
    other_account = person("ada@agency.example")
    other = Client()
    sign_in(other, email="ada@agency.example")
    enroll(other)
    theirs = factors.listed(other_account)[0].id

    assert desk.post(f"/account/factors/{theirs}/remove/").status_code == 404
    assert desk.post(f"/account/factors/{theirs}/rename/", {"name": "x"}).status_code == 404
    assert len(factors.listed(other_account)) == 2


def test_the_only_second_factor_is_not_removed_by_the_page(desk, rosa):
    app = factors.listed(rosa)[0].id

    answer = desk.post(f"/account/factors/{app}/remove/")

    assert b"Add another one first" in answer.content
    assert factors.has_one(rosa)


def test_new_recovery_codes_void_the_old_ones(desk, clock):
    page = desk.post("/sign-in/enroll/codes/").content.decode()
    new = re.findall(r"<code>(\d{4} \d{4})</code>", page)
    assert len(new) == 10

    client = Client()
    sign_in(client)
    client.post("/sign-in/second-factor/", {"code": desk.codes[0]})
    assert client.get("/account/").status_code == 302
    client.post("/sign-in/second-factor/", {"code": new[0]})
    assert client.get("/account/").status_code == 200


# ---------------------------------------------------------------- coming back in
def test_the_answer_to_a_cry_for_help_is_the_same_for_any_name(rosa, client):
    known = client.post("/sign-in/help/", {"email": "rosa@agency.example"})
    unknown = client.post("/sign-in/help/", {"email": "nobody@agency.example"})

    assert known.content == unknown.content
    assert (known.status_code, known.headers.items()) == (200, unknown.headers.items())
    assert HelpAsked.objects.count() == 1


def test_a_code_leads_to_a_new_password_and_then_to_a_second_factor(desk, rosa, person, clock):
    ada = person("ada@agency.example")
    code = recovery.confirm(rosa.id, by=who(ada, "AGENCY_ADMIN"))
    client = Client()
    assert client.get("/sign-in/code/password/").headers["Location"] == "/sign-in/code/"

    answer = client.post("/sign-in/code/", {"email": "rosa@agency.example", "code": code})
    assert answer.headers["Location"] == "/sign-in/code/password/"
    answer = client.post("/sign-in/code/password/", {"password": NEW, "again": NEW})

    assert answer.headers["Location"] == "/sign-in/enroll/"
    assert client.get("/account/").headers["Location"] == "/sign-in/enroll/"
    assert desk.get("/account/").headers["Location"].startswith("/sign-in/?next=")
    enroll(client)
    assert client.get("/account/").status_code == 200
    assert EntryCode.objects.get().used_at == clock.now


def test_a_wrong_code_leads_nowhere_and_is_noted_without_the_name(rosa, client, clock):
    answer = client.post("/sign-in/code/", {"email": "rosa@agency.example", "code": "0000"})

    assert answer.status_code == 200
    assert b"do not open an account" in answer.content
    lines = list(audit.lines_about(f"account:{rosa.id}"))
    assert lines == []


def test_the_password_page_closes_with_the_code(rosa, person, client, clock):
    ada = person("ada@agency.example")
    code = recovery.confirm(rosa.id, by=who(ada, "AGENCY_ADMIN", at=START))
    client.post("/sign-in/code/", {"email": "rosa@agency.example", "code": code})
    clock.pass_by(minutes=20)

    answer = client.post("/sign-in/code/password/", {"password": NEW, "again": NEW})

    assert answer.headers["Location"] == "/sign-in/code/"
    rosa.refresh_from_db()
    assert rosa.check_password(PASSWORD)


@pytest.mark.parametrize("present", ["", "not it", NEW])
def test_a_new_password_asks_for_the_present_one(desk, rosa, present):
    desk.post("/account/password/", {"present": present, "password": NEW, "again": NEW})

    rosa.refresh_from_db()
    assert rosa.check_password(PASSWORD)


@pytest.mark.parametrize("weak", ["short", "passwordpassword", "qwertyuiopasdf"])
def test_the_same_rules_hold_after_a_code(rosa, person, client, clock, weak):
    ada = person("ada@agency.example")
    code = recovery.confirm(rosa.id, by=who(ada, "AGENCY_ADMIN"))
    client.post("/sign-in/code/", {"email": "rosa@agency.example", "code": code})

    answer = client.post("/sign-in/code/password/", {"password": weak, "again": weak})

    assert answer.status_code == 200
    rosa.refresh_from_db()
    assert rosa.check_password(PASSWORD)


def test_removing_a_factor_ends_the_other_sessions_and_is_told(desk, rosa, clock):
    phone = another(desk, clock)
    desk.post("/sign-in/again/", {"code": code_now(desk.secret, steps=1)})
    data = {"name": "Old", "credential": {}}
    old = Authenticator.objects.create(user=rosa, type="webauthn", data=data)

    desk.post(f"/account/factors/{old.id}/remove/")

    assert not Authenticator.objects.filter(id=old.id).exists()
    assert phone.get("/account/").status_code == 302
    assert desk.get("/account/").status_code == 200
    assert Notice.objects.filter(to=rosa.id, kind="SIGN_IN_CHANGED").exists()


def test_somebody_who_has_begun_can_still_sign_out(rosa, clock):
    client = Client()
    sign_in(client)

    assert b'action="/sign-in/out/"' in client.get("/sign-in/enroll/").content


def test_what_was_sent_after_the_end_is_not_kept_and_the_page_says_so(desk, clock):
    clock.pass_by(minutes=16)

    answer = desk.post("/account/sessions/end-others/")

    assert b"What you sent was not kept" in desk.get(answer.headers["Location"]).content
