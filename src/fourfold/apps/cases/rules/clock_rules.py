"""The clocks of a state, as its pack says: what starts each, what meets it, whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from fourfold.apps.cases.rules.clocks import Calendar, Unit
from fourfold.reference.packs import Pack
from fourfold.reference.rows import Row

CASE, REPORT = "CASE", "REPORT"
SUPERVISORS = "SUPERVISORS"
"""In escalates_to: who supervises the record, by a relation; else a role of its agency."""
Facts = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A step, and the facts it must tell; "CONSULT_ANSWERED concern=CONFIRMED" in the pack."""

    step: str
    facts: tuple[tuple[str, str], ...] = ()

    def hears(self, step: str, facts: Facts) -> bool:
        """Tell whether a step with its facts is the one meant."""
        return step == self.step and all(
            str(facts.get(name, "")) == value for name, value in self.facts
        )


@dataclass(frozen=True, slots=True)
class ClockRule:
    """
    One row of clocks.csv.

    on: CASE or REPORT. starts, met_by, dropped_by: any of them does. counts_from: the fact with the
    moment the time counts from; where the step does not tell it, no clock starts. each_part: one
    clock for each part a step is about (a consult, an episode), or one for the record. once: after
    one for the record there is no other. whose: a role. escalates_to: SUPERVISORS or a role.
    is_confirmed: the time stands in the source; otherwise it is our default, and may be changed.
    """

    code: str
    name: str
    on: str
    starts: tuple[Trigger, ...]
    counts_from: str
    met_by: tuple[Trigger, ...]
    dropped_by: tuple[Trigger, ...]
    each_part: bool
    once: bool
    amount: int
    unit: Unit
    whose: str
    escalates_to: str
    escalate_after_hours: int
    why: str
    citation: str
    is_confirmed: bool
    note: str

    @property
    def steps(self) -> frozenset[str]:
        """Return every step this rule listens to."""
        return frozenset(each.step for each in (*self.starts, *self.met_by, *self.dropped_by))

    @property
    def time(self) -> str:
        """Say the time allowed: "24 hours", "2 business days"."""
        words = self.unit.value.lower().replace("_", " ")
        return f"{self.amount} {words.removesuffix('s') if self.amount == 1 else words}"


def starts(rule: ClockRule, step: str, facts: Facts) -> bool:
    """Tell whether a step starts a clock of this rule."""
    counts = not rule.counts_from or bool(facts.get(rule.counts_from))
    return counts and _any(rule.starts, step, facts)


def meets(rule: ClockRule, step: str, facts: Facts) -> bool:
    """Tell whether a step meets a clock of this rule."""
    return _any(rule.met_by, step, facts)


def drops(rule: ClockRule, step: str, facts: Facts) -> bool:
    """Tell whether after a step a clock of this rule no longer applies."""
    return _any(rule.dropped_by, step, facts)


def _any(triggers: tuple[Trigger, ...], step: str, facts: Facts) -> bool:
    return any(each.hears(step, facts) for each in triggers)


@lru_cache(maxsize=4)
def rules_of(pack: Pack) -> Mapping[str, ClockRule]:
    """Return a state's rules by code, in the order of its file."""
    return MappingProxyType({row["code"]: _rule(row) for row in pack.rows("clocks")})


@lru_cache(maxsize=4)
def calendar_of(pack: Pack) -> Calendar:
    """Return a state's days, holidays and office hours."""
    return Calendar(
        zone=ZoneInfo(pack.settings["time_zone"]),
        holidays=frozenset(date.fromisoformat(row["day"]) for row in pack.rows("holidays")),
        closes=time.fromisoformat(pack.settings["office_hours"]["until"]),
    )


def _rule(row: Row) -> ClockRule:
    return ClockRule(
        code=row["code"],
        name=row["name"],
        on=row["on"],
        starts=_triggers(row, "starts"),
        counts_from=row["counts_from"],
        met_by=_triggers(row, "met_by"),
        dropped_by=_triggers(row, "dropped_by"),
        each_part=row["each_part"] == "yes",
        once=row["each_part"] == "once",
        amount=int(row["amount"]),
        unit=Unit(row["unit"]),
        whose=row["whose"],
        escalates_to=row["escalates_to"],
        escalate_after_hours=int(row["escalate_after_hours"] or 0),
        why=row["why"],
        citation=row["citation"],
        is_confirmed=row["confirmed"] == "yes",
        note=row["note"],
    )


def _triggers(row: Row, column: str) -> tuple[Trigger, ...]:
    found = []
    for each in row.parts(column):
        step, *facts = each.split()
        pairs = (fact.partition("=") for fact in facts)
        found.append(Trigger(step, tuple((name, value) for name, _is, value in pairs)))
    return tuple(found)
