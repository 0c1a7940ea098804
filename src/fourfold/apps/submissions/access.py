"""Who may see which batches. Its pages are to come; today only the house itself and an operator at
the command line read them.
"""

from __future__ import annotations

from django.db.models import QuerySet

from fourfold.apps.submissions.models import Batch


def visible_to(viewer: str) -> QuerySet[Batch]:
    """Return the batches this account may see: all for a named account, none for nobody."""
    return Batch.objects.all() if viewer else Batch.objects.none()
