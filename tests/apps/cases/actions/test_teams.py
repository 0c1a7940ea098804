"""Who may do what with a team's work, and what happens when two do it at once."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

import pytest

from fourfold.apps.cases.actions import meetings, reviews, teams, working
from fourfold.apps.cases.actions.records import ChangedMeanwhile, DoneBefore
from fourfold.apps.cases.actions.reviews import Came, Noted, ToDo
from fourfold.apps.cases.models import (
    Case,
    CaseLine,
    TeamAction,
    TeamMeeting,
    TeamPresence,
    TeamReview,
)
from fourfold.apps.cases.states.teams import ActionState, MoveNotAllowed
from fourfold.security.access import relations, sight
from fourfold.security.access.policy import Action
from fourfold.security.models import AuditEvent, TeamMember
from tests.make import teams as make
from tests.make.people import NOW
from tests.make.teams import AFTER, MEETS_AT, OTHER, TEAM

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parents[1]
FIELDS = list(csv.DictReader((HERE / "team_fields_expected.csv").read_text().splitlines()))
WRITES = list(csv.DictReader((HERE / "team_writes_expected.csv").read_text().splitlines()))
NEXT = (MEETS_AT + timedelta(days=30)).date()
REFUSED = (sight.NotKnown, relations.MayNotGive)


@pytest.fixture
def made():
    return make.team()


@pytest.fixture
def review(made):
    return make.review(made, make.meeting(made))


def note(made, review, *, by, version=None, **codes):
    noted = Noted(codes, {}, NEXT)
    seen = made.version() if version is None else version
    reviews.note(review, case=made.case, noted=noted, by=by, version=seen)


@pytest.mark.parametrize("row", FIELDS, ids=lambda row: row["who"])
def test_each_discipline_sees_its_own_classes_of_a_review(made, review, row):
    by = made.by(row["who"])
    opened = sight.open_record(Case, made.case, viewer=by)
    part = opened.part(TeamReview.objects.get(pk=review))

    for field in [name for name in row if name != "who"]:
        reads, shows = part.may(Action.READ, field), part.may(Action.SHOW, field)
        assert ("reads" if reads else "masked" if shows else "") == row[field], field


@pytest.mark.parametrize("row", WRITES, ids=lambda row: row["who"])
def test_only_who_may_writes(made, review, row):
    by = made.by(row["who"])
    deeds = {
        "brings to a team": lambda: teams.bring(made.case, team=OTHER, by=by),
        "plans a meeting": lambda: meetings.plan(TEAM, starts_at=MEETS_AT, by=by),
        "puts on the agenda": lambda: reviews.put_on_agenda(
            made.case, meeting=make.meeting(made, starts_at=AFTER), by=by
        ),
        "notes the review": lambda: note(made, review, by=by, interview="DONE"),
        "notes results": lambda: reviews.note_results(
            review, case=made.case, came=Came(told="She is safe."), by=by, version=made.version()
        ),
        "agrees on something": lambda: reviews.agree(
            review, case=made.case, to_do=ToDo("SCHOOL", "ADVOCATE"), by=by
        ),
    }
    assert deeds.keys() == row.keys() - {"who"}
    for name, deed in deeds.items():
        if row[name] == "yes":
            deed()
        else:
            with pytest.raises(REFUSED):
                deed()


def test_who_coordinates_another_team_has_no_say(made, review):
    other = make.member("Olga", "COORDINATOR", team=OTHER)
    made.members["Olga"] = other

    with pytest.raises(sight.NotKnown):
        note(made, review, by=made.by("Olga"), interview="DONE")
    with pytest.raises(sight.NotKnown):
        meetings.plan(TEAM, starts_at=MEETS_AT, by=made.by("Olga"))


def test_a_member_removed_mid_way_finds_nothing_at_the_next_click(made, review):
    police = made.members["LAW_ENFORCEMENT"]
    sight.open_record(Case, made.case, viewer=made.by("LAW_ENFORCEMENT"))
    seat = TeamMember.objects.get(account=police)

    relations.end_seat(seat.id, by=made.by("Cora"))

    with pytest.raises(sight.NotKnown):
        sight.open_record(Case, made.case, viewer=made.by("LAW_ENFORCEMENT"))


def test_a_case_taken_from_a_team_is_closed_to_it_and_off_its_agenda(made, review):
    teams.move(made.case, team=OTHER, instead_of=TEAM, by=made.by("Luis"))

    with pytest.raises(sight.NotKnown):
        sight.open_record(Case, made.case, viewer=made.by("PROSECUTOR"))
    assert TeamReview.objects.get(pk=review).state == "PUT_OFF"
    told = list(CaseLine.objects.filter(case=made.case).values_list("step", flat=True))
    assert {"TEAM_LEFT", "TEAM_BROUGHT"} <= set(told)


def test_bringing_a_case_twice_says_so(made):
    with pytest.raises(teams.BeforeIt, match="already"):
        teams.bring(made.case, team=TEAM, by=made.by("Luis"))
    with pytest.raises(teams.NoSuchTeam):
        teams.bring(made.case, team="CARELINE", by=made.by("Luis"))
    with pytest.raises(teams.NotBeforeIt):
        teams.leave(made.case, team=OTHER, by=made.by("Luis"))


def test_of_two_coordinators_the_second_is_told_and_nothing_is_overwritten(made, review):
    made.members["Second"] = make.member("Dora", "COORDINATOR")
    version = made.version()
    first = made.by("Cora", at=NOW + timedelta(minutes=1))
    note(made, review, by=first, version=version, interview="DONE")

    with pytest.raises(ChangedMeanwhile) as told:
        note(made, review, by=made.by("Second"), version=version, interview="NOT_DONE")

    assert told.value.by == made.members["Cora"].id
    assert TeamReview.objects.get(pk=review).interview == "DONE"


def test_of_two_who_change_a_meeting_the_second_is_told(made):
    meeting = make.meeting(made)
    made.members["Second"] = make.member("Dora", "COORDINATOR")
    meetings.change(meeting, starts_at=AFTER, place="VIDEO", version=1, by=made.by("Cora"))

    with pytest.raises(ChangedMeanwhile) as told:
        meetings.call_off(meeting, version=1, by=made.by("Second"))

    assert told.value.by == made.members["Cora"].id
    assert TeamMeeting.objects.get(pk=meeting).state == "PLANNED"


def test_a_review_is_noted_and_can_be_mended(made, review):
    note(made, review, by=made.by("Cora"), interview="DONE", charges="UNDER_REVIEW")
    note(made, review, by=made.by("Cora"), interview="NOT_DONE")

    found = TeamReview.objects.get(pk=review)
    assert (found.state, found.interview, found.charges) == ("REVIEWED", "NOT_DONE", "")
    assert found.next_on == NEXT
    steps = CaseLine.objects.filter(case=made.case, part=f"teamreview:{review}")
    assert set(steps.values_list("step", flat=True)) == {
        "TEAM_ON_AGENDA",
        "TEAM_REVIEW_HELD",
        "TEAM_REVIEW_MENDED",
    }


def test_the_next_review_is_after_this_one_and_answers_are_of_the_list(made, review):
    by, at = made.by("Cora"), MEETS_AT.date()
    with pytest.raises(reviews.TooEarly):
        reviews.note(review, case=made.case, noted=Noted({}, {}, at), by=by, version=made.version())
    with pytest.raises(reviews.NotACode):
        note(made, review, by=by, interview="PERHAPS")
    with pytest.raises(reviews.NotACode):
        reviews.agree(review, case=made.case, to_do=ToDo("", "ADVOCATE"), by=by)


def test_a_meeting_is_held_with_who_came_once_every_case_has_an_answer(made, review):
    meeting = TeamReview.objects.get(pk=review).meeting_id
    with pytest.raises(meetings.NotNow):
        meetings.hold(meeting, came={}, version=1, by=made.by("Cora"))
    later = made.by("Cora", at=AFTER)
    with pytest.raises(meetings.Unfinished):
        meetings.hold(meeting, came={}, version=1, by=later)
    note(made, review, by=later, interview="DONE")

    came = {made.members["MEDICAL"].id: "CAME"}
    meetings.hold(meeting, came=came, version=1, by=later)

    there = dict(TeamPresence.objects.values_list("discipline", "came"))
    assert there["MEDICAL"] == "CAME"
    assert there["PROSECUTOR"] == "DID_NOT_COME"
    with pytest.raises(MoveNotAllowed):
        meetings.hold(meeting, came=came, version=2, by=later)


def test_calling_a_meeting_off_puts_its_cases_off(made, review):
    meeting = TeamReview.objects.get(pk=review).meeting_id

    meetings.call_off(meeting, version=1, by=made.by("Cora"))

    assert TeamReview.objects.get(pk=review).state == "PUT_OFF"
    assert CaseLine.objects.filter(case=made.case, step="TEAM_REVIEW_PUT_OFF").exists()
    with pytest.raises(reviews.NotHere):
        reviews.put_on_agenda(made.case, meeting=meeting, by=made.by("Cora"))


def test_a_case_stands_once_on_an_agenda(made, review):
    meeting = TeamReview.objects.get(pk=review).meeting_id

    with pytest.raises(reviews.NotHere, match="already"):
        reviews.put_on_agenda(made.case, meeting=meeting, by=made.by("Cora"))


def test_something_agreed_has_an_owner_of_the_team_and_an_end(made, review):
    by, advocate = made.by("Cora"), made.members["ADVOCATE"].id
    to_do = ToDo("SCHOOL", "ADVOCATE", advocate, NEXT)
    with pytest.raises(reviews.NoSeat):
        reviews.agree(review, case=made.case, to_do=ToDo("SCHOOL", "MEDICAL", advocate), by=by)
    late = ToDo("SCHOOL", "ADVOCATE", due_on=NOW.date() - timedelta(days=1))
    with pytest.raises(reviews.TooEarly):
        reviews.agree(review, case=made.case, to_do=late, by=by)
    action = reviews.agree(review, case=made.case, to_do=to_do, by=by, key="k")
    with pytest.raises(DoneBefore):
        reviews.agree(review, case=made.case, to_do=to_do, by=by, key="k")

    reviews.end(action, case=made.case, how=ActionState.DONE, by=made.by("Carmen"))

    assert TeamAction.objects.get(pk=action).state == "DONE"
    with pytest.raises(reviews.NotOpen):
        reviews.end(action, case=made.case, how=ActionState.DROPPED, by=by)


def test_a_conflict_of_interest_closes_the_case_at_once(made, review):
    by = made.by("PROSECUTOR")
    working.declare_conflict(made.case, account=by.account, by=by)

    with pytest.raises(sight.NotKnown):
        sight.open_record(Case, made.case, viewer=made.by("PROSECUTOR"))
    sight.open_record(Case, made.case, viewer=made.by("MEDICAL"))


def test_a_meeting_leaves_a_line_that_names_no_case(made, review):
    line = AuditEvent.objects.filter(event="TEAM_MEETING").latest("at")

    assert line.subject == f"team:{TEAM}"
    assert made.case not in str(line.facts)
