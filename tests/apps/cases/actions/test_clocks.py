"""Steps start, meet and drop the clocks of the pack."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction

from fourfold.apps.cases.actions import clocks, missing, reports, telling
from fourfold.apps.cases.actions.cases import open_case
from fourfold.apps.cases.models import Case, CaseClock, Report, ReportClock, ReportLine
from fourfold.apps.cases.states.steps import Step
from fourfold.security.access.viewer import Viewer
from fourfold.security.keys import new_person
from tests.make import people

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def luis() -> Viewer:
    return people.viewer("Luis", "LIAISON")


@pytest.fixture
def case(luis: Viewer) -> Case:
    return Case.objects.get(pk=open_case(new_person(agency=luis.agency), region="", by=luis))


def later(by: Viewer, hours: float) -> Viewer:
    return replace(by, at=by.at + hours * HOUR)


def told(
    record: Case | Report, step: Step, *, by: Viewer, part: object = None, **facts: str | int
) -> None:
    with transaction.atomic():
        telling.tell(record, step, by=by, part=part, facts=facts)  # type: ignore[arg-type]


def clock(rule: str, record: Case | Report) -> CaseClock | ReportClock:
    return record.clocks.get(rule=rule)


def test_a_missing_child_starts_two_clocks_of_24_hours(case: Case, luis: Viewer) -> None:
    told(case, Step.MISSING_REPORTED, by=luis, known_at=clocks.moment_fact(luis.at - 2 * HOUR))

    police = clock("MISSING_TO_POLICE", case)
    assert police.started_at == luis.at - 2 * HOUR
    assert police.due_at == luis.at + 22 * HOUR
    assert clock("MISSING_TO_NCMEC", case).due_at == police.due_at


def test_without_the_moment_it_counts_from_no_clock_starts(case: Case, luis: Viewer) -> None:
    told(case, Step.MISSING_REPORTED, by=luis)

    assert not case.clocks.exists()


def test_a_step_meets_its_clock_with_the_evidence_and_leaves_the_others(
    case: Case, luis: Viewer
) -> None:
    told(case, Step.MISSING_REPORTED, by=luis, known_at=clocks.moment_fact(luis.at))
    told(case, Step.POLICE_TOLD, by=later(luis, 3), evidence="HPD-30-00114")

    police = clock("MISSING_TO_POLICE", case)
    assert police.met_at == luis.at + 3 * HOUR
    assert (police.met_by, police.evidence) == (luis.account, "HPD-30-00114")
    assert clock("MISSING_TO_NCMEC", case).met_at is None


def test_what_was_done_in_time_and_written_down_late_is_in_time(case: Case, luis: Viewer) -> None:
    told(case, Step.MISSING_REPORTED, by=luis, known_at=clocks.moment_fact(luis.at))
    done_at = luis.at + 5 * HOUR
    told(case, Step.POLICE_TOLD, by=later(luis, 40), happened_at=clocks.moment_fact(done_at))

    assert clock("MISSING_TO_POLICE", case).met_at == done_at


def test_the_same_step_again_starts_no_second_clock(case: Case, luis: Viewer) -> None:
    told(case, Step.MISSING_REPORTED, by=luis, known_at=clocks.moment_fact(luis.at))
    told(case, Step.MISSING_REPORTED, by=later(luis, 1), known_at=clocks.moment_fact(luis.at))

    assert case.clocks.filter(rule="MISSING_TO_POLICE").count() == 1


def test_each_episode_has_its_own_clock(case: Case, luis: Viewer) -> None:
    first, second = Case(id="FIRSTEPISODE0000"), Case(id="SECONDEPISODE000")
    for part in (first, second):
        told(
            case,
            Step.MISSING_REPORTED,
            by=luis,
            part=part,
            known_at=clocks.moment_fact(luis.at),
        )
    told(case, Step.POLICE_TOLD, by=later(luis, 1), part=second)

    met = dict(case.clocks.filter(rule="MISSING_TO_POLICE").values_list("about", "met_at"))
    assert met == {first.pk: None, second.pk: luis.at + HOUR}


def test_a_clock_that_no_longer_applies_is_dropped_with_the_step_as_reason(
    case: Case, luis: Viewer
) -> None:
    told(case, Step.MISSING_REPORTED, by=luis, known_at=clocks.moment_fact(luis.at))
    told(case, Step.MISSING_RETURNED, by=later(luis, 2))

    police = clock("MISSING_TO_POLICE", case)
    assert police.dropped_at == luis.at + 2 * HOUR
    assert police.dropped_why == "MISSING_RETURNED"
    assert clock("RETURN_SCREENING", case).started_at == luis.at + 2 * HOUR


@pytest.mark.parametrize(("concern", "starts"), [("SUSPECTED", 0), ("CONFIRMED", 1)])
def test_what_a_step_does_not_tell_the_record_says_by_its_codes(
    case: Case, luis: Viewer, concern: str, starts: int
) -> None:
    case.concern = concern
    told(case, Step.CONSULT_ANSWERED, by=luis)

    assert case.clocks.filter(rule="TRAFFICKING_TO_POLICE").count() == starts


def test_a_duty_that_is_for_once_does_not_start_again(case: Case, luis: Viewer) -> None:
    case.concern = "CONFIRMED"
    told(case, Step.CONSULT_ANSWERED, by=luis)
    told(case, Step.CLOCK_MET, by=later(luis, 1), part=clock("TRAFFICKING_TO_POLICE", case))
    told(case, Step.CONSULT_SECOND_GIVEN, by=later(luis, 2))

    assert case.clocks.filter(rule="TRAFFICKING_TO_POLICE").count() == 1


def test_a_review_held_meets_one_interval_and_starts_the_next(case: Case, luis: Viewer) -> None:
    told(case, Step.TEAM_BROUGHT, by=luis)
    told(case, Step.TEAM_REVIEW_HELD, by=later(luis, 24))

    met = case.clocks.filter(rule="TEAM_REVIEW").order_by("started_at")
    assert [each.met_at for each in met] == [luis.at + 24 * HOUR, None]
    assert met[1].started_at == luis.at + 24 * HOUR


def test_closing_a_case_ends_what_is_custom_and_leaves_what_is_law(
    case: Case, luis: Viewer
) -> None:
    told(case, Step.TEAM_BROUGHT, by=luis)
    told(case, Step.MISSING_REPORTED, by=luis, known_at=clocks.moment_fact(luis.at))
    told(case, Step.CASE_CLOSED, by=later(luis, 1))

    running = case.clocks.filter(met_at=None, dropped_at=None).values_list("rule", flat=True)
    assert set(running) == {"MISSING_TO_POLICE", "MISSING_TO_NCMEC"}


def test_any_duty_can_be_written_down_as_done_by_hand(case: Case, luis: Viewer) -> None:
    told(case, Step.MISSING_REPORTED, by=luis, known_at=clocks.moment_fact(luis.at))
    told(
        case,
        Step.CLOCK_MET,
        by=later(luis, 30),
        part=clock("MISSING_TO_NCMEC", case),
        evidence="NCMEC-1",
    )

    assert clock("MISSING_TO_NCMEC", case).met_at == luis.at + 30 * HOUR
    assert clock("MISSING_TO_POLICE", case).met_at is None


@pytest.mark.parametrize(
    "said", ["tomorrow", "2030-01-07T09:00:00", "2030-01-07T09:00:01Z", "2031-01-01T00:00:00Z"]
)
def test_a_moment_that_is_none_or_not_yet_is_refused(case: Case, luis: Viewer, said: str) -> None:
    with pytest.raises(clocks.NotYet):
        told(case, Step.MISSING_REPORTED, by=luis, known_at=said)

    assert not CaseClock.objects.exists()


def report(by: Viewer, **told: str) -> Report:
    number = reports.save(
        {"narrative": "A made-up worry.", "call_type": "CONCERN", **told},
        person=new_person(agency=by.agency),
        once="a form",
        by=by,
    )
    return Report.objects.get(pk=number)


def test_a_mandated_call_meets_the_first_duty_and_starts_the_second(luis: Viewer) -> None:
    made = report(luis, mandated="YES", channel="PHONE")

    assert clock("MANDATED_ORAL_REPORT", made).met_at == luis.at
    assert clock("MANDATED_WRITTEN_REPORT", made).due_at == luis.at + 48 * HOUR


def test_a_mandated_report_that_was_not_spoken_waits_twelve_hours_for_the_call(
    luis: Viewer,
) -> None:
    made = report(luis, mandated="YES", channel="WEB")
    reports.made(made.pk, which=Step.ORAL_REPORT_MADE, by=later(luis, 13))

    oral = clock("MANDATED_ORAL_REPORT", made)
    assert (oral.due_at, oral.met_at) == (luis.at + 12 * HOUR, luis.at + 13 * HOUR)
    assert clock("MANDATED_WRITTEN_REPORT", made).due_at == luis.at + 61 * HOUR


def test_who_turns_out_to_be_mandated_later_called_in_time_all_the_same(luis: Viewer) -> None:
    made = report(luis, mandated="UNKNOWN", channel="PHONE")
    reports.change(made.pk, told={"mandated": "YES"}, version=2, by=later(luis, 30))

    assert clock("MANDATED_ORAL_REPORT", made).met_at == luis.at
    assert clock("MANDATED_WRITTEN_REPORT", made).due_at == luis.at + 48 * HOUR


def test_a_written_report_that_came_stops_its_clock(luis: Viewer) -> None:
    made = report(luis, mandated="YES", channel="PHONE")
    reports.made(made.pk, which=Step.WRITTEN_REPORT_MADE, by=later(luis, 50))

    assert clock("MANDATED_WRITTEN_REPORT", made).met_at == luis.at + 50 * HOUR


@pytest.mark.parametrize("mandated", ["NO", "UNKNOWN"])
def test_nobody_else_has_a_duty_to_report(luis: Viewer, mandated: str) -> None:
    report(luis, mandated=mandated)

    assert not ReportClock.objects.exists()


def test_who_says_later_since_when_they_suspected_it_moves_the_clock_and_the_old_start_stays(
    luis: Viewer,
) -> None:
    made, morning = report(luis, mandated="YES", channel="WEB"), later(luis, 1)
    since = luis.at - 5 * HOUR
    reports.change(made.pk, told={"suspected_at": since}, version=2, by=morning)

    oral = clock("MANDATED_ORAL_REPORT", made)
    assert (oral.started_at, oral.due_at) == (since, since + 12 * HOUR)
    assert oral.moved == [
        {
            "from": clocks.moment_fact(luis.at),
            "due": clocks.moment_fact(luis.at + 12 * HOUR),
            "by": luis.account,
            "at": clocks.moment_fact(morning.at),
        }
    ]
    line = ReportLine.objects.get(report=made, step="CLOCK_MOVED")
    assert line.facts == {
        "duty": "MANDATED_ORAL_REPORT",
        "before": clocks.moment_fact(luis.at),
        "after": clocks.moment_fact(since),
    }


def test_a_call_that_was_in_time_by_the_first_start_is_late_by_the_corrected_one(
    luis: Viewer,
) -> None:
    made = report(luis, mandated="YES", channel="PHONE")
    since = luis.at - 20 * HOUR
    reports.change(made.pk, told={"suspected_at": since}, version=3, by=later(luis, 1))

    oral = clock("MANDATED_ORAL_REPORT", made)
    assert (oral.met_at, oral.due_at) == (luis.at, luis.at - 8 * HOUR)
    assert [each["from"] for each in oral.moved] == [clocks.moment_fact(luis.at)]


def test_a_start_corrected_twice_keeps_both_earlier_ones_and_is_told_of_again(
    luis: Viewer,
) -> None:
    made = report(luis, mandated="YES", channel="WEB")
    ReportClock.objects.update(escalated_at=later(luis, 13).at)
    for nth, hours in enumerate((9, -4)):
        told = {"suspected_at": luis.at + hours * HOUR}
        version = Report.objects.get(pk=made.pk).version
        reports.change(made.pk, told=told, version=version, by=later(luis, 14 + nth))

    oral = clock("MANDATED_ORAL_REPORT", made)
    assert [each["from"] for each in oral.moved] == [
        clocks.moment_fact(luis.at),
        clocks.moment_fact(luis.at + 9 * HOUR),
    ]
    assert oral.escalated_at is None


def test_a_change_of_something_else_moves_no_clock(luis: Viewer) -> None:
    made = report(luis, mandated="YES", channel="WEB")
    reports.change(made.pk, told={"child_age": "15"}, version=2, by=later(luis, 1))

    assert clock("MANDATED_ORAL_REPORT", made).moved == []
    assert not ReportLine.objects.filter(step="CLOCK_MOVED").exists()


def test_a_form_that_knows_no_seconds_moves_no_clock(luis: Viewer) -> None:
    by = replace(luis, at=luis.at + timedelta(seconds=37))
    made = report(by, mandated="YES", channel="WEB")
    reports.change(made.pk, told={"suspected_at": luis.at}, version=2, by=later(luis, 1))

    assert clock("MANDATED_ORAL_REPORT", made).moved == []
    assert Report.objects.get().suspected_at == by.at


def test_who_is_not_mandated_after_all_has_no_duty_and_has_it_again_if_they_are(
    luis: Viewer,
) -> None:
    made = report(luis, mandated="YES", channel="PHONE")
    reports.change(made.pk, told={"mandated": "NO"}, version=3, by=later(luis, 1))
    written = clock("MANDATED_WRITTEN_REPORT", made)
    assert (written.dropped_at, written.dropped_why) == (later(luis, 1).at, "REPORT_CHANGED")

    reports.change(made.pk, told={"mandated": "YES"}, version=4, by=later(luis, 2))
    written = clock("MANDATED_WRITTEN_REPORT", made)
    assert (written.dropped_at, written.due_at) == (None, luis.at + 48 * HOUR)


def test_a_second_opinion_has_a_time_of_its_own(case: Case, luis: Viewer) -> None:
    part = Case(pk="A-CONSULT", agency=case.agency, person=case.person)  # only its id counts
    told(case, Step.CONSULT_ASKED, by=luis, part=part)
    told(case, Step.CONSULT_ANSWERED, by=later(luis, 1), part=part, concern="SUSPECTED")
    told(case, Step.CONSULT_SECOND_ASKED, by=later(luis, 2), part=part)
    told(case, Step.CONSULT_SECOND_GIVEN, by=later(luis, 3), part=part, concern="SUSPECTED")

    found = case.clocks.filter(rule="CONSULT_TURNAROUND").order_by("started_at")
    assert [each.met_at for each in found] == [later(luis, 1).at, later(luis, 3).at]


@pytest.mark.parametrize("also", [True, False])
def test_telling_police_of_the_missing_child_meets_the_other_duty_only_if_they_were_told_that_too(
    case: Case, luis: Viewer, also: bool
) -> None:
    told(case, Step.CONSULT_ANSWERED, by=luis, concern="CONFIRMED")
    number = missing.report_missing(case.pk, known_at=luis.at, by=luis)
    by = later(luis, 2)
    missing.police_told(number, case=case.pk, told_at=by.at, number="26-1", trafficking=also, by=by)

    found = clock("TRAFFICKING_TO_POLICE", case)
    assert (found.met_at, found.evidence) == ((by.at, "26-1") if also else (None, ""))
    assert clock("MISSING_TO_POLICE", case).met_at == by.at


def test_no_clock_is_left_of_a_step_that_did_not_happen(case: Case, luis: Viewer) -> None:
    with transaction.atomic():
        telling.tell(
            case,
            Step.MISSING_REPORTED,
            by=luis,
            facts={"known_at": clocks.moment_fact(luis.at)},
        )
        transaction.set_rollback(True)

    assert not CaseClock.objects.exists()
