"""Gaps that the proof found once, each kept shut by a small test."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fourfold.security.access import relations, sight
from fourfold.security.access.need_to_know import can, rights, visible_to
from fourfold.security.access.policy import Action
from fourfold.security.models import AuditEvent, Relation
from tests.desk.make import folder
from tests.desk.models import Folder
from tests.make.people import DCF, NOW, PROVIDER, viewer
from tests.make.shares import shared

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth():
    return viewer("Ruth", "LIAISON")


@pytest.fixture
def record(ruth):
    made = folder(DCF)
    relations.begin(made, by=ruth)
    return made


@pytest.mark.parametrize(
    "given",
    [
        {"what": [("personal", "")], "from_agency": "ANOTHER"},
        {"what": []},
        {"what": [("sud", "")]},
        {"what": [("personal", "")], "kind": "SUD"},
    ],
)
def test_a_consent_for_another_agencys_record_or_of_no_thing_of_its_kind_opens_nothing(
    record, ruth, given
):
    provider = viewer("Nora", "PROVIDER", of=PROVIDER)
    until = NOW + timedelta(hours=1)
    relations.refer(record, PROVIDER, purpose="SERVICES", until=until, by=ruth)
    shared(record, to=PROVIDER, purpose="SERVICES", **given)

    assert not visible_to(provider, Folder).exists()
    assert not rights(provider, record).ties


def test_a_look_up_never_confirms_a_name_that_may_not_be_read(record):
    holder = viewer("Hana", "PROVIDER", "CARELINE")
    Relation.objects.create(
        kind="HOLDER",
        record_kind="desk.folder",
        record=record.pk,
        person=record.person,
        account=holder.account,
        from_at=NOW,
        given_by="setup",
    )
    sought = {"family_name_index": record.family_name_index}

    assert visible_to(holder, Folder).get() == record
    assert not can(holder, Action.READ, record, field="family_name")
    assert sight.look_up(Folder, sought, viewer=holder) == []


def test_a_refused_field_is_a_line_in_the_audit(record, ruth):
    opened = sight.open_record(Folder, record.pk, viewer=ruth)

    for ask in (
        lambda: opened.show("sud_note", purpose="TO_KEEP_SAFE"),
        lambda: opened.check(Action.WRITE, "counselor_note"),
        lambda: opened.show("her name", purpose="TO_KEEP_SAFE"),
    ):
        with pytest.raises(sight.NotKnown):
            ask()

    lines = AuditEvent.objects.filter(event="RECORD_REFUSED", outcome="DENIED").order_by("id")
    assert [line.facts for line in lines] == [
        {"action": "SHOW", "field": "sud_note"},
        {"action": "WRITE", "field": "counselor_note"},
        {"action": "SHOW"},
    ]
