"""Screenings: choosing a form, its questions on one calm page, reading it, how often it is done."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourfold.apps.cases.actions import screenings as actions
from fourfold.apps.cases.actions.records import ChangedMeanwhile, ChangeError, DoneBefore
from fourfold.apps.cases.actions.screenings import Around, BegunAlready, Filled
from fourfold.apps.cases.forms import screenings as forms
from fourfold.apps.cases.forms.people import GENDERS, WHYS
from fourfold.apps.cases.queries import screenings as queries
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.queries.missing import ReturnRate
from fourfold.apps.cases.queries.screenings import Rate, Screened
from fourfold.apps.cases.rules.screening import ScreeningError
from fourfold.apps.cases.states.drafts import DraftKind
from fourfold.apps.cases.states.screenings import Occasion, ScreeningState, WhyNot
from fourfold.apps.cases.views import drafting
from fourfold.apps.cases.views import screening_words as words
from fourfold.apps.cases.views.case import heading, opened_for
from fourfold.apps.cases.views.consult_words import who_did
from fourfold.reference.instruments import Instrument
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker


@needs(Permission.RECORD_WRITE, why="screens a person whose case one keeps")
@require_http_methods(["GET", "HEAD", "POST"])
def new_screening(request: HttpRequest, case: str) -> HttpResponse:
    """Choose a form and say how it is done; or say why there is no screening."""
    viewer = asker(request)
    opened = opened_for(viewer, case)
    if not opened.may_write():
        raise Http404
    today = timezone.localdate(viewer.at)
    offered = queries.forms_for(opened, viewer=viewer, on=today)
    begin, not_done = _begin_forms(request, offered, today)
    form = not_done if request.POST.get("do") == "not-done" else begin
    if request.method == "POST" and form.is_valid():
        try:
            made = _made(case, form, by=viewer)
        except DoneBefore as before:
            made = before.leads_to.partition(":")[2]
        except NotKnown:
            raise Http404 from None
        except ChangeError as refused:
            form.add_error(None, str(refused))
        else:
            if form is not_done:
                messages.success(request, _("It is noted. That there was none is an answer too."))
        if form.is_valid():
            return _to(case, made)
    values = heading(opened) | {
        "begin": begin,
        "not_done": not_done,
        "ages": [
            (each.instrument.name, said) for each in offered if (said := words.age_words(each))
        ],
        "next": words.asks_next(opened),
    }
    return render(request, "cases/screening_new.html", values)


@needs(Permission.RECORD_READ, why="shows a screening of a case that is yours to know")
@require_GET
def screening(request: HttpRequest, case: str, screening: str) -> HttpResponse:
    """Show a screening: the questions while it is begun, else what was answered."""
    opened, one = _found(request, case, screening)
    if one.state == ScreeningState.DRAFT and one.may_write and one.instrument:
        return _questions(request, opened, one, _form_of(one, one.instrument))
    values = heading(opened) | {
        "one": one,
        "line": words.line(one),
        "around": words.around(one),
        "table": words.table(one),
        "unconfirmed": one.instrument is not None and words.unconfirmed(one.instrument),
        "may_correct": one.state == ScreeningState.DONE and one.may_write,
    }
    return render(request, "cases/screening_read.html", values)


@needs(Permission.RECORD_WRITE, why="fills a screening of a case one keeps")
@require_POST
def fill_screening(request: HttpRequest, case: str, screening: str) -> HttpResponse:
    """Save what was answered so far, or finish."""
    opened, one = _found(request, case, screening)
    if one.instrument is None or not one.may_write:
        raise Http404
    form = forms.Questions(request.POST, instrument=one.instrument)
    if not form.is_valid():
        return _questions(request, opened, one, form)
    finishes = request.POST.get("do") == "finish"
    act = actions.finish if finishes else actions.save
    try:
        act(
            screening,
            case=case,
            filled=_filled(form),
            seen_at=_moment(form.cleaned_data["seen_at"]) or one.changed_at,
            by=asker(request),
        )
    except NotKnown:
        raise Http404 from None
    except ChangedMeanwhile as meanwhile:
        said = _(
            "{who} saved this {when}, while your page was open. Your answers are here and theirs "
            "below. If you save now, yours take their place."
        )
        form.add_error(None, who_did(meanwhile.by, meanwhile.at, said))
        return _questions(request, opened, one, form, theirs=True)
    except (ChangeError, ScreeningError) as refused:
        form.add_error(None, str(refused))
        return _questions(request, opened, one, form)
    drafting.saved(request)
    if finishes:
        messages.success(request, _("The screening is finished. It decides nothing by itself."))
        return _to(case, screening)
    messages.success(request, _("What was answered so far is kept. Go on whenever you like."))
    return HttpResponseRedirect(f"{reverse('cases:case', args=[case])}#screenings")


@needs(Permission.RECORD_WRITE, why="corrects or stops a screening of a case one keeps")
@require_POST
def screening_deed(request: HttpRequest, case: str, screening: str, deed: str) -> HttpResponse:
    """Begin a correction, or stop a screening that was begun."""
    viewer = asker(request)
    leads = screening
    try:
        if deed == "correct":
            leads = actions.correct(screening, case=case, by=viewer)
        elif deed == "stop":
            form = forms.Stop(request.POST)
            if form.is_valid():
                why = WhyNot(form.cleaned_data["why"])
                actions.stop(screening, case=case, why=why, by=viewer)
            else:
                messages.error(request, _("Choose why it stops."))
        else:
            raise Http404
    except NotKnown:
        raise Http404 from None
    except BegunAlready as begun:
        leads = begun.screening
    except ChangeError as refused:
        messages.error(request, str(refused))
    return _to(case, leads)


@needs(Permission.RECORD_CREATE, why="counts screenings of the cases one works on")
@require_GET
def screening_rates(request: HttpRequest) -> HttpResponse:
    """Show how often one's own cases are screened, by gender and after a return."""
    found = queries.rates(viewer=asker(request))
    labels = {code.value: words for code, words in [*GENDERS.items(), *WHYS.items()]}
    values = {
        "every": found.every,
        "rows": [
            (labels.get(each.group, each.group), each, _share(each)) for each in found.by_gender
        ],
        "share": _share(found.every),
        "back": [
            (labels.get(each.group, _("All")), each, _of(each))
            for each in (*found.after_return[1:], found.after_return[0])
            if each.returned
        ],
        "cut": found.cut,
    }
    return render(request, "cases/screening_rates.html", values)


