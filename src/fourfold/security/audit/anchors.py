"""
Anchors: heads of the chain, written down in a file outside the database.

A chain cannot show that its end was cut off, or that an older copy of the whole database was put
back: both are chains that hold. The file can, since it says how far the log had come and with
which seal. Each of its lines is sealed over the one before it, so it cannot be changed in the
middle unseen either. Whoever can cut both the database and this file must be met with a copy of
the file on another machine (docs/runbooks/audit.md).

One line of the file: number, moment, seal of the log's line, why it was written, what was known
of the log then ("good", or "bad:17:CHANGED"), and the anchor's own seal. No spaces inside.
"""

from __future__ import annotations

import hmac
import logging
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.util import Finalize
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files import locks

from fourfold.security.audit.chain import EMPTY, GENESIS, Broken, Head
from fourfold.security.keys import ring

SECONDS_BETWEEN = 600
GOOD = "good"
_TAIL = 4096
"""Bytes that hold the last lines of the file, whatever they are."""

log = logging.getLogger(__name__)


class NoAnchors(RuntimeError):
    """There is no anchor file, although the log has lines."""


class BadAnchors(RuntimeError):
    """The anchor file is not what this house wrote; `good` is the last anchor that still holds."""

    def __init__(self, message: str, *, good: Head) -> None:
        super().__init__(message)
        self.good = good


@dataclass(frozen=True, slots=True)
class Anchor:
    """One line of the file. state: "good", or "bad:" with the first bad line and its damage."""

    number: int
    at: str
    seal: str
    why: str
    state: str

    @property
    def head(self) -> Head:
        """The head of the log that this anchor holds fast."""
        return Head(self.number, self.seal)

    def words(self) -> str:
        """The line without its own seal."""
        return f"{self.number} {self.at} {self.seal} {self.why} {self.state}"


def state_of(found: Broken) -> str:
    """Write what was found as one word."""
    return f"bad:{found.number}:{found.damage}"


def file() -> Path | None:
    """Return where anchors are kept; None in tests that do not ask for them."""
    return Path(settings.ANCHORS) if settings.ANCHORS else None


# ---------------------------------------------------------------- reading
def _own_seal(words: str, before: str) -> str:
    return hmac.digest(ring().audit, f"anchor {before} {words}".encode(), "sha256").hex()


def _parse(line: str) -> tuple[Anchor, str]:
    number, at, seal, why, state, own = line.split(" ")
    return Anchor(int(number), at, seal, why, state), own


def read(path: Path) -> list[Anchor]:
    """
    Return every anchor of a file, each checked against the one before it.

    :raises NoAnchors: if there is no such file, or nothing in it.
    :raises BadAnchors: if a line was changed, taken out, put in or moved.
    """
    try:
        text = path.read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        text = ""
    found: list[Anchor] = []
    before = GENESIS
    # What stands after the last line end was cut short by a crash and says nothing.
    for nth, line in enumerate(text.split("\n")[:-1], start=1):
        try:
            anchor, own = _parse(line)
            holds = hmac.compare_digest(own, _own_seal(anchor.words(), before))
        except (ValueError, TypeError):
            holds = False
        if not holds:
            raise BadAnchors(
                f"Line {nth} of {path} is not what this house wrote there.",
                good=found[-1].head if found else EMPTY,
            )
        found.append(anchor)
        before = own
    if not found:
        raise NoAnchors(f"There is no anchor in {path}.")
    return found


def start_of(found: list[Anchor]) -> Head:
    """Return where checks begin: the line at which a break was acknowledged, or the very first."""
    return found[0].head if found[0].why == "accepted" else EMPTY


def by_number(found: list[Anchor]) -> Mapping[int, str]:
    """Return the seals by the number of their line. Two for one line: the first one counts."""
    seals: dict[int, str] = {}
    for each in found:
        if each.number:
            seals.setdefault(each.number, each.seal)
    return seals


def _last(kept: IO[bytes], path: Path) -> tuple[Anchor, str] | None:
    """Return the last whole line of the open file and its own seal, without reading all of it."""
    size = kept.seek(0, os.SEEK_END)
    kept.seek(max(0, size - _TAIL))
    lines = kept.read().decode("ascii", "replace").split("\n")
    try:
        return _parse(lines[-2]) if len(lines) > 1 else None
    except (ValueError, TypeError) as problem:
        raise BadAnchors(f"The last line of {path} cannot be read.", good=EMPTY) from problem


def last(path: Path) -> Anchor | None:
    """
    Return the newest anchor, or None if there is none yet.

    :raises BadAnchors: if it cannot be read.
    """
    try:
        with path.open("rb") as kept:
            found = _last(kept, path)
    except FileNotFoundError:
        return None
    return found[0] if found else None


