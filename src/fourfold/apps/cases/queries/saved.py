"""The searches one may use: one's own, and those that colleagues share."""

from __future__ import annotations

from django.db.models import Q

from fourfold.apps.cases.models import SavedSearch
from fourfold.security.access.viewer import Viewer


def searches(page: str, *, viewer: Viewer) -> list[SavedSearch]:
    """Return the searches of a list by name, one's own first."""
    found = SavedSearch.objects.filter(
        Q(account=viewer.account) | Q(agency=viewer.agency, shared=True), page=page
    ).order_by("name", "id")
    return sorted(found, key=lambda each: each.account != viewer.account)