# ------------------------------------------------------------------ pieces
def _begin_forms(
    request: HttpRequest, offered: list[queries.Form], today: date
) -> tuple[forms.Begin, forms.NotDone]:
    which = request.POST.get("do") if request.method == "POST" else None
    initial = {"key": new_id(), "asked_on": today, "occasion": Occasion.FIRST.value}
    choices = [
        (f"{each.instrument.code}|{each.instrument.version}", words.form_words(each))
        for each in offered
    ]
    begin = forms.Begin(
        request.POST if which == "begin" else None,
        offered=choices,
        today=today,
        initial=initial,
    )
    not_done = forms.NotDone(
        request.POST if which == "not-done" else None,
        today=today,
        initial=initial,
        prefix=None,
        auto_id="not_%s",
    )
    return begin, not_done


def _made(case: str, form: forms.Around, *, by: Any) -> str:
    typed = form.cleaned_data
    around = Around(
        asked_on=typed["asked_on"],
        occasion=Occasion(typed["occasion"]),
        language=typed.get("language", ""),
        alone=typed.get("alone", ""),
        interpreter=typed.get("interpreter", ""),
    )
    if isinstance(form, forms.NotDone):
        why = WhyNot(typed["why"])
        return actions.not_done(
            case, why=why, around=around, words=typed["words"], key=typed["key"], by=by
        )
    code, _bar, edition = typed["form"].partition("|")
    return actions.begin(
        case, instrument=code, edition=edition, around=around, key=typed["key"], by=by
    )


def _found(request: HttpRequest, case: str, screening: str) -> tuple[OpenCase, Screened]:
    viewer = asker(request)
    opened = opened_for(viewer, case)
    try:
        return opened, queries.one(opened, screening=screening, viewer=viewer)
    except NotKnown:
        raise Http404 from None


def _form_of(one: Screened, instrument: Instrument) -> forms.Questions:
    initial = {
        "words": one.words,
        "seen_at": one.changed_at.isoformat(),
        "band": str(one.band or ""),
        "result_words": one.result_words,
    }
    return forms.Questions(initial=initial, instrument=instrument, answers=one.answers)


def _filled(form: forms.Questions) -> Filled:
    typed = form.cleaned_data
    return Filled(
        answers=form.answers(),
        words=typed["words"],
        band=int(typed.get("band") or 0),
        result_words=typed.get("result_words", ""),
    )


def _questions(
    request: HttpRequest,
    opened: OpenCase,
    one: Screened,
    form: forms.Questions,
    *,
    theirs: bool = False,
) -> HttpResponse:
    instrument = form.instrument
    fit = queries.fits(opened, instrument=instrument, on=one.asked_on, viewer=opened.viewer)
    values = heading(opened) | {
        "one": one,
        "form": form,
        "parts": form.parts(),
        "instrument": instrument,
        "age": words.age_words(fit),
        "unconfirmed": words.unconfirmed(instrument),
        "next": words.asks_next(opened),
        "typing": drafting.put_back(form, DraftKind.SCREENING, of=opened, about=one.id),
        "stop": forms.Stop(),
        "theirs": words.table(one) if theirs else [],
        "seen_at": one.changed_at.isoformat() if theirs else form["seen_at"].value() or "",
    }
    return render(request, "cases/screening.html", values)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _share(rate: Rate) -> str:
    return f"{100 * rate.screened / rate.cases:.0f}%" if rate.cases else ""


def _of(rate: ReturnRate) -> str:
    """Say how many of how many, and the share."""
    return _("{screened} of {returned} ({share}%)").format(
        screened=rate.screened, returned=rate.returned, share=f"{rate.percent:.0f}"
    )


def _to(case: str, screening: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("cases:screening", args=[case, screening]))
