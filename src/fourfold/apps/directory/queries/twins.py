"""Which listings may be one, and which were made one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fourfold.apps.directory import access
from fourfold.apps.directory.models import ListingMerge
from fourfold.apps.directory.rules.twins import Told, digits, twins
from fourfold.apps.directory.states import CodeKind, ListingState


@dataclass(frozen=True, slots=True)
class One:
    """A listing of a pair."""

    id: str
    name: str
    organization: str
    state: ListingState
    version: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two listings that may be one, and why."""

    one: One
    other: One
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """Two that were made one. may_undo: nobody changed the kept one since."""

    id: str
    kept: str
    kept_name: str
    gone_name: str
    at: datetime
    may_undo: bool


def pairs(*, viewer: access.Who) -> list[Pair]:
    """Return pairs of listings that stand and may be one."""
    rows = list(
        access.listings(viewer)
        .exclude(state=ListingState.WITHDRAWN.value)
        .select_related("organization")
        .prefetch_related("codes", "phones")
    )
    told = [
        Told(
            each.id,
            each.organization_id,
            each.name,
            frozenset(e.code for e in each.codes.all() if e.kind == CodeKind.SERVICE_TYPE.value),
            frozenset(filter(None, (digits(e.number) for e in each.phones.all()))),
        )
        for each in rows
    ]
    ones = {
        each.id: One(
            each.id,
            each.name,
            each.organization.name,
            ListingState(each.state),
            each.version,
        )
        for each in rows
    }
    return [Pair(ones[each.one], ones[each.other], each.why) for each in twins(told)]


def merges(*, viewer: access.Who) -> list[Merge]:
    """Return the merges that stand, the newest first."""
    found = ListingMerge.objects.filter(
        kept__in=access.listings(viewer),
        undone_at=None,
        gone__state=ListingState.WITHDRAWN.value,
    )
    return [
        Merge(
            each.id,
            each.kept_id,
            each.kept.name,
            each.gone.name,
            each.at,
            each.kept.version == each.version,
        )
        for each in found.select_related("kept", "gone").order_by("-at", "-id")
    ]
