"""What an office's headings were said to mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fourfold.apps.submissions import access
from fourfold.apps.submissions.access import Act, Who
from fourfold.apps.submissions.models import Mapping


@dataclass(frozen=True, slots=True)
class Remembered:
    """One heading, folded, and the field it is read as; "": the column is not read."""

    id: int
    dataset: str
    heading: str
    field: str
    said_at: datetime
    said_by: str


def remembered(organization: str, *, dataset: str = "", viewer: Who) -> list[Remembered]:
    """Return an office's remembered headings, of one dataset or of all ("")."""
    if not access.may(Act.BRING, organization=organization, viewer=viewer):
        return []
    found = Mapping.objects.filter(organization=organization)
    if dataset:
        found = found.filter(dataset=dataset)
    return [
        Remembered(each.pk, each.dataset, each.heading, each.field, each.said_at, each.said_by)
        for each in found.order_by("dataset", "heading")
    ]
