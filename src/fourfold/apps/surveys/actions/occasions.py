"""Occasions: an event at which a study's waves are asked, made by whoever holds the event."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import Occasion
from fourfold.apps.surveys.rules import CODE_LENGTH, CODE_LETTERS, NoSuchStudy
from fourfold.apps.surveys.rules import SurveyError as SurveyError
from fourfold.security import audit
from fourfold.security.events import Event


@transaction.atomic
def hold(study: str, *, by: access.Who, at: datetime) -> str:
    """Make an occasion of a study; returns its id. :raises NoSuchStudy:."""
    found = access.studies(by).filter(id=study).first() if access.runs(by) else None
    if found is None:
        raise NoSuchStudy("There is no such survey. Choose one of the list.")
    made = Occasion.objects.create(
        study=found,
        code="".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)),
        made_at=at,
        made_by=access.name_of(by),
    )
    audit.record(
        Event.OCCASION_MADE,
        by=access.name_of(by),
        subject=f"study:{study}",
        at=at,
        facts={"occasion": made.id},
    )
    return made.id
