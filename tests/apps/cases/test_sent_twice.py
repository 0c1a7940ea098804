"""
Every form of the desk, filled in and sent twice: the second sending adds nothing. Gone back to and
sent with other words it is done, or shows them again, or says that it was not done.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import get_resolver
from django.utils import timezone

from tests.make import people
from tests.make.visits import World, world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROLES = ("CARELINE", "LIAISON", "COORDINATOR")
TYPED = {"month": "1", "day": "7", "year": "2030", "time": "3:30 AM", "phone": "203 555 0100"}
WORDS, OTHERS = "A few made-up words.", "Other words, after going back."
SAID = re.compile(r'class="ff-said|What you just sent was not saved')
LEAST = 35
"""Forms that are whole with what is typed here; the others say what they lack, and add nothing."""


@dataclass
class Sheet:
    """One form of a page, filled in."""

    page: str
    action: str
    said: dict[str, str] = field(default_factory=dict)


class Filler(HTMLParser):
    """Fills in the forms of a page that are sent by POST."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.found = page, list[Sheet]()
        self.inside: Sheet | None = None
        self.list = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Fill in a field in the form that is open."""
        said = {name: value or "" for name, value in attrs}
        if tag == "form" and said.get("method", "").lower() == "post":
            self.inside = Sheet(self.page, said.get("action", "").partition("#")[0] or self.page)
            self.found.append(self.inside)
        elif self.inside is not None and (name := said.get("name", self.list)):
            self._fill(tag, name, said)

    def _fill(self, tag: str, name: str, said: dict[str, str]) -> None:
        assert self.inside is not None
        if tag == "select":
            self.list = name
        elif tag == "option":
            if self.list and said.get("value"):
                self.inside.said.setdefault(self.list, said["value"])
        elif tag == "textarea":
            self.inside.said.setdefault(name, WORDS)
        elif tag in ("input", "button") and said.get("type") not in ("checkbox", "file"):
            last = name.rpartition("_")[2]
            own = said.get("value", "")
            value = own if said.get("type") == "hidden" else own or TYPED.get(last) or WORDS
            self.inside.said.setdefault(name, value)

    def handle_endtag(self, tag: str) -> None:
        """Close a list or a form."""
        if tag == "select":
            self.list = ""
        elif tag == "form":
            self.inside = None


def sheets(made: World) -> dict[tuple[str, frozenset[str]], tuple[str, Sheet]]:
    """Return each form of the desk's pages once, with the role that was shown it."""
    found: dict[tuple[str, frozenset[str]], tuple[str, Sheet]] = {}
    patterns = [
        f"/desk/{each.pattern}"
        for top in get_resolver("fourfold.config.urls").url_patterns
        if getattr(top, "namespace", "") == "cases"
        for each in top.url_patterns
    ]
    clients = {role: made.client(role) for role in ROLES}
    for address in map(made.fill, patterns):
        for role, client in clients.items():
            answer = client.get(address)
            if answer.status_code == 405:  # it takes what a form of another page sends
                break
            if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
                page = Filler(address)
                page.feed(answer.content.decode())
                for sheet in page.found:
                    if sheet.action.startswith("/desk/") and sheet.action != "/desk/go/":
                        found.setdefault((sheet.action, frozenset(sheet.said)), (role, sheet))
                break
    return found


def rows() -> Counter[str]:
    """Count what the desk keeps; lines of who looked are no record."""
    return Counter(
        {
            model.__name__: model.objects.count()
            for model in apps.get_app_config("cases").get_models()
            if model.__name__ not in ("Once",)
        }
    )


def test_what_is_sent_twice_is_done_once(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: people.NOW)
    made = world()
    done, wrong, lost = 0, {}, []
    for role, sheet in sheets(made).values():
        client = made.client(role)
        here, before = transaction.savepoint(), rows()
        first = client.post(sheet.action, sheet.said)
        once = rows()
        second = client.post(sheet.action, sheet.said)
        twice = rows()
        if WORDS in sheet.said.values():
            anew = {name: OTHERS if said == WORDS else said for name, said in sheet.said.items()}
            page = client.post(sheet.action, anew, follow=True).content.decode()
            if rows() == twice and OTHERS not in page and not SAID.search(page):
                lost.append(sheet.action)
        transaction.savepoint_rollback(here)
        did = first.status_code == 302 or once != before
        done += did
        if twice != once or max(first.status_code, second.status_code) >= 500:
            wrong[sheet.action] = (first.status_code, second.status_code, dict(twice - once))

    assert wrong == {}
    assert not lost, lost
    assert done >= LEAST
