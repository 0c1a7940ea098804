"""Reading a record: the line first, and nothing while the log is known to be changed."""

import pytest
from django.db import transaction

from fourfold.security import audit
from fourfold.security.audit.origin import Origin, coming_from
from fourfold.security.events import Event
from fourfold.security.models import AuditEvent
from tests.make import log
from tests.make.emptying import unguarded
from tests.make.river import NOW


def read():
    audit.read_of(Event.STUDY_RUN, by="ana", subjects=["case:1"], at=NOW)


@pytest.mark.django_db(transaction=True)
def test_a_read_is_on_disk_before_anything_is_given_out(anchor_file):
    read()

    assert not transaction.get_connection().in_atomic_block
    assert AuditEvent.objects.get().subject == "case:1"


@pytest.mark.django_db(transaction=True)
def test_a_read_inside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        read()

    assert not AuditEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_read_while_the_log_is_known_to_be_changed_but_writes_go_on(anchor_file):
    log.write(3)
    with unguarded():
        log.sql("UPDATE security_auditevent SET subject = 'run:2' WHERE id = 2")
    audit.verify()

    with pytest.raises(audit.RecordsShut, match="line 2.*Careline reports are still taken"):
        read()

    assert AuditEvent.objects.count() == 3
    log.write(1)
    audit.acknowledge(by="priya", at=NOW)
    read()
    assert AuditEvent.objects.count() == 6


@pytest.mark.django_db
def test_several_subjects_are_one_chain():
    with transaction.atomic():
        lines = audit.record_all(
            Event.STUDY_RUN, by="ana", subjects=["case:1", "case:2", "case:3"], at=NOW
        )

    assert [(each.number, each.subject) for each in lines] == [
        (1, "case:1"),
        (2, "case:2"),
        (3, "case:3"),
    ]
    assert audit.verify().head.number == 3


@pytest.mark.django_db
def test_no_subject_is_no_line():
    with transaction.atomic():
        assert audit.record_all(Event.STUDY_RUN, by="ana", subjects=[], at=NOW) == []

    assert not AuditEvent.objects.exists()


@pytest.mark.django_db
def test_a_line_says_which_request_and_agency_it_comes_from_and_how_it_ended():
    with coming_from(Origin("R1", lambda: "DCF")), transaction.atomic():
        audit.record(
            Event.STUDY_RUN, by="ana", subject="run:1", at=NOW, outcome=audit.Outcome.FAILED
        )
        audit.record(Event.STUDY_RUN, by="ana", subject="run:1", at=NOW, agency="OVS")
    log.write()

    assert list(AuditEvent.objects.order_by("id").values_list("request", "agency", "outcome")) == [
        ("R1", "DCF", "FAILED"),
        ("R1", "OVS", "DONE"),
        ("", "", "DONE"),
    ]
    assert audit.verify().broken is None
