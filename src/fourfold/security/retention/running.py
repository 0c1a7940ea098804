"""Doing what two people agreed to: small transactions, each whole; a run killed is run again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from fourfold.reference.retention import RECORD
from fourfold.security import audit, keys
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event
from fourfold.security.ids import new_id
from fourfold.security.models import KeptLine, KeptPreview, Tombstone
from fourfold.security.retention import due_lines as due_now
from fourfold.security.retention import stones
from fourfold.security.retention.due_lines import Line
from fourfold.security.retention.erase import empty_part, erase_record, shred_if_alone, tell
from fourfold.security.retention.errors import (
    AlreadyDecided,
    NotAgreed,
    NotTheSameList,
    RestoredOlder,
)
from fourfold.security.retention.holds import check_may
from fourfold.security.retention.previews import check_age, digest_of, kept_preview
from fourfold.security.retention.registry import kinds
from fourfold.security.retention.stones import Batch, Stone
from fourfold.security.retention.turn import take_turn

SIZE = 50
"""Lines in one transaction: few enough that nobody waits long, many enough to get on."""
GONE, HELD, CHANGED = "GONE", "HELD", "CHANGED"

Say = Callable[[int, int], None]


@dataclass
class Done:
    """What a run did. outcomes: GONE, HELD, CHANGED to how many lines; shredded: persons' keys."""

    outcomes: Counter[str] = field(default_factory=Counter)
    shredded: int = 0


def run(kept: str, *, by: Viewer, say: Say = lambda done, of: None) -> Done:
    """
    Erase what the kept list shows and two people agreed to.

    Each line is looked at again: what is held now, or changed since, stays and is counted. A run
    that was killed goes on where it stopped. say: is told lines done and lines in all.
    :raises NotAgreed, TooOld, AlreadyDecided, NotTheSameList, NoSuchPreview, NotYours:
    :raises RestoredOlder: if an older backup was restored and `reapply` was not run yet.
    :raises TombstonesUnusable: if the file outside the database cannot be written.
    """
    check_may(by, Permission.RETENTION_RUN)
    found = kept_preview(kept)
    _check_agreed(found, by.at)
    settle()
    keys.finish_shredding()
    done = Done(Counter(found.lines.exclude(outcome="").values_list("outcome", flat=True)))
    while _batch(found, done, by=by):
        say(sum(done.outcomes.values()), found.count)
    _finish(found, done, by=by)
    return done


@transaction.atomic
def settle() -> None:
    """
    Close, in the tombstones' file, each batch that a kill left open: it went, or it stayed.

    :raises RestoredOlder: if the file knows of more than the database does.
    """
    take_turn()
    known = list(stones.batches())
    for batch, state in known:
        if state == stones.GOING:
            stones.close(batch.id, state=stones.GONE if _knows(batch) else stones.STAYED)
    _check_newest(known)


def check_restored() -> None:
    """
    Check, before the site starts, that no backup was restored without `reapply`.

    :raises RestoredOlder: if what had gone can be read again.
    :raises TombstonesUnusable: if the file was changed or cannot be read.
    """
    _check_newest(stones.batches())


def _check_newest(known: Iterable[tuple[Batch, str]]) -> None:
    closed = [batch for batch, state in known if state == stones.GONE]
    if closed and not _knows(closed[-1]):
        raise RestoredOlder(
            "This database is older than the tombstones' file: a backup was restored. Run "
            "fourfold retention reapply first, so that what had gone goes again."
        )


def _knows(batch: Batch) -> bool:
    """Tell whether the database holds a batch's tombstones; they are there together or not."""
    first = batch.stones[0]
    return Tombstone.objects.filter(
        kind=first.kind,
        record=first.record,
        part__in=(first.part, stones.WAITS + first.part),
        digest=batch.digest,
    ).exists()


