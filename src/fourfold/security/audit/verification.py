"""Is the log what was written? The check, what is known of it, and going on after a break."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from fourfold.security.audit import anchors, append_only
from fourfold.security.audit.chain import (
    EMPTY,
    GENESIS,
    Broken,
    Damage,
    Head,
    Line,
    first_broken,
)
from fourfold.security.audit.lines import record
from fourfold.security.events import Event
from fourfold.security.keys import ring
from fourfold.security.models import AuditEvent, AuditHead

AT_A_TIME = 5_000
FIELDS = (*("id", "at", "by", "event", "subject", "outcome", "agency", "request", "facts", "seal"),)

log = logging.getLogger(__name__)


class NothingToAcknowledge(ValueError):
    """The log holds, as far as is known."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What a check found. broken: None if all of it holds; then head is its last line. checked:
    lines looked at. since: the line after which the check began. unguarded: the database's own
    triggers that are missing.
    """

    head: Head
    broken: Broken | None
    checked: int
    since: int
    anchors: int
    unguarded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class State:
    """What this machine knows of the log. number, damage: of the first bad line, if not good."""

    good: bool
    number: int = 0
    damage: Damage | None = None

    @property
    def words(self) -> str:
        """One sentence for whoever works here."""
        if self.good:
            return "The log of who did what is whole, as far as it was checked."
        return (
            f"The log of who did what was changed at line {self.number}. Records stay shut until "
            "the privacy officer has looked. Careline reports are still taken."
        )


# ---------------------------------------------------------------- checking
def verify(
    *,
    since: int | None = None,
    anchor_file: Path | None = None,
    tick: Callable[[int], None] = lambda _number: None,
) -> Verdict:
    """
    Check the log line by line, against the anchors and the head row.

    since: trust the lines up to this number; None: from the first line, or from where the last
    break was acknowledged. Only such a whole check opens the records again, or shuts them.
    anchor_file: None for this machine's own; otherwise a copy kept elsewhere, which opens nothing.
    tick: called with the number of the last line looked at, now and then.
    """
    own = anchor_file is None
    verdict = _check(since=since, path=anchor_file or anchors.file(), tick=tick)
    if own and (since is None or verdict.broken):
        _keep(verdict)
    return verdict


def _check(*, since: int | None, path: Path | None, tick: Callable[[int], None]) -> Verdict:
    found: list[anchors.Anchor] = []
    damage: Broken | None = None
    known = head_row()
    if path is not None and (known != EMPTY or path.exists()):
        try:
            found = anchors.read(path)
        except anchors.NoAnchors as problem:
            damage = Broken(1, Damage.ANCHORS_GONE, str(problem))
        except anchors.BadAnchors as problem:
            damage = Broken(problem.good.number + 1, Damage.ANCHORS_CHANGED, str(problem))
    start = anchors.start_of(found) if found else EMPTY
    if since is not None and since != start.number:
        seal = AuditEvent.objects.filter(id=since).values_list("seal", flat=True).first()
        start = Head(since, seal or GENESIS)
    counted = _Counted(tick, start.number)
    seals = {n: seal for n, seal in anchors.by_number(found).items() if n > start.number}
    held = first_broken(counted.lines(start.number), key=ring().audit, anchors=seals, start=start)
    if isinstance(held, Head):
        held = _compare_head(held, before=known) or held
    if isinstance(held, Broken):
        damage = held  # a bad line says more than bad anchors do
    return Verdict(
        head=held if isinstance(held, Head) else EMPTY,
        broken=damage,
        checked=counted.checked,
        since=start.number,
        anchors=sum(1 for each in found if each.number),
        unguarded=tuple(append_only.missing(connection)),
    )


def _compare_head(held: Head, *, before: Head | None) -> Broken | None:
    """
    Compare the last line with the head row.

    The row is read before and after the lines, since others write meanwhile: the lines must reach
    the first and may not pass the second.
    """
    after = head_row()
    if before is None or after is None:
        return Broken(held.number + 1, Damage.HEAD_EDITED, "The row with the chain's head is gone.")
    if held.number < before.number:
        return Broken(
            held.number + 1,
            Damage.TAIL_CUT,
            f"Lines up to {before.number} were written and are gone: the end of the log was cut.",
        )
    if held.number > after.number or (held.number == after.number and held.seal != after.seal):
        return Broken(
            min(held.number, after.number + 1),
            Damage.HEAD_EDITED,
            f"The row with the chain's head was edited: it names line {after.number}, and the "
            f"last line is {held.number}.",
        )
    return None


def head_row() -> Head | None:
    """Return the head as the database has it, or None if there are lines and no head."""
    found = AuditHead.objects.values_list("number", "seal").first()
    if found is None:
        return None if AuditEvent.objects.exists() else EMPTY
    return Head(*found)


@dataclass
class _Counted:
    """Streams lines in pages of AT_A_TIME by their number: no long snapshot, nothing in memory."""

    tick: Callable[[int], None]
    last: int
    checked: int = 0

    def lines(self, since: int) -> Iterator[Line]:
        # Below the first line too, where none may be.
        after = since or -(2**62)
        while True:
            rows = list(
                AuditEvent.objects.filter(id__gt=after)
                .order_by("id")
                .values_list(*FIELDS)[:AT_A_TIME]
            )
            for row in rows:
                yield Line(*row)
                self.checked += 1
            if len(rows) < AT_A_TIME:
                return
            after = rows[-1][0]
            self.tick(after)


# ---------------------------------------------------------------- what is known
def _keep(verdict: Verdict) -> None:
    """Write what was found beside the anchors, for every process of this machine."""
    if anchors.file() is None:
        return
    if verdict.broken is None:
        if verdict.head.number:
            anchors.keep(verdict.head, why="verified", state=anchors.GOOD)
        return
    anchors.raise_alarm(verdict.broken)


_seen: tuple[tuple[int, int, int], State] | None = None


def state() -> State:
    """Return what this machine knows of the log; quick enough for every read of a record."""
    global _seen
    path = anchors.file()
    if path is None:
        return State(good=True)
    try:
        now = os.stat(path)
    except FileNotFoundError:
        head = head_row()
        if head == EMPTY:
            return State(good=True)
        return State(good=False, number=1, damage=Damage.ANCHORS_GONE)
    mark = (now.st_ino, now.st_size, now.st_mtime_ns)
    if _seen is None or _seen[0] != mark:
        _seen = mark, _read_state(path)
    return _seen[1]


def _read_state(path: Path) -> State:
    try:
        newest = anchors.last(path)
    except (anchors.BadAnchors, OSError):
        return State(good=False, number=1, damage=Damage.ANCHORS_CHANGED)
    if newest is None:
        return State(good=False, number=1, damage=Damage.ANCHORS_GONE)
    if newest.state == anchors.GOOD:
        return State(good=True)
    _, number, damage = newest.state.split(":")
    return State(good=False, number=int(number), damage=Damage(damage))


def at_start() -> State:
    """
    Check the end of the log, from the anchor before the last, and anchor it.

    If it is bad, the log of the machine says so. The site starts all the same, so that reports
    are taken; records stay shut (`state`).
    """
    path = anchors.file()
    if path is None:
        return State(good=True)
    try:
        if state().good and path.exists():
            _check_the_end(path)
    except OSError as problem:  # a full disk, or a file of another user, stops no report
        log.critical("AUDIT: the log could not be anchored (%s)", problem)
    known = state()
    if not known.good:
        log.critical("AUDIT: %s See docs/runbooks/audit.md.", known.words)
    return known


def _check_the_end(path: Path) -> None:
    try:
        found = anchors.read(path)
        since = max(found[-2].number if len(found) > 1 else 0, anchors.start_of(found).number)
    except (anchors.NoAnchors, anchors.BadAnchors):
        since = None
    verdict = verify(since=since)
    if verdict.broken is None:
        anchors.keep(verdict.head, why="start")
    if verdict.unguarded:
        log.critical("AUDIT: the database lets lines be changed: no %s", verdict.unguarded)


# ---------------------------------------------------------------- going on after a break
def acknowledge(*, by: str, at: datetime, facts: Mapping[str, str | int] | None = None) -> Head:
    """
    Go on after a break: somebody has looked, answers for it, and the next line says so.

    The broken part stays as it is. Checks begin after it from now on; the anchors so far are put
    aside beside the new ones. Returns the line at which checks begin.
    :raises NothingToAcknowledge: if the log holds.
    """
    known = state()
    if known.good:
        raise NothingToAcknowledge("The log holds as far as it was checked: fourfold audit verify")
    damage = known.damage.value if known.damage else "UNKNOWN"
    with transaction.atomic():
        line = record(
            Event.AUDIT_BREAK_ACKNOWLEDGED,
            by=by,
            subject=f"audit:{known.number}",
            at=at,
            facts={"damage": damage, **(facts or {})},
        )
    head = Head(line.number, line.seal)
    anchors.begin_anew(head)
    return head
