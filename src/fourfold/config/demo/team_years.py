"""Made-up team partners, asked in two years with two versions of a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.apps.surveys.actions.answering import Asks, turn
from fourfold.apps.surveys.actions.studies import keep_form, move_wave, start
from fourfold.apps.surveys.queries import studies as queries
from fourfold.apps.surveys.states import Step, WavePart, WaveState
from fourfold.reference import Pack
from fourfold.reference.forms import PackForm, Sheet, form_of, pack_forms, xform_of
from fourfold.security.access.viewer import nobody

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

FORM = "oms_partner"
BY = "demo"
DAY = timedelta(days=1)
WORDS = "The made-up council asks how teams work together. It counts answers."
SPANISH = "El consejo, inventado, pregunta cómo trabajan los equipos. Solo cuenta respuestas."
REWORDED = ("timely", "Our reviews come in time")
Said = Mapping[str, tuple[int, int]]
"""A question to how many agree and how many disagree; for all others it does not apply."""
FIRST: Said = {
    "share": (17, 20), "heard": (20, 15), "timely": (15, 20), "clear": (19, 17), "better": (18, 14)
}  # fmt: skip
SECOND: Said = {
    "share": (27, 11), "heard": (22, 14), "timely": (22, 15), "clear": (21, 16), "better": (26, 6)
}  # fmt: skip


def fill_years(staff: Staff, pack: Pack) -> None:
    """Make two made-up years of the survey of team partners, where the pack has its form."""
    found = next((each for each in pack_forms(pack) if each.name == FORM), None)
    if found is None:
        return
    _year(staff, "first", f"pack:{FORM}", ago=400 * DAY, people=37, said=FIRST)
    _year(staff, "second", _second(found, staff), ago=35 * DAY, people=38, said=SECOND)


def _second(found: PackForm, staff: Staff) -> str:
    """Keep a second version in which one question is worded otherwise; returns its id."""
    name, words = REWORDED
    survey, settings = found.sheets["survey"], found.sheets["settings"]
    label = next(each for each in survey.heads if each.startswith("label"))
    sheets = {
        **found.sheets,
        "survey": _changed(survey, {label: words}, where=name),
        "settings": _changed(settings, {"version": "2"}),
    }
    form, problems = form_of(sheets, name=FORM)
    if form is None:
        raise ValueError(f"The second version of {FORM} cannot be read: {problems[0]}")
    xform, _problems = xform_of(sheets, name=FORM)
    return keep_form(form, sheets=sheets, xform=xform, by=BY, at=staff.at - 40 * DAY)


def _changed(sheet: Sheet, cells: Mapping[str, str], *, where: str = "") -> Sheet:
    rows = tuple(
        (number, {**row, **cells} if not where or row.get("name") == where else row)
        for number, row in sheet.rows
    )
    return replace(sheet, rows=rows)


def _year(staff: Staff, year: str, form: str, *, ago: timedelta, people: int, said: Said) -> None:
    at = staff.at - ago
    study = start(
        f"Made-up team partners, {year} year",
        form=form,
        parts=((WavePart.ONCE, f"The {year} year"),),
        words=WORDS,
        words_es=SPANISH,
        asked=people + 12,
        once=f"demo:{FORM}:{year}",
        by=BY,
        at=at,
    )
    (wave,) = queries.study(study, viewer=BY, today=timezone.localdate(staff.at)).waves
    move_wave(wave.id, to=WaveState.OPEN, by=BY, at=at)
    for person in range(people):
        by = nobody(at)
        told = {name: _code(person, *counts) for name, counts in said.items()}
        now = turn("", wave=wave.code, asks=Asks({}), by=by)
        for place in range(len(now.wave.form.pages)):
            asks = Asks(told, page=place, step=Step.NEXT, language="en")
            turn(now.key, wave=wave.code, asks=asks, by=by)
    move_wave(wave.id, to=WaveState.CLOSED, by=BY, at=at + DAY)


def _code(person: int, agree: int, disagree: int) -> str:
    if person < agree:
        return "agree"
    return "disagree" if person < agree + disagree else "not_applicable"
