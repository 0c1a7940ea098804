"""Every state's clocks can be read, listen to steps that exist, and name roles that exist."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from django.conf import settings

import fourfold.apps.cases as home
from fourfold.apps.cases.rules import clock_rules
from fourfold.apps.cases.rules.clock_rules import SUPERVISORS, ClockRule, Trigger
from fourfold.apps.cases.states.steps import Step
from fourfold.reference import active_pack, list_packs, load_pack
from fourfold.security.access.roles import ROLES

STEP = re.compile(r"Step\.([A-Z_]+)")
FILE = Path(__file__).with_name("clock_steps_expected.csv")
"""What each step with what it tells does to each clock of Connecticut; all other steps do nothing.

To be read and signed by who knows the law."""
RULES = [
    pytest.param(rule, id=f"{code} {rule.code}")
    for code in list_packs()
    for rule in clock_rules.rules_of(load_pack(code)).values()
]


@pytest.mark.parametrize("rule", RULES)
def test_a_clock_listens_to_steps_that_exist(rule: ClockRule) -> None:
    assert rule.steps <= {step.value for step in Step}


@pytest.mark.parametrize("rule", RULES)
def test_a_clock_names_roles_that_exist(rule: ClockRule) -> None:
    assert rule.whose in ROLES
    assert rule.escalates_to in {"", SUPERVISORS, *ROLES}


@pytest.mark.parametrize("rule", RULES)
def test_a_clock_without_a_law_behind_its_time_says_so(rule: ClockRule) -> None:
    assert rule.is_confirmed or "UNCONFIRMED" in rule.note


@pytest.mark.parametrize("code", list_packs())
def test_a_state_knows_its_days(code: str) -> None:
    calendar = clock_rules.calendar_of(load_pack(code))

    assert calendar.zone.key
    assert calendar.holidays


def test_pages_say_times_in_the_zone_that_clocks_count_in() -> None:
    assert clock_rules.calendar_of(active_pack()).zone.key == settings.TIME_ZONE


HEARS = [
    ("another step", "CONSULT_ASKED", {"concern": "CONFIRMED"}, False),
    ("without the fact", "CONSULT_ANSWERED", {}, False),
    ("with another fact", "CONSULT_ANSWERED", {"concern": "AT_RISK"}, False),
    ("with the fact", "CONSULT_ANSWERED", {"concern": "CONFIRMED", "rank": 2}, True),
]


@pytest.mark.parametrize(("case", "step", "facts", "heard"), HEARS, ids=[row[0] for row in HEARS])
def test_a_trigger_hears_its_step_with_its_facts(
    case: str, step: str, facts: dict[str, str | int], heard: bool
) -> None:
    assert Trigger("CONSULT_ANSWERED", (("concern", "CONFIRMED"),)).hears(step, facts) is heard


def test_the_time_allowed_is_said_in_words() -> None:
    said = [rule.time for rule in clock_rules.rules_of(load_pack("zz")).values()]

    assert said[:3] == ["10 hours", "3 calendar days", "24 hours"]


def expected() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def done(rule: ClockRule, step: str, facts: dict[str, str]) -> str:
    found = {
        "starts": clock_rules.starts(rule, step, facts),
        "meets": clock_rules.meets(rule, step, facts),
        "drops": clock_rules.drops(rule, step, facts),
    }
    return " and ".join(name for name, holds in found.items() if holds)


@pytest.mark.parametrize("row", expected(), ids=lambda row: f"{row['step']} {row['telling']}")
def test_each_step_does_to_each_clock_what_the_table_says(row: dict[str, str]) -> None:
    facts = dict(pair.split("=") for pair in row["telling"].split())

    for code, rule in clock_rules.rules_of(load_pack("ct")).items():
        assert done(rule, row["step"], facts) == row[code], code


def test_the_table_has_every_clock_and_every_step_that_one_listens_to() -> None:
    rules = clock_rules.rules_of(load_pack("ct"))
    rows = expected()

    assert {*rules} == {*rows[0]} - {"step", "telling"}
    assert {row["step"] for row in rows} == {step for each in rules.values() for step in each.steps}


@pytest.mark.parametrize("code", list_packs())
def test_every_step_a_clock_listens_to_is_told_by_some_action(code: str) -> None:
    actions = Path(str(home.__file__)).parent / "actions"
    told = {name for path in actions.glob("*.py") for name in STEP.findall(path.read_text("utf-8"))}

    assert {
        s for each in clock_rules.rules_of(load_pack(code)).values() for s in each.steps
    } <= told
