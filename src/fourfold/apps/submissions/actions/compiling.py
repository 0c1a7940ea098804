"""Taking the compilation of a call along, as a file."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fourfold.apps.submissions import access
from fourfold.security import audit
from fourfold.security.events import Event


@transaction.atomic
def take(call: str, *, form: str, by: access.Who, at: datetime) -> None:
    """
    Note that somebody took a compilation along.

    form: html, pdf, docx, xlsx or csv. :raises NotTheCouncil:
    """
    name = access.for_the_council(by, at=at)
    audit.record(
        Event.COMPILATION_TAKEN,
        by=name,
        subject=f"call:{call}",
        at=at,
        facts={"form": form},
    )
