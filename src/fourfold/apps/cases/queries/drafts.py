"""What the viewer was typing and has not saved. Nobody else's drafts exist for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fourfold.apps.cases import access
from fourfold.apps.cases.models import Draft
from fourfold.apps.cases.states.drafts import OF_REPORT, DraftKind
from fourfold.security.access.viewer import Viewer

MOST = 20


@dataclass(frozen=True, slots=True)
class Typed:
    """A draft: when it was kept last, and each field as the form sent it."""

    id: str
    at: datetime
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Where somebody was typing: nothing of what they typed. case, about: ids, or blank."""

    id: str
    kind: DraftKind
    case: str
    about: str
    at: datetime


def drafts_of(kind: str, *, viewer: Viewer) -> list[Typed]:
    """Return the viewer's own drafts of a kind of form, the newest first."""
    found = Draft.objects.filter(account=viewer.account, agency=viewer.agency, kind=kind)
    return [_typed(each) for each in found.order_by("-changed_at", "id")[:MOST]]


def unsaved(kind: str, *, case: str, about: str, viewer: Viewer) -> Typed | None:
    """Return what the viewer typed last into a form and did not save. case, about: or blank."""
    found = Draft.objects.filter(
        account=viewer.account, agency=viewer.agency, kind=kind, case=case, about=about
    )
    newest = found.order_by("-changed_at", "id").first()
    return _typed(newest) if newest is not None else None


def all_unsaved(*, viewer: Viewer) -> list[Unsaved]:
    """Return where the viewer was typing, the newest first: in records still theirs to know."""
    rows = Draft.objects.filter(account=viewer.account, agency=viewer.agency)
    newest = rows.order_by("-changed_at", "id").defer("told")[:MOST]
    drafts = [
        Unsaved(each.id, DraftKind(each.kind), each.case, each.about, each.changed_at)
        for each in newest
    ]
    cases = {each.case for each in drafts} - {""}
    known = set(access.cases(viewer=viewer).filter(pk__in=cases).values_list("pk", flat=True))
    about = {each.about for each in drafts if each.kind in OF_REPORT}
    known |= set(access.reports(viewer=viewer).filter(pk__in=about).values_list("pk", flat=True))
    return [
        each
        for each in drafts
        if (each.about if each.kind in OF_REPORT else each.case) in known
        or each.kind == DraftKind.REPORT
    ]


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
