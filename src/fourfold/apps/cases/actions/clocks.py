"""Starting, moving, meeting and dropping the clocks of the pack when a step is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from fourfold.apps.cases.models import Case, CaseClock, Report, ReportClock
from fourfold.apps.cases.rules import clock_rules
from fourfold.apps.cases.rules.clock_rules import CASE, REPORT, ClockRule
from fourfold.apps.cases.rules.clocks import due_at
from fourfold.apps.cases.states.steps import Step
from fourfold.reference import active_pack
from fourfold.security.access.viewer import Viewer

Facts = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Moved:
    """A clock that counts from another moment now. before, after: the two starts."""

    clock: CaseClock | ReportClock
    before: datetime
    after: datetime


class NotYet(ValueError):
    """Something is said to have happened in the future, or at no moment that can be read."""


def moment_fact(at: datetime) -> str:
    """Return a moment as a fact of a step: in UTC, to the second, such as 2026-11-22T19:05:00Z."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def heard(
    record: Case | Report, *, step: Step, about: str, facts: Facts, by: Viewer
) -> list[Moved]:
    """
    Start, meet and drop the clocks that this step starts, meets or drops; return those it moved.

    about: the id of the part the step is about, or blank. facts: what the step told. Of those,
    `happened_at` says when it happened, if that was before it was written down; `evidence` is the
    code or the other agency's number that shows it. The clocks' own order: those running are met
    and dropped first, then others start; one that began earlier than the step may be met by it.
    A clock moves where the moment it counts from was corrected; one that was dropped runs again if
    its start is told again. A duty that was done before it no longer applied was done, whoever
    writes it down later. What a step does not tell, the record's own codes say, such as a case's
    level of concern.
    :raises NotYet: for a moment in the future.
    """
    pack = active_pack()
    on = CASE if isinstance(record, Case) else REPORT
    listening = {
        code: rule
        for code, rule in clock_rules.rules_of(pack).items()
        if rule.on == on and step.value in rule.steps
    }
    if not listening and step is not Step.CLOCK_MET:
        return []
    facts = {**_codes_of(record), **facts}
    at = _moment(facts, "happened_at", otherwise=by.at, now=by.at)
    for clock in record.clocks.filter(met_at=None).order_by("due_at", "id"):
        rule = listening.get(clock.rule)
        if about and clock.about not in ("", about):
            rule = None
        by_hand = step is Step.CLOCK_MET and clock.id == about
        meets = by_hand or (rule and clock_rules.meets(rule, step.value, facts))
        if meets and (clock.dropped_at is None or at <= clock.dropped_at):
            clock.dropped_at, clock.dropped_why = None, ""
            _meet(clock, facts, at=at, by=by)
        elif clock.dropped_at is None and rule and clock_rules.drops(rule, step.value, facts):
            clock.dropped_at, clock.dropped_why = max(at, clock.started_at), step.value
        else:
            continue
        clock.save(update_fields=["met_at", "met_by", "evidence", "dropped_at", "dropped_why"])
    moved: list[Moved] = []
    for rule in listening.values():
        if not clock_rules.starts(rule, step.value, facts):
            continue
        started_at = _moment(facts, rule.counts_from, otherwise=at, now=by.at)
        part = about if rule.each_part else ""
        if before := _before(record, rule, part):
            moved += _again(before, rule, started_at, by=by)
            continue
        begun = _start(record, rule, part, started_at)
        if started_at < at and clock_rules.meets(rule, step.value, facts):
            _meet(begun, facts, at=at, by=by)
            begun.save(update_fields=["met_at", "met_by", "evidence"])
    return moved


def _before(record: Case | Report, rule: ClockRule, about: str) -> CaseClock | ReportClock | None:
    """Return the clock of this rule that runs already, or did and is for once."""
    same = record.clocks.filter(rule=rule.code, about=about).order_by("-started_at", "id")
    return (same if rule.once else same.filter(met_at=None, dropped_at=None)).first()


def _again(
    clock: CaseClock | ReportClock, rule: ClockRule, started_at: datetime, *, by: Viewer
) -> list[Moved]:
    """Let a dropped duty run again, and count it from where its start was corrected to."""
    before, moves = clock.started_at, bool(rule.counts_from) and started_at != clock.started_at
    clock.dropped_at, clock.dropped_why = None, ""
    if moves:
        was = {"from": moment_fact(before), "due": moment_fact(clock.due_at)}
        clock.moved = [*clock.moved, {**was, "by": by.account, "at": moment_fact(by.at)}]
        clock.started_at, clock.due_at = started_at, _due(rule, started_at)
        if clock.due_at > by.at:
            clock.escalated_at = None
    clock.save()
    return [Moved(clock, before, started_at)] if moves else []


def _start(
    record: Case | Report, rule: ClockRule, about: str, started_at: datetime
) -> CaseClock | ReportClock:
    """Start a clock."""
    return record.clocks.create(
        agency=record.agency,
        person=record.person,
        rule=rule.code,
        about=about,
        started_at=started_at,
        due_at=_due(rule, started_at),
    )


def _due(rule: ClockRule, started_at: datetime) -> datetime:
    calendar = clock_rules.calendar_of(active_pack())
    return due_at(started_at, amount=rule.amount, unit=rule.unit, calendar=calendar)


def _meet(clock: CaseClock | ReportClock, facts: Facts, *, at: datetime, by: Viewer) -> None:
    clock.met_at, clock.met_by = max(at, clock.started_at), by.account
    clock.evidence = str(facts.get("evidence", ""))


def _codes_of(record: Case | Report) -> dict[str, str]:
    """Return what a record says in codes and moments that are no content."""
    values = {
        name: getattr(record, name)
        for name, known in record.FIELD_CLASSES.items()
        if known == "internal"
    }
    moments = {
        name: moment_fact(value) for name, value in values.items() if isinstance(value, datetime)
    }
    return {name: value for name, value in values.items() if isinstance(value, str)} | moments


def _moment(facts: Facts, name: str, *, otherwise: datetime, now: datetime) -> datetime:
    """Return the moment a fact tells, or another if it is not told."""
    told = str(facts.get(name, "")) if name else ""
    if not told:
        return otherwise
    try:
        at = datetime.fromisoformat(told)
    except ValueError:
        raise NotYet(f"{name} is {told!r}; it takes a moment such as {moment_fact(now)}.") from None
    if at.tzinfo is None or at > now:
        raise NotYet(f"{name} is {told}. It takes a moment with its zone, and not a later one.")
    return at
