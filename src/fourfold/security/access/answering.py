"""Who answers for a record at a moment: its supervisors, and a role's holders in its agency."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fourfold.security.access.need_to_know import kind_of
from fourfold.security.access.viewer import holds_at
from fourfold.security.models import Relation, RelationKind, RoleGrant


def supervisors_of(record: Any, *, at: datetime) -> set[str]:
    """Return the accounts that supervise a record and have no conflict of interest with it."""
    return _related(record, RelationKind.SUPERVISOR, at) - _conflicted(record, at)


def holders_of(role: str, record: Any, *, at: datetime) -> set[str]:
    """
    Return who holds a role in the agency that keeps a record, without a conflict of interest.

    Holding it does not let them know the record: whoever tells them names it by its number alone.
    """
    held = RoleGrant.objects.held_at(at).filter(
        role=role, agency=record.agency, account__is_active=True
    )
    return set(held.values_list("account_id", flat=True)) - _conflicted(record, at)


def _conflicted(record: Any, at: datetime) -> set[str]:
    return _related(record, RelationKind.CONFLICT, at)


def _related(record: Any, kind: RelationKind, at: datetime) -> set[str]:
    held = Relation.objects.filter(
        holds_at(at), kind=kind, record_kind=kind_of(record), record=record.pk
    )
    return set(held.values_list("account", flat=True))
