"""
G4: every payload of the corpus, typed into every field of every form that any role sees.

Nothing is run, nothing comes back raw, no log line is added, no other statement reaches the
database. An ordinary run on SQLite fills all fields of a form at the same time, and spreads the
corpus so that each payload is typed into every fourth form, twelve to a text where one cannot spoil
the next, and into every twelfth where it must stand alone. On PostgreSQL it spreads further.
`make test-long` types each payload by itself, into each field by itself, for each role.
"""

from __future__ import annotations

import io
import logging
import re
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fourfold.security.redact import Line
from tests.conftest import LONG
from tests.make import people, visits
from tests.make.hostile import MARK, Payload, payloads

from .test_noise import undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CORPUS = payloads()
USUAL = ("plain words", "ana@example.org", "123456", "")
AT_MOST = 700
"""Requests where the corpus is spread over all forms there are."""
ALONE = {"SQL", "NUL", "shape"}
"""Kinds that work only as a whole text: another attack before or after them would end it."""
TOGETHER = 12
EVERY_GROUP, EVERY_ALONE = 4, 12
"""A text of twelve payloads, and one that must stand alone, is typed into one form of so many."""
SAMPLES = {"/desk/gallery/"}
"""Pages of pieces for developers; not there in production."""


@pytest.fixture
def log():
    """What the terminal shows."""
    out, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Line())
    root.addHandler(handler)
    yield out
    root.removeHandler(handler)


def shapes(queries) -> list[str]:
    """Return the statements without their values."""
    # PostgreSQL's way to write a text with a backslash in it begins with E.
    values = r"(?: E)?'(?:[^']|'')*'|\b\d+\b|0x\w+|s\d+_x\d+"
    # A statement that the database keeps prepared is logged without its text; it holds no value.
    plain = (re.sub(values, "?", each["sql"]) for each in queries if each["sql"])
    # Of a list of values there are as many as words were typed.
    return [re.sub(r" IN \((?:\?, )+\?\)", " IN (?)", each) for each in plain]


def send(client, form, values):
    connection.queries_log.clear()
    cookies = client.cookies.output()
    with undone(), CaptureQueriesContext(connection) as said:
        answer = getattr(client, form.method)(form.action.partition("#")[0] or form.page, values)
    client.cookies.clear()  # what was undone in the database is undone in the browser
    client.cookies.load(cookies.replace("Set-Cookie: ", ""))
    return answer, shapes(said.captured_queries)


def shape(form) -> tuple[str, str, tuple[str, ...]]:
    """Return what makes a form the same one for another role, or about another record."""
    return visits.ID.sub("{}", form.action or form.page), form.method, tuple(form.typed)


def filled(form, names, text):
    return form.held | dict.fromkeys(names, text)


def texts(corpus: list[Payload], turn: int, *, share: bool) -> list[tuple[bool, list[str]]]:
    """
    Return what is typed at once: whether it attacks the database, and the payloads in it.

    turn: the form's number; share: whether other forms get the other payloads.
    """
    every_group, every_alone = (EVERY_GROUP, EVERY_ALONE) if share else (1, 1)
    several = [one.text for one in corpus if one.kind not in ALONE and "\0" not in one.text]
    single = [one for one in corpus if LONG or one.text not in several]
    alone = [(one.kind == "SQL", [one.text]) for one in single[turn % every_alone :: every_alone]]
    starts = range(0, 0 if LONG else len(several), TOGETHER)
    groups = [several[at : at + TOGETHER] for at in starts][turn % every_group :: every_group]
    return [(False, each) for each in groups] + sorted(alone, key=lambda one: one[0])


def wrong_with(answer, typed: list[str]) -> str:
    html = answer.getvalue().decode("utf-8", "replace")
    if answer.status_code >= 500:
        return f"answers {answer.status_code}"
    if any("<" in text and text.strip() in html for text in typed):
        return "comes back raw"
    if urlsplit(answer.headers.get("Location", "")).netloc:
        return "leads to another site"
    if any(MARK in name or "\n" in value for name, value in answer.headers.items()):
        return "reaches the headers"
    return ""


def test_the_corpus_is_tried_on_every_field_of_every_form(log, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: people.NOW)
    made = visits.world()
    forms = [
        (role, form)
        for role, found in visits.all_forms(made).items()
        for form in found
        if form.typed and form.page not in SAMPLES
    ]
    if not LONG:
        forms = list({shape(form): (role, form) for role, form in reversed(forms)}.values())
    spread = not LONG and connection.vendor != "sqlite"
    every = 1 + len(forms) * len(CORPUS) // AT_MOST if spread else 1
    wrong, sent = [], 0
    known: set[str] = set()
    new: list[tuple[str, set[str]]] = []

    for turn, (role, form) in enumerate(forms):
        client = made.client(role)
        for names in [[name] for name in form.typed] if LONG else [form.typed]:
            for text in USUAL:
                known.update(send(client, form, filled(form, names, text))[1])
            typed_here = texts(CORPUS[turn % every :: every], turn, share=not (LONG or spread))
            for attacks_database, typed in typed_here:
                sent += len(typed)
                answer, queries = send(client, form, filled(form, names, "\n".join(typed)))
                found = wrong_with(answer, typed) or [one for one in queries if MARK in one]
                what = f"{form.action} {names} {typed[0][:60]!r}"
                if attacks_database:
                    new.append((what, set(queries) - known))
                else:
                    known.update(queries)
                if found:
                    wrong.append(f"{what}: {found}")

    # A statement is other than usual if nothing but an attack on the database ever led to it.
    wrong += [f"{what}: {found - known}" for what, found in new if found - known]
    assert wrong == []
    assert sum(len(form.typed) for _, form in forms) >= 10
    assert sent >= AT_MOST / 2
    lines = log.getvalue().splitlines()
    assert all(re.match(r"\S+Z (WARNING|ERROR|INFO) [\w.]+ ", line) for line in lines)
    assert not any(MARK in line for line in lines)
