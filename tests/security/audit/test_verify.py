"""What is known of the log, and going on after a break."""

import pytest
from django.db import OperationalError, transaction

from fourfold.security import audit
from fourfold.security.audit import Damage, anchors
from fourfold.security.audit.verification import at_start
from fourfold.security.models import AuditEvent
from tests.make import log
from tests.make.emptying import unguarded
from tests.make.river import NOW

pytestmark = pytest.mark.django_db(transaction=True)

CUT = "DELETE FROM security_auditevent WHERE id > 9"
HEAD_TO_9 = """UPDATE security_audithead SET number = 9,
    seal = (SELECT seal FROM security_auditevent WHERE id = 9)"""


def tamper(*statements):
    with unguarded():
        for each in statements:
            log.sql(each)


def found(**asked):
    broken = audit.verify(**asked).broken
    return broken and (broken.number, broken.damage)


def test_an_empty_log_holds(anchor_file):
    verdict = audit.verify()

    assert (verdict.head.number, verdict.broken, verdict.checked) == (0, None, 0)
    assert audit.state().good
    assert not anchor_file.exists()


def test_a_log_as_written_holds_to_its_head(anchor_file):
    log.write(12)

    verdict = audit.verify()

    assert (verdict.head.number, verdict.broken, verdict.checked) == (12, None, 12)
    assert verdict.unguarded == ()
    assert audit.state().good
    assert [each.why for each in anchors.read(anchor_file)] == ["begun", "commit", "verified"]


def test_lines_can_be_checked_from_a_number_on(anchor_file):
    log.write(12)

    verdict = audit.verify(since=7)

    assert (verdict.head.number, verdict.broken, verdict.checked) == (12, None, 5)


DONE_TO_IT = {
    "a change": (
        ["UPDATE security_auditevent SET subject = 'run:2' WHERE id = 5"],
        (5, Damage.CHANGED),
    ),
    "a deletion": (["DELETE FROM security_auditevent WHERE id = 5"], (5, Damage.MISSING)),
    "the first line gone": (
        ["DELETE FROM security_auditevent WHERE id = 1"],
        (1, Damage.MISSING),
    ),
    "a line below the first": (
        ["UPDATE security_auditevent SET id = -3 WHERE id = 1"],
        (1, Damage.MISSING),
    ),
    "a cut tail": ([CUT], (10, Damage.TAIL_CUT)),
    "a cut tail with its head": (
        [CUT, HEAD_TO_9],
        (10, Damage.TAIL_CUT),
    ),
    "everything gone": (["DELETE FROM security_auditevent"], (1, Damage.TAIL_CUT)),
    "a head moved back": (
        [HEAD_TO_9],
        (10, Damage.HEAD_EDITED),
    ),
    "a head moved on": (
        ["UPDATE security_audithead SET number = 15"],
        (13, Damage.TAIL_CUT),
    ),
    "a head with another seal": (
        ["UPDATE security_audithead SET seal = '" + "f" * 64 + "'"],
        (12, Damage.HEAD_EDITED),
    ),
    "no head": (["DELETE FROM security_audithead"], (13, Damage.HEAD_EDITED)),
}


@pytest.mark.slow
@pytest.mark.parametrize(("statements", "told"), DONE_TO_IT.values(), ids=DONE_TO_IT)
def test_it_is_found_it_shuts_the_records_and_a_person_lets_the_log_go_on(
    statements, told, anchor_file
):
    log.write(12)
    assert found() is None

    tamper(*statements)

    assert found() == told
    known = audit.state()
    assert (known.good, known.number, known.damage) == (False, *told)

    head = audit.acknowledge(by="priya", at=NOW)
    assert audit.state().good
    log.write(3)
    verdict = audit.verify()
    assert verdict.broken is None, verdict
    assert (verdict.since, verdict.checked) == (head.number, 3)
    line = AuditEvent.objects.get(id=head.number)
    assert (line.event, line.by, line.subject) == (
        "AUDIT_BREAK_ACKNOWLEDGED",
        "priya",
        f"audit:{told[0]}",
    )
    assert len(list(anchor_file.parent.glob("anchors-until-*.txt"))) == 1


def test_a_log_that_holds_cannot_be_acknowledged(anchor_file):
    log.write()

    with pytest.raises(audit.NothingToAcknowledge, match="holds"):
        audit.acknowledge(by="priya", at=NOW)


