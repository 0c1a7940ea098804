"""What goes by the clock, without a preview: rows that hold nothing of a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import islice

from django.db import transaction
from django.utils import timezone

from fourfold.reference.retention import RECORD
from fourfold.security import audit
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event
from fourfold.security.retention.due_lines import due_records, schedule
from fourfold.security.retention.holds import check_may
from fourfold.security.retention.registry import Kind, kinds

SIZE = 500


def sweep(*, by: Viewer) -> Mapping[str, int]:
    """Remove ended sessions, old notices and the like; returns how many of each kind went."""
    check_may(by, Permission.RETENTION_RUN)
    gone: Counter[str] = Counter()
    for code, kind in sorted(kinds().items()):
        while kind.kept.swept and (went := _some(kind, by=by)):
            gone[code] += went
    return gone


@transaction.atomic
def _some(kind: Kind, *, by: Viewer) -> int:
    found = due_records(kind, RECORD, schedule(), timezone.localdate(by.at), None)
    ids = [key for key, _ in islice(found, SIZE)]
    if not ids:
        return 0
    kind.model.objects.filter(pk__in=ids).delete()
    audit.record(
        Event.RETENTION_SWEPT,
        by=by.account,
        subject=f"kind:{kind.code}",
        at=by.at,
        facts={"count": len(ids)},
    )
    return len(ids)
