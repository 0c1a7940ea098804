"""What must always hold of an answer, whatever the facts."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fourfold import reference
from fourfold.analysis import law

from .oracle import oracle

PACKS = {code: reference.load_pack(code) for code in ("ct", "zz")}
WORDS = {code: law.Vocabulary(pack.law_facts) for code, pack in PACKS.items()}
ASKED = [
    (code, definition.code, day)
    for code, pack in PACKS.items()
    for definition in pack.definitions
    for day in {text.from_ or date(2014, 1, 1) for text in definition.texts}
]
MEANS = {
    code: [each.code for each in pack.law_facts if each.group == "MEANS"]
    for code, pack in PACKS.items()
}
TRUTH = st.sampled_from(list(law.Truth))


@st.composite
def some_facts(draw: st.DrawFn, code: str, *, only: list[str] | None = None) -> law.Facts:
    asked = only or list(WORDS[code].order)
    said = {fact: draw(TRUTH) for fact in draw(st.lists(st.sampled_from(asked), unique=True))}
    try:
        return WORDS[code].facts(said)
    except law.FactsDisagree:
        assume(False)
        raise


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, reference.Definition, date, law.Facts]:
    code, definition, day = draw(st.sampled_from(ASKED))
    return code, PACKS[code].definition(definition), day, draw(some_facts(code))


@pytest.mark.slow
@given(questions(), st.data())
def test_answering_an_unknown_never_takes_an_answer_back(asked, data) -> None:
    code, definition, day, facts = asked
    before = law.determine(definition, facts, on=day).verdict
    fact = data.draw(st.sampled_from(list(WORDS[code].order)))
    assume(facts.of(fact) is law.Truth.UNKNOWN)
    yes = facts.yes | ({fact} if data.draw(st.booleans()) else set())
    no = facts.no | (set() if fact in yes else {fact})

    after = law.determine(definition, WORDS[code].known(yes, no), on=day).verdict

    assert before is law.Verdict.OPEN or after is before


@pytest.mark.slow
@given(questions(), st.randoms())
def test_the_order_of_the_facts_does_not_matter(asked, random) -> None:
    code, definition, day, facts = asked
    stated = list(facts.stated().items())
    random.shuffle(stated)

    shuffled = WORDS[code].facts(dict(stated))

    assert shuffled.yes == facts.yes
    assert shuffled.no == facts.no
    again = law.determine(definition, shuffled, on=day)
    assert again.deciders == law.determine(definition, facts, on=day).deciders


@pytest.mark.slow
@given(st.data())
def test_means_never_matter_under_18_for_a_commercial_sex_act(data) -> None:
    code, name, day = data.draw(st.sampled_from(ASKED))
    definition = PACKS[code].definition(name)
    text = definition.text_on(day)
    assume(text is not None and text.under_18 == "NO_MEANS_FOR_SEX")
    others = [fact for fact in WORDS[code].order if fact not in MEANS[code]]
    facts = data.draw(some_facts(code, only=others))
    assume({"UNDER_18", "COMMERCIAL_SEX_ACT"}.isdisjoint(facts.no))
    young = WORDS[code].known(facts.yes | {"UNDER_18", "COMMERCIAL_SEX_ACT"}, facts.no)
    means = data.draw(some_facts(code, only=MEANS[code]))

    with_means = WORDS[code].known(young.yes | means.yes, young.no | means.no)

    answers = [law.determine(definition, each, on=day) for each in (young, with_means)]
    assert answers[0].verdict is answers[1].verdict
    assert answers[0].deciders == answers[1].deciders


@pytest.mark.parametrize(("code", "name", "day"), ASKED)
def test_the_rule_for_minors_in_the_pack_is_the_rule_of_its_elements(code, name, day) -> None:
    text = PACKS[code].definition(name).text_on(day)
    asked = oracle(code)
    all_but_means = set(WORDS[code].order) - set(MEANS[code])
    sold_child = all_but_means - {"LABOR_OR_SERVICES", "SERVITUDE"}

    met_without_means = asked.holds(text.code, sold_child)

    assert met_without_means is (text.under_18 != "MEANS_ALWAYS")


@pytest.mark.slow
@settings(max_examples=60)
@given(questions())
def test_an_answer_is_what_every_completion_says(asked) -> None:
    code, definition, day, facts = asked
    # Means are tried one at a time: they always stand in an element together.
    few = WORDS[code].known(facts.yes, facts.no | (set(MEANS[code][2:]) - facts.yes))
    known = {fact: few.of(fact) is law.Truth.YES for fact in few.yes | few.no}

    answer = law.determine(definition, few, on=day)

    assert answer.verdict == oracle(code).verdict(definition.code, known, day.isoformat())


@pytest.mark.slow
@settings(max_examples=25)
@given(questions())
def test_the_deciding_sets_are_enough_and_none_is_too_large(asked) -> None:
    code, definition, day, facts = asked
    trial = oracle(code)
    text = trial.text(definition.code, day.isoformat())
    open_facts = [fact for fact in WORDS[code].order if fact in trial.asks(text)]
    kept = {fact for fact in open_facts if facts.of(fact) is law.Truth.UNKNOWN}
    few = set(sorted(kept, key=WORDS[code].order.get)[:7])
    narrowed = WORDS[code].known(facts.yes, facts.no | (kept - few))
    known = {fact: narrowed.of(fact) is law.Truth.YES for fact in narrowed.yes | narrowed.no}
    unknown = [fact for fact in open_facts if fact not in known]

    answer = law.determine(definition, narrowed, on=day)

    deciding: list[frozenset[str]] = []
    if answer.verdict is law.Verdict.OPEN:
        for size in range(1, len(unknown) + 1):
            for codes in map(frozenset, combinations(unknown, size)):
                larger = any(one <= codes for one in deciding)
                if not larger and trial.can_decide(text, known, set(codes)):
                    deciding.append(codes)
    assert set(answer.deciders.any) == set(deciding)
