"""What every draft has that a second person closes: found as it was read, then closed for good."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.db.models import QuerySet

from fourfold.apps.council import access
from fourfold.apps.council.models import LawAssessment, ReportCard
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper

DRAFT = "DRAFT"
Paper = TypeVar("Paper", LawAssessment, ReportCard)


def held_draft(
    rows: QuerySet[Paper], paper: str, *, version: int, what: str, by: access.Who
) -> Paper:
    """
    Return a draft, locked. rows: what `by` may see. what: the paper's name in a sentence.

    :raises NoSuchPaper: if `by` sees none. :raises ChangedMeanwhile: if it is not as it was read.
    """
    held = rows.select_for_update().filter(id=paper).first() if access.reads(by) else None
    if held is None:
        raise NoSuchPaper(f"There is no such {what}.")
    if held.version != version or held.state != DRAFT:
        raise ChangedMeanwhile(
            f"Somebody changed or closed this {what} since you opened the page. Look at what it "
            "says now, and decide again."
        )
    return held


def close(held: LawAssessment | ReportCard, to: str, *, by: access.Who, at: datetime) -> None:
    """Close a draft in a state that its own table allows; it changes no more."""
    held.state, held.closed_at, held.closed_by = to, at, access.name_of(by)
    held.version += 1
    held.save()
