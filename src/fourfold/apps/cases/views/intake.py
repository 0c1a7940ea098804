"""Taking a report: the page a screener types on, its drafts, and mending what was saved."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.apps.cases.access.receipts import digits_for
from fourfold.apps.cases.actions import drafts, records
from fourfold.apps.cases.actions import reports as actions
from fourfold.apps.cases.forms.reports import BOXES, ReportForm, typed, without_nul
from fourfold.apps.cases.queries import drafts as kept
from fourfold.apps.cases.queries import reports as queries
from fourfold.apps.cases.rules.waiting import Waiting
from fourfold.apps.cases.states.drafts import DraftKind
from fourfold.apps.cases.views import aside, drafting
from fourfold.apps.cases.views.reports import KEEPS, version_of, why_not_done
from fourfold.reference import active_pack
from fourfold.security import keys
from fourfold.security.access.policy import Action
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer
from fourfold.security.custody.files import NotKept
from fourfold.security.doors import needs
from fourfold.security.ids import LENGTH, LETTERS, new_id
from fourfold.security.pages.asking import asker

log = logging.getLogger(__name__)
KIND = DraftKind.REPORT


@needs(Permission.RECORD_CREATE, why="a screener takes what a caller tells")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Take a report: a narrative is enough to save it."""
    viewer = asker(request)
    if request.method == "POST":
        return _save(request, viewer)
    asked = request.GET.get("draft", "")
    draft = kept.draft(asked, viewer=viewer) if _is_id(asked) else None
    form = _form(viewer, dict(draft.told) if draft else None, check=False)
    return _page(request, form, key=draft.id if draft else new_id(), draft=draft)


