"""Facts are stated, bodies decide on them, and nothing that was decided is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction

from fourfold.analysis import law
from fourfold.apps.cases.actions import law as actions
from fourfold.apps.cases.actions import records
from fourfold.apps.cases.models import Case, CaseLine, Determination, LawFacts
from fourfold.apps.cases.rules.law import DayOutOfRange, NotThisBody
from fourfold.apps.cases.states.law import Decision, TakeBack
from fourfold.security.access.sight import NotKnown
from fourfold.security.models import AuditEvent
from tests.make import cases, people
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=9)
DECIDED = {
    "body": "ORG001",
    "definition": "CT_DMST",
    "decision": Decision.MET,
    "counts_on": date(2029, 11, 2),
    "decided_on": date(2030, 1, 4),
}


@pytest.fixture
def luis():
    return people.viewer("Luis", "LIAISON")


@pytest.fixture
def number(luis):
    return cases.case(luis)


def known(number):
    facts = LawFacts.objects.get(case=number).facts
    return {code: entry["is"] for code, entry in facts.items()}


def test_a_fact_says_who_stated_it_when_and_from_where(luis, number):
    actions.state_facts(number, facts={"UNDER_18": "yes"}, by=luis)

    entry = LawFacts.objects.get(case=number).facts["UNDER_18"]
    assert entry["is"] == "yes"
    assert entry["by"] == luis.account
    assert entry["from"] == ""
    line = CaseLine.objects.get(case=number, step="FACTS_STATED")
    assert line.facts == {"answers": 1}


def test_what_is_not_named_stays_and_unknown_takes_an_answer_away(luis, number):
    actions.state_facts(number, facts={"UNDER_18": "yes", "RECRUITS": "no"}, by=luis)

    actions.state_facts(number, facts={"RECRUITS": "unknown", "HARBORS": "yes"}, by=luis)

    assert known(number) == {"UNDER_18": "yes", "HARBORS": "yes"}
    assert LawFacts.objects.get(case=number).version == 2


def take(number, said, *, by, source="screening:7Q", replaces=""):
    with transaction.atomic():
        case = Case.objects.get(pk=number)
        actions.take(case, said=said.items(), source=source, replaces=replaces, by=by)


def differing(number):
    return [
        (each["fact"], each["is"], each["from"], each.get("settled", ""))
        for each in LawFacts.objects.get(case=number).differing or []
    ]


def test_a_source_that_is_no_person_overwrites_nothing_and_what_differs_is_kept(luis, number):
    actions.state_facts(number, facts={"UNDER_18": "no"}, by=luis)

    take(number, {"UNDER_18": "yes", "FEE": "yes"}, by=luis)

    assert known(number) == {"UNDER_18": "no", "FEE": "yes"}
    assert LawFacts.objects.get(case=number).facts["FEE"]["from"] == "screening:7Q"
    assert differing(number) == [("UNDER_18", "yes", "screening:7Q", "")]
    line = CaseLine.objects.get(case=number, step="FACTS_TAKEN")
    assert line.facts == {"source": "SCREENING", "answers": 1, "differing": 1}


def test_a_source_that_says_nothing_new_is_no_step(luis, number):
    actions.state_facts(number, facts={"UNDER_18": "yes"}, by=luis)

    take(number, {"UNDER_18": "yes"}, by=luis)
    take(number, {}, by=luis)

    assert LawFacts.objects.get(case=number).version == 1
    assert not CaseLine.objects.filter(step="FACTS_TAKEN").exists()


@pytest.mark.parametrize("truth", ["yes", "no", "unknown"])
def test_a_person_settles_what_differs_by_naming_the_fact_and_it_all_stays(luis, number, truth):
    actions.state_facts(number, facts={"THREATS": "no"}, by=luis)
    take(number, {"THREATS": "yes"}, by=luis)
    later = replace(luis, at=LATER)

    actions.state_facts(number, facts={"THREATS": truth}, by=later, version=2)

    assert known(number) == ({} if truth == "unknown" else {"THREATS": truth})
    assert differing(number) == [("THREATS", "yes", "screening:7Q", truth)]
    assert LawFacts.objects.get(case=number).differing[0]["settled_at"] == LATER.isoformat()
    with pytest.raises(actions.NothingNew):
        actions.state_facts(number, facts={"THREATS": truth}, by=later)


def test_stating_another_fact_settles_nothing(luis, number):
    actions.state_facts(number, facts={"THREATS": "no"}, by=luis)
    take(number, {"THREATS": "yes"}, by=luis)

    actions.state_facts(number, facts={"RECRUITS": "yes"}, by=luis)

    assert differing(number) == [("THREATS", "yes", "screening:7Q", "")]


def test_a_correction_takes_the_place_of_what_the_first_version_stated(luis, number):
    actions.state_facts(number, facts={"HARBORS": "no"}, by=luis)
    take(number, {"THREATS": "yes", "HARBORS": "yes"}, by=luis)

    take(number, {"FEE": "yes"}, source="screening:8R", replaces="screening:7Q", by=luis)

    assert known(number) == {"HARBORS": "no", "FEE": "yes"}
    assert differing(number) == []


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"UNDER_81": "yes"}, law.UnknownFact),
        ({"UNDER_18": "maybe"}, law.NotAnAnswer),
        ({"UNDER_15": "yes", "UNDER_18": "no"}, law.FactsDisagree),
        ({}, actions.NothingNew),
    ],
)
def test_facts_that_cannot_be_kept_change_nothing(luis, number, facts, error):
    with pytest.raises(error):
        actions.state_facts(number, facts=facts, by=luis)

    assert not LawFacts.objects.exists()
    assert not CaseLine.objects.filter(step="FACTS_STATED").exists()


def test_a_fact_may_not_contradict_one_that_is_known(luis, number):
    actions.state_facts(number, facts={"UNDER_18": "no"}, by=luis)

    with pytest.raises(law.FactsDisagree, match="UNDER_15 is yes and UNDER_18 is no"):
        actions.state_facts(number, facts={"UNDER_15": "yes"}, by=luis)


def test_the_second_of_two_people_is_told_what_the_first_did(luis, number):
    rosa = people.viewer("Rosa", "LIAISON", at=LATER)
    cases.set_on(number, worker=luis.account)
    actions.state_facts(number, facts={"UNDER_18": "yes"}, version=0, by=luis)

    with pytest.raises(actions.FactsChanged) as refused:
        actions.state_facts(number, facts={"UNDER_18": "no"}, version=0, by=luis)

    assert refused.value.by == luis.account
    assert known(number) == {"UNDER_18": "yes"}
    with pytest.raises(NotKnown):
        actions.state_facts(number, facts={"UNDER_18": "no"}, by=rosa)


def test_a_form_that_comes_twice_is_done_once(luis, number):
    actions.state_facts(number, facts={"UNDER_18": "yes"}, key="k1", by=luis)

    with pytest.raises(records.DoneBefore):
        actions.state_facts(number, facts={"UNDER_18": "no"}, key="k1", by=luis)

    assert known(number) == {"UNDER_18": "yes"}


def test_the_day_it_happened_is_kept_and_cannot_lie_ahead(luis, number):
    actions.state_facts(number, facts={}, happened_on=date(2029, 11, 2), by=luis)

    assert LawFacts.objects.get(case=number).happened_on == date(2029, 11, 2)
    with pytest.raises(DayOutOfRange):
        actions.state_facts(number, facts={}, happened_on=date(2031, 1, 1), by=luis)


def test_a_decision_keeps_its_body_its_text_and_its_facts(luis, number):
    actions.state_facts(
        number, facts={"UNDER_18": "yes", "COMMERCIAL_SEX_ACT": "yes", "IN_THE_US": "yes"}, by=luis
    )
    made = actions.decide(number, **DECIDED, reasons="She was 15.", version=1, by=luis)
    actions.state_facts(number, facts={"IN_THE_US": "unknown"}, by=luis)

    kept = Determination.objects.get(pk=made)
    assert (kept.body, kept.definition, kept.text) == ("ORG001", "CT_DMST", "CT_DMST_2014")
    assert (kept.decision, kept.said) == ("MET", "MET")
    assert kept.facts["IN_THE_US"] == "yes"
    assert kept.reasons == "She was 15."


def test_the_text_is_that_of_the_day_it_happened(luis, number):
    court = DECIDED | {"body": "ORG059", "definition": "CGS_53A_192A"}
    days = {date(2016, 9, 30): "CGS_53A_192A_2015", date(2016, 10, 1): "CGS_53A_192A_2016"}

    kept = [actions.decide(number, **court | {"counts_on": day}, by=luis) for day in days]
    before = actions.decide(number, **court | {"counts_on": date(2001, 1, 1)}, by=luis)

    texts = [Determination.objects.get(pk=each).text for each in kept]
    assert texts == list(days.values())
    assert Determination.objects.get(pk=before).text == ""
    assert Determination.objects.get(pk=before).said == "NOT_IN_FORCE"


def test_the_level_of_concern_is_another_thing(luis, number):
    cases.set_on(number, concern="AT_RISK")

    actions.decide(number, **DECIDED, by=luis)

    assert Case.objects.get(pk=number).concern == "AT_RISK"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"body": "ORG059"}, NotThisBody),
        ({"decided_on": date(2029, 11, 1)}, DayOutOfRange),
        ({"version": 4}, actions.FactsChanged),
    ],
)
def test_a_decision_that_cannot_be_is_not_kept(luis, number, change, error):
    with pytest.raises(error):
        actions.decide(number, **DECIDED | change, by=luis)

    assert not Determination.objects.exists()


def test_a_record_that_was_wrong_is_taken_back_once_and_stays(luis, number):
    made = actions.decide(number, **DECIDED, by=luis)

    actions.take_back(made, case=number, why=TakeBack.TYPED_WRONG, by=luis)

    kept = Determination.objects.get(pk=made)
    assert (kept.taken_back_by, kept.taken_back_why) == (luis.account, "TYPED_WRONG")
    with pytest.raises(actions.TakenBackBefore):
        actions.take_back(made, case=number, why=TakeBack.WRONG_CASE, by=luis)
    with pytest.raises(NotKnown):
        actions.take_back("7Q2KX0M9D4TBN8AE", case=number, why=TakeBack.WRONG_CASE, by=luis)


def test_the_audit_names_codes_and_never_a_reason(luis, number):
    actions.state_facts(number, facts={"UNDER_18": "yes"}, by=luis)
    actions.decide(number, **DECIDED, reasons="Marked words.", by=luis)

    lines = AuditEvent.objects.filter(event="RESPONSE_STEP").order_by("-id").values_list("facts")
    assert lines[0][0]["definition"] == "CT_DMST"
    assert "Marked" not in str(list(lines))
    assert "UNDER_18" not in str(list(lines))
