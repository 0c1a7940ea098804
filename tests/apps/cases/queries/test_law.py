"""Who sees facts, what the law says of them, and what bodies decided."""

from __future__ import annotations

from datetime import date

import pytest

from fourfold.analysis.law import Truth, Verdict
from fourfold.apps.cases.actions import law as actions
from fourfold.apps.cases.queries import cases as opening
from fourfold.apps.cases.queries import law as queries
from fourfold.apps.cases.states.law import Decision, TakeBack
from fourfold.security.access.sight import NotKnown
from tests.make import cases, people

pytestmark = pytest.mark.django_db
COURT = {"body": "ORG059", "definition": "CGS_53A_192A", "counts_on": date(2029, 11, 2)}
AGENCY = {"body": "ORG001", "definition": "CT_DMST", "counts_on": date(2029, 11, 2)}


@pytest.fixture
def luis():
    return people.viewer("Luis", "LIAISON")


@pytest.fixture
def number(luis):
    return cases.case(luis)


def opened(number, viewer):
    return opening.open_case(number, viewer=viewer)


def test_an_empty_board_asks_and_says_nothing_is_known(luis, number):
    board = queries.board(opened(number, luis), viewer=luis)

    assert board.version == 0
    assert board.stated == {}
    assert board.on == date(2030, 1, 7)
    assert board.questions
    assert {each.verdict for each in board.answers} == {Verdict.OPEN}
    assert board.may_write


def test_the_board_asks_the_law_of_the_day_it_happened(luis, number):
    actions.state_facts(
        number,
        facts={"UNDER_18": "yes", "PATRONIZES": "yes"},
        happened_on=date(2016, 12, 1),
        by=luis,
    )

    board = queries.board(opened(number, luis), viewer=luis)

    answers = {each.definition.code: each for each in board.answers}
    assert answers["CGS_53A_83B"].verdict is Verdict.NOT_IN_FORCE
    assert answers["CGS_53A_192A"].text.act == "P.A. 16-71"
    assert board.stated["UNDER_18"].truth is Truth.YES
    assert board.stated["UNDER_18"].by == luis.account


def test_bodies_differ_and_all_that_was_decided_stays(luis, number):
    first = actions.decide(
        number, **AGENCY, decision=Decision.CANNOT_SAY, decided_on=date(2029, 12, 1), by=luis
    )
    second = actions.decide(
        number, **AGENCY, decision=Decision.MET, decided_on=date(2029, 12, 9), by=luis
    )
    court = actions.decide(
        number, **COURT, decision=Decision.NOT_MET, decided_on=date(2030, 1, 2), by=luis
    )

    found = queries.decisions(opened(number, luis), viewer=luis)

    assert [(each.id, each.stands) for each in found] == [
        (second, True),
        (first, False),
        (court, True),
    ]


def test_a_record_taken_back_stands_no_more_and_the_one_before_does(luis, number):
    first = actions.decide(
        number, **AGENCY, decision=Decision.MET, decided_on=date(2029, 12, 1), by=luis
    )
    wrong = actions.decide(
        number, **AGENCY, decision=Decision.NOT_MET, decided_on=date(2029, 12, 9), by=luis
    )
    actions.take_back(wrong, case=number, why=TakeBack.WRONG_CASE, by=luis)

    found = queries.decisions(opened(number, luis), viewer=luis)

    assert [(each.id, each.stands) for each in found] == [(wrong, False), (first, True)]


def test_a_decision_of_another_case_is_not_known(luis, number):
    made = actions.decide(
        number, **AGENCY, decision=Decision.MET, decided_on=date(2029, 12, 1), by=luis
    )
    other = cases.case(luis)

    with pytest.raises(NotKnown):
        queries.decision(opened(other, luis), viewer=luis, number=made)
