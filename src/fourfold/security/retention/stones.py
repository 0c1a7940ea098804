"""
The tombstones' file, outside the database: after a restore it says what must go again.

Each line is JSON, sealed with a key of the key file over itself and the line before, so that
nobody can make the server erase what no two people agreed to. A batch is written before it is
committed (GOING) and closed after (GONE, or STAYED if the commit never came).
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

from fourfold.security.keys import ring
from fourfold.security.retention.errors import TombstonesUnusable

WAITS = "waits "
"""Before the part of a tombstone in the database: it came back, and a person must decide."""
GOING, GONE, STAYED = "GOING", "GONE", "STAYED"
_TAIL = 1 << 16


@dataclass(frozen=True, slots=True)
class Stone:
    """One tombstone: what went, by which rule."""

    kind: str
    record: str
    part: str
    rule: str


@dataclass(frozen=True, slots=True)
class Batch:
    """
    Tombstones of one commit.

    at: a moment as ISO text. by, agreed_by: account ids. digest: of the preview agreed to.
    """

    id: str
    at: str
    by: str
    agreed_by: str
    digest: str
    stones: tuple[Stone, ...]


def going(batch: Batch) -> None:
    """
    Write a batch down before it is committed; it is on the disk when this returns.

    :raises TombstonesUnusable: if it cannot be; then nothing may go.
    """
    _append({"state": GOING, **asdict(batch)})


def close(batch: str, *, state: str) -> None:
    """Write down what became of a batch: GONE or STAYED."""
    _append({"state": state, "id": batch})


def batches() -> Iterator[tuple[Batch, str]]:
    """
    Yield each batch with its state: GONE, or GOING if the machine stopped in the middle.

    Batches that stayed are left out. No file: none.
    :raises TombstonesUnusable: at the first line that was changed, moved or taken out.
    """
    begun: dict[str, Batch] = {}
    state: dict[str, str] = {}
    for line in _read():
        state[line["id"]] = line["state"]
        if line["state"] == GOING:
            stones = tuple(Stone(**each) for each in line["stones"])
            named = {name: line[name] for name in ("id", "at", "by", "agreed_by", "digest")}
            begun[line["id"]] = Batch(**named, stones=stones)
    for key, batch in begun.items():
        if state[key] != STAYED:
            yield batch, state[key]


def path() -> Path:
    """Return where the file is."""
    return Path(settings.TOMBSTONES)


def _append(line: dict[str, Any]) -> None:
    try:
        path().parent.mkdir(parents=True, exist_ok=True)
        with _opened() as file:
            before = _last_seal(file)
            file.seek(0, os.SEEK_END)
            file.write(_sealed(line, before) + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as problem:
        raise TombstonesUnusable(
            f"The tombstones' file {path()} cannot be written ({problem.strerror or problem}), so "
            "nothing goes. Make room or mend its rights; then run again."
        ) from problem


@contextmanager
def _opened() -> Iterator[BinaryIO]:
    """Open the file for one writer at a time, readable by this user alone."""
    handle = os.open(path(), os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def _last_seal(file: BinaryIO) -> str:
    """Return the last line's seal, after cutting off a line that a kill left half-written."""
    size = file.seek(0, os.SEEK_END)
    start = size
    tail = b""
    while start and tail.count(b"\n") < 2:  # the last whole line begins after one line's end
        start = max(0, start - _TAIL)
        file.seek(start)
        tail = file.read()
    end = tail.rfind(b"\n") + 1
    if end < len(tail):
        file.truncate(start + end)
    last = tail[:end].rstrip(b"\n").rpartition(b"\n")[2]
    return str(json.loads(last)["seal"]) if last else ""


def _read() -> Iterator[dict[str, Any]]:
    try:
        data = path().read_bytes()
    except FileNotFoundError:
        return
    except OSError as problem:
        raise TombstonesUnusable(
            f"The tombstones' file {path()} cannot be read ({problem.strerror or problem}), so "
            "nothing goes. Mend its rights or bring it back; then run again."
        ) from problem
    before = ""
    whole = data[: data.rfind(b"\n") + 1]  # a line that a kill cut short was never acted on
    for number, printed in enumerate(whole.splitlines(), start=1):
        line = _opened_line(printed, before)
        if line is None:
            raise TombstonesUnusable(
                f"Line {number} of {path()} was changed, moved or taken out, or was sealed with "
                "another key file. Bring the file back from its copy; nothing was erased again."
            )
        before = line.pop("seal")
        yield line


def _opened_line(printed: bytes, before: str) -> dict[str, Any] | None:
    try:
        line = json.loads(printed)
        told = str(line["seal"])
    except (ValueError, KeyError, TypeError):
        return None
    plain = {name: value for name, value in line.items() if name != "seal"}
    return line if hmac.compare_digest(told, _seal(plain, before)) else None


def _sealed(line: dict[str, Any], before: str) -> bytes:
    return json.dumps(line | {"seal": _seal(line, before)}, separators=(",", ":")).encode()


def _seal(line: dict[str, Any], before: str) -> str:
    key = hmac.new(ring().audit, b"fourfold tombstones", hashlib.sha256).digest()
    words = json.dumps(line, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, f"{before}\n{words}".encode(), hashlib.sha256).hexdigest()
