"""Studies and waves: a form is kept, a study is made of it, its waves open and close."""

from __future__ import annotations

import secrets
from collections import Counter
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import EthicsNote, Invited, Response, Study, SurveyForm, Wave
from fourfold.apps.surveys.queries.forms import pack_form_of
from fourfold.apps.surveys.rules import (
    CODE_LENGTH,
    CODE_LETTERS,
    BadSample,
    BadStudy,
    FormDiffers,
    NoSuchStudy,
    as_kept,
)
from fourfold.apps.surveys.rules.ethics import Decision, check_reviewed
from fourfold.apps.surveys.rules.strata import coarse
from fourfold.apps.surveys.states import WavePart, WaveState, check_move
from fourfold.reference import active_pack
from fourfold.reference.forms import Form, Sheets, xform_of
from fourfold.security import audit
from fourfold.security.events import Event
from fourfold.security.keys import new_person

COUNCIL = "COUNCIL"
"""Whose keys seal answers: surveys are the Council's."""


@transaction.atomic
def keep_form(
    form: Form, *, sheets: Sheets, xform: str, by: access.Who, at: datetime, origin: str = ""
) -> str:
    """
    Keep a version of a form; returns its id. The same one again is the same id.

    origin: "pack:ct", or "" for one that was brought. :raises NoSuchStudy: unless `by` runs them.
    :raises FormDiffers: if this version is here and says something else.
    """
    _check_runs(by)
    values = {
        "title": form.say(form.titles, form.languages[0])[:200],
        "sheets": as_kept(sheets),
        "xform": xform,
        "origin": origin,
        "kept_at": at,
        "kept_by": access.name_of(by),
    }
    row, is_new = SurveyForm.objects.get_or_create(
        code=form.id, version=form.version[:40], defaults=values
    )
    if not is_new:
        if row.sheets != values["sheets"]:
            raise FormDiffers(
                f"Version {form.version} of {form.id} is here already and differs. A form that "
                "people may have answered never changes: give this one the next version."
            )
        return row.id
    audit.record(
        Event.SURVEY_FORM_KEPT,
        by=access.name_of(by),
        subject=f"survey-form:{row.id}",
        at=at,
        facts={"form": row.code, "version": row.version},
    )
    return row.id


@transaction.atomic
def start(
    title: str,
    *,
    form: str,
    parts: tuple[tuple[WavePart, str], ...],
    words: str,
    once: str,
    by: access.Who,
    at: datetime,
    words_es: str = "",
    pairs: bool = False,
    asks_youth: bool = False,
    asked: int | None = None,
    until_on: date | None = None,
) -> str:
    """
    Make a study and its waves, which take no answers before they are opened; returns its id.

    form: "pack:NAME", or the id of a kept form. parts: each wave's part and name. once: the key of
    the page, so that a form sent twice makes one study. asked: how many people are asked.
    asks_youth: people under 18, so that it opens only after a review.
    :raises NoSuchStudy: if there is no such form. :raises BadStudy:.
    """
    _check_runs(by)
    made = Study.objects.filter(once=once).first()
    if made is not None:
        return made.id
    if not title.strip() or not words.strip() or not parts:
        raise BadStudy("A study has a title, words for whoever is asked, and a wave.")
    kept = _kept(form, by=by, at=at)
    study = Study.objects.create(
        title=title.strip(),
        form=kept,
        words=words.strip(),
        words_es=words_es.strip(),
        pairs=pairs,
        asks_youth=asks_youth,
        once=once,
        made_at=at,
        made_by=access.name_of(by),
    )
    for part, name in parts:
        Wave.objects.create(
            study=study,
            part=part.value,
            name=name,
            code="".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)),
            asked=asked,
            until_on=until_on,
            moved_at=at,
            moved_by=access.name_of(by),
        )
    audit.record(
        Event.SURVEY_MADE,
        by=access.name_of(by),
        subject=f"study:{study.id}",
        at=at,
        facts={"form": kept.code, "waves": len(parts)},
    )
    return study.id


