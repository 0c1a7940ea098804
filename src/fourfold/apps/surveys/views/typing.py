"""Sheets of paper typed by somebody of staff, with the keyboard alone; and typed a second time."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.apps.surveys.actions.paper import check_sheet, take_out, type_sheet
from fourfold.apps.surveys.forms.answering import typed as typed_in
from fourfold.apps.surveys.forms.paper import rows
from fourfold.apps.surveys.forms.words import own_name
from fourfold.apps.surveys.queries.paper import paper_counts
from fourfold.apps.surveys.queries.studies import StudyLine, WaveLine
from fourfold.apps.surveys.rules import BadSheet, NoSuchStudy, WaveNotOpen
from fourfold.apps.surveys.states import WavePart
from fourfold.apps.surveys.views.paper import found_wave
from fourfold.reference.forms import Form
from fourfold.security.access.roles import Permission
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker

WHY = "whoever runs surveys types the sheets that came back on paper"
PICK = "pick-"


@needs(Permission.SURVEY_RUN, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def typing(request: HttpRequest, study: str, wave: str) -> HttpResponse:
    """Type one sheet after the other; each gets a number that is written on the paper."""
    found, one, form = found_wave(request, study, wave)
    viewer, sent = asker(request), request.POST
    today = timezone.localdate(viewer.at)
    shown: dict[str, Any] = {
        "once": sent.get("once", "")[:40] or new_id(),
        "language": sent.get("language", form.languages[0].code)[:3],
        "taken_on": sent.get("taken_on", today.isoformat())[:10],
        "pair": sent.get("pair", "")[:80],
        "event": sent.get("event", request.GET.get("at", ""))[:40],
    }
    told = typed_in(sent)
    if sent.get("do") != "save":  # Enter alone, without JavaScript, keeps nothing
        return _page(request, found, one, form, shown, told=told)
    try:
        day = _day(shown["taken_on"])
        made = type_sheet(
            one.id,
            typed=told,
            pair=shown["pair"],
            language=shown["language"],
            taken_on=day,
            once=shown["once"],
            event=shown["event"],
            by=viewer,
            at=viewer.at,
        )
    except NoSuchStudy:
        raise Http404 from None
    except WaveNotOpen as closed:
        return _page(request, found, one, form, shown, told=told, refused=str(closed))
    except BadSheet as bad:
        return _page(request, found, one, form, shown, told=told, refused=str(bad), wrong=bad.wrong)
    shown |= {"made": made, "once": new_id(), "pair": ""}
    return _page(request, found, one, form, shown, told={})


@needs(Permission.SURVEY_RUN, why=WHY)
@require_POST
def untype(request: HttpRequest, study: str, wave: str) -> HttpResponse:
    """Take out the sheet that was typed last, by whoever typed it."""
    found, one, _form = found_wave(request, study, wave)
    viewer, number = asker(request), _number(request.POST.get("number", ""))
    try:
        take_out(one.id, number=number, by=viewer, at=viewer.at)
    except (BadSheet, WaveNotOpen) as refused:
        messages.error(request, str(refused))
    else:
        said = _("Sheet no. {} is out again. Cross its number out on the paper.").format(number)
        messages.success(request, said)
    return HttpResponseRedirect(reverse("surveys:typing", args=[found.id, one.id]))


@needs(Permission.SURVEY_RUN, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def checking(request: HttpRequest, study: str, wave: str) -> HttpResponse:
    """Type a sheet a second time; what differs is shown side by side and settled by the paper."""
    found, one, form = found_wave(request, study, wave)
    viewer, sent = asker(request), request.POST
    told = typed_in(sent)
    shown: dict[str, Any] = {"is_check": True, "number": sent.get("number", "")[:6]}
    if sent.get("do") not in ("save", "settle"):
        return _page(request, found, one, form, shown, told=told)
    picks = {name.removeprefix(PICK): str(sent[name]) for name in sent if name.startswith(PICK)}
    try:
        checked = check_sheet(
            one.id,
            typed=told,
            number=_number(shown["number"]),
            picks=picks,
            by=viewer,
            at=viewer.at,
        )
    except NoSuchStudy:
        raise Http404 from None
    except (BadSheet, WaveNotOpen) as bad:
        wrong = bad.wrong if isinstance(bad, BadSheet) else {}
        return _page(request, found, one, form, shown, told=told, refused=str(bad), wrong=wrong)
    if checked.open:
        labels = {each.number: each for each in rows(form, {}, {})}
        shown |= {"differ": [(each, labels[each.number]) for each in checked.open], "told": told}
        return _page(request, found, one, form, shown, told=told)
    shown |= {"checked": checked, "number": ""}
    return _page(request, found, one, form, shown, told={})


def _page(
    request: HttpRequest,
    study: StudyLine,
    wave: WaveLine,
    form: Form,
    shown: dict[str, Any],
    *,
    told: dict[str, str],
    refused: str = "",
    wrong: Any = None,
) -> HttpResponse:
    found = list(rows(form, told, wrong or {}))
    values = {
        "study": study,
        "wave": wave,
        "rows": found,
        "refused": refused,
        "first_wrong": next((each.id for each in found if each.wrong), ""),
        "pairs": study.pairs and wave.part is not WavePart.ONCE,
        "languages": [(each.code, own_name(each)) for each in form.languages],
        "counts": paper_counts(wave.id, viewer=asker(request)),
    }
    status = 422 if refused else 200
    return render(request, "surveys/typing.html", values | shown, status=status)


def _day(typed: str) -> date:
    try:
        found = parse_date(typed)
    except ValueError:
        found = None
    if found is None or found.year < 2000:
        said = _("Write the day on which the sheets were filled in as year-month-day.")
        raise BadSheet(said, {})
    return found


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 7 else 0