@pytest.mark.parametrize(
    "statement", ["DELETE FROM security_audithead", "UPDATE security_audithead SET number = 1"]
)
def test_a_report_is_taken_although_the_head_was_edited_but_no_record_is_read(
    statement, anchor_file, caplog
):
    log.write(3)
    tamper(statement)

    log.write()

    assert AuditEvent.objects.count() == 4
    assert "AUDIT: line 3: The row with the chain's head was edited." in caplog.text
    known = audit.state()
    assert (known.good, known.number, known.damage) == (False, 3, Damage.HEAD_EDITED)
    assert found() is None  # the lines are whole, so that a whole check opens the records again
    assert audit.state().good


def test_missing_triggers_are_told(anchor_file):
    log.write(3)

    with unguarded():
        verdict = audit.verify()

    assert "audit_follow" in verdict.unguarded
    assert verdict.broken is None


def test_a_start_checks_the_end_of_the_log_and_anchors_it(anchor_file, caplog):
    log.write(12)

    assert at_start().good
    assert [(each.number, each.why) for each in anchors.read(anchor_file)] == [
        (0, "begun"),
        (1, "commit"),
        (12, "start"),
    ]
    assert caplog.records == []


def test_a_start_says_loudly_that_the_end_was_cut_and_a_whole_check_is_needed(anchor_file, caplog):
    log.write(12)
    at_start()
    tamper(CUT, HEAD_TO_9)

    assert not at_start().good

    assert "AUDIT: The log of who did what was changed at line 10" in caplog.text
    assert not at_start().good  # and again, without a look at the lines


def test_a_whole_check_that_passes_opens_the_records_again(anchor_file):
    log.write(12)
    tamper("UPDATE security_auditevent SET subject = 'run:2' WHERE id = 5")
    assert found() == (5, Damage.CHANGED)
    tamper("UPDATE security_auditevent SET subject = 'run:1' WHERE id = 5")

    assert found(since=8) is None
    assert not audit.state().good
    assert found() is None
    assert audit.state().good


def test_a_lost_anchor_file_shuts_the_records(anchor_file):
    log.write(3)
    anchor_file.unlink()

    assert audit.state().damage is Damage.ANCHORS_GONE
    assert found() == (1, Damage.ANCHORS_GONE)
    log.write(1)
    assert not anchor_file.exists()
    audit.acknowledge(by="priya", at=NOW)
    assert audit.state().good
    assert found() is None


def test_an_anchor_file_that_cannot_be_read_or_written_shuts_the_records_and_not_the_site(
    anchor_file, caplog
):
    log.write(3)
    anchor_file.unlink()
    anchor_file.mkdir()

    assert not at_start().good

    assert "Records stay shut" in caplog.text
    log.write(1)
    assert AuditEvent.objects.count() == 4


def test_a_disk_that_takes_no_anchor_does_not_stop_the_site(anchor_file, monkeypatch, caplog):
    log.write(3)

    def full(*_, **__):
        raise OSError("No space left on device")

    monkeypatch.setattr(anchors, "keep", full)

    assert at_start().good
    assert "could not be anchored (No space left on device)" in caplog.text


def test_an_older_copy_of_the_database_is_found_although_it_was_written_on(anchor_file):
    log.write(6)
    anchors.keep(audit.verify().head, why="asked")
    tamper(
        "DELETE FROM security_auditevent WHERE id > 4",
        HEAD_TO_9.replace("9", "4"),
    )
    log.write(5, by="ben")

    assert found() == (6, Damage.OLDER)


def test_a_write_that_the_database_refuses_is_refused_whole(anchor_file, monkeypatch):
    def full(*_):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("fourfold.security.audit.lines._append", full)

    with pytest.raises(audit.NotRecorded, match="disk is full.*Nothing was changed"):
        log.write()

    assert AuditEvent.objects.count() == 0
    assert audit.verify().head.number == 0


def test_a_writer_killed_between_the_first_commit_and_its_anchor_raises_no_alarm(
    anchor_file, monkeypatch
):
    monkeypatch.setattr(audit.anchors, "after_commit", lambda number, seal: None)
    log.write(1)

    assert audit.verify().broken is None
    anchor_file.unlink()
    assert audit.verify().broken.damage is Damage.ANCHORS_GONE


def test_a_change_rolled_back_leaves_no_gap_and_no_line_anchored(anchor_file):
    def fails():
        with transaction.atomic():
            log.write(2)
            raise RuntimeError("the change failed")

    with pytest.raises(RuntimeError, match="the change failed"):
        fails()

    assert [each.number for each in anchors.read(anchor_file)] == [0]
    log.write(1)
    assert audit.verify().head.number == 1
