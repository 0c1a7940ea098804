"""The pages of teams: who finds them, what they say, and how two people do not undo each other."""

from __future__ import annotations

import pytest
from django.utils import timezone

from fourfold.apps.cases.actions import meetings, reviews, working
from fourfold.apps.cases.models import Case, Person, TeamAction, TeamMeeting, TeamReview
from fourfold.security.access import relations
from fourfold.security.models import Relation, TeamMember
from tests.make import desk, people
from tests.make import teams as make
from tests.make.people import NOW
from tests.make.teams import AFTER, OTHER, TEAM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    now = [NOW]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    return now


@pytest.fixture
def made():
    return make.team()


@pytest.fixture
def meeting(made):
    return make.meeting(made)


@pytest.fixture
def review(made, meeting):
    return make.review(made, meeting)


def client(made, who):
    return desk.signed_in(made.members[who], at=timezone.now())


def page(made, who, address, **options):
    return client(made, who).get(f"/desk/{address}", **options)


def text(answer):
    return answer.content.decode()


def test_a_member_finds_their_team_its_cases_and_who_sits_there(made, meeting):
    teams = text(page(made, "MEDICAL", "teams/"))
    team = text(page(made, "MEDICAL", f"teams/{TEAM}/"))

    assert "New Haven MDT" in teams
    assert "Read the agenda" in teams
    assert f"/desk/cases/{made.case}/" in team
    assert "Marisol" not in team
    assert "Of-Prosecutor" in team
    assert "Plan a meeting" not in team


def test_who_has_no_seat_finds_no_team(made, meeting):
    for address in (f"teams/{TEAM}/", f"teams/{TEAM}/meetings/{meeting}/"):
        assert page(made, "Carmen", address).status_code == 404
    assert page(made, "MEDICAL", f"teams/{OTHER}/").status_code == 404
    assert page(made, "MEDICAL", "teams/CARELINE/").status_code == 404
    assert "You sit on no team now" in text(page(made, "Carmen", "teams/"))


def test_the_page_of_seats_says_who_is_lacking_and_gives_a_seat(made):
    TeamMember.objects.filter(discipline="PROSECUTOR").update(until_at=NOW)
    paula = people.account("Paula", "TEAM")
    browser = client(made, "Cora")
    before = text(browser.get(f"/desk/teams/{TEAM}/seats/"))
    form = {"email": paula.email.upper(), "discipline": "PROSECUTOR"}
    nobody = form | {"email": "nobody@nowhere.example"}
    refused = text(browser.post(f"/desk/teams/{TEAM}/seats/", nobody))

    after = text(browser.post(f"/desk/teams/{TEAM}/seats/", form, follow=True))

    assert "Nobody sits here yet for:" in before
    assert "State’s attorney" in before
    assert "Nobody with this address" in refused
    assert "Paula" in after
    assert "COORDINATOR" not in before.split("Give a seat")[1]


def test_an_ended_seat_is_a_404_at_the_next_click_and_said_on_ones_own_page(made, meeting):
    browser = client(made, "MEDICAL")
    seat = TeamMember.objects.get(account=made.members["MEDICAL"])
    assert browser.get(f"/desk/cases/{made.case}/").status_code == 200

    client(made, "Cora").post(f"/desk/teams/{TEAM}/seats/{seat.id}/end/")

    for address in (f"cases/{made.case}/", f"teams/{TEAM}/", f"teams/{TEAM}/meetings/{meeting}/"):
        assert browser.get(f"/desk/{address}").status_code == 404
    assert "Your seat on New Haven MDT has ended" in text(browser.get("/desk/teams/"))
    assert "seat of yours on a team has ended" in text(browser.get("/desk/"))


