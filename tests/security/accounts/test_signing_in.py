"""Signing in with a password, and out again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

import fourfold
from fourfold.security import audit
from fourfold.security.models import Session

from .conftest import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in(client: Client, email: str = "rosa@agency.example", password: str = PASSWORD):
    return client.post("/sign-in/", {"email": email, "password": password})


def test_name_and_password_open_a_session_that_reaches_only_the_second_factor(person, clock):
    person()
    client = Client()

    answer = sign_in(client, email="Rosa@Agency.example")

    assert answer.headers["Location"] == "/sign-in/enroll/"
    assert client.get("/account/").headers["Location"] == "/sign-in/enroll/"
    assert client.get("/sign-in/enroll/").status_code == 200


def test_the_table_of_sessions_does_not_hold_the_key(person, clock):
    person()
    client = Client()

    sign_in(client)

    key = client.cookies["fourfold_session"].value
    assert not Session.objects.filter(session_key=key).exists()
    assert Session.objects.get().account


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("rosa@agency.example", "wrong"),
        ("nobody@agency.example", PASSWORD),
        ("closed@agency.example", PASSWORD),
    ],
)
def test_what_does_not_fit_opens_nothing_and_is_noted(person, clock, email, password):
    person()
    person("closed@agency.example", is_active=False)
    client = Client()

    answer = sign_in(client, email=email, password=password)

    assert answer.status_code == 200
    assert "fourfold_session" not in client.cookies
    assert client.get("/account/").headers["Location"].startswith("/sign-in/")


def test_the_public_pages_read_no_session(person, clock, django_assert_max_num_queries):
    person()
    client = Client()
    sign_in(client)

    with django_assert_max_num_queries(9) as seen:
        answer = client.get("/privacy/")

    assert not answer.cookies
    assert not [q for q in seen.captured_queries if "session" in (q["sql"] or "")]


def test_signing_out_ends_the_session_and_clears_the_browser(person, clock):
    account = person()
    client = Client()
    sign_in(client)
    old = client.cookies["fourfold_session"].value

    answer = client.post("/sign-in/out/")

    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    client.cookies["fourfold_session"] = old
    assert client.get("/sign-in/enroll/").headers["Location"].startswith("/sign-in/?")
    assert [line.event for line in audit.lines_about(f"account:{account.id}")] == [
        "SIGNED_IN",
        "SIGNED_OUT",
    ]


def test_a_password_is_hidden_and_may_be_pasted_or_filled_in(person, clock):
    page = Client().get("/sign-in/").content.decode()
    field = re.search(r"<input[^>]*name=.password.[^>]*>", page)[0]

    assert 'type="password"' in field
    assert 'autocomplete="current-password"' in field
    assert "onpaste" not in page
    assert not [
        script.name
        for script in Path(fourfold.__file__).parent.rglob("static/**/*.js")
        if re.search(r"paste|copy", script.read_text(encoding="utf-8"))
    ]
