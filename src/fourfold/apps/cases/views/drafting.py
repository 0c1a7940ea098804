"""What somebody was typing about a case: kept while they type, put back, gone once it is saved."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST

from fourfold.apps.cases.actions import drafts as actions
from fourfold.apps.cases.queries import drafts as queries
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.queries.drafts import Unsaved
from fourfold.apps.cases.rules.drafts import typed
from fourfold.apps.cases.states.drafts import DraftKind
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.ids import LENGTH, LETTERS, new_id
from fourfold.security.pages.asking import asker
from fourfold.security.pages.waits import Wait

WORDS: dict[str, Any] = {
    DraftKind.REPORT: _lazy("A report"),
    DraftKind.SCREENING: _lazy("A screening"),
    DraftKind.TALK: _lazy("What they told after they came back"),
    DraftKind.CONSULT: _lazy("A question to the region"),
    DraftKind.OPINION: _lazy("An answer to a consult"),
    DraftKind.SUMMARY: _lazy("What a case is about"),
    DraftKind.WISHES: _lazy("What the person wants"),
    DraftKind.FOLLOW_UP: _lazy("What was found at a follow-up"),
}
OWN = Permission.RECORD_WRITE


def put_back(form: forms.BaseForm, kind: DraftKind, *, of: OpenCase, about: str = "") -> Any:
    """
    Fill a form that was not sent yet with what its viewer typed before and did not save.

    Returns what `draft_note.html` and `draft_kept.html` show. about: the part it is about.
    """
    case, viewer = of.case.id, of.viewer
    sent = form.data.get("draft", "") if form.is_bound else ""
    found = None if sent else queries.unsaved(kind, case=case, about=about, viewer=viewer)
    if found is not None:
        _fill(form, found.told)
    key = found.id if found else sent if _is_id(sent) else new_id()
    return {
        "key": key,
        "kind": kind.value,
        "about": about,
        "at": found.at if found else None,
        "href": reverse("cases:case_draft", args=[case, key]),
        "drop": reverse("cases:drop_case_draft", args=[case, key]),
    }


def saved(request: HttpRequest) -> None:
    """Let the draft of a form go that was saved a moment ago; a late one does not come back."""
    if _is_id(key := request.POST.get("draft", "")):
        actions.finish(key, by=asker(request))


@needs(OWN, why="what one types about a case one keeps is kept before it is saved")
@require_POST
def case_draft(request: HttpRequest, case: str, draft: str) -> HttpResponse:
    """Keep what is being typed; answers with the time, for the page to say so."""
    viewer = asker(request)
    kind, about = request.POST.get("draft_kind", ""), request.POST.get("draft_about", "")
    if not _is_id(draft) or kind not in set(DraftKind) or not (about == "" or _is_id(about)):
        raise Http404
    told = typed(request.POST.lists())
    try:
        actions.keep_of_case(draft, kind=kind, case=case, about=about, told=told, by=viewer)
    except (NotKnown, actions.NotYours):
        raise Http404 from None
    except actions.SavedAlready:
        return HttpResponse(status=204)
    at = date_format(timezone.localtime(viewer.at), "g:i A")
    return HttpResponse(at, content_type="text/plain; charset=utf-8")


@needs(OWN, why="one throws a draft of one's own away")
@require_POST
def drop_case_draft(request: HttpRequest, case: str, draft: str) -> HttpResponse:
    """Throw a draft away."""
    viewer = asker(request)
    found = next((each for each in queries.all_unsaved(viewer=viewer) if each.id == draft), None)
    actions.drop(draft, by=viewer)
    messages.success(request, _("It is thrown away."))
    return HttpResponseRedirect(_leads(found) if found else reverse("cases:case", args=[case]))


def waits(viewer: Viewer) -> list[Wait]:
    """Say on My day what one was typing and did not save."""
    if not viewer.may(OWN):
        return []
    return [
        Wait(
            words=_("You were typing: {what}").format(what=WORDS[each.kind]),
            href=_leads(each),
            action=_("Go on with it"),
            about=_("It is not saved yet. Only you see it."),
            since_at=each.at,
        )
        for each in queries.all_unsaved(viewer=viewer)
    ]


def _leads(one: Unsaved) -> str:
    """Return the address of the page on which a draft was typed."""
    if one.kind == DraftKind.REPORT:
        return f"{reverse('cases:new_report')}?draft={one.id}"
    page, args = {
        DraftKind.SCREENING: ("screening", [one.case, one.about]),
        DraftKind.TALK: ("missing_step", [one.case, one.about, "talk"]),
        DraftKind.CONSULT: ("ask_consult", [one.case]),
        DraftKind.OPINION: ("consult", [one.case, one.about]),
        DraftKind.SUMMARY: ("write_summary", [one.case]),
        DraftKind.WISHES: ("wishes", [one.case]),
        DraftKind.FOLLOW_UP: ("finish_follow_up", [one.case, one.about]),
    }[one.kind]
    return reverse(f"cases:{page}", args=args)


def _fill(form: forms.BaseForm, told: Any) -> None:
    """Let the fields begin with what was typed, each as its widget reads it."""
    sent = QueryDict(mutable=True)
    for name, values in told.items():
        sent.setlist(name, values if isinstance(values, list) else [values])
    for name, field in form.fields.items():
        if not field.widget.value_omitted_from_data(sent, {}, form.add_prefix(name)):
            with suppress(ValueError):
                value = field.widget.value_from_datadict(sent, {}, form.add_prefix(name))
                form.initial[name] = value


def _is_id(text: str) -> bool:
    return len(text) == LENGTH and not set(text) - set(LETTERS)
