"""After an older backup was restored: what had gone goes again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from fourfold.reference.retention import RECORD
from fourfold.security import audit
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event
from fourfold.security.models import Tombstone
from fourfold.security.models.retention import PERSON
from fourfold.security.retention import stones
from fourfold.security.retention.due_lines import held_ids
from fourfold.security.retention.erase import empty_part, erase_record, shred_if_alone, tell
from fourfold.security.retention.holds import check_may
from fourfold.security.retention.registry import along_kinds, kinds
from fourfold.security.retention.stones import Batch, Stone
from fourfold.security.retention.turn import take_turn


@dataclass
class Reapplied:
    """
    What went again, of all tombstones known.

    held: kept by a hold placed after they had gone; unknown: of a kind this version does not
    know. Both need a person's decision.
    """

    erased: int = 0
    shredded: int = 0
    held: int = 0
    unknown: int = 0
    known: int = 0


def reapply(*, by: Viewer, say: Callable[[int], None] = lambda done: None) -> Reapplied:
    """
    Erase again what the tombstones outside the database say has gone, due or not.

    A hold that is older than a tombstone was lifted before it, or the record had not gone: such a
    hold, come back with the backup, keeps nothing. say: is told how many tombstones were read.
    :raises TombstonesUnusable: if the file was changed; nothing is erased then.
    """
    check_may(by, Permission.RETENTION_RUN)
    done = Reapplied()
    for batch, _ in list(stones.batches()):
        _again(batch, done, by=by)
        say(done.known)
    with transaction.atomic():
        audit.record(
            Event.RETENTION_REAPPLIED,
            by=by.account,
            subject="retention:tombstones",
            at=by.at,
            facts={
                "known": done.known,
                "erased": done.erased,
                "shredded": done.shredded,
                "held": done.held,
                "unknown": done.unknown,
            },
        )
    return done


@transaction.atomic
def _again(batch: Batch, done: Reapplied, *, by: Viewer) -> None:
    take_turn()
    people: set[str] = set()
    for stone in batch.stones:
        done.known += 1
        if _is_buried(stone, batch):
            continue  # this database knows: what it holds now came after
        if stone.kind == PERSON:
            people.add(stone.record)
        elif stone.kind in kinds():
            kind = kinds()[stone.kind]
            if stone.record in held_ids(kind, until=datetime.fromisoformat(batch.at)):
                done.held += 1
                _wait(stone, batch)
                continue
            if stone.part == RECORD:
                again, persons = erase_record(kind, stone.record, rule=stone.rule, by=by)
                people |= persons
            else:
                again = empty_part(kind, stone.record, stone.part, rule=stone.rule)
            done.erased += bool(again)
            tell(again, by=by, why={"again": "yes"})
        elif stone.kind not in along_kinds():  # those go with the record they belonged to
            done.unknown += 1
            _wait(stone, batch)
            continue
        _bury(stone, batch)
    shredded = shred_if_alone(people)
    tell(shredded, by=by, why={"again": "yes"})
    done.shredded += len(shredded)


def _wait(stone: Stone, batch: Batch) -> None:
    """Note that this database knows of a tombstone, and that a person must decide on it."""
    noted = replace(stone, part=stones.WAITS + stone.part)
    if not _is_buried(noted, batch):
        _bury(noted, batch)


def _is_buried(stone: Stone, batch: Batch) -> bool:
    return Tombstone.objects.filter(
        kind=stone.kind, record=stone.record, part=stone.part, digest=batch.digest
    ).exists()


def _bury(stone: Stone, batch: Batch) -> None:
    """Put back a tombstone that the backup did not have."""
    Tombstone.objects.create(
        kind=stone.kind,
        record=stone.record,
        part=stone.part,
        at=datetime.fromisoformat(batch.at),
        rule=stone.rule,
        by=batch.by,
        agreed_by=batch.agreed_by,
        digest=batch.digest,
    )
