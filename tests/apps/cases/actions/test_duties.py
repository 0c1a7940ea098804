"""A duty is written down as done once; who answers is told of overdue ones once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from fourfold.apps.cases.actions import clocks, duties, telling
from fourfold.apps.cases.jobs.clocks import JOB
from fourfold.apps.cases.models import Case, CaseClock, CaseLine
from fourfold.apps.cases.rules.evidence import NoEvidence
from fourfold.apps.cases.states.steps import Step
from fourfold.security.access import relations
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer
from fourfold.security.models import AuditEvent, Notice, RelationKind
from tests.make import cases, people

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
POLICE = "TRAFFICKING_TO_POLICE"


@pytest.fixture
def luis() -> Viewer:
    return people.viewer("Luis", "LIAISON")


@pytest.fixture
def case(luis: Viewer) -> Case:
    """A case with a duty of 24 hours that began now."""
    number = cases.case(luis)
    cases.set_on(number, concern="CONFIRMED")
    made = Case.objects.get(pk=number)
    with transaction.atomic():
        telling.tell(made, Step.CONSULT_ANSWERED, by=luis)
    return made


def later(by: Viewer, hours: float) -> Viewer:
    return replace(by, at=by.at + hours * HOUR)


def done(case: Case, by: Viewer, *, ago: float = 0, evidence: str = "HPD-114") -> None:
    clock = case.clocks.get(rule=POLICE)
    duties.done(
        clock.id, kind="case", record=case.id, done_at=by.at - ago * HOUR, evidence=evidence, by=by
    )


def test_what_was_done_is_written_down_with_when_and_the_number(case: Case, luis: Viewer) -> None:
    done(case, later(luis, 30), ago=20)

    clock = case.clocks.get()
    assert clock.met_at == luis.at + 10 * HOUR
    assert clock.evidence == "HPD-114"
    assert CaseLine.objects.filter(step="CLOCK_MET").get().facts["duty"] == POLICE


def test_the_second_to_write_it_down_hears_who_was_first(case: Case, luis: Viewer) -> None:
    done(case, later(luis, 1))
    with pytest.raises(duties.DoneAlready) as told:
        done(case, later(luis, 2))

    assert told.value.by == luis.account
    assert told.value.at == luis.at + HOUR


@pytest.mark.parametrize("evidence", ["called Officer Ray", "#114", "x" * 81, "Zoë", "114\n"])
def test_a_number_that_might_be_a_sentence_is_refused(
    case: Case, luis: Viewer, evidence: str
) -> None:
    with pytest.raises(NoEvidence):
        done(case, later(luis, 1), evidence=evidence)

    assert case.clocks.get().met_at is None


def test_what_is_still_to_come_cannot_be_done(case: Case, luis: Viewer) -> None:
    with pytest.raises(clocks.NotYet):
        done(case, later(luis, 1), ago=-1)


def test_nobody_writes_on_a_case_they_may_not_know(case: Case) -> None:
    with pytest.raises(NotKnown):
        done(case, people.viewer("Nobody", "LIAISON"))


def test_a_clock_of_another_case_is_not_found(case: Case, luis: Viewer) -> None:
    other = cases.case(luis)
    with pytest.raises(NotKnown):
        duties.done(
            case.clocks.get().id, kind="case", record=other, done_at=luis.at, by=later(luis, 1)
        )


# ------------------------------------------------------------------ escalation
def job(by: Viewer, hours: float) -> Viewer:
    return Viewer(account=JOB, agency="", at=by.at + hours * HOUR)


def told_of_overdue() -> list[str]:
    return list(
        Notice.objects.filter(kind="CLOCK_OVERDUE").order_by("to").values_list("to", flat=True)
    )


def test_before_it_is_overdue_nobody_is_told(case: Case, luis: Viewer) -> None:
    assert duties.escalate(by=job(luis, 24)) == duties.Escalated(told=0, nobody=0)


def test_the_supervisor_is_told_once(case: Case, luis: Viewer) -> None:
    vera = people.account("Vera", "LIAISON")
    relations.assign(case, vera.id, kind=RelationKind.SUPERVISOR, by=luis)

    first = duties.escalate(by=job(luis, 25))
    again = duties.escalate(by=job(luis, 26))

    assert (first.told, again.told) == (1, 0)
    assert told_of_overdue() == [vera.id]
    assert case.clocks.get().escalated_at == luis.at + 25 * HOUR


def test_without_a_supervisor_the_liaisons_of_the_agency_are_told(case: Case, luis: Viewer) -> None:
    people.account("Elsewhere", "LIAISON", of="ORG_ELSEWHERE")
    ines = people.account("Ines", "LIAISON")
    relations.declare_conflict(case, ines.id, by=replace(luis, account=ines.id))

    duties.escalate(by=job(luis, 25))

    assert told_of_overdue() == [luis.account]


def test_what_was_done_or_dropped_is_never_escalated(case: Case, luis: Viewer) -> None:
    done(case, later(luis, 23))

    assert duties.escalate(by=job(luis, 90)).told == 0


def test_with_nobody_to_tell_the_job_says_so_and_tries_again(case: Case, luis: Viewer) -> None:
    people.RoleGrant.objects.all().delete()

    assert duties.escalate(by=job(luis, 25)) == duties.Escalated(told=0, nobody=1)
    assert case.clocks.get().escalated_at is None


def test_the_audit_and_the_notice_say_the_number_alone(case: Case, luis: Viewer) -> None:
    duties.escalate(by=job(luis, 25))

    line = AuditEvent.objects.get(event="CLOCK_ESCALATED")
    assert line.subject == f"cases.case:{case.id}"
    assert line.facts == {"clock": case.clocks.get().id, "rule": POLICE, "told": 1}
    assert Notice.objects.get(kind="CLOCK_OVERDUE").subject == f"cases.case:{case.id}"


def test_the_command_does_it_and_says_how_many(
    case: Case, luis: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: luis.at + 25 * HOUR)
    said = StringIO()
    call_command("clocks", "escalate", stdout=said)

    assert "told: 1." in said.getvalue()
    assert CaseClock.objects.get().escalated_at is not None