# ---------------------------------------------------------------- writing
@contextmanager
def _only_one(path: Path) -> Iterator[IO[bytes]]:
    """Open the file, made if need be, for one process at a time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "rb+") as kept:
        locks.lock(kept, locks.LOCK_EX)
        yield kept


def keep(
    head: Head, *, why: str, state: str = "", first: bool = False, unless_younger: int = 0
) -> bool:
    """
    Write an anchor, on disk before this returns; False if the file says as much already.

    state: "" for what the last anchor says. first: a file may be begun; otherwise a file that is
    not there is an alarm, and stays one. unless_younger: seconds for which the last anchor will do.
    :raises NoAnchors: if there is no file and none may be begun.
    :raises BadAnchors: if the last line cannot be read.
    """
    path = file()
    if path is None:
        return False
    if not first and not path.exists():
        raise NoAnchors(f"There is no anchor in {path}, although the log has lines.")
    with _only_one(path) as kept:
        newest, before = _last(kept, path) or (None, GENESIS)
        if newest and not state and head.number <= newest.number:
            return False
        if newest and newest.number and unless_younger and _age(newest) < unless_younger:
            return False
        # When an anchor was written is a fact about this machine, not about whatever caused it.
        at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        state = state or (newest.state if newest else GOOD)
        words = Anchor(head.number, at, head.seal, why, state).words()
        _cut_what_a_crash_left(kept)
        kept.write(f"{words} {_own_seal(words, before)}\n".encode("ascii"))
        kept.flush()
        os.fsync(kept.fileno())
    return True


def mark(state: str) -> None:
    """
    Write down what was found out about the log, with the last anchor once more.

    :raises NoAnchors, BadAnchors: if there is no last anchor.
    """
    path = file()
    newest = last(path) if path else None
    if newest is None:
        raise NoAnchors(f"There is no anchor in {path}.")
    keep(newest.head, why="broken", state=state)


def raise_alarm(found: Broken) -> None:
    """Say loudly that the log is not whole, and write it down for every process of this machine."""
    log.critical("AUDIT: line %s: %s See docs/runbooks/audit.md.", found.number, found.why)
    if file() is None:
        return
    try:
        mark(state_of(found))
    except (NoAnchors, BadAnchors, OSError) as problem:
        # Without a good last anchor the records are shut as well.
        log.critical("AUDIT: %s", problem)


def _cut_what_a_crash_left(kept: IO[bytes]) -> None:
    size = kept.seek(0, os.SEEK_END)
    kept.seek(max(0, size - _TAIL))
    end = kept.read()
    kept.truncate(size - (len(end) - end.rfind(b"\n") - 1))
    kept.seek(0, os.SEEK_END)


def _age(anchor: Anchor) -> float:
    """Return an anchor's age in seconds; a clock moved back makes it old, not young forever."""
    age = (datetime.now(UTC) - datetime.fromisoformat(anchor.at)).total_seconds()
    return age if age >= 0 else SECONDS_BETWEEN


def begin_anew(head: Head, *, state: str = GOOD) -> None:
    """Put the file aside under its moment and begin one at a head that people answer for."""
    path = file()
    if path is None:
        return
    if path.exists():
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")
        path.rename(path.with_name(f"{path.stem}-until-{stamp}{path.suffix}"))
    keep(head, why="accepted", state=state, first=True)


# ---------------------------------------------------------------- after commits
_due = 0.0
_waiting: Head | None = None


def after_commit(number: int, seal: str) -> None:
    """Anchor a committed line: now, if the last anchor is ten minutes old; or later, or at exit."""
    global _waiting
    _waiting = Head(number, seal)
    anchor_waiting()


def anchor_waiting(*, why: str = "commit") -> None:
    """Anchor the newest line this process has committed, if it is time for it, or it stops."""
    global _due, _waiting
    head, stops = _waiting, why == "stop"
    if head is None or (time.monotonic() < _due and not stops):
        return
    _due = time.monotonic() + SECONDS_BETWEEN
    try:
        if keep(head, why=why, unless_younger=0 if stops else SECONDS_BETWEEN):
            _waiting = None
    except (NoAnchors, BadAnchors, OSError) as problem:
        # What was committed stays committed; records stay shut until somebody has looked.
        log.critical("AUDIT: the log could not be anchored (%s)", problem)


# Otherwise the last lines could be cut, unseen, while nothing runs. `atexit` alone is not asked in
# the workers of a web server, which are children of multiprocessing.
Finalize(None, anchor_waiting, kwargs={"why": "stop"}, exitpriority=0)


def begin_empty() -> None:
    """
    Begin the file of an empty log, on disk before its first line is committed.

    Whoever is killed between that commit and its anchor then leaves a file behind, and no alarm.
    What cannot be written does not stop a report: without a file, the records are shut.
    """
    try:
        keep(EMPTY, why="begun", first=True)
    except (BadAnchors, OSError) as problem:
        log.critical("AUDIT: the file of anchors could not be begun (%s)", problem)


def begin(number: int, seal: str) -> None:
    """Begin the file for a log that had lines before there were anchors."""
    keep(Head(number, seal), why="commit", first=True)
