"""Signing in at the state's own service: a running OpenID provider that is not of our making."""

from __future__ import annotations

import http.client
import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from fourfold.security import audit
from fourfold.security.accounts import single_sign_on
from fourfold.security.models import Account

from .service import offer
from .test_second_factor import code_now, enroll, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _offered(provider: str, settings) -> None:
    offer(settings, provider)


def at_the_service(address: str, sub: str) -> str:
    """Be somebody at the service; returns the address it leads back to, from the path on."""
    parts = urlsplit(address)
    line = http.client.HTTPConnection(parts.netloc, timeout=5)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    line.request("POST", f"{parts.path}?{parts.query}", urlencode({"sub": sub}), form)
    led = urlsplit(line.getresponse().headers["Location"])
    line.close()
    return f"{led.path}?{led.query}"


def come_by(client: Client, sub: str, **asked: str):
    there = client.get("/sign-in/single/", asked).headers["Location"]
    return client.get(at_the_service(there, sub))


def is_in(client: Client) -> bool:
    return client.get("/sign-in/enroll/").status_code == 200


def test_the_sign_in_page_offers_the_service(client):
    page = client.get("/sign-in/?next=/desk/").content.decode()

    assert "Sign in with State sign-in" in page
    assert 'href="/sign-in/single/?next=/desk/"' in page


def test_what_is_asked_has_state_nonce_and_a_pkce_challenge(client):
    there = client.get("/sign-in/single/").headers["Location"]

    asked = parse_qs(urlsplit(there).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert all(len(asked[each][0]) >= 16 for each in ("state", "nonce", "code_challenge"))
    assert set(asked["scope"][0].split()) == {"openid", "email"}


def test_a_known_person_comes_in_and_adds_a_second_factor(client, person):
    account = person()

    answer = come_by(client, "rosa-1", next="/account/")

    assert answer.headers["Location"] == "/sign-in/enroll/?next=%2Faccount%2F"
    assert is_in(client)
    assert client.get("/account/").status_code == 302
    events = [line.event for line in audit.lines_about(f"account:{account.id}")]
    assert events == ["SINGLE_SIGN_ON_LINKED", "SIGNED_IN"]


def test_who_has_a_second_factor_here_is_asked_for_it(person):
    person()
    first, client = Client(), Client()
    sign_in(first)
    secret, _ = enroll(first)

    answer = come_by(client, "rosa-1", next="/account/")

    assert answer.headers["Location"] == "/sign-in/second-factor/?next=%2Faccount%2F"
    assert client.get("/account/").status_code == 302
    client.post("/sign-in/second-factor/", {"code": code_now(secret, steps=1)})
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize(("taken", "opens"), [([], False), (["hwk"], False), (["mfa"], True)])
def test_the_services_second_factor_counts_only_where_the_state_says_so(
    client, person, settings, taken, opens
):
    person()
    settings.OIDC_SECOND_FACTOR = taken

    come_by(client, "rosa-mfa")

    assert (client.get("/account/").status_code == 200) is opens


@pytest.mark.parametrize("sub", ["stranger", "closed", "rosa-unverified", "rosa-text", "no-mail"])
def test_nobody_else_comes_in_and_no_account_is_opened(client, person, sub):
    person()
    person("closed@agency.example", is_active=False)

    answer = come_by(client, sub)

    assert answer.headers["Location"] == "/sign-in/?single=refused"
    assert not is_in(client)
    assert Account.objects.count() == 2
    assert not SocialAccount.objects.exists()


def test_an_address_that_passed_to_a_new_person_does_not_open_the_account(client, person):
    person()
    come_by(client, "rosa-1")
    another = Client()

    come_by(another, "rosa-mfa")

    assert not is_in(another)


def test_an_answer_is_good_once_and_only_in_the_browser_that_asked(person):
    person()
    client, thief = Client(), Client()
    back = at_the_service(client.get("/sign-in/single/").headers["Location"], "rosa-1")

    assert b"_redir" in thief.get(back).content
    assert thief.get(f"{back}&_redir=").headers["Location"] == "/sign-in/?single=refused"
    assert not is_in(thief)
    client.get(back)
    assert is_in(client)
    client.get(f"{back}&_redir=")
    replayed = client.get(f"{back}&_redir=")
    assert replayed.headers["Location"] == "/sign-in/?single=refused"


@pytest.mark.parametrize("part", ["state", "code"])
def test_an_altered_answer_opens_nothing(client, person, part):
    person()
    back = at_the_service(client.get("/sign-in/single/").headers["Location"], "rosa-1")

    client.get(re.sub(rf"{part}=[^&]+", f"{part}=AAAA", back) + "&_redir=")

    assert not is_in(client)


def test_a_token_with_another_nonce_opens_nothing(client, person, monkeypatch):
    person()
    kept = statekit.unstash_state

    def altered(*args: object, **named: object):
        state = kept(*args, **named)
        return state and state | {"nonce": "of another visit"}

    monkeypatch.setattr(statekit, "unstash_state", altered)
    answer = come_by(client, "rosa-1")

    assert answer.headers["Location"] == "/sign-in/?single=refused"
    assert not is_in(client)


def test_a_service_that_is_away_leaves_the_other_ways(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = (
        "http://localhost:9"
    )

    answer = client.get("/sign-in/single/")

    assert answer.headers["Location"] == "/sign-in/?single=refused"
    assert b"Sign in with a passkey" in client.get("/sign-in/?single=refused").content


def test_without_a_service_the_address_leads_nowhere(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}

    assert client.get("/sign-in/single/").status_code == 404
    assert client.get("/sign-in/single/back/").status_code == 404


def test_a_service_that_speaks_for_another_issuer_is_refused(client, person, monkeypatch):
    person()
    kept = single_sign_on.Token.openid_config.fget

    def altered(self: single_sign_on.Token):
        return kept(self) | {"issuer": "https://elsewhere.example"}

    monkeypatch.setattr(single_sign_on.Token, "openid_config", property(altered))
    come_by(client, "rosa-1")

    assert not is_in(client)
