"""Giving a report to a colleague or back to the queue: who may, who is told, and two at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from fourfold.apps.cases.access import CARELINE
from fourfold.apps.cases.actions import reassigning, records, reports, working
from fourfold.apps.cases.models import Report, ReportLine
from fourfold.apps.cases.queries import reports as queries
from fourfold.apps.cases.states.reports import WhyNot
from fourfold.security.access import relations
from fourfold.security.access.sight import NotKnown
from fourfold.security.models import AuditEvent, Notice
from tests.apps.cases.test_reports import from_the_web, saved, screener
from tests.make import people

pytestmark = pytest.mark.django_db
WHY = "My shift ends in ten minutes."


@pytest.fixture
def carmen():
    return screener("Carmen")


@pytest.fixture
def ada():
    return screener("Ada")


@pytest.fixture
def luis(report, carmen):
    """Return who supervises the report."""
    found = people.viewer("Luis", "LIAISON")
    working.call_supervisor(report, account=found.account, kind="report", by=carmen)
    return found


@pytest.fixture
def report(carmen):
    return saved(carmen)


def now(number):
    return Report.objects.get(pk=number)


def pass_on(number, to, by, **changes):
    asked = {"to": to.account, "words": WHY, "version": now(number).version} | changes
    reassigning.pass_on(number, by=by, **asked)


def give_back(number, by, **changes):
    asked = {"words": WHY, "version": now(number).version} | changes
    reassigning.give_back(number, by=by, **asked)


def told(kind):
    return set(Notice.objects.filter(kind=kind).values_list("to", flat=True))


def test_whoever_took_it_hands_it_over_and_knows_it_no_longer(carmen, ada, report):
    pass_on(report, ada, carmen)

    assert now(report).taken_by == ada.account
    assert queries.open_report(report, viewer=ada).may(relations.Action.WRITE, "narrative")
    with pytest.raises(NotKnown):
        queries.open_report(report, viewer=carmen)
    assert told("REPORT_GIVEN") == {ada.account}
    assert told("REPORT_TAKEN_AWAY") == set()


def test_the_story_says_who_to_whom_and_why_and_the_audit_not_why(carmen, ada, report):
    pass_on(report, ada, carmen)

    line = ReportLine.objects.get(report=report, step="REPORT_PASSED_ON")
    assert (line.by, line.facts, line.words) == (carmen.account, {"to": ada.account}, WHY)
    lines = AuditEvent.objects.filter(subject=f"cases.report:{report}").values_list("facts")
    assert "REPORT_PASSED_ON" in str(list(lines))
    assert "shift" not in str(list(lines))


def test_a_supervisor_gives_it_to_a_colleague_stays_and_both_are_told(carmen, ada, report, luis):
    pass_on(report, ada, luis)

    assert now(report).taken_by == ada.account
    assert queries.supervises(queries.open_report(report, viewer=luis), viewer=luis)
    assert (told("REPORT_GIVEN"), told("REPORT_TAKEN_AWAY")) == ({ada.account}, {carmen.account})
    assert told("SUPERVISION_ASKED") == {luis.account}


def test_back_in_the_queue_it_waits_for_anybody_with_a_seat(carmen, ada, report):
    give_back(report, carmen)

    found = now(report)
    assert (found.state, found.taken_by, found.taken_at) == ("NEW", "", None)
    assert told("REPORT_WAITS") == {ada.account}
    reports.take(report, by=ada)
    assert now(report).taken_by == ada.account
    assert ReportLine.objects.filter(report=report, step="REPORT_GIVEN_BACK").exists()


def test_one_that_came_from_the_web_goes_back_as_well(carmen, ada):
    number = from_the_web().id
    reports.take(number, by=carmen)

    give_back(number, carmen)

    reports.take(number, by=ada)
    assert now(number).queue == CARELINE


@pytest.mark.parametrize("then", ["passes it on", "gives it back"])
def test_the_second_of_two_is_told_who_was_first(carmen, ada, report, luis, then):
    stale = now(report).version
    pass_on(report, ada, luis)
    later = replace(carmen, at=carmen.at + timedelta(minutes=1))

    deeds = {
        "passes it on": lambda: pass_on(report, ada, later, version=stale),
        "gives it back": lambda: give_back(report, later, version=stale),
    }

    with pytest.raises(reassigning.PassedBefore) as before:
        deeds[then]()

    assert (before.value.by, before.value.at) == (luis.account, luis.at)
    assert now(report).taken_by == ada.account


def test_a_supervisor_with_an_older_page_is_told_too(carmen, ada, report, luis):
    stale = now(report).version
    pass_on(report, ada, carmen)

    with pytest.raises(records.ChangedMeanwhile) as changed:
        give_back(report, luis, version=stale)

    assert changed.value.by == carmen.account


def test_a_reason_is_needed(carmen, ada, report):
    with pytest.raises(reassigning.SayWhy):
        pass_on(report, ada, carmen, words="tired")

    assert now(report).taken_by == carmen.account


def test_only_a_colleague_who_keeps_records_and_has_no_conflict_gets_it(carmen, ada, report, luis):
    outside = people.viewer("Rosa", "PROVIDER", of=people.PROVIDER)
    relations.declare_conflict(now(report), ada.account, by=luis)

    for colleague in (outside, ada):
        with pytest.raises(relations.NotHere):
            pass_on(report, colleague, carmen)
    with pytest.raises(reassigning.NotInWork):
        pass_on(report, carmen, luis)

    assert now(report).taken_by == carmen.account


def test_a_report_that_waits_or_was_decided_stays_where_it_is(carmen, ada, report):
    version = now(report).version
    reports.not_accept(report, why=WhyNot.NO_CONCERN, words="", version=version, by=carmen)

    with pytest.raises(reassigning.NotInWork):
        pass_on(report, ada, carmen)


def test_whoever_never_had_it_learns_nothing(ada, report):
    with pytest.raises(NotKnown):
        pass_on(report, ada, ada)


def test_a_queue_without_seats_takes_nothing_back():
    eva = people.viewer("Eva", "CARELINE")
    number = saved(eva)

    with pytest.raises(relations.NotHere):
        give_back(number, eva)

    assert now(number).taken_by == eva.account
