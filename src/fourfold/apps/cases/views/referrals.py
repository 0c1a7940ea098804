"""Referring a person to a service: draft, send, take back, and a link for a service elsewhere."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.apps.cases.actions import links
from fourfold.apps.cases.actions import referrals as actions
from fourfold.apps.cases.actions.links import NewLink
from fourfold.apps.cases.actions.records import ChangedMeanwhile, DoneBefore
from fourfold.apps.cases.forms import services as forms
from fourfold.apps.cases.queries import services as queries
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.rules.referring import ReferringError
from fourfold.apps.cases.states.services import MoveNotAllowed
from fourfold.apps.cases.views import service_words as words
from fourfold.apps.cases.views.case import heading, opened_for
from fourfold.security.access.policy import Action
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer
from fourfold.security.classes import FieldClass
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker
from fourfold.security.pages.consent_fields import PURPOSE_WORDS, thing_in_words
from fourfold.security.pages.frame import agency_name

PURPOSES = ("SERVICES", "HOUSING", "HEALTH_CARE", "SCHOOL", "LEGAL_HELP", "BENEFITS")
"""What a service may be told facts for; teams and investigations are other rooms."""


@needs(Permission.RECORD_WRITE, why="refers the person of a case one keeps")
@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: HttpRequest, case: str) -> HttpResponse:
    """Begin a referral; nothing leaves before it is sent."""
    viewer = asker(request)
    opened = opened_for(viewer, case)
    if not opened.may_write():
        raise Http404
    need = _need(request.GET.get("need", ""), opened)
    form = _refer_form(request, opened, need)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        told = {name: typed.get(name, "") for name in actions.TOLD}
        try:
            made = actions.draft(
                case,
                kind=typed["kind"],
                to_agency=typed["to_agency"],
                purpose=typed["purpose"],
                need=need.id if need else "",
                tells=typed["tells"] == "yes",
                told=told,
                once=typed["once"],
                by=viewer,
            )
        except DoneBefore as before:
            return _to(case, before.leads_to.partition(":")[2])
        except ReferringError as refused:
            form.add_error(None, str(refused))
        except NotKnown:
            raise Http404 from None
        else:
            return _to(case, made)
    return render(request, "cases/refer.html", heading(opened) | {"form": form, "need": need})


@needs(Permission.RECORD_READ, why="shows a referral of a case that is yours to know")
@require_http_methods(["GET", "HEAD"])
def referral(request: HttpRequest, case: str, referral: str) -> HttpResponse:
    """Show one referral to those who work on its case."""
    return _page(request, opened_for(asker(request), case), referral)


@needs(Permission.RECORD_WRITE, why="sends, takes back or links a referral of a case one keeps")
@require_POST
def referral_deed(request: HttpRequest, case: str, referral: str, deed: str) -> HttpResponse:
    """Send a referral, take it back, or make a one-time link for it."""
    viewer = asker(request)
    if deed not in FORMS:
        raise Http404
    form = FORMS[deed](request.POST)
    if not form.is_valid():
        return _page(request, opened_for(viewer, case), referral, wrong=(deed, form))
    made: NewLink | None = None
    try:
        made = _do(deed, form.cleaned_data, case=case, referral=referral, by=viewer)
    except NotKnown:
        raise Http404 from None
    except MoveNotAllowed as refused:  # somebody was first: this form is on the page no longer
        messages.error(request, str(refused))
        typed = form.cleaned_data.get("words", "")
        return _page(request, opened_for(viewer, case), referral, unkept=typed)
    except (ReferringError, ChangedMeanwhile) as refused:
        form.add_error(None, str(refused))
        return _page(request, opened_for(viewer, case), referral, wrong=(deed, form))
    if made is not None:  # shown once, on this very page
        return _page(request, opened_for(viewer, case), referral, made=made)
    messages.success(request, SAID[deed])
    return _to(case, referral)


FORMS: dict[str, Any] = {"send": forms.Send, "take-back": forms.TakeBack, "link": forms.Link}
SAID = {
    "send": _("The referral is sent."),
    "take-back": _("It is taken back. The service sees nothing of it any more."),
}


def _do(
    deed: str, typed: dict[str, Any], *, case: str, referral: str, by: Viewer
) -> NewLink | None:
    if deed == "send":
        actions.send(referral, case=case, by=by, **typed)
    elif deed == "take-back":
        actions.revoke(referral, case=case, by=by, **typed)
    else:
        return links.make_link(referral, case=case, by=by, **typed)
    return None


def _page(
    request: HttpRequest,
    opened: OpenCase,
    referral: str,
    *,
    wrong: tuple[str, Any] | None = None,
    made: NewLink | None = None,
    unkept: str = "",
) -> HttpResponse:
    try:
        found = queries.referral(opened, referral=referral, viewer=opened.viewer)
    except NotKnown:
        raise Http404 from None
    deed, filled = wrong or ("", None)
    said = words.referrals([found.line])[0]
    send = forms.Send(initial={"version": found.line.version}, auto_id="send_%s")
    values = heading(opened) | {
        "sent": found,
        "said": said,
        "covered": [_(name) if name else thing_in_words(each) for each, name in found.covered],
        "send": filled if deed == "send" else send,
        "take_back": filled if deed == "take-back" else forms.TakeBack(auto_id="back_%s"),
        "link": filled if deed == "link" else forms.Link(auto_id="link_%s"),
        "deed": deed,
        "unkept": unkept,
        "made": made,
        "address": _address(request, made) if made else "",
        "code": f"{made.code[:4]} {made.code[4:]}" if made else "",
    }
    return render(request, "cases/referral.html", values)


def _address(request: HttpRequest, made: NewLink) -> str:
    return request.build_absolute_uri(reverse("reporting:answer_link", args=[made.token]))


def _need(number: str, opened: OpenCase) -> queries.NeedLine | None:
    if not number:
        return None
    try:
        return queries.need(opened, need=number, viewer=opened.viewer)
    except NotKnown:
        raise Http404 from None


def _refer_form(
    request: HttpRequest, opened: OpenCase, need: queries.NeedLine | None
) -> forms.Refer:
    viewer = opened.viewer
    known = queries.organizations(viewer=viewer)
    named = sorted((agency_name(code), code, here) for code, here in known)
    initial = {
        "kind": need.kind if need else "",
        "to_agency": request.GET.get("to", ""),
        "purpose": "SERVICES",
        "tells": "no",
        "once": new_id(),
    }
    return forms.Refer(
        request.POST or None,
        initial=initial,
        kinds=queries.kinds(viewer=viewer),
        services=[(code, name) for name, code, here in named if here],
        elsewhere=[(code, name) for name, code, here in named if not here],
        purposes=[(code, PURPOSE_WORDS[code]) for code in PURPOSES],
        sud=opened.seen.rights.may(Action.WRITE, FieldClass.SUD, ""),
    )


def _to(case: str, referral: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("cases:referral", args=[case, referral]))
