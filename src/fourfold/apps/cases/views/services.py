"""What a person wants and needs, and the services that fit."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.apps.cases.actions import services as actions
from fourfold.apps.cases.actions.records import DoneBefore
from fourfold.apps.cases.forms import services as forms
from fourfold.apps.cases.queries import services as queries
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.rules.referring import ReferringError
from fourfold.apps.cases.states.services import MoveNotAllowed, NeedState
from fourfold.apps.cases.views import service_words as words
from fourfold.apps.cases.views.case import heading, opened_for
from fourfold.apps.cases.views.saying import facts_of
from fourfold.reference import active_pack
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker
from fourfold.security.pages.frame import names_of


@needs(Permission.RECORD_READ, why="shows needs and referrals of a case that is yours to know")
@require_http_methods(["GET", "HEAD"])
def services(request: HttpRequest, case: str) -> HttpResponse:
    """Show what the person wants and needs, and where they were referred to."""
    return _page(request, opened_for(asker(request), case))


@needs(Permission.RECORD_WRITE, why="writes down a need of a case one keeps")
@require_POST
def note_need(request: HttpRequest, case: str) -> HttpResponse:
    """Write down a need."""
    viewer = asker(request)
    form = forms.Note(request.POST, kinds=queries.kinds(viewer=viewer))
    if not form.is_valid():
        return _page(request, opened_for(viewer, case), form=form)
    try:
        made = actions.note_need(case, by=viewer, **form.cleaned_data)
    except NotKnown:
        raise Http404 from None
    except DoneBefore as before:
        made = before.leads_to.partition(":")[2]
    else:
        messages.success(request, _("It is written down. These services may fit."))
    return HttpResponseRedirect(reverse("cases:need", args=[case, made]))


@needs(Permission.RECORD_READ, why="shows a need of a case that is yours to know")
@require_http_methods(["GET", "HEAD", "POST"])
def need(request: HttpRequest, case: str, need: str) -> HttpResponse:
    """Show one need, with the services that fit; sent back, it measures from a town."""
    return _need_page(request, opened_for(asker(request), case), need)


@needs(Permission.RECORD_WRITE, why="says what became of a need of a case one keeps")
@require_POST
def move_need(request: HttpRequest, case: str, need: str, then: str) -> HttpResponse:
    """Say what became of a need."""
    viewer = asker(request)
    if then not in THEN:
        raise Http404
    state = THEN[then]
    form = {NeedState.UNMET: forms.Unmet, NeedState.MET: forms.Met}.get(state)
    filled = form(request.POST) if form else None
    if filled is not None and not filled.is_valid():
        return _need_page(request, opened_for(viewer, case), need, wrong=(then, filled))
    typed = filled.cleaned_data if filled is not None else {}
    try:
        actions.move_need(need, case=case, then=state.value, by=viewer, **typed)
    except NotKnown:
        raise Http404 from None
    except MoveNotAllowed as refused:  # somebody was first: this form is on the page no longer
        messages.error(request, str(refused))
        opened = opened_for(viewer, case)
        return _need_page(request, opened, need, wrong=(then, filled), unkept=typed.get("why", ""))
    except ReferringError as refused:
        if filled is None:
            messages.error(request, str(refused))
        else:
            filled.add_error(None, str(refused))
            return _need_page(request, opened_for(viewer, case), need, wrong=(then, filled))
    else:
        messages.success(request, _("It is written down."))
    return HttpResponseRedirect(reverse("cases:need", args=[case, need]))


THEN = {
    "met": NeedState.MET,
    "unmet": NeedState.UNMET,
    "withdrawn": NeedState.WITHDRAWN,
    "open": NeedState.OPEN,
}


def _page(
    request: HttpRequest, opened: OpenCase, *, form: forms.Note | None = None
) -> HttpResponse:
    found = queries.board(opened, viewer=opened.viewer)
    if found is None:
        raise Http404
    kinds = queries.kinds(viewer=opened.viewer)
    values = heading(opened) | {
        "wishes": facts_of(opened, opened.seen, names=["wishes"]),
        "needs": words.needs(found),
        "referrals": words.referrals(list(found.referrals)),
        "board": found,
        "first": words.first_service(found),
        "form": (form or forms.Note(kinds=kinds, initial={"once": new_id()}))
        if found.keeps
        else None,
    }
    return render(request, "cases/services.html", values)


def _need_page(
    request: HttpRequest,
    opened: OpenCase,
    need: str,
    *,
    wrong: tuple[str, Form | None] | None = None,
    unkept: str = "",
) -> HttpResponse:
    viewer, pack = opened.viewer, active_pack()
    try:
        one = queries.need(opened, need=need, viewer=viewer)
    except NotKnown:
        raise Http404 from None
    towns = [(each.code, each.name) for each in pack.towns]
    measured = request.method == "POST" and wrong is None
    near = forms.Near(request.POST if measured else None, towns=towns)
    town = near.cleaned_data["town"] if measured and near.is_valid() else ""
    found = queries.matches(opened, kind=one.kind, town=town, viewer=viewer)
    board = queries.board(opened, viewer=viewer)
    tried = [each for each in board.referrals if each.need == need] if board else []
    then, filled = wrong or ("", None)
    values = heading(opened) | {
        "need": words.need(one, names=names_of({one.noted_by})),
        "near": near,
        "measured": bool(town),
        "hits": words.hits(found.hits),
        "misses": words.hits(found.misses),
        "tried": words.referrals(tried),
        "keeps": board is not None and board.keeps,
        "unmet": filled if then == "unmet" and filled else forms.Unmet(auto_id="unmet_%s"),
        "met": filled if then == "met" and filled else forms.Met(auto_id="met_%s"),
        "then": then,
        "unkept": unkept,
        "is_open": one.state in (NeedState.OPEN, NeedState.UNMET),
    }
    return render(request, "cases/need.html", values)
