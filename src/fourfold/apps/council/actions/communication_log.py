"""What each change of the communication plan and of a campaign leaves behind."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from fourfold.apps.council import access
from fourfold.apps.council.models import CommunicationChange
from fourfold.security import audit
from fourfold.security.events import Event


@transaction.atomic
def keep(
    held: Any,
    *,
    told: dict[str, tuple[str, str]],
    step: str,
    why: str,
    by: access.Who,
    at: datetime,
) -> None:
    """Keep the next version of a row with what changed. told: field to before and after."""
    held.version += 1
    held.save()
    CommunicationChange.objects.create(
        subject=held.id, at=at, by=access.name_of(by), why=why.strip()[:300], told=told
    )
    record(held, step=step, by=by, at=at)


def record(held: Any, *, step: str, by: access.Who, at: datetime) -> None:
    """Tell the log of a step of a message, a campaign, or another row of the plan."""
    audit.record(
        Event.COMMUNICATION_CHANGED,
        by=access.name_of(by),
        subject=f"{type(held).__name__}:{held.id}",
        at=at,
        facts={"step": step},
    )
