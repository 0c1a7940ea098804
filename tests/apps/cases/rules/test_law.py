"""What must be true of facts and of a decision before either is kept."""

from __future__ import annotations

from datetime import date

import pytest

from fourfold import reference
from fourfold.apps.cases.rules import law as rules

CT = reference.load_pack("ct")
TODAY = date(2030, 1, 7)


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
    ("kept", "said", "only_new", "then"),
    [
        ({}, {"A": "yes"}, False, {"A": "yes"}),
        ({"A": "yes"}, {"A": "no"}, False, {"A": "no"}),
        ({"A": "yes"}, {"A": "unknown"}, False, {}),
        ({"A": "yes"}, {"B": "no"}, False, {"A": "yes", "B": "no"}),
        ({"A": "yes"}, {"A": "no", "B": "no"}, True, {"A": "yes", "B": "no"}),
        ({"A": "yes"}, {"A": "unknown"}, True, {"A": "yes"}),
    ],
)
def test_stating_a_fact_changes_that_fact_and_no_other(kept, said, only_new, then) -> None:
    assert rules.merged(kept, said, only_new=only_new) == then


@pytest.mark.parametrize("code", ["ct", "zz"])
def test_every_scope_of_a_pack_that_decides_has_a_definition(code) -> None:
    pack = reference.load_pack(code)

    assert {each.scope for each in rules.bodies(pack)} - {"CHILD_PROTECTION"} <= {
        each.scope for each in pack.definitions
    }
