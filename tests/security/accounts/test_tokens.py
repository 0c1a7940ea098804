"""Tokens of the state's own service: one that is forged, old or meant for others opens nothing."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import jwt
import pytest
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import RequestFactory
from django.utils import timezone

from fourfold.security.accounts import single_sign_on
from fourfold.security.accounts.standing import SKEW

ISSUER, CLIENT = "https://service.example.gov", "fourfold"
OWN, FOREIGN = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))


def public(key: rsa.RSAPrivateKey, name: str) -> dict[str, Any]:
    made = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    return made | {"kid": name, "use": "sig", "alg": "RS256"}


def claims(**changes: Any) -> dict[str, Any]:
    now = timezone.now()
    said = {
        "iss": ISSUER,
        "aud": CLIENT,
        "sub": "rosa-1",
        "nonce": "n",
        "iat": now,
        "exp": now + timedelta(minutes=5),
    } | changes
    return {name: value for name, value in said.items() if value is not None}


def signed(said: dict[str, Any], *, key: Any = OWN, with_: str = "RS256", **head: Any) -> str:
    return jwt.encode(said, key, algorithm=with_, headers={"kid": "own"} | head)


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], dict[str, Any]]:
    """Return the check of a token, with a service that publishes one key."""
    asked: list[str] = []

    def get(address: str, **_: Any) -> SimpleNamespace:
        asked.append(address)
        keys = {"keys": [public(OWN, "own")]}
        return SimpleNamespace(raise_for_status=lambda: None, json=lambda: keys)

    @contextmanager
    def session(*_: Any):
        yield SimpleNamespace(get=get)

    described = {"jwks_uri": f"{ISSUER}/keys", "issuer": ISSUER}
    monkeypatch.setattr(single_sign_on.Token, "openid_config", described)
    named = SimpleNamespace(server_url=f"{ISSUER}/.well-known/openid-configuration")
    monkeypatch.setattr(single_sign_on.Token, "get_provider", lambda _: named)
    monkeypatch.setattr(
        single_sign_on, "providers", lambda: SimpleNamespace(get_requests_session=session)
    )
    named = SimpleNamespace(server_url=f"{ISSUER}/.well-known/openid-configuration")
    monkeypatch.setattr(single_sign_on.Token, "get_provider", lambda _: named)
    token = single_sign_on.Token(RequestFactory().get("/"))

    def verified(said: str) -> dict[str, Any]:
        found = token._verified(said, audience=CLIENT)
        assert asked == [f"{ISSUER}/keys"]
        return found

    return verified


def test_a_sound_token_is_taken(check):
    assert check(signed(claims()))["sub"] == "rosa-1"


def test_a_token_signed_with_another_key_is_refused(check):
    with pytest.raises(jwt.InvalidSignatureError):
        check(signed(claims(), key=FOREIGN))


def test_a_token_whose_words_were_changed_is_refused(check):
    head, _, signature = signed(claims()).split(".")
    other = base64.urlsafe_b64encode(json.dumps({"sub": "ada-1"}).encode()).decode().rstrip("=")

    with pytest.raises(jwt.InvalidTokenError):
        check(f"{head}.{other}.{signature}")


def test_a_token_without_a_signature_is_refused(check):
    with pytest.raises(jwt.InvalidTokenError):
        check(signed(claims(), key=None, with_="none"))


def test_a_token_signed_with_the_public_key_as_a_secret_is_refused(check):
    shared = OWN.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    said = signed(claims()).split(".")
    head = base64.urlsafe_b64encode(b'{"alg": "HS256", "kid": "own", "typ": "JWT"}').rstrip(b"=")
    start = head + b"." + said[1].encode()
    forged = base64.urlsafe_b64encode(hmac.digest(shared, start, "sha256")).rstrip(b"=")

    with pytest.raises((jwt.InvalidTokenError, TypeError)):
        check((start + b"." + forged).decode())


@pytest.mark.parametrize("head", ["jku", "x5u", "jwk"])
def test_a_key_that_the_token_brings_along_is_not_used(check, head):
    brought = public(FOREIGN, "own") if head == "jwk" else "https://evil.example/keys"

    with pytest.raises(jwt.InvalidSignatureError):
        check(signed(claims(), key=FOREIGN, **{head: brought}))


def test_a_key_that_the_service_does_not_publish_is_refused(check):
    with pytest.raises(StopIteration):
        check(signed(claims(), key=FOREIGN, kid="foreign"))


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"aud": "another-site"}, jwt.InvalidAudienceError),
        ({"aud": None}, jwt.MissingRequiredClaimError),
        ({"iss": "https://evil.example"}, jwt.InvalidIssuerError),
        ({"iss": ISSUER + "/"}, jwt.InvalidIssuerError),
        ({"iss": None}, jwt.MissingRequiredClaimError),
        ({"exp": None}, jwt.MissingRequiredClaimError),
        ({"sub": None}, jwt.MissingRequiredClaimError),
    ],
)
def test_a_token_for_others_or_from_others_is_refused(check, changes, error):
    with pytest.raises(error):
        check(signed(claims(**changes)))


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"exp": -SKEW - timedelta(seconds=5)}, jwt.ExpiredSignatureError),
        ({"nbf": SKEW + timedelta(seconds=60)}, jwt.ImmatureSignatureError),
        ({"iat": SKEW + timedelta(seconds=60)}, jwt.ImmatureSignatureError),
    ],
)
def test_a_token_outside_its_time_is_refused(check, changes, error):
    moments = {name: timezone.now() + span for name, span in changes.items()}

    with pytest.raises(error):
        check(signed(claims(**moments)))


def test_a_token_of_another_kind_is_refused(check):
    with pytest.raises(OAuth2Error):
        check(signed(claims(), typ="at+jwt"))


def test_a_token_for_several_that_we_asked_for_is_taken(check):
    assert check(signed(claims(aud=[CLIENT, "other"], azp=CLIENT)))["azp"] == CLIENT


def test_a_token_that_another_site_asked_for_is_refused(check):
    with pytest.raises(OAuth2Error):
        check(signed(claims(aud=[CLIENT, "other"], azp="other")))
