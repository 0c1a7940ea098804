"""The second factor: adding it, showing it, and showing it again."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from fourfold.security.accounts import factors

from .conftest import PASSWORD

pytestmark = pytest.mark.django_db


def code_now(secret: str, *, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def sign_in(client: Client, email: str = "rosa@agency.example", **more: str):
    return client.post("/sign-in/", {"email": email, "password": PASSWORD, **more})


def enroll(client: Client) -> tuple[str, list[str]]:
    """Add an authenticator app by the pages; returns its secret and the recovery codes."""
    page = client.get("/sign-in/enroll/app/").content.decode()
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    done = client.post("/sign-in/enroll/app/", {"code": code_now(secret)}).content.decode()
    return secret, [each.replace(" ", "") for each in re.findall(r"<code>([\d ]+)</code>", done)]


@pytest.fixture
def enrolled(person, clock):
    """Return an account with an app, its secret and its recovery codes; nobody is signed in."""
    account = person()
    client = Client()
    sign_in(client)
    secret, codes = enroll(client)
    client.post("/sign-in/out/")
    clock.pass_by(minutes=3)
    return account, secret, codes


def test_adding_an_app_opens_the_rest_and_gives_ten_recovery_codes(person, clock):
    person()
    client = Client()
    sign_in(client)

    _, codes = enroll(client)

    assert len(set(codes)) == 10
    assert client.get("/account/").status_code == 200


def test_the_secret_of_an_app_is_sealed_in_the_table(enrolled):
    _, secret, _ = enrolled

    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in kept


def test_the_password_alone_opens_nothing_once_there_is_a_second_factor(enrolled):
    client = Client()

    answer = sign_in(client, next="/account/")

    assert answer.headers["Location"] == "/sign-in/second-factor/?next=%2Faccount%2F"
    assert client.get("/account/").headers["Location"].startswith("/sign-in/?next=")
    assert client.get("/sign-in/enroll/app/").headers["Location"].startswith("/sign-in/?next=")


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_code_of_this_moment_or_a_step_beside_it_signs_in(enrolled, steps):
    _, secret, _ = enrolled
    client = Client()
    sign_in(client)

    answer = client.post(
        "/sign-in/second-factor/", {"code": code_now(secret, steps=steps), "next": "/account/"}
    )

    assert answer.headers["Location"] == "/account/"
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize("steps", [-3, -2, 2, 3])
def test_a_code_of_another_moment_does_not(enrolled, steps):
    _, secret, _ = enrolled
    client = Client()
    sign_in(client)

    client.post("/sign-in/second-factor/", {"code": code_now(secret, steps=steps)})

    assert client.get("/account/").status_code == 302


def test_the_same_code_is_good_once(enrolled):
    _, secret, _ = enrolled
    code = code_now(secret)
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client)
        client.post("/sign-in/second-factor/", {"code": code})

    assert first.get("/account/").status_code == 200
    assert second.get("/account/").status_code == 302


def test_the_code_that_added_the_app_does_not_sign_in(person, clock):
    person()
    first, second = Client(), Client()
    sign_in(first)
    secret, _ = enroll(first)

    sign_in(second)
    second.post("/sign-in/second-factor/", {"code": code_now(secret)})

    assert second.get("/account/").status_code == 302


def test_a_recovery_code_is_good_once(enrolled):
    _, _, codes = enrolled
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client)
        client.post("/sign-in/second-factor/", {"code": codes[4]})

    assert first.get("/account/").status_code == 200
    assert second.get("/account/").status_code == 302


def test_after_ten_wrong_codes_even_the_right_one_waits_an_hour(enrolled, clock):
    _, secret, _ = enrolled
    client = Client()
    sign_in(client)
    for _ in range(10):
        client.post("/sign-in/second-factor/", {"code": "000000"})

    client.post("/sign-in/second-factor/", {"code": code_now(secret)})
    assert client.get("/account/").status_code == 302

    clock.pass_by(minutes=60, seconds=1)
    sign_in(client)
    client.post("/sign-in/second-factor/", {"code": code_now(secret)})
    assert client.get("/account/").status_code == 200


def test_ten_minutes_after_the_password_the_second_step_is_over(enrolled, clock):
    _, secret, _ = enrolled
    client = Client()
    sign_in(client)
    clock.pass_by(minutes=10, seconds=1)

    answer = client.post("/sign-in/second-factor/", {"code": code_now(secret)})

    assert answer.headers["Location"] == "/sign-in/"


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "[]",
        "{}",
        "nonsense",
        '{"response": {}}',
        '{"id": 4}',
        '{"response": {"userHandle": 7}}',
    ],
)
def test_a_made_up_passkey_signs_nobody_in(enrolled, answer):
    client = Client()
    client.post("/sign-in/passkey/", {})

    client.post("/sign-in/passkey/", {"credential": answer})

    assert client.get("/account/").status_code == 302


def test_the_last_second_factor_stays(enrolled, clock):
    account, _, _ = enrolled
    app = next(each for each in factors.listed(account) if each.kind == factors.APP)

    with pytest.raises(factors.LastFactor):
        factors.remove(account, app.id, at=clock.now)


def test_stepping_up_changes_the_key_and_holds_for_five_minutes(enrolled, clock):
    _, secret, _ = enrolled
    client = Client()
    sign_in(client)
    client.post("/sign-in/second-factor/", {"code": code_now(secret)})
    clock.pass_by(minutes=6)
    before = client.cookies["fourfold_session"].value
    assert client.get("/sign-in/enroll/").headers["Location"].startswith("/sign-in/again/?next=")

    client.post("/sign-in/again/", {"code": code_now(secret), "next": "/sign-in/enroll/"})

    assert client.cookies["fourfold_session"].value != before
    clock.pass_by(minutes=5)
    assert client.get("/sign-in/enroll/").status_code == 200
    clock.pass_by(seconds=1)
    assert client.get("/sign-in/enroll/").status_code == 302


def test_nobody_is_led_to_another_site_after_signing_in(enrolled):
    _, secret, _ = enrolled
    client = Client()
    sign_in(client)

    answer = client.post(
        "/sign-in/second-factor/", {"code": code_now(secret), "next": "https://elsewhere.example/"}
    )

    assert answer.headers["Location"] == "/desk/"
