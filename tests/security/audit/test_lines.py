import pytest
from django.db import IntegrityError, connection, transaction  # noqa: F401 - asked by skipif

from fourfold.apps.council.actions import annual as council
from fourfold.apps.releases import actions as releases
from fourfold.apps.submissions import actions as submissions
from fourfold.config.first_run import answers
from fourfold.security import audit
from fourfold.security.classes import RULES, FieldClass
from fourfold.security.doors import Door, door_of, open_to_all
from fourfold.security.events import LABELS, Event
from fourfold.security.models import AuditEvent
from tests.make import log, river
from tests.make.river import NOW


def test_every_event_has_words():
    assert set(LABELS) == set(Event)
    assert all(event.label for event in Event)


def test_every_field_class_has_a_meaning_and_a_retention_rule():
    assert set(RULES) == set(FieldClass)
    assert all(rule.meaning and rule.kept for rule in RULES.values())


@pytest.mark.django_db(transaction=True)
def test_a_line_outside_a_transaction_is_refused():
    with pytest.raises(audit.NotInTransaction):
        audit.record(Event.STUDY_RUN, by="ana", subject="run:1", at=NOW)


@pytest.mark.django_db(transaction=True)
def test_a_change_that_fails_takes_its_line_with_it():
    def fails_at_the_end():
        with transaction.atomic():
            audit.record(Event.STUDY_RUN, by="ana", subject="run:1", at=NOW)
            raise RuntimeError("the change failed")

    with pytest.raises(RuntimeError, match="the change failed"):
        fails_at_the_end()

    assert not audit.lines_about("run:1").exists()


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a way of PostgreSQL's own")
@pytest.mark.django_db(transaction=True)
def test_statements_planned_once_go_on_after_a_line_is_refused():
    log.write(8)
    planned = """SELECT count(DISTINCT statement) FROM pg_prepared_statements
        WHERE strpos(statement, 'security_audit') > 0"""
    assert log.sql(planned) == [(2,)]

    with pytest.raises(IntegrityError), transaction.atomic():
        audit.record(Event.STUDY_RUN, by="", subject="run:1", at=NOW)
    with transaction.atomic():
        with pytest.raises(IntegrityError), transaction.atomic():
            audit.record(Event.STUDY_RUN, by="", subject="run:1", at=NOW)
        log.write(8)

    assert audit.verify().head.number == 16


@pytest.mark.django_db
@pytest.mark.parametrize("missing", [{"by": ""}, {"subject": ""}])
def test_a_line_always_names_who_and_what(missing):
    told = {"by": "ana", "subject": "run:1"} | missing

    with pytest.raises(IntegrityError), transaction.atomic():
        audit.record(Event.STUDY_RUN, at=NOW, **told)


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["Ana Maria", "ana@example.org", "", "x" * 81, "12 Elm St", None])
def test_a_fact_that_could_hold_a_name_or_a_place_is_refused(value):
    with pytest.raises(audit.NotAFact, match="'who'"), transaction.atomic():
        audit.record(Event.STUDY_RUN, by="ana", subject="run:1", at=NOW, facts={"who": value})

    assert not audit.lines_about("run:1").exists()


@pytest.mark.django_db
def test_each_action_writes_one_line_when_it_changes_something_and_none_when_refused():
    organization, content = river.first_answer()
    pack, said = river.small_state(), []

    def lines(step):
        before = AuditEvent.objects.count()
        try:
            found = step()
        except (ValueError, LookupError):
            found = None
        said.append(AuditEvent.objects.count() - before)
        return found

    def twice(step):
        found = lines(step)
        lines(step)
        return found

    at = {"at": NOW}
    twice(river.open_call)
    for each, answer in list(answers(pack, "2030"))[1:]:
        others = river.receive(answer, organization=each)
        submissions.send(others, by="steward", **at)
        submissions.accept(others, by="staff", **at)
    batch = twice(lambda: river.receive(content, organization=organization))
    twice(lambda: submissions.send(batch, by="steward", **at))
    twice(lambda: submissions.accept(batch, by="staff", **at))
    again = content.replace(b"\n", b"\r\n")
    other = twice(lambda: river.receive(again, organization=organization))
    twice(lambda: submissions.withdraw(other, by="steward", **at))
    run = twice(river.run)
    refused = twice(lambda: river.propose(run))
    twice(lambda: releases.refuse(refused, by="privacy", **at))
    release = twice(lambda: river.propose(run))
    twice(lambda: releases.agree(release, by="privacy", **at))
    twice(lambda: releases.agree(release, by="chair", **at))
    twice(lambda: releases.publish(release, pack=pack, by="analyst", **at))
    twice(lambda: council.publish_annual_report(2030, pack=pack, by="chair", **at))

    assert said == [1, 0] * 14


def test_a_view_without_a_door_has_none():
    def view(request):
        return None

    assert door_of(view) is None
    assert door_of(open_to_all("public figures")(view)) == Door("anyone", "public figures")