def test_a_meeting_is_planned_and_its_agenda_names_nobody(made):
    browser = client(made, "Cora")
    typed = {"on_month": "1", "on_day": "15", "on_year": "2030", "at": "9:30 AM", "place": "VIDEO"}
    answer = browser.post(f"/desk/teams/{TEAM}/plan/", typed | {"key": "k"}, follow=True)
    browser.post(f"/desk/teams/{TEAM}/plan/", typed | {"key": "k"})
    one = TeamMeeting.objects.get()
    added = browser.post(
        f"/desk/teams/{TEAM}/meetings/{one.id}/add/", {"case": made.case}, follow=True
    )
    again = browser.post(
        f"/desk/teams/{TEAM}/meetings/{one.id}/add/", {"case": made.case}, follow=True
    )

    assert "Put cases on its agenda" in text(answer)
    assert "By video" in text(added)
    assert "Marisol" not in text(added)
    assert " ".join(made.case[at : at + 4] for at in range(0, 16, 4)) in text(added)
    assert "on the agenda already" in text(again)
    assert one.starts_at == timezone.make_aware(timezone.datetime(2030, 1, 15, 9, 30))


def test_a_meeting_in_the_past_and_half_a_day_are_refused_with_what_was_typed(made):
    browser = client(made, "Cora")
    typed = {"on_month": "1", "on_day": "6", "on_year": "2030", "at": "9:30 AM", "place": ""}

    over = text(browser.post(f"/desk/teams/{TEAM}/plan/", typed))
    half = text(browser.post(f"/desk/teams/{TEAM}/plan/", typed | {"on_day": ""}))

    assert "That moment is over" in over
    assert 'value="9:30 AM"' in over
    assert "no day of the calendar" in half


def test_who_changes_a_meeting_second_is_told_who_was_first(made, meeting):
    made.members["Dora"] = make.member("Dora", "COORDINATOR")
    form = {
        "on_month": "1",
        "on_day": "16",
        "on_year": "2030",
        "at": "9 AM",
        "place": "",
        "version": "1",
    }
    client(made, "Cora").post(f"/desk/teams/{TEAM}/meetings/{meeting}/change/", form)

    told = text(client(made, "Dora").post(f"/desk/teams/{TEAM}/meetings/{meeting}/change/", form))
    off = client(made, "Dora").post(
        f"/desk/teams/{TEAM}/meetings/{meeting}/call-off/", {"version": "1"}, follow=True
    )

    assert "Of-Coordinator changed this" in told
    assert "Of-Coordinator changed this" in text(off)
    assert TeamMeeting.objects.get(pk=meeting).state == "PLANNED"


def test_a_review_is_noted_by_the_coordinator_and_second_saving_is_told(made, review):
    made.members["Dora"] = make.member("Dora", "COORDINATOR")
    address = f"/desk/cases/{made.case}/reviews/{review}/note/"
    shown = text(client(made, "Cora").get(address))
    form = {"interview": "DONE", "interview_on_month": "1", "interview_on_day": "5"}
    form |= {
        "interview_on_year": "2030",
        "next_on_month": "2",
        "next_on_day": "9",
        "next_on_year": "2030",
    }
    form |= {"version": str(made.version())}
    client(made, "Cora").post(address, form)

    second = client(made, "Dora").post(address, form | {"interview": "NOT_DONE"})
    html = text(second)
    retry = form | {"interview": "NOT_DONE", "version": str(made.version())}
    client(made, "Dora").post(address, retry)

    assert "Not spoken of" in shown
    assert "changed this" in html
    assert "What is written now" in html
    assert f'value="{made.version() - 1}"' in html
    found = TeamReview.objects.get(pk=review)
    assert (found.interview, found.interview_on.isoformat()) == ("NOT_DONE", "2030-01-05")


def test_what_came_of_it_is_read_by_its_part_alone(made, review):
    form = {"medical_result": "CARE_GOES_ON", "court_result": "DISMISSED", "told": "She is safe."}
    form |= {"version": str(made.version())}
    address = f"cases/{made.case}/reviews/{review}/"
    client(made, "Carmen").post(f"/desk/{address}results/", form)

    pages = {who: text(page(made, who, address)) for who in made.members}

    assert {who for who, html in pages.items() if "Care goes on" in html} == {
        "MEDICAL",
        "MENTAL_HEALTH",
    }
    assert {who for who, html in pages.items() if "Dismissed" in html} == {
        "LAW_ENFORCEMENT",
        "PROSECUTOR",
        "FORENSIC_INTERVIEWER",
    }
    assert all("She is safe." in html for html in pages.values())
    assert "What came of medical care" not in pages["ADVOCATE"]
    assert "What came of medical care" in pages["CHILD_WELFARE"]
    assert page(made, "Cora", address + "results/").status_code == 404
    assert page(made, "Carmen", address + "note/").status_code == 404


