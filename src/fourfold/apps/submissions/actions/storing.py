"""Taking out of the store what no batch names."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fourfold.apps.submissions import access
from fourfold.apps.submissions.access import Who
from fourfold.apps.submissions.models import Batch
from fourfold.security import audit
from fourfold.security.events import Event


def sweep_store(*, by: Who, at: datetime) -> int:
    """
    Remove files that no batch names, a day after they were written; returns how many.

    They are left by a process that was stopped before its transaction was kept.
    :raises StoreTrouble: if the store cannot be reached.
    """
    gone = access.the_store().sweep(
        wanted=lambda name: Batch.objects.filter(stored=name).exists(), at=at
    )
    if gone:
        with transaction.atomic():
            audit.record(
                Event.STORE_SWEPT,
                by=access.name_of(by),
                subject="store:batches",
                at=at,
                facts={"files": gone},
            )
    return gone