def _check_agreed(found: KeptPreview, at: datetime) -> None:
    if not found.agreed_by:
        raise NotAgreed(
            "Nobody agreed to this list. A privacy officer other than the one who made it agrees "
            "on the privacy desk; then run again."
        )
    if found.run_at is not None:
        raise AlreadyDecided("This list was run to its end. Keep a new one for what is due now.")
    check_age(found, at)
    if digest_of(found) != found.digest:
        raise NotTheSameList(
            "The kept list was changed after it was made, so nothing goes. Tell the privacy "
            "officer; then keep a new one."
        )


def _batch(found: KeptPreview, done: Done, *, by: Viewer) -> bool:
    """Do the next lines in one transaction; returns whether there were any."""
    batch = new_id()
    with transaction.atomic():
        take_turn()
        waiting = found.lines.select_for_update().filter(outcome="").order_by("id")
        lines = list(waiting[:SIZE])
        if not lines:
            return False
        gone = _erase(lines, by=by)
        people = {person for _, persons in gone.values() for person in persons}
        shredded = shred_if_alone(people)
        made = [stone for each, _ in gone.values() for stone in each] + shredded
        for line in lines:
            line.outcome = line.outcome or GONE
        KeptLine.objects.bulk_update(lines, ["outcome"])
        _bury(made, found, by=by)
        if made:
            stones.going(
                Batch(
                    batch,
                    by.at.isoformat(),
                    by.account,
                    found.agreed_by,
                    found.digest,
                    tuple(made),
                )
            )
    if made:
        stones.close(batch, state=stones.GONE)
    done.outcomes.update(line.outcome for line in lines)
    done.shredded += len(shredded)
    return True


def _erase(lines: Iterable[KeptLine], *, by: Viewer) -> Mapping[int, tuple[list[Stone], set[str]]]:
    """Erase each line that still stands as it was shown; mark the others with why they stay."""
    now = _as_they_stand(lines, by.at)
    gone = {}
    for line in lines:
        kind = kinds()[line.kind]
        stands = now.get((line.kind, line.record, line.part))
        if stands is None or (stands.rule, stands.due_on, stands.along) != (
            line.rule,
            line.due_on,
            line.along,
        ):
            line.outcome = CHANGED
        elif stands.is_held:
            line.outcome = HELD
        elif line.part == RECORD:
            gone[line.pk] = erase_record(kind, line.record, rule=line.rule, by=by)
        else:
            emptied = empty_part(kind, line.record, line.part, rule=line.rule)
            gone[line.pk] = (emptied, set[str]())
    return gone


def _as_they_stand(lines: Iterable[KeptLine], at: datetime) -> dict[tuple[str, str, str], Line]:
    """Lock the records of these lines and return what is due of them now."""
    wanted: dict[str, set[str]] = {}
    for line in lines:
        wanted.setdefault(line.kind, set()).add(line.record)
    for code, ids in wanted.items():
        rows = kinds()[code].model.objects.select_for_update().filter(pk__in=ids)
        list(rows.order_by("pk").values_list("pk"))
    return {(each.kind, each.record, each.part): each for each in due_now.lines(at, only=wanted)}


def _bury(made: list[Stone], found: KeptPreview, *, by: Viewer) -> None:
    Tombstone.objects.bulk_create(
        Tombstone(
            kind=each.kind,
            record=each.record,
            part=each.part,
            at=by.at,
            rule=each.rule,
            by=by.account,
            agreed_by=found.agreed_by,
            digest=found.digest,
        )
        for each in made
    )
    tell(made, by=by, why={"preview": found.id})


@transaction.atomic
def _finish(found: KeptPreview, done: Done, *, by: Viewer) -> None:
    KeptPreview.objects.filter(id=found.id).update(run_by=by.account, run_at=by.at)
    audit.record(
        Event.RETENTION_RUN,
        by=by.account,
        subject=f"preview:{found.id}",
        at=by.at,
        facts={**done.outcomes, "shredded": done.shredded},
    )