@transaction.atomic
def move_wave(wave: str, *, to: WaveState, by: access.Who, at: datetime) -> None:
    """
    Open a wave, or close it. To open one that is open is no error, nor to close a closed one.

    A wave whose organizations were invited is closed once: its answers may be read from then on,
    and who came after that would be known by their difference.
    :raises NoSuchStudy: :raises MoveNotAllowed: :raises BadSample:
    :raises NotReviewed: if its study's review does not let it go.
    """
    _check_runs(by)
    found = access.waves(by).select_for_update(of=("self",)).filter(id=wave).first()
    if found is None:
        raise NoSuchStudy("There is no such wave.")
    if found.state == to.value:
        return
    check_move(WaveState(found.state), to)
    if to is WaveState.OPEN:
        _check_opens(found)
        found.opened_on = found.opened_on or timezone.localdate(at)
    else:
        _untie(found)
    found.state, found.moved_at, found.moved_by = to.value, at, access.name_of(by)
    if to is WaveState.OPEN and not found.responses.exists():  # the keys went with the last of them
        found.seal = new_person(agency=COUNCIL)
    found.save(update_fields=["state", "moved_at", "moved_by", "seal", "opened_on"])
    audit.record(
        Event.WAVE_OPENED if to is WaveState.OPEN else Event.WAVE_CLOSED,
        by=access.name_of(by),
        subject=f"wave:{wave}",
        at=at,
    )


@transaction.atomic
def note_export(study: str, *, what: str, count: int, by: access.Who, at: datetime) -> None:
    """Note that somebody takes a study's answers along, before they leave. :raises NoSuchStudy:."""
    if not access.reads(by):
        raise NoSuchStudy("There is no such study.")
    audit.record(
        Event.SURVEY_TAKEN,
        by=access.name_of(by),
        subject=f"study:{study}",
        at=at,
        facts={"what": what, "answers": count},
    )


def _kept(form: str, *, by: access.Who, at: datetime) -> SurveyForm:
    """Return the row of a form; one of the pack is kept when it is first used."""
    if form.startswith("pack:"):
        found = pack_form_of(form, viewer=by)
        xform, problems = xform_of(found.sheets, name=found.name)
        if problems:
            raise BadStudy(str(problems[0]))
        origin = f"pack:{active_pack().code}"
        form = keep_form(found.form, sheets=found.sheets, xform=xform, origin=origin, by=by, at=at)
    row = access.forms(by).filter(id=form).first()
    if row is None:
        raise NoSuchStudy("There is no such form. Choose one of the list.")
    return row


def _check_opens(wave: Wave) -> None:
    notes = EthicsNote.objects.filter(study=wave.study_id).order_by("noted_at", "id")
    newest = notes.values_list("decision", flat=True).last()
    youth = Study.objects.filter(id=wave.study_id, asks_youth=True).exists()
    check_reviewed(asks_youth=youth, newest=Decision(newest) if newest else None)
    if wave.invites and wave.state == WaveState.CLOSED.value:
        raise BadSample(
            "Its organizations were invited one by one, and its answers can be read since it was "
            "closed: an answer that came now would show who gave it. Make another wave."
        )
    if not wave.invites and wave.invited.exists():
        raise BadSample("Organizations are listed and none is drawn yet. Draw them, or empty it.")


def _untie(wave: Wave) -> None:
    """
    Make a wave that ends safe to read, in the transaction that closes it.

    What stands beside answers is made as coarse as the answers that came need; every invitation is
    written anew, so that none shares the number of its transaction with an answer.
    """
    rows = Invited.objects.filter(wave=wave)
    rows.update(wave=wave)
    if not wave.carries:
        return
    answers = Response.objects.filter(wave=wave)
    counts = Counter(answers.values_list("sector", "region"))
    told = coarse(counts)
    for (sector, region), (to_sector, to_region) in told.items():
        if (sector, region) != (to_sector, to_region):
            those = answers.filter(sector=sector, region=region)
            those.update(sector=to_sector, region=to_region)


def _check_runs(by: access.Who) -> None:
    if not access.runs(by):
        raise NoSuchStudy("Only those who run surveys do this.")
