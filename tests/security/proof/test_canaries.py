"""
Promise G5: one token for each sealed column, opened, shown, changed, taken out and refused through
every page of a record; then every place where something is kept or said is searched for them.
"""

from __future__ import annotations

import io
import logging

import pytest
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from fourfold.security import outbox
from fourfold.security.access import relations
from fourfold.security.keys.fields import sealed_columns
from fourfold.security.models import Account, Relation
from tests.desk.make import SEALED, folder, values
from tests.desk.models import Folder
from tests.make import desk, people
from tests.make.people import DCF, NOW, viewer

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.desk.urls"),
    pytest.mark.slow,
]
MARK = "qzcanary"
ENDS = ("", "print/", "record.json", "export.csv?purpose=TO_KEEP_SAFE")


@pytest.fixture
def said(monkeypatch):
    """Let everything that the site says go by; return a function that tells all of it."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    shown: list[str] = []
    (terminal,) = (each for each in logging.getLogger().handlers if each.name == "terminal")
    heard = logging.StreamHandler(io.StringIO())
    heard.setFormatter(terminal.formatter)
    logging.getLogger().addHandler(heard)
    logging.disable(logging.NOTSET)

    def keep(answer):
        shown.append(f"{answer.status_code} {answer.headers} {answer.cookies}")
        keep.seen += MARK in answer.content.decode()
        if answer.status_code >= 400:
            shown.append(answer.content.decode())
        return answer

    keep.seen = 0

    def everything():
        return "\n".join([*shown, heard.stream.getvalue()])

    yield keep, everything
    logging.getLogger().removeHandler(heard)


def stored():
    """Return every value of every table, and every value of the cache, as text and as bytes."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608 - ours
            for row in cursor.fetchall():
                found += [bytes(v) if isinstance(v, memoryview | bytes) else repr(v) for v in row]
    found += [repr(each) for each in getattr(cache, "_cache", {}).values()]
    return b"\n".join(each if isinstance(each, bytes) else each.encode() for each in found)


def go_everywhere(record, keep):
    """Do with a record all that its pages can do: as worker, as holder, as a stranger."""
    ruth = viewer("Ruth", "LIAISON")
    holder = Account.objects.get(id=record.holder)
    people.account("Pia", "PRIVACY", of="COUNCIL")
    relations.begin(record, by=ruth)
    relations.assign(record, ruth.account, by=ruth, kind="SUPERVISOR")
    Relation.objects.create(
        kind="HOLDER",
        record_kind="desk.folder",
        record=record.pk,
        person=record.person,
        account=holder.id,
        from_at=NOW,
        given_by="setup",
    )
    people_here = [
        desk.signed_in(Account.objects.get(id=ruth.account), at=NOW),
        desk.signed_in(holder, at=NOW),
        desk.signed_in(people.account("Otto", "CARELINE"), at=NOW),
        Client(),
    ]
    for client in people_here:
        client.raise_request_exception = False
        keep(client.get("/desk/folders/"))
        keep(client.post("/desk/folders/look-up/", {"family_name": f"{MARK}-family_name"}))
        keep(client.post("/desk/folders/begin/", {"given_name": f"{MARK}-new"}))
        for end in ENDS:
            keep(client.get(f"/desk/folders/{record.pk}/{end}"))
        for field in SEALED:
            said_for = {"field": field, "purpose": "TO_KEEP_SAFE", "value": f"{MARK}-{field}-2"}
            for deed in ("show", "change"):
                keep(client.post(f"/desk/folders/{record.pk}/{deed}/", said_for))
                # What a person types in the wrong place must not be said again either.
                wrong = {"field": f"{MARK}-{field}", "purpose": f"{MARK}-{field}"}
                keep(client.post(f"/desk/folders/{record.pk}/{deed}/", wrong))
        keep(client.post(f"/desk/folders/{record.pk}/assign/", {"account": f"{MARK}-account"}))
        words = {"reason": "IN_DANGER_NOW", "words": f"{MARK}-words are five or more here"}
        keep(client.post(f"/desk/folders/{record.pk}/emergency/", words))
        keep(client.post("/desk/folders/no-such-number/emergency/", words))


def test_no_sealed_value_stands_anywhere_but_sealed_and_on_the_page_of_who_may_see_it(said):
    keep, everything = said
    holder = people.account("Hana", "PROVIDER")
    record = folder(DCF, holder=holder.id, **values(MARK))

    go_everywhere(record, keep)
    outbox.send(at=people.NOW)

    assert len(SEALED) == len(sealed_columns(Folder)) == 40
    assert keep.seen > len(SEALED)  # on pages of those who may see it
    assert MARK not in everything()
    assert MARK not in "\n".join(f"{each.subject} {each.body} {each.to}" for each in mail.outbox)
    assert MARK.encode() not in stored()


def test_a_page_that_breaks_says_nothing_of_the_record_in_the_log_or_to_the_reader(
    said, monkeypatch
):
    keep, everything = said
    record = folder(DCF, **values(MARK))
    ruth = viewer("Ruth", "LIAISON")
    relations.begin(record, by=ruth)

    def break_(seen):
        names = [each.value for each in seen.fields()]
        raise ValueError(f"Cannot show {names} of {seen.record.given_name}")

    monkeypatch.setattr("tests.desk.views._table", break_)
    client = desk.signed_in(Account.objects.get(id=ruth.account), at=NOW)
    client.raise_request_exception = False
    answer = keep(client.get(f"/desk/folders/{record.pk}/"))

    assert answer.status_code == 500
    assert "ValueError" in (heard := everything())
    assert MARK not in heard


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's own files")
def test_the_raw_bytes_of_the_database_hold_no_sealed_value(tmp_path):
    record = folder(DCF, **values(MARK))
    copy = tmp_path / "copy.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])

    raw = copy.read_bytes()
    assert record.pk.encode() in raw
    assert MARK.encode() not in raw
