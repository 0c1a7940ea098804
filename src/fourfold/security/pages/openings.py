"""Emergency openings: a worker opens a record and closes it; the privacy officer reviews."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourfold.security import audit
from fourfold.security.access import glass
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.events import Event
from fourfold.security.models import GlassBreak
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import csv_file
from fourfold.security.pages.frame import agency_name, names_of

LATEST = 50
WORDS = forms.Textarea(attrs={"rows": 4, "maxlength": 2000})


class OpenRecord(forms.Form):
    """Which record, and why it cannot wait."""

    record = forms.CharField(
        label=_lazy("Record number"),
        max_length=16,
        min_length=16,
        help_text=_lazy("16 letters and figures, as on the report or from the person who called."),
        error_messages={
            "min_length": _lazy("A record number has 16 letters and figures."),
            "max_length": _lazy("A record number has 16 letters and figures."),
        },
    )
    reason = forms.ChoiceField(
        label=_lazy("What is happening?"),
        choices=[(each.value, each.label) for each in glass.GlassReason],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_lazy("Why can it not wait?"),
        max_length=2000,
        widget=WORDS,
        help_text=_lazy("At least five words. The privacy officer reads them."),
    )


class Review(forms.Form):
    """What the reviewer found, and why."""

    outcome = forms.ChoiceField(
        label=_lazy("What did you find?"),
        choices=[
            ("JUSTIFIED", _lazy("Justified: it could not wait")),
            ("NOT_JUSTIFIED", _lazy("Not justified: it could have waited, or was not needed")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_lazy("How did you come to this?"),
        max_length=2000,
        widget=WORDS,
        help_text=_lazy("At least five words: whom you asked, what you looked at."),
    )


# ------------------------------------------------------------------ the worker
@needs(Permission.GLASS_BREAK, why="someone may come to harm otherwise", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def open_record(request: HttpRequest) -> HttpResponse:
    """Open a record in an emergency, by its number."""
    viewer = asker(request)
    form = OpenRecord(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["record"].upper()
        try:
            made = _broken(number, form.cleaned_data, viewer)
        except glass.NoSuchNumber as refused:
            form.add_error("record", str(refused))
        except glass.SayWhy as refused:
            form.add_error("words", str(refused))
        except glass.GlassError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The record is open for two hours."))
            return HttpResponseRedirect(_page_of(made))
    return render(request, "desk/open_record.html", {"form": form})


def _page_of(opening: GlassBreak) -> str:
    """Return the page of the record that was opened, or My day where its kind has none."""
    name = settings.LEADS.get(opening.record_kind)
    return reverse(name, args=[opening.record]) if name else reverse("desk:my_day")


def _broken(number: str, typed: dict[str, Any], viewer: Viewer) -> GlassBreak:
    models = record_models()
    found = [each for each in models if each._default_manager.filter(pk=number).exists()]
    for model in found or models:
        reason, words = typed["reason"], typed["words"]
        return glass.break_glass(model, number, reason=reason, words=words, by=viewer)
    raise glass.NoSuchNumber("There is no record with this number. Please check it.")


def record_models() -> list[type[Model]]:
    """Return the models that hold people's records: an owning agency, and whom it is about."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label != "security"
        and {"agency", "person"} <= {field.name for field in model._meta.concrete_fields}
    ]


@needs(Permission.GLASS_BREAK, why="one's own opening, ended before its time")
@require_POST
def close_record(request: HttpRequest, opening: str) -> HttpResponse:
    """Close one's own opening now."""
    try:
        glass.close(opening, by=asker(request))
        messages.success(request, _("The record is closed. Its review still follows."))
    except glass.GlassError as refused:
        messages.error(request, str(refused))
    return HttpResponseRedirect(reverse("desk:my_day"))


# ------------------------------------------------------------------ the reviewer
@needs(Permission.GLASS_REVIEW, why="every emergency opening is looked at by somebody else")
@require_GET
def openings(request: HttpRequest) -> HttpResponse:
    """List the openings that wait for review, and the latest that were reviewed."""
    viewer = asker(request)
    waiting = list(glass.to_review(viewer=viewer))
    done = list(glass.reviewed(viewer=viewer)[:LATEST])
    names = names_of({one.account for one in waiting + done} | {one.reviewed_by for one in done})
    values = {
        "waiting": [_row(one, names, viewer) for one in waiting],
        "done": [_row(one, names, viewer) for one in done],
    }
    return render(request, "desk/openings.html", values)


def _row(one: GlassBreak, names: dict[str, str], viewer: Viewer) -> dict[str, Any]:
    return {
        "one": one,
        "who": names[one.account],
        "agency": agency_name(one.agency),
        "reason": glass.GlassReason(one.reason).label,
        "is_open": one.closed_at is None and one.until_at > viewer.at,
        "is_mine": one.account == viewer.account,
        "reviewer": names.get(one.reviewed_by, ""),
    }


@needs(Permission.GLASS_REVIEW, why="every emergency opening is looked at by somebody else")
@require_http_methods(["GET", "HEAD", "POST"])
def review_opening(request: HttpRequest, opening: str) -> HttpResponse:
    """Show an opening with the worker's words, and take the review."""
    viewer = asker(request)
    every = [*glass.to_review(viewer=viewer).filter(id=opening)]
    every += glass.reviewed(viewer=viewer).filter(id=opening)
    if not every:
        raise Http404
    one = every[0]
    form = Review(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            glass.review(opening, by=viewer, **form.cleaned_data)
        except glass.SayWhy as refused:
            form.add_error("words", str(refused))
        except glass.GlassError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Your review is kept. The opening has left the list."))
            return HttpResponseRedirect(reverse("desk:openings"))
    # The worker's words may tell of the person, so reading them is a line of the log first.
    audit.read_of(
        Event.RECORD_SHOWN,
        by=viewer.account,
        subjects=[f"{one.record_kind}:{one.record}"],
        at=viewer.at,
        facts={"part": "opening", "opening": one.id},
    )
    names = names_of({one.account, one.reviewed_by} - {""})
    values = _row(one, names, viewer) | {
        "form": form,
        "subject": f"{one.record_kind}:{one.record}",
        "may_review": not one.reviewed_at and one.account != viewer.account,
    }
    return render(request, "desk/review_opening.html", values)


@needs(Permission.GLASS_REVIEW, why="the list for a supervisor's meeting", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def export_openings(request: HttpRequest) -> HttpResponseBase:
    """Hand out the list as a spreadsheet, without anybody's words."""
    viewer = asker(request)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("desk:openings"))
    every = [*glass.to_review(viewer=viewer), *glass.reviewed(viewer=viewer)]
    audit.read_of(
        Event.AUDIT_EXPORTED,
        by=viewer.account,
        subjects=["audit:openings"],
        at=viewer.at,
        facts={"rows": len(every)},
    )
    head = ("opening", "account", "agency", "record", "reason", "begun", "until", "outcome")
    rows = [
        (
            *(one.id, one.account, one.agency, f"{one.record_kind}:{one.record}", one.reason),
            *(one.begun_at.isoformat(), one.until_at.isoformat(), one.outcome or "WAITS"),
        )
        for one in every
    ]
    return csv_file([head, *rows], name="openings", at=viewer.at)
