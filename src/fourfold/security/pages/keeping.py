"""The privacy officer's watch: consents that end, what will go, and what is held."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourfold.security import consent, retention
from fourfold.security.access.roles import Permission
from fourfold.security.consent_codes import Purpose
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker, page_of
from fourfold.security.pages.frame import agency_name, names_of

SOON = 30
"""Days ahead that the list of consents looks, unless asked for more."""
AHEAD = (7, 30, 90, 180)
LINES = 50
PURPOSES = {
    Purpose.SERVICES: _lazy("Services"),
    Purpose.HOUSING: _lazy("Housing"),
    Purpose.HEALTH_CARE: _lazy("Health care"),
    Purpose.SCHOOL: _lazy("School"),
    Purpose.LEGAL_HELP: _lazy("Legal help"),
    Purpose.TEAM_REVIEW: _lazy("Team review"),
    Purpose.INVESTIGATION: _lazy("Investigation"),
    Purpose.BENEFITS: _lazy("Benefits"),
}
PARTS = {"record": _lazy("the whole record"), "key": _lazy("the key")}


class PlaceHold(forms.Form):
    """What is held, and why."""

    which = forms.CharField(
        label=_lazy("Person or record number"),
        min_length=16,
        max_length=40,
        help_text=_lazy("16 letters and figures."),
    )
    what = forms.ChoiceField(
        label=_lazy("What is it?"),
        choices=[
            ("PERSON", _lazy("A person: everything about them is kept")),
            ("CASE", _lazy("A case")),
            ("CONSENT", _lazy("A consent")),
            ("DISCLOSURE", _lazy("A disclosure")),
        ],
        widget=forms.RadioSelect,
        initial="PERSON",
    )
    why = forms.ChoiceField(label=_lazy("Why?"), choices=list(retention.WHY_HELD.items()))


# ------------------------------------------------------------------ consents
@needs(Permission.CONSENT_VIEW, why="a consent that ends unseen ends a service's help")
@require_GET
def consents(request: HttpRequest) -> HttpResponse:
    """List the consents of one's agency that end soon, by days left."""
    viewer = asker(request)
    asked = request.GET.get("days", "")
    days = int(asked) if asked.isdecimal() and int(asked[:4]) in AHEAD else SOON
    found = consent.expiring(days, viewer=viewer)[: LINES * 4]
    rows = [(each, agency_name(each.to_agency), PURPOSES[Purpose(each.purpose)]) for each in found]
    return render(request, "desk/consents.html", {"rows": rows, "days": days, "ahead": AHEAD})


# ------------------------------------------------------------------ what will go
@needs(Permission.RETENTION_PREVIEW, why="nothing goes before it was looked at")
@require_GET
def keeping(request: HttpRequest) -> HttpResponse:
    """Show what is due, the lists that were kept, and what is held."""
    viewer = asker(request)
    shown = retention.preview(viewer.at, viewer=viewer)
    kept = list(retention.kept_previews(viewer=viewer)[:10])
    holds = list(retention.holds(viewer=viewer)) if viewer.may(Permission.HOLD_PLACE) else []
    people = {each.made_by for each in kept} | {each.agreed_by for each in kept}
    people |= {each.placed_by for each in holds} | {each.lift_asked_by for each in holds}
    values: dict[str, Any] = {
        "shown": shown,
        "counts": sorted((*key, count) for key, count in shown.counts.items()),
        "parts": PARTS,
        "kept": kept,
        "holds": [(each, retention.WHY_HELD[each.why]) for each in holds],
        "names": names_of(people - {""}),
        "may_hold": viewer.may(Permission.HOLD_PLACE),
        "may_agree": viewer.may(Permission.RETENTION_AGREE),
        "me": viewer.account,
    }
    return render(request, "desk/keeping.html", values)


@needs(Permission.RETENTION_PREVIEW, why="a list that two people look at")
@require_POST
def keep_list(request: HttpRequest) -> HttpResponse:
    """Keep what is due now as a list for a second person."""
    try:
        made = retention.keep_preview(by=asker(request))
    except retention.RetentionError as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("desk:keeping"))
    messages.success(request, _("The list is kept. A second person agrees before anything goes."))
    return HttpResponseRedirect(reverse("desk:kept_list", args=[made.id]))


@needs(Permission.RETENTION_AGREE, why="two people agree before anything goes", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def kept_list(request: HttpRequest, kept: str) -> HttpResponse:
    """Show a kept list line by line; the second person agrees to exactly this list."""
    viewer = asker(request)
    found = retention.kept_previews(viewer=viewer).filter(id=kept).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            retention.agree_to_preview(kept, digest=request.POST.get("digest", ""), by=viewer)
            messages.success(request, _("You agreed. The operator can run this list."))
        except retention.RetentionError as refused:
            messages.error(request, str(refused))
        return HttpResponseRedirect(request.path)
    page = page_of(request)
    start = (page - 1) * LINES
    lines = list(retention.kept_lines(kept, viewer=viewer)[start : start + LINES + 1])
    values = {
        "kept": found,
        "lines": lines[:LINES],
        "page": page,
        "more": len(lines) > LINES,
        "parts": PARTS,
        "names": names_of({found.made_by, found.agreed_by} - {""}),
        "may_agree": not found.agreed_by and found.made_by != viewer.account,
    }
    return render(request, "desk/kept_list.html", values)


# ------------------------------------------------------------------ what is held
@needs(Permission.HOLD_PLACE, why="the law may ask to keep what is due")
@require_http_methods(["GET", "HEAD", "POST"])
def place_hold(request: HttpRequest) -> HttpResponse:
    """Hold a person's records or one record."""
    form = PlaceHold(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            retention.place_hold(
                typed["what"], which=typed["which"].upper(), why=typed["why"], by=asker(request)
            )
        except retention.RetentionError as refused:
            form.add_error("which", str(refused))
        else:
            messages.success(request, _("It is held. Nothing of it goes until two people lift it."))
            return HttpResponseRedirect(reverse("desk:keeping"))
    return render(request, "desk/place_hold.html", {"form": form})


@needs(Permission.HOLD_PLACE, why="one asks to lift a hold, another lifts it", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def lift_hold(request: HttpRequest, hold: str) -> HttpResponse:
    """Ask to lift a hold, or lift what another person asked to lift."""
    viewer = asker(request)
    found = retention.holds(viewer=viewer).filter(id=hold).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            if found.lift_asked_by:
                retention.lift_hold(hold, by=viewer)
                messages.success(request, _("The hold is lifted. The schedule counts again."))
            else:
                retention.ask_to_lift(hold, by=viewer)
                messages.success(request, _("You asked. The hold stands until another lifts it."))
        except retention.RetentionError as refused:
            messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("desk:keeping"))
    values = {
        "hold": found,
        "why": retention.WHY_HELD[found.why],
        "names": names_of({found.placed_by, found.lift_asked_by} - {""}),
        "is_second": bool(found.lift_asked_by) and found.lift_asked_by != viewer.account,
        "waits": found.lift_asked_by == viewer.account,
    }
    return render(request, "desk/lift_hold.html", values)
