"""Writing and reading the audit log."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from fourfold.security.events import Event
from fourfold.security.models import AuditEvent


class NotInTransaction(RuntimeError):
    """An audit line was written outside the transaction of the change it tells of."""


class NotAFact(ValueError):
    """A fact is neither a count nor a code, so it could hold what the log may never hold."""


_CODE = re.compile(r"[A-Za-z0-9._:-]{1,80}")


def record(
    event: Event,
    *,
    by: str,
    subject: str,
    at: datetime,
    facts: Mapping[str, str | int] | None = None,
) -> AuditEvent:
    """
    Write one line, in the transaction of the change: both are kept, or neither.

    by: account id. subject: kind and id, such as "batch:7f…". at: a moment with its time zone.
    facts: plain counts and codes; never a name, place, contact or narrative.
    :raises NotInTransaction: if no transaction is open.
    :raises NotAFact: if a fact has a space or any other letter that codes do without.
    """
    for name, value in (facts or {}).items():
        if not isinstance(value, int) and not _CODE.fullmatch(str(value or "")):
            raise NotAFact(f"{event} on {subject}: the fact {name!r} is no count and no code.")
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction(f"{event} on {subject}: open a transaction around the change first.")
    return AuditEvent.objects.create(
        event=event.value, by=by, subject=subject, at=at, facts=dict(facts or {})
    )


def lines_about(subject: str) -> QuerySet[AuditEvent]:
    """Return what the log says of one subject, oldest first."""
    return AuditEvent.objects.filter(subject=subject).order_by("at", "id")
