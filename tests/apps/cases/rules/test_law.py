"""What must be true of facts and of a decision before either is kept."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold import reference
from fourfold.analysis.law import FactsDisagree
from fourfold.apps.cases.rules import law as rules

CT = reference.load_pack("ct")
TODAY = date(2030, 1, 7)
CODES = [each.code for each in CT.law_facts]


@pytest.mark.parametrize(
    ("body", "definition", "decides"),
    [
        ("ORG001", "CT_DMST", True),
        ("ORG059", "CGS_53A_192A", True),
        ("ORG059", "CGS_53A_83B", True),
        ("ORG004", "FED_SEX", True),
        ("ORG001", "CGS_53A_192A", False),
        ("ORG059", "CT_DMST", False),
        ("ORG008", "CT_DMST", False),
        ("NOBODY", "CT_DMST", False),
    ],
)
def test_a_body_decides_by_the_definitions_of_its_scope(body, definition, decides) -> None:
    if decides:
        assert rules.check_body(body, definition=definition, pack=CT)[0].code == body
        return
    with pytest.raises(rules.NotThisBody, match="Choose again"):
        rules.check_body(body, definition=definition, pack=CT)


def test_a_definition_that_is_not_there_is_named() -> None:
    with pytest.raises(rules.NoSuchText, match="There is no definition 'CT_DMTS'"):
        rules.check_body("ORG001", definition="CT_DMTS", pack=CT)


@pytest.mark.parametrize(
    ("counts_on", "decided_on", "said"),
    [
        (date(2029, 12, 1), date(2030, 1, 7), ""),
        (date(2030, 1, 7), date(2030, 1, 7), ""),
        (date(2030, 1, 8), date(2030, 1, 8), "The day it happened lies ahead"),
        (date(2029, 12, 1), date(2030, 1, 8), "The day of the decision lies ahead"),
        (date(1900, 1, 1), date(2030, 1, 1), "The day it happened is too far back"),
        (date(2029, 12, 2), date(2029, 12, 1), "before it happened"),
    ],
)
def test_days_that_cannot_be_are_named(counts_on, decided_on, said) -> None:
    if not said:
        rules.check_days(counts_on=counts_on, decided_on=decided_on, today=TODAY)
        return
    with pytest.raises(rules.DayOutOfRange, match=said):
        rules.check_days(counts_on=counts_on, decided_on=decided_on, today=TODAY)


@pytest.mark.parametrize(
    ("kept", "said", "then"),
    [
        ({}, {"A": "yes"}, {"A": "yes"}),
        ({"A": "yes"}, {"A": "no"}, {"A": "no"}),
        ({"A": "yes"}, {"A": "unknown"}, {}),
        ({"A": "yes"}, {"B": "no"}, {"A": "yes", "B": "no"}),
    ],
)
def test_stating_a_fact_changes_that_fact_and_no_other(kept, said, then) -> None:
    assert rules.merged(kept, said) == then


@pytest.mark.parametrize(
    ("kept", "said", "new", "differing"),
    [
        ({}, [("THREATS", "yes")], {"THREATS": "yes"}, []),
        ({"THREATS": "yes"}, [("THREATS", "yes")], {}, []),
        ({"THREATS": "no"}, [("THREATS", "yes")], {}, [("THREATS", "yes")]),
        ({"UNDER_18": "no"}, [("UNDER_15", "yes")], {}, [("UNDER_15", "yes")]),
        ({"UNDER_15": "yes"}, [("UNDER_18", "no")], {}, [("UNDER_18", "no")]),
        ({"UNDER_15": "yes"}, [("UNDER_18", "yes")], {"UNDER_18": "yes"}, []),
        ({}, [("THREATS", "yes"), ("THREATS", "no")], {"THREATS": "yes"}, [("THREATS", "no")]),
    ],
)
def test_a_source_that_is_no_person_adds_and_overwrites_nothing(kept, said, new, differing) -> None:
    words = rules.vocabulary(reference.load_pack("ct"))
    found = rules.taken(kept, said, words=words)

    assert (found.new, found.differing) == (new, differing)


@given(
    kept=st.dictionaries(st.sampled_from(CODES), st.sampled_from(["yes", "no"]), max_size=6),
    said=st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(["yes", "no"])), max_size=9),
)
def test_whatever_a_source_says_the_known_stays_and_all_of_it_fits(kept, said) -> None:
    words = rules.vocabulary(reference.load_pack("ct"))
    try:
        words.facts(kept)
    except FactsDisagree:
        return
    found = rules.taken(kept, said, words=words)

    assert not found.new.keys() & kept.keys()
    words.facts(kept | found.new)
    assert {*said} <= {*kept.items(), *found.new.items(), *found.differing}


@pytest.mark.parametrize(
    ("years", "facts"),
    [
        (14, ["UNDER_15", "UNDER_18"]),
        (15, ["UNDER_18"]),
        (17, ["UNDER_18"]),
        (18, []),
    ],
)
def test_an_age_says_what_was_so_before_and_never_that_somebody_was_grown(years, facts) -> None:
    said = rules.of_age(reference.load_pack("ct"), years=years)

    assert said == [(code, "yes") for code in facts]


@pytest.mark.parametrize("code", ["ct", "zz"])
def test_every_scope_of_a_pack_that_decides_has_a_definition(code) -> None:
    pack = reference.load_pack(code)

    assert {each.scope for each in rules.bodies(pack)} - {"CHILD_PROTECTION"} <= {
        each.scope for each in pack.definitions
    }
