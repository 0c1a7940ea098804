"""Reading accounts and sessions, each for whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fourfold.security.access.viewer import Viewer
from fourfold.security.accounts.standing import why_ended
from fourfold.security.models import Session


@dataclass(frozen=True, slots=True)
class Device:
    """One place where a person is signed in. device: a kind of browser and system in words."""

    code: str
    device: str
    started_at: datetime
    seen_at: datetime


def my_sessions(*, viewer: Viewer) -> list[Device]:
    """Return where the viewer is signed in now, the latest used first."""
    rows = Session.objects.filter(account=viewer.account).order_by("-seen_at", "code")
    return [
        Device(row.code, row.device, row.started_at, row.seen_at)
        for row in rows
        if row.started_at
        and not why_ended(started_at=row.started_at, seen_at=row.seen_at, at=viewer.at)
    ]
