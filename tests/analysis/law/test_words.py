"""Answers in sentences a person reads aloud."""

from __future__ import annotations

from datetime import date

import pytest

from fourfold import reference
from fourfold.analysis import law
from fourfold.analysis.law import words

CT = reference.load_pack("ct")
FACTS = law.Vocabulary(CT.law_facts)

SOLD = {"RECRUITS": 1, "UNDER_18": 1, "COMMERCIAL_SEX_ACT": 1}
BOUGHT = {"PATRONIZES": 1, "UNDER_15": 1, "FEE": 1}
ADULT_OR_NOT = {"RECRUITS": 1, "COMMERCIAL_SEX_ACT": 1, "UNDER_15": 0, "ADVERTISES": 0}
NOT_SEX = {"COMMERCIAL_SEX_ACT": 0}
SAID = [
    ("FED_SEX", SOLD, "By action (recruited); means not asked (under 18)"),
    ("CGS_53A_83B", BOUGHT, "purpose (sexual conduct for a fee). Class A felony."),
    ("FED_SEX", ADULT_OR_NOT, "Would be met by under 18, any force, any fraud or any coercion."),
    ("CT_DMST", {"UNDER_18": 0}, "For want of age (a minor (child under 18))."),
    ("CGS_53A_83B", NOT_SEX, "For want of purpose (sexual conduct for a fee)."),
    ("CT_DMST", {"UNDER_18": 1, "IN_THE_US": 1}, "Not met without commercial sex act."),
]


@pytest.mark.parametrize(("code", "facts", "said"), SAID)
def test_an_answer_is_said_in_words(code, facts, said) -> None:
    known = FACTS.facts({fact: bool(value) for fact, value in facts.items()})

    answer = law.determine(CT.definition(code), known, on=date(2018, 6, 1))

    assert said in words.why(answer)


def test_a_text_says_its_act_and_its_days() -> None:
    crime, minors = CT.definition("CGS_53A_192A"), CT.definition("CT_DMST")

    assert [words.in_force(text) for text in (crime.texts[3], minors.texts[0])] == [
        "Text of P.A. 16-71, in force from October 1, 2016 until October 1, 2017",
        "Text of P.A. 14-186, in force from a day we could not source",
    ]


def test_a_law_of_later_says_when_it_began() -> None:
    answer = law.determine(CT.definition("CGS_53A_83B"), FACTS.facts({}), on=date(2012, 2, 29))

    assert words.why(answer) == "Not in force on February 29, 2012. It began on October 1, 2017."


def test_what_nobody_confirmed_is_said() -> None:
    facts = FACTS.facts({"COMPELS_OR_INDUCES": True, "UNDER_18": True, "CHARGEABLE_CONTACT": True})
    answers = [
        law.determine(CT.definition("CGS_53A_192A"), facts, on=day)
        for day in (date(2017, 1, 1), date(2018, 1, 1))
    ]

    assert [words.confirmed(each) for each in answers] == [
        "Not confirmed: the words on action, age, purpose, crime of the third person. Ask counsel.",
        "",
    ]


def test_every_element_and_verdict_has_a_word() -> None:
    used = {
        each.code
        for definition in CT.definitions
        for text in definition.texts
        for way in text.ways
        for each in way
    }

    assert used <= set(words.ELEMENTS)
    assert set(words.VERDICTS) == set(law.Verdict)
