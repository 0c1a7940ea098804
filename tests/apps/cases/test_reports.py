"""A screener's work on reports: what is saved, who may take it, what leads to a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.apps.cases.access import CARELINE
from fourfold.apps.cases.actions import drafts, records, reporters, reports
from fourfold.apps.cases.models import (
    Case,
    Draft,
    Person,
    Report,
    ReportClock,
    ReportLine,
)
from fourfold.apps.cases.queries import cases as case_queries
from fourfold.apps.cases.queries import drafts as draft_queries
from fourfold.apps.cases.queries import people as people_queries
from fourfold.apps.cases.queries import report_list
from fourfold.apps.cases.queries import reports as queries
from fourfold.apps.cases.rules.lookup import Sought
from fourfold.apps.cases.rules.reports import NothingTold
from fourfold.apps.cases.states.reports import (
    MOVES,
    Channel,
    MoveNotAllowed,
    ReportState,
    WhyNot,
    check_move,
)
from fourfold.apps.cases.states.steps import Step
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer, viewer_of
from fourfold.security.ids import new_id
from fourfold.security.keys import new_person
from fourfold.security.models import Account, AuditEvent
from tests.make import people

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "A teacher saw bruises and a hotel key."
DOOR = Viewer(account="web", agency=people.DCF, at=people.NOW)


@pytest.fixture
def carmen() -> Viewer:
    return screener("Carmen")


def screener(name: str) -> Viewer:
    made = people.account(name, "CARELINE")
    people.seat(made, CARELINE, "CHILD_WELFARE")
    return viewer_of(made.id, at=people.NOW, second_factor=True, stepped_up=True)


def later(by: Viewer, minutes: int = 5) -> Viewer:
    return replace(by, at=by.at + timedelta(minutes=minutes))


def saved(by: Viewer, **told: object) -> str:
    person = new_person(agency=by.agency)
    return reports.save({"narrative": WORDS, **told}, person=person, once=new_id(), by=by)


def from_the_web(receipt: str = "1234567890123456", **told: object) -> Report:
    said = {"narrative": WORDS, **told}
    reporters.receive(said, receipt=receipt, person=new_person(agency=DOOR.agency), by=DOOR)
    return Report.objects.get(channel="WEB")


def steps(number: str) -> list[str]:
    return list(ReportLine.objects.filter(report=number).order_by("at", "id").values_list("step"))


def test_a_narrative_is_enough_and_whoever_saves_it_keeps_it(carmen):
    number = saved(carmen)

    seen = queries.open_report(number, viewer=carmen)
    assert seen.value("narrative") == WORDS
    assert (seen.record.state, seen.record.taken_by) == ("TAKEN", carmen.account)
    assert AuditEvent.objects.filter(subject=f"cases.report:{number}", event="RESPONSE_STEP")


def test_without_a_narrative_nothing_is_saved(carmen):
    with pytest.raises(NothingTold, match="few words"):
        saved(carmen, narrative="  ")

    assert not Report.objects.exists()


def test_what_was_told_stands_nowhere_in_clear(carmen):
    saved(carmen, child_name="Amara Osei", child_now="Room 12")

    row = Report.objects.values().get()
    assert not any(b"Amara" in bytes(v) for v in row.values() if isinstance(v, bytes | memoryview))
    assert "bruises" not in str(AuditEvent.objects.values_list("facts", flat=True))


def test_the_same_form_twice_makes_one_report(carmen):
    person, key = new_person(agency=carmen.agency), new_id()
    first = reports.save({"narrative": WORDS}, person=person, once=key, by=carmen)

    with pytest.raises(records.DoneBefore) as before:
        reports.save({"narrative": WORDS}, person=person, once=key, by=later(carmen))

    assert before.value.leads_to == f"report:{first}"
    assert Report.objects.count() == 1


@settings(max_examples=5)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_any_script_comes_back_letter_for_letter(text):
    by = screener(f"S{new_id()}")
    if not text.strip():
        return

    number = saved(by, narrative=text)

    assert queries.open_report(number, viewer=by).value("narrative") == text


def test_two_hundred_thousand_letters_of_any_script_fit(carmen):
    text = "ሰላም🌍" * 40_000

    number = saved(carmen, narrative=text)

    assert queries.open_report(number, viewer=carmen).value("narrative") == text


@pytest.mark.parametrize(
    ("mandated", "channel", "oral"),
    [
        ("YES", "PHONE", True),
        ("YES", "WALK_IN", True),
        ("YES", "WEB", False),
        ("YES", "MAIL", False),
        ("NO", "PHONE", False),
        ("UNKNOWN", "PHONE", False),
    ],
)
def test_a_mandated_reporters_call_is_the_oral_report(carmen, mandated, channel, oral):
    number = saved(carmen, mandated=mandated, channel=channel)

    told = ReportLine.objects.filter(report=number, step=Step.ORAL_REPORT_MADE)
    assert told.exists() is oral
    assert (Report.objects.get(pk=number).oral_at is not None) is oral


def test_that_a_reporter_is_mandated_can_be_learnt_later(carmen):
    number = saved(carmen)

    reports.change(number, told={"mandated": "YES"}, version=2, by=later(carmen))

    assert Report.objects.get(pk=number).oral_at == people.NOW


def test_the_written_report_is_noted_once(carmen):
    number = saved(carmen, mandated="YES")

    reports.made(number, which=Step.WRITTEN_REPORT_MADE, by=later(carmen))
    with pytest.raises(records.DoneBefore):
        reports.made(number, which=Step.WRITTEN_REPORT_MADE, by=later(carmen, 9))

    assert Report.objects.get(pk=number).written_at == later(carmen).at


def test_who_changes_an_older_version_is_told_and_overwrites_nothing(carmen):
    number = saved(carmen)
    reports.change(number, told={"child_name": "Amara"}, version=2, by=later(carmen))

    with pytest.raises(records.ChangedMeanwhile) as meanwhile:
        reports.change(number, told={"child_name": "Amy"}, version=2, by=later(carmen, 6))

    assert (meanwhile.value.by, meanwhile.value.at) == (carmen.account, later(carmen).at)
    assert queries.open_report(number, viewer=carmen).value("child_name") == "Amara"


# ------------------------------------------------------------------ the queue
def test_a_report_from_the_web_lies_in_the_queue_until_one_takes_it(carmen):
    luis, stranger = screener("Luis"), people.viewer("Stranger", "CARELINE")
    report = from_the_web()

    assert queries.waiting(viewer=carmen) == queries.waiting(viewer=luis) == 1
    assert queries.waiting(viewer=stranger) == 0
    reports.take(report.id, by=later(carmen))
    assert queries.waiting(viewer=later(luis, 6)) == 0
    assert Report.objects.get().taken_by == carmen.account


def test_the_second_taker_is_told_who_was_first_and_when(carmen):
    luis, report = screener("Luis"), from_the_web()
    reports.take(report.id, by=later(carmen))

    with pytest.raises(reports.TakenBefore) as before:
        reports.take(report.id, by=later(luis, 6))

    assert (before.value.by, before.value.at) == (carmen.account, later(carmen).at)


def test_whoever_has_no_seat_in_the_queue_learns_nothing(carmen):
    stranger, report = people.viewer("Stranger", "CARELINE"), from_the_web()

    with pytest.raises(NotKnown):
        reports.take(report.id, by=stranger)
    reports.take(report.id, by=carmen)
    with pytest.raises(NotKnown):
        reports.take(report.id, by=stranger)


def test_one_receipt_never_makes_two_reports():
    from_the_web()

    again = reporters.receive(
        {"narrative": WORDS}, receipt="1234 5678 9012 3456", person=new_person(agency="X"), by=DOOR
    )

    assert again is False
    assert Report.objects.count() == 1


# ------------------------------------------------------------------ what becomes of it
def test_an_accepted_report_leads_to_a_case_of_its_taker_with_what_was_told(carmen):
    number = saved(carmen, child_given_name="Amara", child_family_name="Osei", region="REGION_1")

    case = reports.accept(number, version=2, by=later(carmen))

    opened = case_queries.open_case(case, viewer=later(carmen))
    assert opened.case.region == "REGION_1"
    assert opened.person.value("given_name") == "Amara"
    assert Report.objects.get().case == case


def test_whoever_sees_the_case_does_not_see_who_reported_it(carmen):
    tomas = people.account("Tomas", "TEAM")
    people.seat(tomas, "MDT_X", "LAW_ENFORCEMENT")
    number = saved(carmen, reporter_name="Mrs. Bell")
    case = reports.accept(number, version=2, by=carmen)
    bring(Case.objects.get(pk=case), "MDT_X")
    member = viewer_of(tomas.id, at=people.NOW, second_factor=True)

    assert case_queries.open_case(case, viewer=member)
    with pytest.raises(NotKnown):
        queries.open_report(number, viewer=member)
    assert report_list.reports(report_list.Sought(), viewer=member).rows == ()


def bring(case: Case, team: str) -> None:
    from django.db import transaction

    from fourfold.security.access import relations

    with transaction.atomic():
        relations.receive(case, team, at=people.NOW, by="setup")


def test_a_report_about_a_known_person_opens_their_case(carmen):
    known = Report.objects.get(pk=saved(carmen, child_given_name="Amara", child_family_name="Osei"))
    reports.accept(known.id, version=2, by=carmen)
    number = saved(carmen)

    (hit,) = people_queries.look_up(Sought(given="Amara", family="Osei"), viewer=carmen)
    reports.attach(number, person=hit.person, version=2, by=later(carmen))
    case = reports.accept(number, version=3, by=later(carmen))

    assert Case.objects.get(pk=case).person == known.person
    assert Person.objects.count() == 1


def test_nobody_is_tied_to_a_person_whom_no_look_up_found(carmen):
    known = Report.objects.get(pk=saved(carmen))
    reports.accept(known.id, version=2, by=carmen)

    with pytest.raises(reports.NoSuchPerson):
        reports.attach(saved(carmen), person=known.person, version=2, by=carmen)


def test_the_clocks_of_a_mandated_reporter_run_and_are_met(carmen):
    number = saved(carmen, mandated="YES", suspected_at=people.NOW - timedelta(hours=3))

    clocks = {each.rule: each for each in ReportClock.objects.filter(report=number)}
    assert clocks["MANDATED_ORAL_REPORT"].met_at == people.NOW
    written = clocks["MANDATED_WRITTEN_REPORT"]
    assert (written.due_at, written.met_at) == (people.NOW + timedelta(hours=48), None)
    reports.made(number, which=Step.WRITTEN_REPORT_MADE, by=later(carmen))
    written.refresh_from_db()
    assert written.met_at == later(carmen).at


def test_learning_later_that_a_reporter_is_mandated_starts_the_clock(carmen):
    number = saved(carmen)
    assert not ReportClock.objects.exists()

    reports.change(number, told={"mandated": "YES"}, version=2, by=later(carmen))

    clocks = {each.rule: each for each in ReportClock.objects.filter(report=number)}
    assert clocks["MANDATED_WRITTEN_REPORT"].met_at is None
    assert clocks["MANDATED_ORAL_REPORT"].met_at is not None


def test_a_report_that_was_not_accepted_says_why_and_can_be_opened_again(carmen):
    number = saved(carmen)

    reports.not_accept(number, why=WhyNot.OTHER, words="A film set.", version=2, by=carmen)
    assert Report.objects.get().why_not == "OTHER"
    with pytest.raises(MoveNotAllowed):
        reports.accept(number, version=3, by=carmen)
    reports.reopen(number, words="It was none.", version=3, by=carmen)

    report = Report.objects.get()
    assert (report.state, report.why_not, report.closed_at) == ("TAKEN", "", None)


@pytest.mark.parametrize("now", ReportState)
@pytest.mark.parametrize("then", ReportState)
def test_only_the_moves_of_the_table_are_allowed(now, then):
    if then in MOVES[now]:
        check_move(now, then)
    else:
        with pytest.raises(MoveNotAllowed):
            check_move(now, then)


def test_an_answer_needs_somebody_with_a_receipt_who_can_read_it(carmen):
    with pytest.raises(LookupError, match="no receipt"):
        reporters.answer(saved(carmen), words="Thank you.", by=carmen)


@pytest.mark.parametrize("channel", Channel)
def test_every_channel_can_be_saved(carmen, channel):
    assert saved(carmen, channel=channel.value)


# ------------------------------------------------------------------ drafts
def kept(by: Viewer, number: str, **told: str) -> None:
    person = new_person(agency=by.agency)
    drafts.keep(number, kind="REPORT", told=told, person=person, by=by)


def test_a_draft_is_kept_sealed_and_for_its_writer_alone(carmen):
    number, luis = new_id(), screener("Luis")

    kept(carmen, number, narrative="She said her name is Amara")
    kept(later(carmen), number, narrative="She said her name is Amara Osei")

    found = draft_queries.draft(number, viewer=carmen)
    assert found.told == {"narrative": "She said her name is Amara Osei"}
    assert draft_queries.draft(number, viewer=luis) is None
    assert b"Amara" not in bytes(Draft.objects.values_list("told", flat=True).get())
    with pytest.raises(drafts.NotYours):
        kept(luis, number, narrative="mine now")


def test_a_saved_report_takes_its_draft_along_and_a_late_one_does_not_come_back(carmen):
    key = new_id()
    kept(carmen, key, narrative=WORDS)
    person = draft_queries.person_of(key, viewer=carmen)

    reports.save({"narrative": WORDS}, person=person, once=key, by=carmen)
    with pytest.raises(drafts.SavedAlready):
        kept(later(carmen), key, narrative=WORDS)

    assert not Draft.objects.exists()


def test_a_draft_thrown_away_is_gone(carmen):
    number = new_id()
    kept(carmen, number, narrative=WORDS)

    drafts.drop(number, by=carmen)

    assert draft_queries.drafts_of("REPORT", viewer=carmen) == []
    assert Account.objects.filter(pk=carmen.account).exists()
