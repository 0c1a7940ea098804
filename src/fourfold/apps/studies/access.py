"""Who may see runs. They hold counts only; its pages are to come."""

from __future__ import annotations

from django.db.models import QuerySet

from fourfold.apps.studies.models import Run


def visible_to(viewer: str) -> QuerySet[Run]:
    """Return the runs this account may see: all for a named account, none for nobody."""
    return Run.objects.all() if viewer else Run.objects.none()
