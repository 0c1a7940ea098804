"""What the viewer was typing and has not saved. Nobody else's drafts exist for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fourfold.apps.cases.models import Draft
from fourfold.security.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Typed:
    """A draft: when it was kept last, and each field as the form sent it."""

    id: str
    at: datetime
    told: Mapping[str, str]


def drafts_of(kind: str, *, viewer: Viewer) -> list[Typed]:
    """Return the viewer's own drafts of a kind of form, the newest first."""
    found = Draft.objects.filter(account=viewer.account, agency=viewer.agency, kind=kind)
    return [_typed(each) for each in found.order_by("-changed_at", "id")[:20]]


def draft(number: str, *, viewer: Viewer) -> Typed | None:
    """Return one of the viewer's own drafts, or None."""
    found = Draft.objects.filter(id=number, account=viewer.account, agency=viewer.agency).first()
    return _typed(found) if found is not None else None


def person_of(number: str, *, viewer: Viewer) -> str:
    """Return the opaque person of one of the viewer's own drafts, or blank."""
    found = Draft.objects.filter(id=number, account=viewer.account, agency=viewer.agency)
    return found.values_list("person", flat=True).first() or ""


def _typed(found: Draft) -> Typed:
    return Typed(found.id, found.changed_at, found.told or {})
