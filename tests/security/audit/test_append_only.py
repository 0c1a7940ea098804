"""The database itself refuses to change, delete or misplace a line."""

import pytest
from django.db import IntegrityError, connection, transaction

from fourfold.security.audit import append_only
from fourfold.security.models import AuditEvent, AuditHead
from tests.make import log
from tests.make.emptying import unguarded

pytestmark = pytest.mark.django_db

COPY = """INSERT INTO security_auditevent
    (id, at, "by", event, subject, outcome, agency, request, facts, seal)
    SELECT id + {up}, at, "by", event, subject, outcome, agency, request, facts, {seal}
    FROM security_auditevent WHERE id = 3"""


REFUSED = {
    "change": "UPDATE security_auditevent SET subject = 'run:2' WHERE id = 2",
    "change without a difference": "UPDATE security_auditevent SET id = id",
    "delete": "DELETE FROM security_auditevent WHERE id = 2",
    "delete all": "DELETE FROM security_auditevent",
    "delete the head": "DELETE FROM security_audithead",
    "leave a gap": COPY.format(up=2, seal="seal"),
    "write a line again": COPY.format(up=0, seal="seal"),
    "leave out the seal": COPY.format(up=1, seal="''"),
}


@pytest.mark.parametrize("statement", REFUSED.values(), ids=REFUSED)
def test_the_database_refuses_to(statement):
    log.write(3)
    before = list(AuditEvent.objects.order_by("id").values()), AuditHead.objects.values().get()

    refused = pytest.raises(IntegrityError, match=r"Audit lines are never|An audit line must")
    with refused, transaction.atomic():
        log.sql(statement)

    assert (
        list(AuditEvent.objects.order_by("id").values()),
        AuditHead.objects.values().get(),
    ) == before


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("role", ["origin", "replica"])
@pytest.mark.parametrize("table", ["security_auditevent", "security_audithead"])
def test_a_table_of_the_log_cannot_be_emptied(table, role):
    log.write(3)
    log.sql(f"SET LOCAL session_replication_role = {role}")

    with pytest.raises(IntegrityError, match="Audit lines are never"), transaction.atomic():
        log.sql(f"TRUNCATE {table}")

    assert AuditEvent.objects.count() == 3


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a way of SQLite's own")
def test_a_line_cannot_be_replaced_while_it_is_inserted():
    log.write(3)
    again = COPY.format(up=-1, seal="seal").replace("INSERT", "INSERT OR REPLACE")

    with pytest.raises(IntegrityError, match="must follow"), transaction.atomic():
        log.sql(again)


def test_triggers_that_are_gone_are_named():
    assert append_only.missing(connection) == []
    with unguarded():
        missing = append_only.missing(connection)
    assert "audit_follow" in missing
    assert append_only.missing(connection) == []
