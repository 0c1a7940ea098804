"""Forgetting what an office's headings mean."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fourfold.apps.submissions import access
from fourfold.apps.submissions.access import Act, Who
from fourfold.apps.submissions.models import Mapping
from fourfold.apps.submissions.rules.figures import SubmissionError
from fourfold.security import audit
from fourfold.security.events import Event


class NoSuchMapping(SubmissionError):
    """This account sees no remembered heading of this id."""


@transaction.atomic
def forget(mapping: int, *, by: Who, at: datetime) -> None:
    """Forget one heading of an office; the next file asks about it. :raises NoSuchMapping:"""
    acting = access.who(by, at=at)
    found = Mapping.objects.select_for_update().filter(id=mapping).first()
    if found is None or not access.may(Act.BRING, organization=found.organization, viewer=acting):
        raise NoSuchMapping("There is no such heading; it may be forgotten already.")
    found.delete()
    audit.record(
        Event.MAPPING_FORGOTTEN,
        by=access.name_of(acting),
        subject=f"mapping:{mapping}",
        at=at,
        facts={"dataset": found.dataset},
    )
