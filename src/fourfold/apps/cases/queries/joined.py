"""Which records are one person's: the live merges around them."""

from __future__ import annotations

from collections.abc import Iterable

from fourfold.apps.cases.models import Merge
from fourfold.apps.cases.rules.merging import Link, members, root_of
from fourfold.security.access.viewer import Viewer


def links(persons: Iterable[str], *, viewer: Viewer) -> list[Link]:
    """Return the live merges that join any of these persons to others, in the order made."""
    return [each.link() for each in merges(persons, viewer=viewer)]


def merges(persons: Iterable[str], *, viewer: Viewer) -> list[Merge]:
    """Return the live merges around these persons, in the order they were made."""
    live = Merge.objects.filter(agency=viewer.agency, undone_at=None)
    known, found = set(persons), dict[str, Merge]()
    waiting = known
    while waiting:
        near = {
            each.id: each
            for each in live.filter(record__in=waiting) | live.filter(other__in=waiting)
        }
        found |= near
        waiting = {p for m in near.values() for p in (m.record_id, m.other)} - known
        known = known | waiting
    return sorted(found.values(), key=lambda each: (each.at, each.id))


def group(person: str, *, viewer: Viewer) -> list[str]:
    """Return all records of a person, the first one first."""
    joined = links([person], viewer=viewer)
    return members(root_of(person, joined), joined)