def test_an_agreed_action_waits_on_its_owners_first_page(made, review):
    advocate = made.members["ADVOCATE"]
    address = f"/desk/cases/{made.case}/reviews/{review}/agree/"
    typed = {"what": "SCHOOL", "who": f"ADVOCATE:{advocate.id}", "key": "k"}
    typed |= {"due_on_month": "1", "due_on_day": "20", "due_on_year": "2030"}
    client(made, "Cora").post(address, typed)
    client(made, "Cora").post(address, typed)

    waits = text(page(made, "ADVOCATE", ""))
    mine = text(page(made, "ADVOCATE", "teams/"))
    other = text(page(made, "MEDICAL", ""))
    action = TeamAction.objects.get()
    done = client(made, "Carmen").post(
        f"/desk/cases/{made.case}/to-do/{action.id}/", {"how": "DONE"}, follow=True
    )

    assert "Speak with the school" in waits
    assert "January 20, 2030" in mine
    assert "Speak with the school" not in other
    assert done.status_code == 200
    assert TeamAction.objects.get().state == "DONE"
    assert "Speak with the school" not in text(page(made, "ADVOCATE", ""))


def test_minutes_say_who_was_there_and_who_stepped_out(made, meeting, review, clock):
    by = made.by("PROSECUTOR")
    working.declare_conflict(made.case, account=by.account, by=by)
    clock[0] = AFTER
    note = reviews.Noted({"interview": "DONE"})
    reviews.note(
        review, case=made.case, noted=note, by=made.by("Cora", at=AFTER), version=made.version()
    )
    medical = TeamMember.objects.get(account=made.members["MEDICAL"])
    form = {"version": "1", f"came-{medical.id}": "CAME"}
    address = f"teams/{TEAM}/meetings/{meeting}/"
    asked = text(page(made, "Cora", address + "hold/"))
    client(made, "Cora").post(f"/desk/{address}hold/", form)

    minutes = text(page(made, "Cora", address))
    theirs = text(page(made, "PROSECUTOR", address))

    assert "Of-Medical" in asked
    assert "Minutes" in minutes
    assert "Was there" in minutes
    assert "Steps out for this case:</strong> Of-Prosecutor" in minutes
    assert made.case not in theirs
    assert page(made, "PROSECUTOR", f"cases/{made.case}/").status_code == 404


def test_a_supervisor_is_told_the_district_of_the_day_and_brings_the_case(made):
    Relation.objects.filter(kind="TEAM").update(until_at=NOW)
    shown = text(page(made, "Luis", f"cases/{made.case}/team/"))

    client(made, "Luis").post(f"/desk/cases/{made.case}/team/", {"team": TEAM})

    assert "January 7, 2030" in shown
    assert "lay in this team’s court district" in shown
    assert Relation.objects.filter(kind="TEAM", team=TEAM, until_at=None).exists()
    assert Case.objects.get(pk=made.case).district == "NEW_HAVEN"
    assert page(made, "Carmen", f"cases/{made.case}/team/").status_code == 404


def test_a_district_that_moved_moves_no_case_by_itself(made):
    person = Person.objects.get(pk=Case.objects.get(pk=made.case).person)
    person.town = "AVON"
    person.save(update_fields=["town"])
    Case.objects.filter(pk=made.case).update(opened_at=NOW.replace(year=2025, month=9))

    html = text(page(made, "Luis", f"cases/{made.case}/team/"))
    on_case = text(page(made, "Luis", f"cases/{made.case}/"))

    assert "from Hartford to Litchfield" in html
    assert "No source names the team of this district" in html
    assert "stays with its team until you move it" in on_case
    assert "New Haven MDT" in html
    assert Relation.objects.filter(kind="TEAM", team=TEAM, until_at=None).exists()


