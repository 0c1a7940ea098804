"""A running OpenID provider that is not of our making, and how a deployment names it."""

from __future__ import annotations

import copy
import http.client
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from pytest_django.fixtures import Settings


def someone(email: str, **more: object) -> dict[str, object]:
    return {"email": email, "email_verified": True} | more


PEOPLE = {
    "rosa-1": someone("Rosa@agency.example"),
    "rosa-mfa": someone("rosa@agency.example", amr=["pwd", "mfa"]),
    "rosa-unverified": someone("rosa@agency.example", email_verified=False),
    "rosa-text": someone("rosa@agency.example", email_verified="true"),
    "closed": someone("closed@agency.example"),
    "stranger": someone("stranger@elsewhere.example", roles=["PRIVACY"]),
    "no-mail": {},
}


@contextmanager
def running() -> Iterator[str]:
    """Run the provider in a process of its own; yields its address."""
    with socket.create_server(("localhost", 0)) as free:
        port = free.getsockname()[1]
    words = [
        "-W",
        "ignore",
        "-m",
        "oidc_provider_mock",
        "--port",
        str(port),
        "--require-nonce",
        "true",
    ]
    run = subprocess.Popen([sys.executable, *words], stderr=subprocess.DEVNULL)
    try:
        for sub, claims in PEOPLE.items():
            _introduce(port, sub, claims)
        yield f"http://localhost:{port}"
    finally:
        run.kill()
        run.wait()


def _introduce(port: int, sub: str, claims: dict[str, object]) -> None:
    until = time.monotonic() + 20
    while True:
        line = http.client.HTTPConnection("localhost", port, timeout=5)
        try:
            line.request(
                "PUT", f"/users/{sub}", json.dumps(claims), {"Content-Type": "application/json"}
            )
            assert line.getresponse().status == 204
            return
        except ConnectionRefusedError:
            assert time.monotonic() < until, "the provider did not start"
            time.sleep(0.1)
        finally:
            line.close()


def offer(settings: Settings, provider: str) -> None:
    """Have the deployment name a provider."""
    found = copy.deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
    found["openid_connect"]["APPS"] = [
        {
            "provider_id": "single",
            "name": "State sign-in",
            "client_id": "fourfold",
            "secret": "made up",
            "settings": {"server_url": provider, "scope": ["openid", "email"]},
        }
    ]
    settings.SOCIALACCOUNT_PROVIDERS = found
