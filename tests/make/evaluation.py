"""A made-up study before and after a training, with answers, ready to be evaluated."""

from __future__ import annotations

import random

from fourfold.apps.surveys.models import Occasion, Response, Study, Wave
from fourfold.apps.surveys.queries.forms import parsed
from fourfold.apps.surveys.states import WavePart, Way
from fourfold.reference.forms import Kind
from fourfold.security.keys import opened
from tests.make import surveys
from tests.make.people import NOW

FORM = "pack:training_survey"
FIELDS = ("education", "education", "child_welfare", "law_enforcement")


def trained(*, before: int = 30, after: int = 24, codes: bool = True, once: str = "trained") -> str:
    """Make a study whose people answered; the first of each wave are the same where codes are."""
    study = surveys.study(WavePart.BEFORE, WavePart.AFTER, of=FORM, pairs=codes, once=once)
    first, second = surveys.opened(study)
    made = [_response(first, person, codes=codes) for person in range(before)]
    made += [_response(second, person, codes=codes, more=1) for person in range(after)]
    with opened():
        Response.objects.bulk_create(made)
    return study


def _response(wave: Wave, person: int, *, codes: bool, more: int = 0) -> Response:
    draw = random.Random(f"{person} {more}")  # noqa: S311 - no secret is made of it
    form = parsed(wave.study.form_id)
    told = {"field": FIELDS[person % len(FIELDS)]}
    for each in form.questions:
        if each.kind is Kind.ONE and each.name != "field":
            moved = more * draw.choice((0, 1, 1, 2))
            if each.name.startswith("b") or each.name == "k2":
                moved = -moved
            place = 2 + draw.choice((0, 1, person % 2)) + moved
            told[each.name] = str(max(1, min(place, len(each.choices))))
    return Response(
        wave=wave,
        mark=f"{wave.part[:1]}{person}",
        seal=wave.seal,
        answers=told,
        way=Way.WEB.value,
        pair=f"pair-{person}" if codes and person % 5 else "",
        taken_on=NOW.date(),
    )


def in_events(study: str, *, events: int = 4) -> None:
    """Say that a study's answers are of several trainings."""
    of = Study.objects.get(pk=study)
    made = [
        Occasion.objects.create(study=of, code=f"event{nth}", made_at=NOW, made_by="staff")
        for nth in range(events)
    ]
    for each in Response.objects.filter(wave__study=of):
        each.occasion = made[int(each.mark[1:]) % events]
        each.save(update_fields=["occasion"])
