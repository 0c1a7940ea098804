"""
Rotating an agency's key while people work: a new version, and every row sealed anew with it.

    begin    a new version is made and put in use, once every transaction with the old one has ended
    sweep    rows sealed with another version are sealed anew, some at a time, until none is left
    finish   the log says so

A rotation that was killed is gone on with: `begin` finds it, and `sweep` passes over what is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction

from fourfold.security import audit
from fourfold.security.events import Event
from fourfold.security.keys.envelope import keep_agency_version, make_person_keys, use_version
from fourfold.security.keys.errors import Shredded, Tampered
from fourfold.security.keys.fields import Sealing, sealed_columns
from fourfold.security.keys.opening import OpenKeys, forget
from fourfold.security.keys.sealing import Sealed, seal_anew
from fourfold.security.keys.store import Kind
from fourfold.security.keys.stores import key_store
from fourfold.security.models import AgencyKey, KeyRotation

AT_ONCE = 100
"""Rows sealed anew in one transaction; on SQLite nobody else writes meanwhile."""
Say = Callable[[int], None]


class NotThisAgency(ValueError):
    """The agency has sealed nothing, so it has no key to rotate."""


@dataclass
class Swept:
    """
    What a sweep did. rows: sealed anew. broken: what did not open, as "table:row column"; it was
    left as it is.
    """

    rows: int = 0
    broken: tuple[str, ...] = ()


# ------------------------------------------------------------------ begin
def agencies() -> list[str]:
    """Return the agencies that have a key."""
    return list(AgencyKey.objects.order_by("agency").values_list("agency", flat=True))


def begin(agency: str, *, by: str, at: datetime) -> int:
    """
    Put a new version of an agency's key in use, or go on with the rotation that was stopped.

    Returns the version.
    :raises NotThisAgency: if the agency has no key yet.
    """
    with transaction.atomic():
        version = _unfinished(agency) or _new_rotation(agency, by=by, at=at)
    keep_agency_version(agency, version)
    with transaction.atomic():
        use_version(agency, version)
    forget()
    return version


def _unfinished(agency: str) -> int | None:
    waiting = KeyRotation.objects.filter(agency=agency, done_at=None)
    return waiting.values_list("version", flat=True).first()


def _new_rotation(agency: str, *, by: str, at: datetime) -> int:
    if not AgencyKey.objects.select_for_update().filter(agency=agency).exists():
        raise NotThisAgency(
            f"Agency {agency} has no key: nothing of it is sealed. There are: "
            f"{', '.join(agencies()) or 'none yet'}"
        )
    version = max(key_store().versions(Kind.AGENCY, agency)) + 1
    KeyRotation.objects.create(agency=agency, version=version, by=by, from_at=at)
    audit.record(
        Event.KEYS_ROTATION_BEGUN,
        by=by,
        subject=f"agency:{agency}",
        at=at,
        facts={"version": version},
    )
    return version


# ------------------------------------------------------------------ sweep
def sealed_tables() -> list[type[models.Model]]:
    """Return every table with a sealed column."""
    return [model for model in apps.get_models() if sealed_columns(model)]


def sweep(agency: str, version: int, *, say: Say = lambda rows: None) -> Swept:
    """
    Seal anew what another version of an agency's key sealed, until a look finds nothing.

    say: is told how many rows were looked at since it was last told.
    """
    done = Swept()
    while _pass(agency, version, done, say=say):
        pass
    return done


def stale(agency: str, version: int) -> int:
    """Return how many rows of an agency hold something that another version sealed."""
    return sum(
        len(ids) for model in sealed_tables() for _, ids in _stale_rows(model, agency, version)
    )


def _pass(agency: str, version: int, done: Swept, *, say: Say) -> bool:
    """Look at every row once; returns whether any was sealed anew."""
    before = done.rows
    for model in sealed_tables():
        for looked_at, ids in _stale_rows(model, agency, version):
            if ids:
                _seal_anew(model, ids, version, done)
            say(looked_at)
    return done.rows > before


def _stale_rows(
    model: type[models.Model], agency: str, version: int
) -> Iterator[tuple[int, list[str]]]:
    """Yield, some rows at a time, how many were looked at and the ids of the stale ones."""
    columns = sealed_columns(model)
    names = ["pk", *dict.fromkeys(each.person for each in columns)]
    people = names[1:]
    after = ""
    while True:
        rows = list(
            model._default_manager.filter(pk__gt=after)
            .order_by("pk")
            .values(*names, *(each.attname for each in columns))[:AT_ONCE]
        )
        if not rows:
            return
        after = rows[-1]["pk"]
        ours = key_store().agencies_of(str(row[name]) for row in rows for name in people)
        yield (
            len(rows),
            [
                row["pk"]
                for row in rows
                if any(
                    (sealed := row[each.attname]) is not None
                    and sealed.version != version
                    and ours.get(row[each.person]) == agency
                    for each in columns
                )
            ],
        )


def _seal_anew(model: type[models.Model], ids: list[str], version: int, done: Swept) -> None:
    keys = OpenKeys()
    columns = sealed_columns(model)
    records = model._default_manager.select_for_update().filter(pk__in=ids).order_by("pk")
    broken = []
    with transaction.atomic():
        found = list(records)
        people = {getattr(record, each.person) for record in found for each in columns}
        make_person_keys(people, version=version)
        keys.learn(people)
        for record in found:
            changed: dict[str, Any] = {}
            for each in columns:
                try:
                    _again(record, each, version, changed, keys)
                except (Tampered, Shredded):
                    broken.append(f"{model._meta.db_table}:{record.pk} {each.column}")
            if changed:
                model._default_manager.filter(pk=record.pk).update(**changed)
                done.rows += 1
    done.broken += tuple(each for each in broken if each not in done.broken)


def _again(
    record: models.Model,
    column: Sealing[Any],
    version: int,
    changed: dict[str, Any],
    keys: OpenKeys,
) -> None:
    sealed = record.__dict__[column.attname]
    if isinstance(sealed, Sealed) and sealed.version != version:
        place = column.place(record)
        changed[column.attname] = seal_anew(sealed, place=place, keys=keys)


# ------------------------------------------------------------------ finish
def finish(agency: str, version: int, done: Swept, *, by: str, at: datetime) -> None:
    """Say in the log that a rotation is at its end, and name what did not open."""
    with transaction.atomic():
        for each in done.broken:
            subject, _, column = each.partition(" ")
            audit.record(Event.SEAL_BROKEN, by=by, subject=subject, at=at, facts={"column": column})
        KeyRotation.objects.filter(agency=agency, version=version, done_at=None).update(done_at=at)
        audit.record(
            Event.KEYS_ROTATED,
            by=by,
            subject=f"agency:{agency}",
            at=at,
            facts={"version": version, "rows": done.rows, "broken": len(done.broken)},
        )
