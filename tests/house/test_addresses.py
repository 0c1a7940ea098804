"""Every address says who may open it, and answers a stranger without breaking."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve
from tools.print_docs import views

from fourfold.security.doors import door_of

VIEWS = views()
GROUP = r"\(\?P<\w+>((?:[^()]|\([^()]*\))*)\)"
SAMPLES = {
    "int": "7",
    "slug": "no-such-thing",
    "str": "no-such-thing",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "path": "no/such/thing",
}


def sample(address: str) -> str:
    """Return an address with made-up values in place of its parameters."""
    plain = re.sub(GROUP, _value, address.replace("^", "").replace("$", ""))
    filled = re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES[found[1] or "str"], plain)
    return filled.replace("\\", "")


def _value(found: re.Match[str]) -> str:
    choices = found[1].split("|")
    return choices[0] if all(choice.isalnum() for choice in choices) else SAMPLES["str"]


def test_there_are_addresses_to_guard() -> None:
    assert len(VIEWS) > 3


@pytest.mark.parametrize(("address", "view"), VIEWS, ids=[v[0] for v in VIEWS])
def test_an_address_declares_its_door_with_a_reason(address: str, view: Any) -> None:
    door = door_of(view)

    assert door is not None, f"{address} does not say who may open it"
    assert len(door.why.split()) >= 2, f"{address} gives no reason"


def test_the_made_up_addresses_fit_their_patterns() -> None:
    unfit = [
        sample(address) for address, view in VIEWS if resolve(sample(address)).func is not view
    ]
    assert unfit == []


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete"])
def test_no_address_breaks_for_a_stranger_or_leaves_a_cookie(method: str) -> None:
    client = Client(raise_request_exception=False)
    broken = []
    for address, _view in VIEWS:
        answer = getattr(client, method)(sample(address), headers={"accept-language": "es, *;q=0"})
        if answer.status_code >= 500:
            broken.append(f"{method} {sample(address)} answers {answer.status_code}")
        staff = address.startswith(settings.STAFF_PAGES)
        own = {settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_NAME} if staff else set()
        if answer.cookies.keys() - own:
            broken.append(f"{method} {sample(address)} sets {list(answer.cookies)}")
    assert broken == []


@pytest.mark.django_db
def test_an_unknown_address_answers_404_in_our_own_words() -> None:
    answer = Client().get("/no/such/place/")

    assert answer.status_code == 404
    assert b"Traceback" not in answer.content
    assert b"<html" in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PATCH", "DEBUG"])
def test_a_method_that_no_page_uses_is_refused(method: str) -> None:
    client = Client(raise_request_exception=False)
    answered = [
        address
        for address, _view in VIEWS
        if client.generic(method, sample(address), b"canary").status_code not in {302, 404, 405}
    ]
    assert answered == []


@pytest.mark.django_db
def test_every_answer_says_its_kind_and_letters_and_lets_no_other_site_read_it() -> None:
    client = Client(raise_request_exception=False)
    wrong = []
    for address, _view in VIEWS:
        answer = client.get(sample(address), headers={"origin": "https://other.example"})
        kind = answer.headers.get("Content-Type", "")
        if kind.startswith("text/") and "charset=utf-8" not in kind:
            wrong.append(f"{address} answers {kind!r}")
        if any(name.lower().startswith("access-control-") for name in answer.headers):
            wrong.append(f"{address} lets another site read it")
        if answer.headers.get("X-Content-Type-Options") != "nosniff":
            wrong.append(f"{address} lets the browser guess")
    assert wrong == []
