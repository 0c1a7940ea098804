"""The reviews of a study, and when its next wave is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import EthicsNote, Wave
from fourfold.apps.surveys.rules import NoSuchStudy
from fourfold.apps.surveys.rules.ethics import Decision, next_due
from fourfold.apps.surveys.states import WavePart


@dataclass(frozen=True, slots=True)
class Review:
    """One review, as it was noted."""

    reviewed_by: str
    reviewed_on: date
    reference: str
    decision: Decision
    said: str


@dataclass(frozen=True, slots=True)
class Plan:
    """
    A study's reviews, the newest note first, and how it is repeated.

    years: between waves, None for never. due_on: of the next wave, None where nothing says so.
    repeats: it asks once a wave, so that a next one can be made.
    """

    asks_youth: bool
    reviews: tuple[Review, ...]
    years: int | None
    due_on: date | None
    repeats: bool


def plan_of(study: str, *, viewer: access.Who) -> Plan:
    """Return a study's reviews and plan. :raises NoSuchStudy:."""
    found = access.studies(viewer).filter(id=study).first()
    if found is None or not access.runs(viewer):
        raise NoSuchStudy("There is no such study.")
    notes = EthicsNote.objects.filter(study=found).order_by("-noted_at", "-id")
    waves = list(Wave.objects.filter(study=found).values_list("part", "opened_on"))
    return Plan(
        asks_youth=found.asks_youth,
        reviews=tuple(
            Review(
                each.reviewed_by,
                each.reviewed_on,
                each.reference,
                Decision(each.decision),
                each.said,
            )
            for each in notes
        ),
        years=found.repeats_years,
        due_on=next_due([day for _part, day in waves if day is not None], found.repeats_years),
        repeats=all(part == WavePart.ONCE.value for part, _day in waves),
    )
