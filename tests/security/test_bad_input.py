"""
Whatever is sent to whichever address: a calm answer, nothing run, nothing repeated raw.

Promises G3 and G4. The short run sends each payload to a quarter of the addresses, each time in
another place; `make test-long` sends every payload to every address in every place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import cycle

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.forms import BaseForm
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.conftest import LONG
from tests.house.test_addresses import VIEWS, sample
from tests.make import desk, people

ADDRESSES = [sample(address) for address, _view in VIEWS]
MARK = "qzx7"
"""Stands in each payload that must not come back raw."""
HTML = [
    f"<script>{MARK}</script>",
    f'"><img src=x onerror={MARK}()>',
    f"'><svg/onload={MARK}()>",
    f"</textarea><script>{MARK}</script>",
    f"</title><b id={MARK}>",
    f"<iframe srcdoc='{MARK}'>",
    f"<a href=javascript:{MARK}()>",
    f"<!--{MARK}--><b>",
    f"<style>@import '{MARK}'</style>",
    f"<math><mtext></mtext><mglyph><style><img src onerror={MARK}>",
]
SQL = [
    "' OR '1'='1",
    "1; DROP TABLE security_account; --",
    '" UNION SELECT password FROM security_account --',
    "') OR 1=1 --",
    "\\'; SELECT pg_sleep(10); --",
    "1' AND randomblob(900000000) --",
    "%' OR email LIKE '%",
    "0x27204f5220313d31",
]
OTHERS = [
    "{{ 7|add:7 }}{% debug %}",
    "{% load static %}{{ settings.SECRET_KEY }}",
    "${7*7}",
    "=cmd|'/c calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "....//....//etc/passwd",
    "file:///etc/passwd",
    "http://169.254.169.254/latest/meta-data/",
    "//other.example/%2e%2e",
    "javascript:alert(1)",
    "x\r\nSet-Cookie: a=b",
    "x%0d%0aLocation: https://other.example",
    "a\nWARNING django a second line",
    "*)(uid=*))(|(uid=*",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
    "\x00",
    "a\x00b",
    "\u202egnp.exe",
    "\u200b\u200b",
    "\ufeff",
    "ﷺ" * 40,
    "\U0001f9d1\u200d\U0001f91d\u200d\U0001f9d1",
    "a\u0300" * 200,
    "0" * 400,
    "9" * 30,
    "-1",
    "1e400",
    "NaN",
    "Infinity",
    "0000-00-00",
    "9999-12-31T23:59:60Z",
    "2030-02-30",
    "true",
    "null",
    "[]",
    "{}",
    '{"a":{"a":{"a":{}}}}',
    "%",
    "%%%",
    "%c0%af",
    "%ff%fe",
    "__proto__",
    "constructor",
    "__class__",
    "' ' * 10000000",
    "A" * 10_000,
    "é" * 5_000,
]
PAYLOADS = [*HTML, *SQL, *OTHERS]
FIELDS = sorted(
    {name for form in BaseForm.__subclasses__() for name in getattr(form, "base_fields", {})}
    | {"next", "email", "password", "code", "credential", "words", "reason", "role", "q", "page"}
)


def place_in_query(client: Client, address: str, payload: str) -> object:
    return client.get(address, {"q": payload, "next": payload, "page": payload, payload[:40]: "1"})


def place_in_form(client: Client, address: str, payload: str) -> object:
    return client.post(address, dict.fromkeys(FIELDS, payload))


def place_in_body(client: Client, address: str, payload: str) -> object:
    body = payload.encode("utf-8", "surrogatepass")
    return client.post(address, body, content_type="application/json")


def on_the_wire(payload: str) -> str:
    """Return a payload as a web server hands over a header: no line ends, one letter a byte."""
    return re.sub(r"[\x00-\x1f]", "", payload).encode().decode("latin-1")


def place_in_headers(client: Client, address: str, payload: str) -> object:
    plain = on_the_wire(payload)[:2000]
    sent = {
        "user-agent": plain,
        "referer": plain,
        "accept-language": plain,
        "x-forwarded-for": plain,
    }
    return client.get(address, headers=sent)


def place_in_cookies(client: Client, address: str, payload: str) -> object:
    other = Client(raise_request_exception=False)
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "fourfold_language"):
        other.cookies[name] = on_the_wire(payload)
    return other.get(address)


def place_in_path(client: Client, address: str, payload: str) -> object:
    return client.get(address.replace("no-such-thing", payload.replace("?", "").replace("#", "")))


PLACES: list[Callable[[Client, str, str], object]] = [
    place_in_query,
    place_in_form,
    place_in_body,
    place_in_headers,
    place_in_cookies,
    place_in_path,
]


@pytest.fixture
def staff(db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Sign in a made-up person who may open most of the desk, and find nothing amiss with forms."""
    monkeypatch.setattr(timezone, "now", lambda: people.NOW)
    made = people.account("Robin", "AGENCY_ADMIN", "PRIVACY", "STAFF")
    client = desk.signed_in(made, at=people.NOW)
    client.raise_request_exception = False
    return client


def wrong_with(answer: object, payload: str) -> str:
    """Say what is wrong with an answer, or ""."""
    status = answer.status_code
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = content.decode("utf-8", "replace")
    if status >= 500:
        return f"answers {status}"
    if "Traceback" in text:
        return "shows a traceback"
    if MARK in payload and payload in text:
        return "repeats it raw"
    if "root:x:0:0" in text:
        return "reads a file of the machine"
    if "\n" in answer.headers.get("Location", "") or "a=b" in str(answer.cookies):
        return "takes a header from it"
    if answer.headers.get("Location", "").startswith(("//", "http")):
        return "leads to another site"
    return ""


@pytest.mark.slow
def test_nothing_that_is_sent_breaks_a_page_or_comes_back_raw(staff: Client) -> None:
    wrong, sent = [], 0
    places, turns = cycle(PLACES), cycle([True] if LONG else [True, False, False, False])
    for address in ADDRESSES:
        for payload in PAYLOADS:
            if not next(turns):
                continue
            for place in PLACES if LONG else [next(places)]:
                key = staff.cookies[settings.SESSION_COOKIE_NAME].value
                found = wrong_with(place(staff, address, payload), payload)
                staff.cookies[settings.SESSION_COOKIE_NAME] = key
                sent += 1
                if found:
                    wrong.append(f"{place.__name__} {address} {payload[:40]!r}: {found}")

    assert sent > 500
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("payload", SQL)
def test_the_shape_and_number_of_queries_does_not_depend_on_what_is_typed(
    staff: Client, payload: str
) -> None:
    for address in ("/desk/people/", "/sign-in/", "/figures/"):
        shapes = []
        for typed in ("plain", payload):
            cache.clear()
            with CaptureQueriesContext(connection) as asked:
                staff.get(address, {"q": typed, "words": typed, "page": typed})
                staff.post(address, {"q": typed, "words": typed, "email": typed})
            shapes.append([re.sub(r"'(?:[^']|'')*'|\d+", "?", each["sql"]) for each in asked])

        assert shapes[0] == shapes[1]