def test_bringing_it_a_second_time_says_so_and_moving_takes_it_away(made):
    address = f"/desk/cases/{made.case}/team/"
    twice = client(made, "Luis").post(address, {"team": TEAM, "instead_of": ""})
    client(made, "Luis").post(address, {"team": OTHER, "instead_of": TEAM})

    assert "already" in text(twice)
    assert page(made, "MEDICAL", f"cases/{made.case}/").status_code == 404
    with pytest.raises(relations.MayNotGive):
        relations.bring_to_team(Case.objects.get(), TEAM, by=made.by("Carmen"))


def test_a_called_off_meeting_keeps_its_page_and_plans_nothing(made, meeting, review):
    asked = text(page(made, "Cora", f"teams/{TEAM}/meetings/{meeting}/call-off/"))
    client(made, "Cora").post(f"/desk/teams/{TEAM}/meetings/{meeting}/call-off/", {"version": "1"})

    html = text(page(made, "Cora", f"teams/{TEAM}/meetings/{meeting}/"))

    assert "Each case on its agenda is put off" in asked
    assert "Called off" in html
    assert "Put on this agenda" not in html


def test_the_counts_of_a_half_year_are_numbers_alone(made, review, clock):
    clock[0] = AFTER
    by = made.by("Cora", at=AFTER)
    noted = reviews.Noted({"interview": "DONE", "charges": "FILED"})
    reviews.note(review, case=made.case, noted=noted, by=by, version=made.version())
    one = TeamMeeting.objects.get()
    meetings.hold(one.id, came={}, version=1, by=by)
    address = f"teams/{TEAM}/counts/"

    html = text(page(made, "Cora", address + "?half=2030-1"))
    file = client(made, "Cora").post(f"/desk/{address}file/", {"half": "2030-1"})
    lines = b"".join(file.streaming_content).decode().splitlines()

    assert "January to June 2030" in html
    assert "Marisol" not in html
    assert made.case not in html
    assert "2030-1,services,interview,1" in lines
    assert "2030-1,charges,FILED,1" in lines
    assert "2030-1,age,UNKNOWN,1" in lines
    assert "2030-1,relation,NOT_KEPT," in lines
    assert page(made, "MEDICAL", address).status_code == 404


def test_a_supervisor_takes_a_case_from_a_team_after_being_asked_once_more(made, review):
    address = f"cases/{made.case}/team/{TEAM}/leave/"
    panel = text(page(made, "Luis", f"cases/{made.case}/"))
    asked = text(page(made, "Luis", address))

    done = client(made, "Luis").post(f"/desk/{address}", follow=True)

    assert f"/desk/{address}" in panel
    assert "Take the case from New Haven MDT?" in asked
    assert "On its agenda for" in asked
    assert "The team no longer sees this case" in text(done)
    assert "Luis took the case from New Haven MDT" in text(done)
    assert TeamReview.objects.get(pk=review).state == "PUT_OFF"
    assert page(made, "PROSECUTOR", f"cases/{made.case}/").status_code == 404


def test_the_second_who_takes_a_case_from_a_team_is_told(made):
    address = f"/desk/cases/{made.case}/team/{TEAM}/leave/"
    browser = client(made, "Luis")
    browser.post(address)

    again = browser.post(address, follow=True)

    assert "not before this team now" in text(again)
    assert browser.get(address).status_code == 404


@pytest.mark.parametrize("who", ["Carmen", "MEDICAL", "Cora"])
def test_only_a_supervisor_takes_a_case_from_a_team(made, who):
    address = f"/desk/cases/{made.case}/team/{TEAM}/leave/"

    assert client(made, who).get(address).status_code in (403, 404)
    assert client(made, who).post(address).status_code in (403, 404)
    assert "leave/" not in text(page(made, who, f"cases/{made.case}/"))


def test_closing_says_that_a_team_still_waits_for_the_case(made, review):
    closing = text(page(made, "Carmen", f"cases/{made.case}/close/"))

    assert "A team is to review it: New Haven MDT" in closing
