"""Erasing one record or one class of its fields; used by the run, and again after a restore."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from fourfold.reference.retention import RECORD
from fourfold.security import audit, keys
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event
from fourfold.security.models import Relation
from fourfold.security.models.retention import PERSON
from fourfold.security.retention.holds import has_anything
from fourfold.security.retention.registry import Kind, empty_of, parts_fields
from fourfold.security.retention.stones import Stone

KEY = "key"
"""The part of a person that is their key: with it goes whatever a backup still holds."""
PERSON_RULE = "NOTHING_LEFT"
"""Why a person's key is shredded: no record about them is left."""


def erase_record(kind: Kind, record: str, *, rule: str, by: Viewer) -> tuple[list[Stone], set[str]]:
    """
    Erase a record with what goes along; returns the tombstones and the persons they were about.

    Inside a transaction. What is not there leaves no tombstone. Relations to it end.
    """
    Relation.objects.filter(
        Q(until_at=None) | Q(until_at__gt=by.at),
        record_kind=kind.model._meta.label_lower,
        record=record,
        from_at__lte=by.at,
    ).update(until_at=by.at, ended_by=by.account)
    stones: list[Stone] = []
    people: set[str] = set()
    for each in kind.along:
        rows = each.model.objects.filter(**{each.path: record})
        if each.kept.person:
            people |= set(rows.values_list(each.kept.person, flat=True))
        found = list(rows.values_list("pk", flat=True))
        if each.kept.kind:
            stones += [Stone(each.kept.kind, str(key), RECORD, rule) for key in found]
        each.model.objects.filter(pk__in=found).delete()
    rows = kind.model.objects.filter(pk=record)
    if kind.kept.person:
        people |= set(rows.values_list(kind.kept.person, flat=True))
    if rows.delete()[0]:
        stones.append(Stone(kind.code, record, RECORD, rule))
    return stones, {each for each in people if each}


def empty_part(kind: Kind, record: str, part: str, *, rule: str) -> list[Stone]:
    """
    Empty the fields of one class, in a record and what goes along with it; the record stays.

    :raises CannotEmpty: if a field has no empty value.
    """
    rows = kind.model.objects.filter(kind.has(part), pk=record)
    if not rows.exists():
        return []
    for model, found in (
        (kind.model, kind.model.objects.filter(pk=record)),
        *((a.model, a.model.objects.filter(**{a.path: record})) for a in kind.along),
    ):
        if fields := parts_fields(model, part):
            found.update(**{name: empty_of(model, name) for name in fields})
    return [Stone(kind.code, record, part, rule)]


def shred_if_alone(people: Iterable[str]) -> list[Stone]:
    """Shred the key of each person of whom no record is left."""
    stones = []
    for person in sorted(set(people)):
        if not has_anything(person):
            keys.shred(person)
            stones.append(Stone(PERSON, person, KEY, PERSON_RULE))
    return stones


def tell(made: Iterable[Stone], *, by: Viewer, why: dict[str, str]) -> None:
    """Write an audit line for each tombstone, in the transaction of the erasure. why: facts."""
    events = {RECORD: Event.RECORD_ERASED, KEY: Event.KEYS_SHREDDED}
    for each in made:
        audit.record(
            events.get(each.part, Event.PART_ERASED),
            by=by.account,
            subject=f"{each.kind.lower()}:{each.record}",
            at=by.at,
            facts={"part": each.part, "rule": each.rule, **why},
        )
