"""Occasions: the addresses of a study's waves at one event, and how many answered there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import Occasion, Response, Wave
from fourfold.apps.surveys.queries.answering import takes
from fourfold.apps.surveys.rules import BETWEEN, NoSuchEvent, address_of, codes_of
from fourfold.apps.surveys.states import WavePart as WavePart
from fourfold.apps.surveys.states import WaveState


@dataclass(frozen=True, slots=True)
class OccasionWave:
    """A wave at one event. address: what stands in its addresses. answers: given at this event."""

    id: str
    part: WavePart
    name: str
    address: str
    state: WaveState
    is_open: bool
    answers: int


@dataclass(frozen=True, slots=True)
class OccasionLine:
    """An event and its study's waves, the one before first. study, title: the study's."""

    id: str
    study: str
    title: str
    waves: tuple[OccasionWave, ...]

    def wave(self, part: WavePart) -> OccasionWave | None:
        """Return the wave of a part, None without one."""
        return next((each for each in self.waves if each.part is part), None)

    @property
    def answers(self) -> int:
        """How many answers came at this event."""
        return sum(each.answers for each in self.waves)


def occasion(number: str, *, viewer: access.Who, today: date) -> OccasionLine | None:
    """Return an event by its id for those who may follow it; None: there is none."""
    found = Occasion.objects.select_related("study").filter(pk=number).first() if number else None
    if found is None or not access.follows(viewer):
        return None
    counts = answered([found.id], viewer=viewer).get(found.id, {})
    order = list(WavePart)
    waves = sorted(found.study.waves.all(), key=lambda each: order.index(WavePart(each.part)))
    return OccasionLine(
        found.id,
        found.study_id,
        found.study.title,
        tuple(
            OccasionWave(
                id=each.id,
                part=WavePart(each.part),
                name=each.name,
                address=address_of(each.code, found.code),
                state=WaveState(each.state),
                is_open=takes(each, viewer=viewer, today=today),
                answers=counts.get(WavePart(each.part), 0),
            )
            for each in waves
        ),
    )


def studies_of(events: Iterable[str], *, viewer: access.Who) -> dict[str, tuple[str, str]]:
    """Return the study of each event, id and title, for those who may follow them."""
    if not access.follows(viewer):
        return {}
    found = Occasion.objects.filter(pk__in=list(events)).select_related("study")
    return {each.id: (each.study_id, each.study.title) for each in found}


def event_named(typed: str, *, wave: str, viewer: access.Who) -> str:
    """
    Return the id of the event that a code names for a wave, as it stands on paper; "" for none.

    typed: "WAVE.EVENT", or the event's code alone. :raises NoSuchEvent: of another survey or wave.
    """
    plain = "".join(typed.split()).casefold()
    code, event = codes_of(plain) if BETWEEN in plain else ("", plain)
    if not event:
        return ""
    asked = access.waves(viewer).filter(id=wave).first()
    found = None
    if asked is not None and code in ("", asked.code):
        found = Occasion.objects.filter(code=event, study=asked.study_id).first()
    if found is None:
        raise NoSuchEvent("No event of this survey has this code. Look at the sheet again.")
    return found.id


def answered(occasions: Iterable[str], *, viewer: access.Who) -> dict[str, dict[WavePart, int]]:
    """Return how many answered at each event, by part; an event without answers is left out."""
    if not access.follows(viewer):
        return {}
    counted = (
        Response.objects.filter(occasion__in=list(occasions))
        .values_list("occasion", "wave__part")
        .annotate(answers=Count("id"))
    )
    found: dict[str, dict[WavePart, int]] = {}
    for event, part, answers in counted:
        found.setdefault(event, {})[WavePart(part)] = answers
    return found


def address_now(number: str, *, part: WavePart, viewer: access.Who, today: date) -> str:
    """
    Return the address of a wave at an event if it takes answers today, else "".

    viewer: nobody; whoever is asked may know it.
    """
    found = Occasion.objects.filter(pk=number).first() if number else None
    if found is None:
        return ""
    wave = Wave.objects.filter(study=found.study_id, part=part.value).first()
    if wave is None or not takes(wave, viewer=viewer, today=today):
        return ""
    return address_of(wave.code, found.code)


def of_trainings(*, viewer: access.Who) -> list[tuple[str, str]]:
    """Return the studies with a wave before and one after, the newest first: id and title."""
    if not access.runs(viewer):
        return []
    found = access.studies(viewer).filter(waves__part=WavePart.BEFORE.value)
    both = access.studies(viewer).filter(
        pk__in=found.values("pk"), waves__part=WavePart.AFTER.value
    )
    return list(both.order_by("-made_at", "id").values_list("id", "title").distinct())
