"""
Two real processes that click at the same moment, each a browser of its own on the whole site.

Each has its page open first, as people do; then both send at once.
"""

from __future__ import annotations

import multiprocessing
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from html.parser import HTMLParser
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any

from django.conf import settings
from django.db import connections
from django.test import Client
from django.utils import timezone

TWO = 2
WAITS = 60
"""Seconds that one waits for the other before the round counts as hung."""


@dataclass(frozen=True)
class Click:
    """One person's click. session: their cookie. page: what lies open. to: where it is sent."""

    page: str
    typed: Mapping[str, Any]
    to: str = ""
    session: str = ""


@dataclass(frozen=True)
class Answer:
    """What one person saw: the first answer's status and place, and the words they ended on."""

    status: int
    place: str
    words: str


@dataclass
class Forms(HTMLParser):
    """Reads what the forms of a page would send by themselves: hidden fields, by address."""

    found: dict[str, dict[str, str]] = field(default_factory=dict)
    here: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, or a hidden field of the one that is open."""
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.here = told.get("action", "").partition("#")[0]
            self.found.setdefault(self.here, {})
        elif tag == "input" and told.get("type") == "hidden" and "name" in told:
            self.found.setdefault(self.here, {})[told["name"]] = told.get("value", "")


def hidden(page: str, address: str) -> dict[str, str]:
    """Return the hidden fields of the form of a page that is sent to an address."""
    forms = Forms()
    forms.feed(page)
    return forms.found.get(address) or forms.found.get("", {})


def digits(page: str) -> str:
    """Return the receipt that a page shows."""
    found = re.search(r"\d{4} \d{4} \d{4} \d{4}", page)
    assert found is not None, page
    return found[0]


def set_clock(at: datetime) -> None:
    """Let this process and its children live from this moment on."""
    now = timezone.now
    ahead = at - now()
    timezone.now = lambda: now() + ahead  # type: ignore[assignment]


class Pair:
    """The two processes. `at_once` lets both click, and returns what each saw."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("fork")
        connections.close_all()
        gate = context.Barrier(TWO)
        self.ends: list[Connection] = []
        self.processes = []
        for _ in range(TWO):
            end, theirs = context.Pipe()
            process = context.Process(target=_clicks, args=(theirs, gate), daemon=True)
            process.start()
            self.ends.append(end)
            self.processes.append(process)

    def at_once(self, one: Click, other: Click) -> tuple[Answer, Answer]:
        """Let both click at the same moment."""
        for end, click in zip(self.ends, (one, other), strict=True):
            end.send(click)
        seen = []
        for end in self.ends:
            if not end.poll(WAITS):
                raise TimeoutError("A click hung.")
            seen.append(end.recv())
        for each in seen:
            if isinstance(each, str):
                raise RuntimeError(each)
        return seen[0], seen[1]


@contextmanager
def two_processes() -> Iterator[Pair]:
    """Start the two, and stop them afterwards."""
    pair = Pair()
    try:
        yield pair
    finally:
        for process in pair.processes:
            process.kill()
            process.join()


def _clicks(end: Connection, gate: Barrier) -> None:
    while True:
        click: Click = end.recv()
        try:
            end.send(_click(click, gate))
        except Exception as problem:  # whatever it is, the test is told
            gate.abort()
            gate.reset()
            end.send(f"{click.to or click.page}: {problem!r}")
        finally:
            connections.close_all()


def _click(click: Click, gate: Barrier) -> Answer:
    client = Client()
    if click.session:
        client.cookies[settings.SESSION_COOKIE_NAME] = click.session
    to = click.to or click.page
    opened = client.get(click.page).content.decode()
    sends = hidden(opened, to) | dict(click.typed)
    gate.wait(WAITS)
    answer = client.post(to, sends)
    place = answer.headers.get("Location", "")
    told = client.get(place) if place else answer
    return Answer(answer.status_code, place, " ".join(told.content.decode().split()))
