"""The law board as people see it, and the page of where laws differ."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from fourfold.apps.cases.actions import law as actions
from fourfold.apps.cases.models import Case, Determination, LawFacts
from fourfold.apps.cases.states.law import Decision
from fourfold.security.access.roles import ROLES
from fourfold.security.models import Relation, RelationKind
from tests.make import cases, desk, people
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
KEPT = {
    "body": "ORG001",
    "definition": "CT_DMST",
    "decision": "MET",
    "counts_on_month": "11",
    "counts_on_day": "2",
    "counts_on_year": "2029",
    "decided_on_month": "1",
    "decided_on_day": "4",
    "decided_on_year": "2030",
    "reasons": "She told us herself.",
    "version": "0",
    "key": "k1",
}


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def luis():
    return people.viewer("Luis", "LIAISON")


@pytest.fixture
def number(luis):
    return cases.case(luis, given_name="Marisol")


def client(name="Luis"):
    return desk.signed_in(people.account(name), at=NOW)


def html(answer):
    return " ".join(answer.content.decode().split())


def at(number, *more):
    return "/".join(["", "desk", "cases", number, "law", *more, ""])


def test_the_worker_reads_every_answer_with_its_text_and_what_would_decide(luis, number):
    facts = {"UNDER_18": "yes", "RECRUITS": "yes", "COMMERCIAL_SEX_ACT": "yes"}
    actions.state_facts(number, facts=facts, happened_on=date(2016, 12, 1), by=luis)

    page = html(client().get(at(number)))

    assert "By the law of December 1, 2016, the day it happened." in page
    assert "not asked: under 18" in page
    assert "P.A. 16-71, from October 1, 2016 until October 1, 2017" in page
    assert "Not confirmed: the words on action, purpose, crime of the third person." in page
    assert "Not in force that day" in page
    assert "Yes, says Luis" in page


def test_without_a_day_the_page_says_it_is_the_law_of_today(number):
    assert "Nobody wrote down when it happened, so this is the law of today" in html(
        client().get(at(number))
    )


def test_answers_of_the_form_are_kept_and_the_rest_stays(luis, number):
    actions.state_facts(number, facts={"HARBORS": "no"}, by=luis)
    typed = {"UNDER_18": "yes", "RECRUITS": "unknown", "version": "1", "key": "k1"}

    answer = client().post(at(number, "facts"), typed)

    assert answer.status_code == 302
    facts = LawFacts.objects.get(case=number).facts
    assert {code: entry["is"] for code, entry in facts.items()} == {
        "HARBORS": "no",
        "UNDER_18": "yes",
    }


def test_facts_that_contradict_each_other_are_named_and_all_that_was_chosen_stays(number):
    typed = {"UNDER_15": "yes", "UNDER_18": "no", "RECRUITS": "yes", "version": "0"}

    page = html(client().post(at(number, "facts"), typed))

    assert "“Under 15” is yes and “Under 18” is no." in page
    assert 'name="RECRUITS" value="yes" id="id_RECRUITS_0" checked' in page
    assert not LawFacts.objects.exists()


def test_the_second_of_two_people_sees_who_was_first_and_keeps_what_was_chosen(luis, number):
    actions.state_facts(number, facts={"UNDER_18": "no"}, by=luis)
    typed = {"UNDER_18": "yes", "version": "0", "key": "k2"}

    page = html(client().post(at(number, "facts"), typed))
    again = client().post(at(number, "facts"), typed | {"version": "1", "key": "k3"})

    assert "Luis changed the facts Jan 7" in page
    assert 'name="UNDER_18" value="yes" id="id_UNDER_18_0" checked' in page
    assert 'name="version" value="1"' in page
    assert again.status_code == 302
    assert LawFacts.objects.get(case=number).facts["UNDER_18"]["is"] == "yes"


def differ(number, luis):
    actions.state_facts(number, facts={"THREATS": "no"}, by=luis)
    with transaction.atomic():
        case = Case.objects.get(pk=number)
        said = [("THREATS", "yes"), ("RECRUITS", "yes")]
        actions.take(case, said=said, source="screening:ABCDEFGHJKMNPQRS", by=luis)


def test_where_sources_differ_the_page_shows_both_and_chooses_for_nobody(luis, number):
    differ(number, luis)

    page = html(client().get(at(number)))
    case = html(client().get(f"/desk/cases/{number}/"))

    assert "Nothing was overwritten: what was known first still counts." in page
    assert '<a href="#ask-THREATS">Threats of harm or deportation</a>' in page
    assert "Sources differ. Choose what holds." in page
    assert (
        f'<a href="/desk/cases/{number}/screenings/ABCDEFGHJKMNPQRS/">from a screening</a>' in page
    )
    assert 'name="THREATS" value="yes" id="id_THREATS_0">' in page
    assert 'name="THREATS" value="no" id="id_THREATS_1">' in page
    assert 'id="id_RECRUITS_0" checked' in page
    assert "Sources differ on: Threats of harm or deportation." in case


def test_who_writes_down_a_decision_is_told_that_sources_differ(luis, number):
    differ(number, luis)

    page = html(client().get(at(number, "decide")))

    assert "Sources differ on: Threats of harm or deportation." in page


def test_a_worker_settles_it_by_choosing_and_then_nothing_differs(luis, number):
    differ(number, luis)

    client().post(at(number, "facts"), {"RECRUITS": "yes", "HARBORS": "no", "version": "2"})
    assert "Choose what holds." in html(client().get(at(number)))
    client().post(at(number, "facts"), {"THREATS": "yes", "version": "3"})
    page = html(client().get(at(number)))

    assert "Choose what holds." not in page
    assert "Where sources differed before" in page
    assert "Luis chose yes" in page
    assert 'name="THREATS" value="yes" id="id_THREATS_0" checked' in page


def test_who_saves_an_older_page_does_not_take_away_what_a_screening_stated(luis, number):
    with transaction.atomic():
        case = Case.objects.get(pk=number)
        actions.take(case, said=[("THREATS", "yes")], source="screening:7Q", by=luis)
    typed = {"THREATS": "unknown", "HARBORS": "yes", "version": "0", "key": "k2"}

    page = html(client().post(at(number, "facts"), typed))

    assert 'name="THREATS" value="yes" id="id_THREATS_0" checked' in page
    assert 'name="HARBORS" value="yes" id="id_HARBORS_0" checked' in page


def test_a_day_ahead_is_answered_in_words(number):
    boxes = {"happened_on_month": "1", "happened_on_day": "8", "happened_on_year": "2030"}

    assert "The day it happened lies ahead." in html(
        client().post(at(number, "facts"), boxes | {"version": "0"})
    )


def test_a_day_is_forgotten_where_its_boxes_are_emptied_and_nowhere_else(luis, number):
    actions.state_facts(number, facts={}, happened_on=date(2016, 12, 1), by=luis)
    boxes = {f"happened_on_{box}": "" for box in ("month", "day", "year")}

    client().post(at(number, "facts"), {"UNDER_18": "yes", "version": "1"})
    kept = LawFacts.objects.get(case=number).happened_on
    client().post(at(number, "facts"), boxes | {"version": "2"})

    assert kept == date(2016, 12, 1)
    assert LawFacts.objects.get(case=number).happened_on is None


def test_a_decision_is_kept_once_and_shown_with_its_facts(luis, number):
    actions.state_facts(number, facts={"UNDER_18": "yes"}, by=luis)
    typed = KEPT | {"version": "1"}

    first, second = (client().post(at(number, "decide"), typed) for _ in range(2))

    assert first.status_code == second.status_code == 302
    assert Determination.objects.count() == 1
    page = html(client().get(at(number)))
    assert "She told us herself." in page
    assert "Decided on January 4, 2030; by the text of P.A. 14-186 for November 2, 2029" in page
    assert "On the facts known then, the text itself said: open." in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"body": "ORG059"}, "Choose again"),
        ({"decided_on_year": "2031"}, "The day of the decision lies ahead"),
        ({"decided_on_year": "2029", "decided_on_day": "1"}, "before it happened"),
        ({"decision": ""}, "Please look at this again"),
    ],
)
def test_a_decision_that_cannot_be_is_answered_and_what_was_typed_stays(number, change, said):
    page = html(client().post(at(number, "decide"), KEPT | change))

    assert said in page
    assert "She told us herself." in page
    assert not Determination.objects.exists()


def test_bodies_that_differ_are_both_shown_and_a_wrong_record_is_taken_back(luis, number):
    day = {"counts_on": date(2018, 3, 2), "decided_on": date(2018, 9, 1), "by": luis}
    court = {"definition": "CGS_53A_192A", **day}
    actions.decide(number, body="ORG059", decision=Decision.MET, **court)
    wrong = actions.decide(number, body="ORG040", decision=Decision.NOT_MET, **court)

    before = html(client().get(at(number)))
    client().post(at(number, wrong, "take-back"), {"why": "WRONG_BODY"})
    after = html(client().get(at(number)))
    again = client().get(at(number, wrong, "take-back"), follow=True)

    assert "Luis took this back Jan 7" in html(again)
    assert "Bodies differ on “Trafficking in persons, Connecticut”." in before
    assert "Bodies differ" not in after
    assert "Another body decided it" in after


@pytest.mark.parametrize("role", sorted(ROLES))
def test_who_has_no_relation_does_not_know_of_it(number, role):
    people.account("Other", role)

    asked = [at(number), at(number, "decide")]
    answers = [client("Other").get(each).status_code for each in asked]
    answers.append(client("Other").post(at(number, "facts"), {"version": "0"}).status_code)

    assert set(answers) == {404}


@pytest.mark.parametrize("discipline", ["COORDINATOR", "LAW_ENFORCEMENT", "ADVOCATE", "MEDICAL"])
def test_a_team_reads_the_board_and_does_not_write_on_it(luis, number, discipline):
    member = people.account("Tomas", "TEAM")
    people.seat(member, "MDT_X", discipline)
    Relation.objects.create(
        kind=RelationKind.TEAM,
        record_kind="cases.case",
        record=number,
        person=Case.objects.get(pk=number).person,
        team="MDT_X",
        from_at=NOW - timedelta(days=1),
        given_by=luis.account,
    )
    actions.state_facts(number, facts={"UNDER_18": "yes"}, by=luis)

    page = client("Tomas").get(at(number))

    assert page.status_code == 200
    assert "Keep these facts" not in html(page)
    assert "Under 18" in html(page)
    assert client("Tomas").get(at(number, "decide")).status_code == 404


def test_the_case_page_asks_what_to_ask_next(luis, number):
    actions.state_facts(number, facts={"UNDER_18": "yes", "RECRUITS": "yes"}, by=luis)

    page = html(client().get(f"/desk/cases/{number}/"))

    assert "What to ask next" in page
    assert 'name="COMMERCIAL_SEX_ACT"' in page
    assert "Keep these answers" in page


@pytest.mark.parametrize("role", sorted(ROLES))
def test_everybody_who_signed_in_reads_where_laws_differ(role):
    people.account("Reader", role)

    assert client("Reader").get("/desk/law/").status_code == 200


def test_where_laws_differ_names_patterns_counts_and_acts():
    people.account("Reader", "STAFF")

    page = html(client("Reader").get("/desk/law/?of=FED_SEX&on=2016-10-01"))

    assert "of 216 patterns that the first covers, <b>138</b> are not covered" in page
    assert "under 18; knowingly advertised; commercial sex act" in page
    assert "P.A. 16-71" in page
    assert "258 of 360" in page
    assert "Not confirmed by counsel." in page


@pytest.mark.parametrize("query", ["?of=NOPE&on=soon", "?on=", "?of=CGS_53A_83B&on=1999-01-01"])
def test_a_question_that_makes_no_sense_gets_an_answer(query):
    people.account("Reader", "STAFF")

    assert client("Reader").get(f"/desk/law/{query}").status_code == 200


def test_the_table_is_downloaded_as_it_stands():
    people.account("Reader", "STAFF")

    answer = client("Reader").get("/desk/law/file/?of=FED_LABOR&on=2022-01-01")

    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert {row["definition"] for row in rows} == {"Labor trafficking, federal (TVPA)"}
    assert rows[0]["date"] == "2022-01-01"
    assert 'filename="law-gaps-2030-01-07.csv"' in answer.headers["Content-Disposition"]
