"""Members' activity forms: the staff's board, and the form itself."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fourfold.apps.council.actions import activity_forms as actions
from fourfold.apps.council.forms.studio import ActivityTold, AskForm
from fourfold.apps.council.queries import activity_forms as queries
from fourfold.apps.council.queries.studio import studio_page
from fourfold.apps.council.rules import CouncilError, NoSuchPaper
from fourfold.apps.council.states.plan import MoveNotAllowed
from fourfold.apps.council.states.studio import FormState, StudioState
from fourfold.apps.council.views import studio_words as words
from fourfold.apps.council.views.needs import READS, WHY, WORKS
from fourfold.reference import active_pack
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker

OPEN = (FormState.DRAFT, FormState.RETURNED)


@needs(WORKS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def activities(request: HttpRequest, studio_report: str) -> HttpResponse:
    """Show who answered and who is late; ask, remind."""
    viewer = asker(request)
    today = timezone.localdate(viewer.at)
    try:
        page = studio_page(studio_report, viewer=viewer)
    except NoSuchPaper:
        raise Http404 from None
    seats = [
        (each.code, (each.organization_name or each.seat)[:90])
        for each in active_pack().council_seats
    ]
    people = queries.may_answer(viewer=viewer, at=viewer.at)
    form = AskForm(None, seats=seats, people=people)
    here = reverse("council:activities", args=[studio_report])
    if request.method == "POST" and request.POST.get("do") == "remind":
        _done(
            request,
            lambda: actions.remind(request.POST.get("form", ""), by=viewer, at=viewer.at),
            _("A reminder goes by mail."),
        )
        return HttpResponseRedirect(here)
    if request.method == "POST":
        form = AskForm(request.POST, seats=seats, people=people)
        if form.is_valid():
            site = request.build_absolute_uri("/")
            _done(
                request,
                lambda: actions.ask(
                    studio_report, **form.cleaned_data, site=site, by=viewer, at=viewer.at
                ),
                _("The form is asked for; a mail goes."),
            )
            return HttpResponseRedirect(here)
    lines = queries.board(studio_report, viewer=viewer, today=today)
    shown = {
        "report": page.report,
        "rows": [(each, *words.FORMS[each.state], each.state in OPEN) for each in lines],
        "answered": sum(each.state not in OPEN for each in lines),
        "late": sum(each.is_late and each.state in OPEN for each in lines),
        "form": form if page.report.state is StudioState.DRAFT else None,
    }
    return render(request, "council/activities.html", shown, status=422 if form.errors else 200)


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def activity(request: HttpRequest, activity_form: str) -> HttpResponse:
    """Show an activity form; who was asked fills it, staff take or return it."""
    viewer = asker(request)
    try:
        found = queries.activity_form(
            activity_form, viewer=viewer, today=timezone.localdate(viewer.at)
        )
    except NoSuchPaper:
        raise Http404 from None
    form = ActivityTold(initial={**found.told, "version": found.version})
    here = reverse("council:activity", args=[found.id])
    if request.method == "POST":
        do = request.POST.get("do", "")
        to_state = {"take": FormState.TAKEN, "return": FormState.RETURNED}.get(do)
        if to_state is not None:
            why = request.POST.get("why", "")
            _done(
                request,
                lambda: actions.decide(found.id, to=to_state, why=why, by=viewer, at=viewer.at),
                "",
            )
            return HttpResponseRedirect(here)
        if do not in ("save", "send"):
            raise Http404
        form = ActivityTold(request.POST)
        if form.is_valid():
            told = dict(form.cleaned_data)
            version = told.pop("version")
            try:
                actions.save(
                    found.id,
                    told=told,
                    version=version,
                    send=do == "send",
                    by=viewer,
                    at=viewer.at,
                )
            except (CouncilError, MoveNotAllowed) as refused:
                form.add_error(None, str(refused))
            else:
                said = _("Sent. Thank you.") if do == "send" else _("Kept. Nothing was sent yet.")
                messages.success(request, said)
                return HttpResponseRedirect(here)
    asked = [(form.fields[name].label, found.told.get(name, "")) for name in actions.ASKS]
    shown = {
        "line": found,
        "stands": words.FORMS[found.state],
        "form": form if found.state in OPEN else None,
        "told": asked,
        "works": viewer.may(WORKS),
        "is_sent": found.state is FormState.SENT,
        "is_taken": found.state is FormState.TAKEN,
    }
    return render(request, "council/activity.html", shown, status=422 if form.errors else 200)


def _done(request: HttpRequest, step: Callable[[], object], said: str) -> None:
    try:
        step()
    except NoSuchPaper:
        raise Http404 from None
    except (CouncilError, MoveNotAllowed) as refused:
        messages.error(request, str(refused))
    else:
        if said:
            messages.success(request, said)
