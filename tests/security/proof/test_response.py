"""
Real cases through the whole stack: whoever asks, each page holds only the marks that the documents
let them read (promise G1 for the case desk). Reports are another record: their parts never show.
"""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.urls import get_resolver
from django.utils import timezone

from fourfold.apps.cases.models import Case, Report
from fourfold.security.access.roles import ROLES
from fourfold.security.keys.fields import SealedDate, sealed_columns
from tests.conftest import LONG
from tests.make import desk, parts
from tests.make.people import NOW
from tests.make.visits import GAP
from tests.security.proof import oracle, world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
REACH = ("CARELINE", "LIAISON", "COORDINATOR", "TEAM", "PROVIDER")
BESIDE = ("PRIVACY", "OPERATOR", "AGENCY_ADMIN", "ANALYST", "STAFF")
RELATIONS = world.RELATIONS


def addresses() -> list[str]:
    """Return every address of the case desk, gaps unfilled."""
    return sorted(
        {
            f"/desk/{each.pattern}"
            for top in get_resolver("fourfold.config.urls").url_patterns
            for each in getattr(top, "url_patterns", [])
            if getattr(top, "namespace", "") == "cases"
        }
    )


@pytest.fixture(params=[Case, Report], ids=["case", "report"])
def made(request, monkeypatch):
    """
    Return the accounts, the gaps of addresses, and the parts of a case and of a report.

    Everybody stands in some relation to one of the two, and in none to the other.
    """
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    accounts = world.everybody()
    holder = accounts["PROVIDER", "HOLDER"].id
    case, found = parts.with_everything(Case, holder=holder)
    report, of_report = parts.with_everything(Report, holder=holder)
    known, theirs = (case, found) if request.param is Case else (report, of_report)
    world.relate(known, accounts)
    world.consent(known)
    return accounts, {name: str(each.pk) for name, each in (of_report | found).items()}, theirs


def marks(found: dict[str, object]) -> dict[str, str]:
    """Return the class of each mark."""
    return {
        parts.mark(type(each), field.attname): type(each).FIELD_CLASSES[field.attname]
        for each in found.values()
        for field in sealed_columns(type(each))
        if not isinstance(field, SealedDate)
    }


def readable(classes: dict[str, str], role: str, relation: str) -> set[str]:
    """Return the marks that somebody may read at once, by the documents."""
    if relation in world.SHARED:
        return set()  # the consents name other fields, so nothing of these
    kind, _, discipline = relation.partition(" ")
    kind = {"CONFLICT_LIFTED": "ASSIGNED"}.get(kind, kind)
    may = oracle.allowed("READ", kind, discipline, role)
    return {mark for mark, field_class in classes.items() if field_class in may}


def fill(address: str, gaps: dict[str, str]) -> str:
    return GAP.sub(lambda gap: gaps.get(gap[2], "0" * 16), address)


def everyone() -> list[tuple[str, str]]:
    """
    Return pairs of role and relation: all in a long run, else each relation at least once.

    PostgreSQL, where only the database is another, asks for every third relation.
    """
    every = [(role, relation) for role in ROLES for relation in RELATIONS]
    if LONG:
        return every
    of = RELATIONS if connection.vendor == "sqlite" else RELATIONS[::3]
    some = {(REACH[nth % 5], each) for nth, each in enumerate(of)}
    some |= {("CARELINE", "ASSIGNED"), ("LIAISON", "SUPERVISOR"), ("PROVIDER", "RECIPIENT")}
    some |= {(role, "ASSIGNED") for role in BESIDE}
    some |= {("TEAM", each) for each in of if each.startswith("TEAM ")}
    return sorted(some)


def test_every_page_of_the_desk_shows_a_viewer_only_what_the_documents_let_them_read(made):
    accounts, gaps, found = made
    classes, leaks, seen = marks(found), [], dict[tuple[str, str], set[str]]()
    pages = [fill(each, gaps) for each in addresses()]
    for role, relation in everyone():
        client = desk.signed_in(accounts[role, relation], at=NOW)
        allowed = readable(classes, role, relation)
        for page in pages:
            answer = client.get(page)
            assert answer.status_code < 500, (page, role, relation)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            shown = set(re.findall(r"canary-[a-z]+-[a-z_]+\.", body.decode(errors="replace")))
            seen.setdefault((role, relation), set()).update(shown)
            leaks += [f"{page} {role} {relation}: {each}" for each in sorted(shown - allowed)]

    assert leaks == []
    assert len(seen["CARELINE", "ASSIGNED"]) > 2, "the worker reads next to nothing: look at this"
    assert not any(seen[role, "ASSIGNED"] for role in BESIDE)
