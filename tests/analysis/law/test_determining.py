"""What the definitions of Connecticut and of Zamara say of facts that people bring."""

from __future__ import annotations

from datetime import date

import pytest

from fourfold import reference
from fourfold.analysis import law

CT = reference.load_pack("ct")
FACTS = law.Vocabulary(CT.law_facts)
SOLD_AT_16 = {"UNDER_18": True, "UNDER_15": False, "RECRUITS": True, "COMMERCIAL_SEX_ACT": True}


def ask(code: str, facts: dict[str, object], day: date) -> law.Answer:
    return law.determine(CT.definition(code), FACTS.facts(facts), on=day)


def test_a_youth_who_was_sold_needs_no_means_under_federal_law() -> None:
    answer = ask("FED_SEX", SOLD_AT_16, date(2018, 5, 1))

    assert answer.verdict is law.Verdict.MET
    assert answer.text is not None
    assert answer.text.code == "FED_SEX_2015"
    assert {reason.element.code: reason.facts for reason in answer.met_by} == {
        "ACTION": ("RECRUITS",),
        "MEANS": ("UNDER_18",),
        "PURPOSE": ("COMMERCIAL_SEX_ACT",),
    }


def test_once_was_not_enough_in_connecticut_until_the_act_of_2016() -> None:
    once = {"COMPELS_OR_INDUCES": True, "SEXUAL_CONTACT": True, "THREATS": True}
    once |= {"MORE_THAN_ONCE": False, "LABOR_OR_SERVICES": False}

    before = ask("CGS_53A_192A", once, date(2016, 9, 30))
    after = ask("CGS_53A_192A", once, date(2016, 10, 1))

    assert before.verdict is law.Verdict.NOT_MET
    assert [reason.element.code for reason in before.failing[0]] == ["OCCURRENCES"]
    assert after.verdict is law.Verdict.MET


def test_what_nobody_knows_is_open_and_never_no() -> None:
    answer = ask("FED_SEX", {"RECRUITS": True, "COMMERCIAL_SEX_ACT": True}, date(2018, 5, 1))

    assert answer.verdict is law.Verdict.OPEN
    assert frozenset({"UNDER_18"}) in answer.deciders.any
    assert frozenset({"THREATS"}) in answer.deciders.smallest


def test_a_law_that_was_not_there_yet_is_its_own_answer() -> None:
    assert ask("CGS_53A_192A", SOLD_AT_16, date(2006, 6, 30)).verdict is law.Verdict.NOT_IN_FORCE
    assert ask("CGS_53A_192A", {}, date(2006, 7, 1)).verdict is law.Verdict.OPEN


@pytest.mark.parametrize(
    ("under_15", "said"),
    [
        (True, "Class A felony"),
        (False, "Class B felony"),
        (None, "Class B felony or Class A felony"),
    ],
)
def test_the_class_of_a_buyers_crime_follows_the_age(under_15, said) -> None:
    bought = {"PATRONIZES": True, "FEE": True, "UNDER_18": True, "UNDER_15": under_15}

    assert ask("CGS_53A_83B", bought, date(2017, 10, 1)).offense_class == said
    assert ask("CGS_53A_83B", bought, date(2017, 9, 30)).verdict is law.Verdict.NOT_IN_FORCE


def test_an_answer_says_when_it_rests_on_words_nobody_confirmed() -> None:
    sold = {"COMPELS_OR_INDUCES": True, "UNDER_18": True, "CHARGEABLE_CONTACT": True}

    in_2017 = ask("CGS_53A_192A", sold, date(2017, 1, 1))
    in_2018 = ask("CGS_53A_192A", sold, date(2018, 1, 1))

    assert in_2017.verdict is in_2018.verdict is law.Verdict.MET
    assert [each.code for each in in_2017.unconfirmed] == ["ACTION", "AGE", "PURPOSE", "CRIME"]
    assert in_2018.unconfirmed == ()


def test_of_two_ways_to_be_met_the_confirmed_one_is_said() -> None:
    facts = SOLD_AT_16 | {"ADVERTISES": True}

    assert ask("FED_SEX", facts, date(2018, 1, 1)).unconfirmed == ()
    only = facts | {"RECRUITS": False}
    assert [each.code for each in ask("FED_SEX", only, date(2018, 1, 1)).unconfirmed] == ["ACTION"]


@pytest.mark.parametrize(
    ("act", "unconfirmed"),
    [("P.A. 15-195", 0), ("P.A. 16-71", 4), ("P.A. 17-32", 0), ("P.A. 21-103", 0)],
)
def test_only_the_words_of_2016_on_minors_wait_for_counsel(act: str, unconfirmed: int) -> None:
    [text] = [each for each in CT.definition("CGS_53A_192A").texts if each.act == act]
    waiting = [element for way in text.ways for element in way if not element.is_confirmed]

    assert len(waiting) == unconfirmed
    assert text.is_confirmed is not bool(unconfirmed)


def test_sex_for_a_fee_was_trafficking_without_means_from_the_act_of_2017_on() -> None:
    harbored = {"HARBORS": True, "FEE": True}

    before, after = (
        ask("CGS_53A_192A", harbored, day) for day in (date(2017, 9, 30), date(2017, 10, 1))
    )

    assert before.verdict is not law.Verdict.MET
    assert after.verdict is law.Verdict.MET
    assert after.offense_class == "Class A felony"


@pytest.mark.parametrize(
    ("answers", "error", "said"),
    [
        ({"UNDER_81": "yes"}, law.UnknownFact, "Did you mean UNDER_18?"),
        ({"UNDER_18": "perhaps"}, law.NotAnAnswer, "Write yes, no or unknown"),
        ({"UNDER_18": 17}, law.NotAnAnswer, "UNDER_18: '17' is not an answer"),
        ({"UNDER_15": "yes", "UNDER_18": "no"}, law.FactsDisagree, "UNDER_15 is yes"),
        ({"COMMERCIAL_SEX_ACT": "no", "FEE": True}, law.FactsDisagree, "FEE is yes"),
    ],
)
def test_facts_that_cannot_be_read_are_named(answers, error, said) -> None:
    with pytest.raises(error, match=said.replace("?", r"\?")):
        FACTS.facts(answers)


def test_what_follows_is_added() -> None:
    child, adult = FACTS.facts({"UNDER_15": "Yes "}), FACTS.facts({"UNDER_18": "no"})

    assert child.of("UNDER_18") is law.Truth.YES
    assert adult.of("UNDER_15") is law.Truth.NO
    assert adult.stated() == {"UNDER_15": "no", "UNDER_18": "no"}


def test_the_next_question_is_the_one_that_decides_the_most() -> None:
    facts = FACTS.facts({"UNDER_18": True, "RECRUITS": True, "IN_THE_US": True})
    answers = law.determine_all(CT.definitions, facts, on=date(2022, 1, 1))

    asked = law.next_questions(answers)

    assert asked[0].fact == "COMMERCIAL_SEX_ACT"
    assert set(asked[0].alone) == {"FED_SEX", "CGS_53A_192A", "CT_DMST", "CGS_53A_83B"}
    assert len({each.fact for each in asked}) == len(asked)
    assert facts.yes.isdisjoint(each.fact for each in asked)


def test_nothing_open_leaves_nothing_to_ask() -> None:
    facts = FACTS.facts(dict.fromkeys(FACTS.order, "no"))

    assert law.next_questions(law.determine_all(CT.definitions, facts, on=date(2022, 1, 1))) == ()
