"""Which patterns one definition covers and another does not."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from fourfold import reference
from fourfold.analysis import law
from fourfold.analysis.law import words
from fourfold.analysis.law.gaps import alike

from .oracle import oracle

CT = reference.load_pack("ct")
FACTS = law.Vocabulary(CT.law_facts)
FEDERAL = [each for each in CT.definitions if each.scope == "FEDERAL"]
STATE = [each for each in CT.definitions if each.scope != "FEDERAL"]
DAYS = law.days_of_change(CT.definitions)
PAIRS = [(one, other, day) for one in FEDERAL for other in STATE for day in DAYS]


def named(value: object) -> str | None:
    return value.code if isinstance(value, reference.Definition) else None


@pytest.mark.parametrize(("one", "other", "day"), PAIRS, ids=named)
def test_every_gap_is_covered_by_one_and_not_by_the_other_and_nothing_in_it_is_idle(
    one, other, day
) -> None:
    found = law.compare(one, (other,), FACTS, on=day)

    for gap in found.gaps:
        true = {kind[0] for kind in gap.kinds} | {"IN_THE_US"}
        for less in [true, *({code for code in true if code != left} for left in true)]:
            facts = FACTS.known(less, FACTS.order.keys() - FACTS.known(less, ()).yes)
            met = law.determine(one, facts, on=day).verdict is law.Verdict.MET
            assert met is (less == true or "IN_THE_US" not in less)
        assert all(answer.verdict is not law.Verdict.MET for answer in gap.others)
    assert bool(found.only) is bool(found.gaps)


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2014-01-01", "2018-01-01", "2022-01-01"])
def test_the_counts_are_those_of_trying_every_pattern(day) -> None:
    sex, crime = CT.definition("FED_SEX"), CT.definition("CGS_53A_192A")
    on = date.fromisoformat(day)
    trial = oracle("ct")
    ours, theirs = trial.text("FED_SEX", day), trial.text("CGS_53A_192A", day)
    kinds = alike((sex, crime), FACTS, on=on)
    counts = dict.fromkeys(product((True, False), repeat=2), 0)
    for marks in product((True, False), repeat=len(kinds)):
        true = {kind[0] for kind, mark in zip(kinds, marks, strict=True) if mark}
        asked = {kind[0] for kind in kinds}
        if all(up in true for code in true for up in trial.implies[code] if up in asked):
            counts[trial.holds(ours, true), trial.holds(theirs, true)] += 1

    found = law.compare(sex, (crime,), FACTS, on=on)

    assert (found.both, found.only, found.other, found.neither) == tuple(counts.values())


def test_the_act_of_2021_closes_the_gap_of_a_youth_who_was_recruited_for_anything_of_value() -> (
    None
):
    sex, crime = CT.definition("FED_SEX"), CT.definition("CGS_53A_192A")

    before = law.compare(sex, (crime,), FACTS, on=date(2021, 9, 30))
    after = law.compare(sex, (crime,), FACTS, on=date(2021, 10, 1))

    recruited = "under 18; recruited, harbored, transported or provided; commercial sex act"
    assert recruited in [words.pattern(gap, FACTS) for gap in before.gaps]
    assert not any("recruited" in words.pattern(gap, FACTS) for gap in after.gaps)


def test_facts_that_stand_in_the_same_elements_are_one_kind() -> None:
    kinds = alike([CT.definition("FED_LABOR")], FACTS, on=date(2020, 1, 1))

    assert [len(kind) for kind in kinds] == [5, 9, 1, 1]


def test_where_it_happened_is_no_gap() -> None:
    found = law.compare(
        CT.definition("FED_SEX"), (CT.definition("CT_DMST"),), FACTS, on=date(2020, 1, 1)
    )

    assert "IN_THE_US" not in {code for gap in found.gaps for kind in gap.kinds for code in kind}
    assert all("place" not in words.missing(gap) for gap in found.gaps)
