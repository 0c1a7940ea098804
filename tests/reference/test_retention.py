"""The retention schedule: which rule fits, and the day on which it lets go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold import reference
from fourfold.reference import NoRule, RetentionRule, Schedule

RULE = RetentionRule("R", "CASE", "record", "ANY", None, 7, "CLOSED", "why", False, "", ("s",))
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
PERIODS = st.one_of(
    st.integers(0, 40_000).map(lambda days: replace(RULE, days=days, years=None)),
    st.integers(1, 200).map(lambda years: replace(RULE, years=years)),
)


@pytest.mark.parametrize(
    ("event", "goes"),
    [
        (date(2020, 5, 1), date(2027, 5, 1)),
        (date(2020, 2, 29), date(2027, 3, 1)),
        (date(2021, 2, 28), date(2028, 2, 28)),
    ],
)
def test_years_end_on_the_same_day_and_never_early(event: date, goes: date) -> None:
    assert RULE.goes_on(event) == goes


@given(event=DAYS, today=DAYS, rule=PERIODS)
def test_the_last_event_that_is_over_agrees_with_the_day_of_each_event(
    event: date, today: date, rule: RetentionRule
) -> None:
    goes, last = rule.goes_on(event), rule.latest_event(today)

    assert (goes is not None and goes <= today) == (last is not None and event <= last)


def test_for_good_never_goes() -> None:
    rule = replace(RULE, years=None)

    assert rule.is_for_good
    assert rule.goes_on(date(1900, 1, 1)) is None
    assert rule.latest_event(date(2999, 1, 1)) is None
    assert replace(RULE, days=99_999, years=None).goes_on(date(9999, 1, 1)) is None


def test_the_nearest_rule_wins() -> None:
    codes = {"B": ("CASE", "CLOSED"), "C": ("CASE", "ANY"), "D": ("ANY", "ANY")}
    rules = [replace(RULE, code=c, record=r, outcome=o) for c, (r, o) in codes.items()]
    schedule = Schedule(rules)

    assert schedule.rule("CASE", outcome="CLOSED").code == "B"
    assert schedule.rule("CASE", outcome="MOVED").code == "C"
    assert schedule.rule("CONSENT").code == "D"
    assert schedule.outcomes("CASE") == ("CLOSED",)
    with pytest.raises(NoRule, match=r"Add a row to retention\.csv"):
        schedule.rule("CASE", part="place")


@pytest.mark.parametrize("code", ["ct", "zz"])
def test_an_open_case_never_goes_and_the_audit_outlives_seven_years(code: str) -> None:
    schedule = reference.load_pack(code).retention
    audit = schedule.rule("AUDIT_LINE")

    assert schedule.rule("CASE", outcome="OPEN").is_for_good
    assert audit.is_for_good or (audit.years or 0) >= 7


def test_a_period_without_a_source_of_its_own_says_so() -> None:
    for rule in reference.load_pack("ct").retention:
        ours = rule.source == ("fourfold_defaults",)
        assert rule.is_confirmed is not ours
        assert ("our default" in rule.standing) is ours


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "AUDIT_LINE,record,ANY,for good",
            "AUDIT_LINE,record,ANY,2 years",
            "would be kept 2 years",
        ),
        ("AUDIT_LINE,record,ANY,for good", "AUDIT_LINE,record,ANY,9000 days", "Keep them 7 years"),
        ("ANY_PLACE,ANY,place", "ANY_PLACE,ANY,health", "no rule for the part place"),
        ("ANY_PLACE,ANY,place", "ANY_PLACE,ANY,health", "has a rule already in line"),
        ("AUDIT_LINE,AUDIT_LINE", "AUDIT_LINE,AUDIT_LINES", "There is no rule for AUDIT_LINE"),
        ("CASE,record,CLOSED,6 years", "CASE,record,CLOSED,six years", "For example: 90 days"),
        ("CASE,record,CLOSED,6 years", "CASE,record,CLOSED,", "column keep: The cell is empty"),
    ],
)
def test_a_schedule_with_a_hole_is_refused(spoil, told, old: str, new: str, said: str) -> None:  # type: ignore[no-untyped-def]
    spoil("retention.csv", old, new)

    assert any(said in problem for problem in told())
