"""Saying that a question whose words changed asks the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import SameQuestion
from fourfold.apps.surveys.queries.comparing import compared, reworded
from fourfold.apps.surveys.rules import BadStudy, NoSuchStudy, digest_of
from fourfold.security import audit
from fourfold.security.events import Event

MOST_WHY = 300


@transaction.atomic
def say_same(
    study: str, *, waves: Sequence[str], question: str, why: str, by: access.Who, at: datetime
) -> None:
    """
    Say, by name, that a question asks the same in the words of these waves. Said twice is once.

    :raises NoSuchStudy: unless somebody may read the answers, and the words did change.
    :raises BadStudy: without a reason.
    """
    found = compared(study, waves=waves, viewer=by)
    if found is not None and question in found.same:
        return
    one = reworded(found, question=question, viewer=by) if found is not None else None
    if found is None or one is None:
        raise NoSuchStudy("The words of this question are the same, or it is not asked here.")
    if not why.strip():
        raise BadStudy("Say why the two wordings ask the same: others will read it.")
    SameQuestion.objects.get_or_create(
        form=found.form,
        question=question,
        digest=digest_of(one.wordings),
        defaults={"why": why.strip()[:MOST_WHY], "said_at": at, "said_by": access.name_of(by)},
    )
    audit.record(
        Event.QUESTION_SAID_SAME,
        by=access.name_of(by),
        subject=f"study:{study}",
        at=at,
        facts={"form": found.form, "question": question},
    )