def _save(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    sent = without_nul(request.POST)
    key = sent.get("draft", "") if _is_id(sent.get("draft", "")) else new_id()
    form = _form(viewer, sent)
    for_later = "later" in sent
    valid = not for_later and form.is_valid()
    if not valid:  # also what is not whole yet must survive whatever comes next
        with suppress(drafts.DraftError, DatabaseError):
            _keep(key, sent, viewer)
    if for_later:
        messages.success(request, _("Kept as a draft. Nobody else sees it."))
        return HttpResponseRedirect(reverse("cases:new_report"))
    if not valid:
        return _page(request, form, key=key)
    told = form.told()
    try:
        person = kept.person_of(key, viewer=viewer) or keys.new_person(agency=viewer.agency)
        number = actions.save(told, person=person, once=key, by=viewer)
    except records.DoneBefore as before:
        return _again(request, form, viewer, before.leads_to.partition(":")[2])
    except Exception as why:  # whatever it is: no report is lost
        return _put_aside(request, form, viewer, key, why)
    aside.fetch(at=viewer.at)
    messages.success(request, _("Saved. You can add to it at any time."))
    return _to(number)


def _put_aside(
    request: HttpRequest, form: ReportForm, viewer: Viewer, key: str, why: Exception
) -> HttpResponse:
    """Seal onto the disk what the database did not take, and say so; else leave it on the page."""
    told = {name: value for name, value in form.told().items() if value is not None}
    waiting = Waiting(digits_for(key, told=told), viewer.at, viewer.agency, told)
    try:
        aside.put_aside(waiting, why=why)
    except (NotKept, OSError) as problem:
        log.critical("A report could not be kept: %s, %s", type(why).__name__, problem)
        form.add_error(None, _("It could not be saved, and what you typed is nowhere but here."))
        return _page(request, form, key=key, status=503)
    return render(request, "cases/report_aside.html", status=503)


def _again(request: HttpRequest, form: ReportForm, viewer: Viewer, number: str) -> HttpResponse:
    """Answer a form that was done before: the same words lead to what they made, others stay."""
    now = replace(viewer, at=timezone.now())  # it may have been made a moment after this one came
    try:
        seen = queries.open_report(number, viewer=now)
    except NotKnown:
        raise Http404 from None
    if seen.value("narrative") == form.cleaned_data["narrative"]:
        return _to(number)
    form.add_error(
        None,
        _(
            "This page made a report before, and what is here now is not in it. To add it there, "
            "copy it, open that report from the list and choose Add or mend. To make another "
            "report of it, save once more."
        ),
    )
    return _page(request, form, key=new_id())


@needs(Permission.RECORD_CREATE, why="what a screener types is kept before it is saved")
@require_POST
def draft(request: HttpRequest, draft: str) -> HttpResponse:
    """Keep what is being typed; answers with the time, for the page to say so."""
    viewer = asker(request)
    if not _is_id(draft):
        raise Http404
    try:
        _keep(draft, without_nul(request.POST), viewer)
    except drafts.NotYours:
        raise Http404 from None
    except drafts.SavedAlready:
        return HttpResponse(status=204)
    at = date_format(timezone.localtime(viewer.at), "g:i A")
    return HttpResponse(at, content_type="text/plain; charset=utf-8")


@needs(Permission.RECORD_CREATE, why="a screener throws a draft of their own away")
@require_POST
def drop(request: HttpRequest, draft: str) -> HttpResponse:
    """Throw a draft away."""
    drafts.drop(draft, by=asker(request))
    return HttpResponseRedirect(reverse("cases:new_report"))


@needs(Permission.RECORD_WRITE, why=KEEPS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, report: str) -> HttpResponse:
    """Add to a report or mend it; covered values stay covered, and stay."""
    viewer = asker(request)
    try:
        seen = queries.open_report(report, viewer=viewer)
        seen.check(Action.WRITE, "narrative")
    except NotKnown:
        raise Http404 from None
    covered = [each.name for each in seen.fields() if each.masked]
    filled = [name for name in covered if getattr(seen.record, name) is not None]
    if request.method == "POST":
        sent = without_nul(request.POST)
        form = _form(viewer, sent, covered=covered, filled=filled)
        version = str(version_of(request))
        if form.is_valid():
            try:
                actions.change(
                    report,
                    told=form.told(),
                    version=int(version),
                    by=viewer,
                )
            except NotKnown:
                raise Http404 from None
            except records.ChangedMeanwhile as problem:
                form.add_error(None, why_not_done(problem))
                version = str(queries.open_report(report, viewer=viewer).record.version)
            else:
                drafting.saved(request)
                return _to(report)
        return _change_page(request, form, report, version)
    known = queries.as_typed(seen, viewer=viewer)
    form = ReportForm(
        initial={name: known[name] for name in known.keys() & ReportForm.base_fields.keys()},
        pack=active_pack(),
        now=viewer.at,
        covered=covered,
        filled=filled,
    )
    return _change_page(request, form, report, str(seen.record.version))


def _change_page(request: HttpRequest, form: ReportForm, report: str, version: str) -> HttpResponse:
    typing = drafting.put_back_of_report(form, DraftKind.CHANGE, of=report, viewer=asker(request))
    version = typing["version"] or version
    values = {"form": form, "number": report, "version": version, "typing": typing}
    return render(request, "cases/report_change.html", values)


def _page(
    request: HttpRequest, form: ReportForm, *, key: str, draft: Any = None, status: int = 200
) -> HttpResponse:
    viewer = asker(request)
    others = []
    with suppress(DatabaseError):
        others = [each for each in kept.drafts_of(KIND, viewer=viewer) if each.id != key]
    values = {"form": form, "key": key, "draft": draft, "drafts": others}
    return render(request, "cases/report_new.html", values, status=status)


def _form(viewer: Viewer, sent: Any, *, check: bool = True, **more: Any) -> ReportForm:
    """Return the form with what was sent. check: False fills it in without complaining yet."""
    more |= {"pack": active_pack(), "now": viewer.at}
    if check or sent is None:
        return ReportForm(sent, **more)
    born = [sent.get(box, "") for box in BOXES]
    return ReportForm(initial={**sent, "child_born_on": born}, **more)


def _keep(key: str, sent: Any, viewer: Viewer) -> None:
    person = kept.person_of(key, viewer=viewer) or keys.new_person(agency=viewer.agency)
    drafts.keep(key, kind=KIND, told=typed(sent), person=person, by=viewer)


def _is_id(text: str) -> bool:
    return len(text) == LENGTH and not set(text) - set(LETTERS)


def _to(number: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("cases:report", args=[number]))
