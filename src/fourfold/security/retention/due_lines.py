"""What is due to go at a moment, by the schedule of the pack in use. Nothing is changed here."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, DateTimeField, Q, QuerySet
from django.utils import timezone

from fourfold import reference
from fourfold.reference import RetentionRule, Schedule
from fourfold.reference.retention import ANY, RECORD
from fourfold.security.models import Hold
from fourfold.security.models.retention import PERSON
from fourfold.security.retention.errors import ScheduleUnfit
from fourfold.security.retention.registry import Kind, kinds

Records = QuerySet[Any]


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """
    One thing that will go: a record, or one class of its fields.

    part: "record" or the class. rule: code of the schedule's row. due_on: the first day it may
    go. along: how many records go with it. is_held: a legal hold keeps it.
    """

    kind: str
    record: str
    part: str
    rule: str
    due_on: date
    along: int
    is_held: bool = False

    @property
    def words(self) -> str:
        """The line as it enters the digest."""
        return f"{self.kind}|{self.record}|{self.part}|{self.rule}|{self.due_on}|{self.along}\n"


def schedule() -> Schedule:
    """Return the schedule of the pack in use."""
    return reference.active_pack().retention


def lines(at: datetime, *, only: dict[str, set[str]] | None = None) -> Iterator[Line]:
    """
    Yield what is due at a moment, held or not, kind by kind, in the order of the ids.

    only: kind to the ids to look at; by default all.
    :raises NoRule, ScheduleUnfit: if the pack's schedule does not fit the records.
    """
    rules, today = schedule(), timezone.localdate(at)
    for code, kind in sorted(kinds().items()):
        if kind.kept.swept or (only is not None and code not in only):
            continue
        wanted = None if only is None else only[code]
        held = held_ids(kind)
        whole = dict(due_records(kind, RECORD, rules, today, wanted))
        yield from _as_lines(kind, RECORD, whole, held)
        for part in kind.parts():
            found = dict(due_records(kind, part, rules, today, wanted))
            early = {key: why for key, why in found.items() if key not in whole}
            yield from _as_lines(kind, part, early, held)


def digest(found: Iterable[Line]) -> str:
    """Return 64 letters over the lines: the same list, whatever its order, gives the same."""
    made = hashlib.sha256()
    for line in sorted(found):
        made.update(line.words.encode())
    return made.hexdigest()


def held_ids(kind: Kind, *, until: datetime | None = None) -> set[str]:
    """
    Return the ids of a kind's records that a legal hold keeps.

    A hold on a person keeps each of their records; a hold on what goes along keeps the record it
    would go with. until: leave out holds placed at this moment or before.
    """
    standing = Hold.objects.filter(lifted_at=None)
    if until is not None:
        standing = standing.filter(placed_at__gt=until)
    by_what: dict[str, set[str]] = {}
    for what, which in standing.values_list("what", "which"):
        by_what.setdefault(what, set()).add(which)
    people = by_what.get(PERSON, set())
    held = set(by_what.get(kind.code, ()))
    if people and kind.kept.person:
        held |= _keys(kind.model.objects.filter(**{f"{kind.kept.person}__in": people}), "pk")
    for each in kind.along:
        if named := by_what.get(each.kept.kind):
            held |= _keys(each.model.objects.filter(pk__in=named), each.path)
        if people and each.kept.person:
            rows = each.model.objects.filter(**{f"{each.kept.person}__in": people})
            held |= _keys(rows, each.path)
    return held


def _keys(rows: Records, name: str) -> set[str]:
    return {str(key) for key in rows.values_list(name, flat=True)}


def due_records(
    kind: Kind, part: str, rules: Schedule, today: date, wanted: set[str] | None
) -> Iterator[tuple[str, tuple[RetentionRule, date]]]:
    """Yield the id of each due record with its rule and the day it became due."""
    rows = kind.model.objects.all()
    if wanted is not None:
        rows = rows.filter(pk__in=wanted)
    for rule, fits in rules_of(kind, part, rules):
        last = rule.latest_event(today)
        if rule.is_for_good or last is None:
            continue
        event = kind.kept.since.get(rule.after)
        if event is None:
            raise ScheduleUnfit(
                f"Rule {rule.code} of retention.csv counts from {rule.after}, and {kind.code} has "
                f"no such day. It has: {', '.join(sorted(kind.kept.since))}. Change the rule."
            )
        holds_any = Q() if part == RECORD else kind.has(part)
        over = rows.filter(fits, holds_any, _over(kind, event, last)).order_by("pk")
        for key, happened in over.values_list("pk", event).iterator(chunk_size=2000):
            goes = rule.goes_on(_day(happened))
            if goes is not None and goes <= today:
                yield str(key), (rule, goes)


def rules_of(kind: Kind, part: str, rules: Schedule) -> Iterator[tuple[RetentionRule, Q]]:
    """Yield each rule with the condition of the records it holds for."""
    field = kind.kept.outcome
    own = {*rules.outcomes(kind.code, part=part), *rules.outcomes(ANY, part=part)} if field else ()
    for outcome in sorted(own):
        yield rules.rule(kind.code, part=part, outcome=outcome), Q(**{field: outcome})
    others = ~Q(**{f"{field}__in": sorted(own)}) if own else Q()
    yield rules.rule(kind.code, part=part), others


def _over(kind: Kind, event: str, last: date) -> Q:
    if isinstance(kind.model._meta.get_field(event), DateTimeField):
        next_day = datetime.combine(last + timedelta(days=1), time.min)
        return Q(**{f"{event}__lt": timezone.make_aware(next_day)})
    return Q(**{f"{event}__lte": last})


def _day(happened: date | datetime) -> date:
    return timezone.localdate(happened) if isinstance(happened, datetime) else happened


def _as_lines(
    kind: Kind, part: str, found: dict[str, tuple[RetentionRule, date]], held: set[str]
) -> Iterator[Line]:
    beside = _counted(kind, set(found)) if part == RECORD else {}
    for key, (rule, goes) in found.items():
        yield Line(kind.code, key, part, rule.code, goes, beside.get(key, 0), key in held)


def _counted(kind: Kind, keys: set[str]) -> Counter[str]:
    """Count what goes along with each record."""
    found: Counter[str] = Counter()
    for each in kind.along:
        ordered = sorted(keys)
        for start in range(0, len(ordered), 2000):
            rows = each.model.objects.filter(**{f"{each.path}__in": ordered[start : start + 2000]})
            for key, number in rows.values_list(each.path).annotate(Count("pk")).order_by():
                found[str(key)] += number
    return found
