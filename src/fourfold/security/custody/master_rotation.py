"""Rotating the master key: a new version in the key file, which then wraps every agency's key."""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.db import transaction

from fourfold.security import audit
from fourfold.security.custody import parcels
from fourfold.security.custody.start import check_keys
from fourfold.security.events import Event
from fourfold.security.keys.errors import NotAFile
from fourfold.security.keys.master import SIZE
from fourfold.security.keys.sources import FileSource, ring, source, write
from fourfold.security.keys.store import Kind, WrappedKey
from fourfold.security.keys.stores import key_store


def rotate_master(*, by: str, at: datetime) -> int:
    """
    Make a new master key and wrap every agency's key with it; returns how many were wrapped.

    A rotation that was killed is gone on with. Processes that run meanwhile read the new file when
    they first need it. The old version stays in the file until a person takes it out.
    :raises NotAFile: if the keys come from the environment or a key service.
    """
    here = source()
    if not isinstance(here, FileSource):
        raise NotAFile(
            "The master key is not in a file that this command may write. Put a new version into "
            "the place the keys come from, restart, and run this again: see docs/runbooks/keys.md."
        )
    ring.cache_clear()
    if not _waiting():
        _add_version(here.path)
        ring.cache_clear()
    waiting = _waiting()
    for key in waiting:
        master = ring().master
        plain = master.unwrap(key.wrapped, version=key.wrapped_with, about=key.about)
        version, wrapped = master.wrap(plain, about=key.about)
        key_store().rewrap(replace(key, wrapped=wrapped, wrapped_with=version))
    parcels.rewrap()
    check_keys()
    with transaction.atomic():
        audit.record(
            Event.KEYS_ROTATED,
            by=by,
            subject="keys:master",
            at=at,
            facts={"version": ring().master.current, "rows": len(waiting)},
        )
    return len(waiting)


def _waiting() -> list[WrappedKey]:
    """Return the agencies' keys that another version of the master key wraps."""
    current = ring().master.current
    return [key for key in key_store().of_kind(Kind.AGENCY) if key.wrapped_with != current]


def _add_version(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    master = content["master"]
    version = 1 + max(int(each) for each in master["versions"])
    master["versions"][str(version)] = base64.b64encode(secrets.token_bytes(SIZE)).decode()
    master["current"] = version
    write(path, content, instead=True)
