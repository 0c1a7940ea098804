"""Need-to-know on real records: who may know of them, and what of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fourfold.security.access import need_to_know, relations, sight
from fourfold.security.access.need_to_know import can, rights, visible_to
from fourfold.security.access.policy import Action
from fourfold.security.access.roles import ROLES
from fourfold.security.access.viewer import nobody, viewer_of
from fourfold.security.edges import limits
from fourfold.security.models import AuditEvent, Notice, Relation, RelationKind
from tests.desk.make import folder
from tests.desk.models import Folder
from tests.make.people import DCF, NOW, PROVIDER, account, seat, viewer
from tests.make.shares import shared

pytestmark = pytest.mark.django_db
TEAM = "MDT_HARTFORD"
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def ruth():
    return viewer("Ruth", "LIAISON")


@pytest.fixture
def record(ruth):
    made = folder(DCF)
    relations.begin(made, by=ruth)
    relations.assign(made, ruth.account, by=ruth, kind=RelationKind.SUPERVISOR)
    return made


def knows(by, record):
    return visible_to(by, Folder).filter(pk=record.pk).exists()


def reads(by, record):
    """Return the fields shown in clear and those that can be asked for."""
    found = sight.Sight(record, rights(by, record)).fields()
    return {each.name for each in found if not each.masked and each.name.islower()}, {
        each.name for each in sight.Sight(record, rights(by, record)).fields() if each.masked
    }


@pytest.mark.parametrize("code", sorted(ROLES))
def test_a_role_alone_opens_no_record_not_even_in_the_owning_agency(record, code):
    other = viewer("Otto", code)

    assert not knows(other, record)
    assert not any(can(other, action, record, field="given_name") for action in Action)


def test_nobody_knows_nothing(record):
    assert not knows(nobody(NOW), record)
    with pytest.raises(sight.NotKnown):
        sight.open_record(Folder, record.pk, viewer=nobody(NOW))


def test_the_worker_reads_names_at_once_and_asks_for_the_rest(record, ruth):
    clear, masked = reads(ruth, record)

    assert {"given_name", "phone"} <= clear
    assert {"street", "health_note", "exploiter_name"} <= masked
    assert not {"counselor_note", "sud_note"} & (clear | masked)


def test_an_assignment_lasts_until_just_before_its_end(record, ruth):
    worker = account("Cleo", "CARELINE")
    given = relations.assign(record, worker.id, by=ruth)
    relations.end(given, record, by=replace(ruth, at=LATER))

    def at(moment):
        return viewer_of(worker.id, at=moment, second_factor=True)

    assert not knows(at(NOW - timedelta(seconds=1)), record)
    assert knows(at(NOW), record)
    assert knows(at(LATER - timedelta(seconds=1)), record)
    assert not knows(at(LATER), record)


def test_a_worker_who_moves_to_another_agency_leaves_the_records_behind(record, ruth):
    worker = account("Cleo", "CARELINE")
    relations.assign(record, worker.id, by=ruth)

    moved = replace(viewer_of(worker.id, at=NOW, second_factor=True), agency=PROVIDER)

    assert not knows(moved, record)
    assert not rights(moved, record).ties


def test_a_team_member_sees_the_teams_records_while_on_the_team(record, ruth):
    relations.bring_to_team(record, TEAM, by=ruth)
    police = account("Paul", "TEAM", of="HARTFORD_POLICE")
    taken = seat(police, TEAM, "LAW_ENFORCEMENT", until=LATER)

    on_it = viewer_of(police.id, at=NOW, second_factor=True)
    off_it = viewer_of(police.id, at=LATER, second_factor=True)

    assert reads(on_it, record)[0] >= {"given_name", "exploiter_name"}
    assert "health_note" not in reads(on_it, record)[0] | reads(on_it, record)[1]
    assert knows(on_it, record)
    assert not knows(off_it, record)
    assert taken.discipline == "LAW_ENFORCEMENT"


def test_a_referral_without_a_consent_opens_nothing(record, ruth):
    provider = viewer("Nora", "PROVIDER", of=PROVIDER)
    relations.refer(record, PROVIDER, purpose="SERVICES", until=LATER, by=ruth)

    assert not knows(provider, record)


def test_a_referral_opens_what_the_consent_names_until_it_is_taken_back(record, ruth):
    provider = viewer("Nora", "PROVIDER", of=PROVIDER)
    relations.refer(record, PROVIDER, purpose="SERVICES", until=LATER, by=ruth)
    given = shared(
        record, to=PROVIDER, purpose="SERVICES", what=[("personal", "folder.phone"), ("place", "")]
    )

    assert knows(provider, record)
    clear, masked = reads(provider, record)
    assert "phone" in clear
    assert "given_name" not in clear | masked
    assert masked == set(Folder.PLACE.split())

    given.revoked_at, given.revoked_by, given.revoked_how = NOW, "ruth", "SPOKEN"
    given.save()
    assert not knows(provider, record)
    assert not rights(provider, record).ties


def test_a_consent_for_another_purpose_or_agency_opens_nothing(record, ruth):
    provider = viewer("Nora", "PROVIDER", of=PROVIDER)
    relations.refer(record, PROVIDER, purpose="SERVICES", until=LATER, by=ruth)
    shared(record, to=PROVIDER, purpose="HOUSING", what=[("personal", "")])
    shared(record, to="OTHER_HOUSE", purpose="SERVICES", what=[("personal", "")])

    assert not knows(provider, record)


def test_a_consent_without_a_referral_opens_nothing(record):
    provider = viewer("Nora", "PROVIDER", of=PROVIDER)
    shared(record, to=PROVIDER, purpose="SERVICES", what=[("personal", "")])

    assert not knows(provider, record)


def test_a_conflict_of_interest_closes_the_record_at_once(record, ruth):
    worker = account("Cleo", "CARELINE")
    relations.assign(record, worker.id, by=ruth)
    relations.declare_conflict(record, worker.id, by=ruth)
    cleo = viewer_of(worker.id, at=NOW, second_factor=True, stepped_up=True)

    assert not knows(cleo, record)
    assert not can(cleo, Action.READ, record, field="given_name")


def test_unknown_and_forbidden_are_one_answer_and_both_are_in_the_audit(record):
    other = viewer("Otto", "CARELINE")

    for number in (record.pk, "0000000000000000", "x' OR 1=1 --"):
        with pytest.raises(sight.NotKnown, match=r"^There is no such record\.$"):
            sight.open_record(Folder, number, viewer=other)

    lines = AuditEvent.objects.filter(event="RECORD_REFUSED")
    assert [line.subject for line in lines.order_by("id")] == [
        f"desk.folder:{record.pk}",
        "desk.folder:0000000000000000",
        "desk.folder:unreadable",
    ]


def test_a_record_whose_last_tie_ends_while_it_is_opened_is_not_known(record, ruth, monkeypatch):
    # What the second query finds when a colleague took the record over after the first one.
    for room in (need_to_know, sight):
        monkeypatch.setattr(room, "ties_of", lambda _, records: {each.pk: () for each in records})
    with pytest.raises(sight.NotKnown):
        sight.open_record(Folder, record.pk, viewer=ruth)
    assert AuditEvent.objects.filter(event="RECORD_REFUSED").exists()
    assert sight.list_records(Folder, viewer=ruth) == []


def test_opening_and_showing_are_in_the_audit(record, ruth):
    opened = sight.open_record(Folder, record.pk, viewer=ruth)

    assert opened.show("street", purpose="TO_REACH_THE_PERSON") == record.street
    lines = AuditEvent.objects.order_by("-id")[:2]
    assert [(line.event, line.facts) for line in lines] == [
        ("RECORD_SHOWN", {"field": "street", "purpose": "TO_REACH_THE_PERSON"}),
        ("RECORD_READ", {"ties": "ASSIGNED:SUPERVISOR"}),
    ]


def test_a_masked_value_is_shown_only_for_a_purpose_and_only_if_it_is_yours(record, ruth):
    opened = sight.open_record(Folder, record.pk, viewer=ruth)

    with pytest.raises(sight.NoPurpose):
        opened.show("street", purpose="")
    for field in ("counselor_note", "sud_note", "pk", "__class__"):
        with pytest.raises(sight.NotKnown):
            opened.show(field, purpose="TO_KEEP_SAFE")
    with pytest.raises(sight.NotKnown):
        opened.value("street")


def test_a_masked_value_is_shown_only_within_minutes_of_a_fresh_proof(record, ruth):
    stale = sight.open_record(Folder, record.pk, viewer=replace(ruth, stepped_up=False))

    with pytest.raises(sight.NeedsProof):
        stale.show("street", purpose="TO_KEEP_SAFE")
    assert not AuditEvent.objects.filter(event="RECORD_SHOWN").exists()
    assert stale.show("given_name", purpose="TO_KEEP_SAFE") == record.given_name


def test_without_its_line_in_the_audit_nothing_is_read(record, ruth, monkeypatch):
    def refuse(*_args, **_facts):
        raise RuntimeError("the log is full")

    monkeypatch.setattr("fourfold.security.audit.reads.record_all", refuse)

    with pytest.raises(RuntimeError):
        sight.open_record(Folder, record.pk, viewer=ruth)
    with pytest.raises(RuntimeError):
        sight.list_records(Folder, viewer=ruth)


def test_a_list_is_one_query_however_long(ruth):
    for _ in range(12):
        relations.begin(folder(DCF), by=ruth)

    with CaptureQueriesContext(connection) as queries:
        assert len(list(visible_to(ruth, Folder))) == 12
    assert len(queries) == 1


def test_a_worker_calls_in_a_supervisor_and_nobody_else(ruth):
    cleo = viewer("Cleo", "CARELINE")
    own = folder(DCF)
    relations.begin(own, by=cleo)
    colleague = account("Dan", "CARELINE")

    with pytest.raises(relations.MayNotGive):
        relations.assign(own, colleague.id, by=cleo)
    with pytest.raises(relations.NotHere):
        relations.assign(own, colleague.id, by=cleo, kind=RelationKind.SUPERVISOR)
    relations.assign(own, ruth.account, by=cleo, kind=RelationKind.SUPERVISOR)

    assert knows(ruth, own)


def test_only_colleagues_who_keep_records_are_assigned(record, ruth):
    for person in (
        account("Sam", "STEWARD"),
        account("Tess", "TEAM"),
        account("Cora", "COORDINATOR"),
        account("Nora", "PROVIDER", of=PROVIDER),
    ):
        with pytest.raises(relations.NotHere):
            relations.assign(record, person.id, by=ruth)


def test_nobody_lifts_their_own_conflict(record, ruth):
    worker = viewer("Cleo", "CARELINE")
    relations.assign(record, worker.account, by=ruth)
    closed = relations.declare_conflict(record, worker.account, by=worker)

    with pytest.raises(relations.MayNotGive):
        relations.end(closed, record, by=worker)
    relations.end(closed, record, by=ruth)

    assert knows(worker, record)


def test_only_the_coordinator_of_a_team_keeps_its_seats():
    coordinator = account("Cora", "COORDINATOR", of="CAC_HARTFORD")
    seat(coordinator, TEAM, "COORDINATOR")
    cora = viewer_of(coordinator.id, at=NOW, second_factor=True)
    police = account("Paul", "TEAM", of="HARTFORD_POLICE")

    given = relations.give_seat(TEAM, police.id, "LAW_ENFORCEMENT", by=cora)
    with pytest.raises(relations.MayNotGive):
        relations.give_seat("MDT_OTHER", police.id, "LAW_ENFORCEMENT", by=cora)
    relations.end_seat(given, by=replace(cora, at=LATER))

    assert viewer_of(police.id, at=LATER, second_factor=True).disciplines == {}


def test_every_relation_given_or_ended_is_in_the_audit(record, ruth):
    given = relations.bring_to_team(record, TEAM, by=ruth)
    relations.end(given, record, by=replace(ruth, at=LATER))

    told = AuditEvent.objects.filter(subject=f"desk.folder:{record.pk}").values_list(
        "event", flat=True
    )
    assert list(told.order_by("id")) == ["RELATION_GIVEN"] * 3 + ["RELATION_ENDED"]
    assert Relation.objects.get(id=given).ended_by == ruth.account
    assert record.agency == DCF


def test_a_digest_made_of_a_name_never_leaves(record, ruth):
    opened = sight.open_record(Folder, record.pk, viewer=ruth)

    clear, masked = reads(ruth, record)
    assert "family_name_index" not in clear | masked
    assert "family_name_index" not in opened.taken_out(purpose="TO_REPORT_BY_LAW")
    with pytest.raises(sight.NotKnown):
        opened.show("family_name_index", purpose="TO_KEEP_SAFE")


def test_taking_out_asks_for_a_purpose_and_fresh_proof_and_is_on_the_audit(record, ruth):
    with pytest.raises(sight.NoPurpose):
        sight.open_record(Folder, record.pk, viewer=ruth).taken_out(purpose="")
    stale = replace(ruth, stepped_up=False)
    with pytest.raises(sight.NotKnown):
        sight.open_record(Folder, record.pk, viewer=stale).taken_out(purpose="TO_REPORT_BY_LAW")

    taken = sight.open_record(Folder, record.pk, viewer=ruth).taken_out(purpose="TO_REPORT_BY_LAW")

    assert taken["street"] == record.street
    assert "counselor_note" not in taken
    assert AuditEvent.objects.order_by("-id")[0].event == "RECORD_EXPORTED"


def test_a_page_of_a_list_takes_as_many_queries_as_one_record(ruth):
    for _ in range(6):
        relations.begin(folder(DCF), by=ruth)
    with CaptureQueriesContext(connection) as one:
        sight.list_records(Folder, viewer=ruth, page=slice(0, 1))
    with CaptureQueriesContext(connection) as six:
        assert len(sight.list_records(Folder, viewer=ruth, page=slice(0, 6))) == 6

    assert len(selects(six)) == len(selects(one))


def selects(queries):
    """Return the reads but those of the log; PostgreSQL keeps these prepared, without a text."""
    said = [each["sql"] or "audit" for each in queries]
    return [sql for sql in said if sql.startswith("SELECT") and "audit" not in sql]


def test_a_look_up_finds_only_what_is_yours_and_is_on_the_audit(record, ruth):
    sought = {"family_name_index": record.family_name_index}

    assert [s.record.pk for s in sight.look_up(Folder, sought, viewer=ruth)] == [record.pk]
    assert sight.look_up(Folder, sought, viewer=viewer("Otto", "CARELINE")) == []
    assert AuditEvent.objects.filter(event="RECORDS_LOOKED_UP").count() == 3


def test_a_coordinator_refers_no_record_that_somebody_else_keeps(record, ruth):
    relations.bring_to_team(record, TEAM, by=ruth)
    coordinator = account("Cora", "COORDINATOR", of="CAC_HARTFORD")
    seat(coordinator, TEAM, "COORDINATOR")
    cora = viewer_of(coordinator.id, at=NOW, second_factor=True)

    with pytest.raises(relations.MayNotGive):
        relations.refer(record, PROVIDER, purpose="SERVICES", until=LATER, by=cora)


def test_a_consent_that_names_a_field_opens_that_field_of_that_kind_of_record_alone(record, ruth):
    provider = viewer("Nora", "PROVIDER", of=PROVIDER)
    relations.refer(record, PROVIDER, purpose="SERVICES", until=LATER, by=ruth)
    named = [("personal", "folder.phone"), ("personal", "person.email"), ("personal", "town")]
    shared(record, to=PROVIDER, purpose="SERVICES", what=named)

    clear, masked = reads(provider, record)

    assert "phone" in clear
    assert not {"email", "town"} & (clear | masked)


def test_past_the_hundredth_record_of_an_hour_nothing_is_read_before_a_fresh_proof(
    ruth, monkeypatch
):
    monkeypatch.setattr(limits.distinct, "__kwdefaults__", {"since": None, "limit": 2})
    officer = account("Pia", "PRIVACY")
    made = [folder(DCF) for _ in range(3)]
    for each in made:
        relations.begin(each, by=ruth)
    for each in made[:2]:
        sight.open_record(Folder, each.pk, viewer=ruth)

    for _ in range(2):
        with pytest.raises(limits.TooManyRecords):
            sight.open_record(Folder, made[2].pk, viewer=ruth)

    assert Notice.objects.get().to == officer.id
    assert AuditEvent.objects.filter(event="RECORD_READ").count() == 2
    soon = NOW + timedelta(minutes=1)
    proven = replace(ruth, at=soon, proven_at=soon)
    assert sight.open_record(Folder, made[2].pk, viewer=proven).record == made[2]
