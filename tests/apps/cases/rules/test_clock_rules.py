"""Every state's clocks can be read, listen to steps that exist, and name roles that exist."""

from __future__ import annotations

import pytest
from django.conf import settings

from fourfold.apps.cases.rules import clock_rules
from fourfold.apps.cases.rules.clock_rules import SUPERVISORS, ClockRule, Trigger
from fourfold.apps.cases.states.steps import Step
from fourfold.reference import active_pack, list_packs, load_pack
from fourfold.security.access.roles import ROLES

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
