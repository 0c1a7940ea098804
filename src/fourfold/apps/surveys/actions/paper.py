"""Sheets of paper: typed, taken out again, typed a second time to see how well they were typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import PaperSheet, Response, Wave, mark_of
from fourfold.apps.surveys.queries.forms import parsed
from fourfold.apps.surveys.queries.occasions import event_named
from fourfold.apps.surveys.rules import (
    BadSheet,
    Difference,
    NoSuchEvent,
    NoSuchStudy,
    SheetRead,
    WaveNotOpen,
    differences,
    plain_pair,
    read_sheet,
)
from fourfold.apps.surveys.states import WaveState, Way
from fourfold.reference.forms import paper_lines
from fourfold.security import audit
from fourfold.security.events import Event

SECOND = "second"


@dataclass(frozen=True, slots=True)
class Typed:
    """A sheet that counts. left_out: numbers of questions that did not apply."""

    number: int
    left_out: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a second typing came to. open: cells to look at; then nothing is kept."""

    number: int
    cells: int
    open: tuple[Difference, ...]
    differed: int


@transaction.atomic
def type_sheet(
    wave: str,
    *,
    typed: Mapping[str, str],
    pair: str,
    language: str,
    taken_on: date,
    once: str,
    event: str = "",
    by: access.Who,
    at: datetime,
) -> Typed:
    """
    Keep a sheet as an answer, and give it the next number.

    typed: by question, as numbers of choices. once: the key of the page, so that a sheet sent twice
    counts once. A wave that is closed still takes what was filled in while it was open. event: the
    code of an event as it stands on the sheet, "" for none.
    :raises NoSuchStudy: :raises WaveNotOpen: :raises BadSheet: with what is wrong, by question.
    """
    found = _locked(wave, by=by)
    mark = mark_of("paper", found.id, once)
    before = PaperSheet.objects.filter(wave=found, response__mark=mark).first()
    if before is not None:
        return Typed(before.number, ())
    today = timezone.localdate(at)
    if taken_on > today:
        raise BadSheet("The day has not come yet.", {})
    occasion = _event(found, event, by=by)
    read = _read(found, typed, today=today)
    code = plain_pair(pair) if found.study.pairs else ""
    response = Response.objects.create(
        wave=found,
        mark=mark,
        seal=found.seal,
        answers=dict(read.values),
        language=language[:3],
        way=Way.PAPER.value,
        pair=mark_of("pair", found.study_id, code) if code else "",
        occasion_id=occasion or None,
        taken_on=taken_on,
    )
    highest = PaperSheet.objects.filter(wave=found).aggregate(last=Max("number"))["last"]
    sheet = PaperSheet.objects.create(
        wave=found,
        response=response,
        number=(highest or 0) + 1,
        unreadable=list(read.unreadable),
        typed_on=today,
        typed_by=access.name_of(by),
    )
    _tell(Event.PAPER_TYPED, sheet, by=by, at=at)
    return Typed(sheet.number, read.left_out)


@transaction.atomic
def take_out(wave: str, *, number: int, by: access.Who, at: datetime) -> None:
    """
    Take out a sheet that the same person typed and nobody has checked; twice is once.

    :raises NoSuchStudy: if there is no such wave. :raises BadSheet: if it is another's, or checked.
    """
    found = _locked(wave, by=by)
    sheet = PaperSheet.objects.filter(wave=found, number=number).first()
    if sheet is None:
        return
    if sheet.typed_by != access.name_of(by) or sheet.checked_on is not None:
        raise BadSheet("Only whoever typed a sheet takes it out, before it is checked.", {})
    _tell(Event.PAPER_TAKEN_OUT, sheet, by=by, at=at)
    sheet.delete()
    Response.objects.filter(pk=sheet.response_id).delete()


@transaction.atomic
def check_sheet(
    wave: str,
    *,
    typed: Mapping[str, str],
    number: int,
    picks: Mapping[str, str],
    by: access.Who,
    at: datetime,
) -> Checked:
    """
    Compare a sheet with what was typed first. picks: for each cell that differs, SECOND or not.

    While a cell that differs has no pick, nothing is kept. A sheet is checked once.
    :raises NoSuchStudy: :raises WaveNotOpen: :raises BadSheet: unknown number, checked before,
    or typed first by the same person.
    """
    found = _locked(wave, by=by)
    sheet = PaperSheet.objects.select_related("response").filter(wave=found, number=number).first()
    if sheet is None:
        raise BadSheet("No sheet has this number in this wave.", {})
    if sheet.checked_on is not None:
        raise BadSheet("This sheet was checked already.", {})
    if sheet.typed_by == access.name_of(by):
        raise BadSheet("You typed this sheet first. Somebody else types it a second time.", {})
    today, form = timezone.localdate(at), parsed(found.study.form_id)
    second = _read(found, typed, today=today)
    kept = sheet.response.answers
    first = SheetRead(kept, tuple(sheet.unreadable), {}, ())
    differ, cells = differences(form, first, second), len(paper_lines(form))
    if any(each.name not in picks for each in differ):
        return Checked(number, cells, differ, len(differ))
    taken = {each.name for each in differ if picks[each.name] == SECOND}
    if taken:
        sheet.response.answers = {
            name: (second if name in taken else first).values.get(name, "")
            for name in {*first.values, *second.values}
            if name in (second if name in taken else first).values
        }
        sheet.response.save(update_fields=["answers"])
        sheet.unreadable = [
            name
            for name in {*first.unreadable, *second.unreadable}
            if name in (second if name in taken else first).unreadable
        ]
    sheet.checked_on, sheet.checked_by = today, access.name_of(by)
    sheet.cells, sheet.differed = cells, len(differ)
    sheet.save()
    _tell(Event.PAPER_CHECKED, sheet, by=by, at=at)
    return Checked(number, cells, (), len(differ))


def _locked(wave: str, *, by: access.Who) -> Wave:
    found = (
        access.waves(by)
        .select_for_update(of=("self",))
        .select_related("study")
        .filter(id=wave)
        .first()
    )
    if found is None or not access.runs(by):
        raise NoSuchStudy("There is no such wave.")
    if found.state == WaveState.READY.value:
        raise WaveNotOpen("This wave was not opened yet. Open it, then type its sheets.")
    if found.invites:
        raise WaveNotOpen("Organizations answer this wave by their own links; no sheet is typed.")
    return found


def _event(wave: Wave, typed: str, *, by: access.Who) -> str:
    try:
        return event_named(typed, wave=wave.id, viewer=by)
    except NoSuchEvent as unknown:
        raise BadSheet(str(unknown), {}) from None


def _read(wave: Wave, typed: Mapping[str, str], *, today: date) -> SheetRead:
    read = read_sheet(parsed(wave.study.form_id), typed, today=today)
    if read.wrong:
        raise BadSheet("Please look at what is marked.", read.wrong)
    if read.is_empty:
        raise BadSheet("Nothing is typed. A sheet that was left blank counts nothing.", {})
    return read


def _tell(event: Event, sheet: PaperSheet, *, by: access.Who, at: datetime) -> None:
    audit.record(
        event,
        by=access.name_of(by),
        subject=f"wave:{sheet.wave_id}",
        at=at,
        facts={"number": sheet.number},
    )
