"""
G3: requests from a grammar of bytes, to every address, by strangers and by people of every role.

An ordinary run sends 20,000 of them on SQLite, always the same, and a tenth of that on PostgreSQL,
where the code is the same. `make test-long` sends 200,000.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from fourfold.security.edges.entrance import Entrance
from tests.conftest import LONG
from tests.make import noise, people, visits

MANY = 200_000 if LONG else 20_000 if connection.vendor == "sqlite" else 2_000
AT_ONCE = 250
"""Requests between two fresh starts: one may have signed somebody out or closed an account."""
SECONDS = 10

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@contextmanager
def one_connection() -> Iterator[None]:
    """
    Keep the test's own connection, which a server closes at the end of each request. Django's test
    client does the same, and afterwards undoes it.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@contextmanager
def undone() -> Iterator[None]:
    """Undo what was done inside, as if a test had ended."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


class Answer:
    """One answer as a server sees it."""

    def __init__(self, application: Entrance, environ: noise.Environ) -> None:
        self.status, self.headers = 0, dict[str, str]()
        began = time.perf_counter()
        answer = application(environ, self._start)
        self.body = b"".join(answer)
        answer.close()
        self.took = time.perf_counter() - began

    def _start(self, status: str, headers: list[tuple[str, str]], *_: object) -> None:
        self.status, self.headers = int(status[:3]), dict(headers)


def wrong_with(answer: Answer) -> str:
    if answer.status >= 500:
        return f"answers {answer.status}"
    if b"Traceback" in answer.body:
        return "shows a traceback"
    if answer.took > SECONDS:
        return f"took {answer.took:.0f} s"
    if any(set(value) & set("\r\n\0") for value in answer.headers.values()):
        return "lets a line end into a header"
    lacking = {"Content-Security-Policy", "X-Content-Type-Options", "Cache-Control"}
    return f"lacks {lacking - answer.headers.keys()}" if lacking - answer.headers.keys() else ""


@pytest.mark.parametrize("kind", ["", "text/plain", "text/plain; charset=utf-7"])
def test_a_query_of_too_many_parameters_is_answered(kind: str) -> None:
    environ = noise.request(noise.Site(["/"], ["q"], ["1"], [""]), 1) | {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/",
        "HTTP_HOST": "testserver",
        "CONTENT_TYPE": kind,
        "QUERY_STRING": "&".join(f"q{nth}=1" for nth in range(3_000)),
    }

    with one_connection():
        assert Answer(Entrance(), environ).status in (200, 400)


def test_no_request_however_odd_breaks_the_site(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: people.NOW)
    made = visits.world()
    forms = [form for found in visits.all_forms(made).values() for form in found]
    site = noise.Site(
        addresses=[visits.GAP.sub("{}", address) for address, _ in visits.views()],
        fields=sorted({name for form in forms for name in form.held} | {"page", "sort", "q"}),
        real=[*made.gaps.values(), *(role.email for role in made.accounts.values()), "1"],
        cookies=[visits.cookie_of(made.client(role)) for role in made.accounts],
    )
    application, wrong, seen = Entrance(), [], Counter[int]()

    for start in range(0, MANY, AT_ONCE):
        with undone(), one_connection():
            for seed in range(start, start + AT_ONCE):
                try:
                    answer = Answer(application, noise.request(site, seed))
                except Exception as problem:  # what a server would answer with its own 500
                    wrong.append(f"seed {seed}: raises {type(problem).__name__}: {problem}")
                    continue
                seen[answer.status] += 1
                if found := wrong_with(answer):
                    wrong.append(f"seed {seed}: {found}")

    assert wrong == []
    assert {200, 302, 400, 403, 404, 405} <= seen.keys(), seen
    assert seen[200] > MANY / 50, "the noise does not come in far enough to tell anything"
