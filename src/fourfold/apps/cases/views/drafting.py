"""What somebody was typing about a record: kept meanwhile, put back, gone once it is saved."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from functools import partial
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
from fourfold.apps.cases.states.drafts import OF_REPORT, DraftKind
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.ids import LENGTH, LETTERS, new_id
from fourfold.security.pages.asking import asker
from fourfold.security.pages.waits import Wait

WORDS: dict[str, Any] = {
    DraftKind.REPORT: _lazy("A report"),
    DraftKind.CHANGE: _lazy("What was added to a report"),
    DraftKind.REPLY: _lazy("An answer to a reporter"),
    DraftKind.MISSING: _lazy("That somebody is missing"),
    DraftKind.DECISION: _lazy("What a body decided"),
    DraftKind.RESULTS: _lazy("What came of a team’s work"),
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
    return _put_back(form, kind, case=of.case.id, about=about, viewer=of.viewer)


def put_back_of_report(form: forms.BaseForm, kind: DraftKind, *, of: str, viewer: Viewer) -> Any:
    """Do the same for a form about a report. of: its number, which the viewer may know of."""
    return _put_back(form, kind, case="", about=of, viewer=viewer)


def _put_back(
    form: forms.BaseForm, kind: DraftKind, *, case: str, about: str, viewer: Viewer
) -> Any:
    sent = form.data.get("draft", "") if form.is_bound else ""
    found = None if sent else queries.unsaved(kind, case=case, about=about, viewer=viewer)
    if found is not None:
        _fill(form, found.told)
    key = found.id if found else sent if _is_id(sent) else new_id()
    pages, args = ("case", [case, key]) if case else ("report", [about, key])
    return {
        "key": key,
        "kind": kind.value,
        "about": about,
        "at": found.at if found else None,
        "version": "".join(found.told.get("version", [])) if found else "",
        "href": reverse(f"cases:draft_of_{pages}", args=args),
        "drop": reverse(f"cases:drop_draft_of_{pages}", args=args),
    }


def saved(request: HttpRequest) -> None:
    """Let the draft of a form go that was saved a moment ago; a late one does not come back."""
    if _is_id(key := request.POST.get("draft", "")):
        actions.finish(key, by=asker(request))


@needs(OWN, why="what one types about a case one keeps is kept before it is saved")
@require_POST
def draft_of_case(request: HttpRequest, case: str, draft: str) -> HttpResponse:
    """Keep what is being typed; answers with the time, for the page to say so."""
    about = request.POST.get("draft_about", "")
    if not (about == "" or _is_id(about)):
        raise Http404
    keep = partial(actions.keep_of_case, case=case, about=about)
    return _kept(request, draft, keep, kinds=set(DraftKind) - OF_REPORT)


@needs(OWN, why="what one types about a report one keeps is kept before it is saved")
@require_POST
def draft_of_report(request: HttpRequest, report: str, draft: str) -> HttpResponse:
    """Keep what is being typed; answers with the time, for the page to say so."""
    return _kept(request, draft, partial(actions.keep_of_report, report=report), kinds=OF_REPORT)


def _kept(request: HttpRequest, draft: str, keep: Any, *, kinds: Collection[str]) -> HttpResponse:
    viewer, kind = asker(request), request.POST.get("draft_kind", "")
    if not _is_id(draft) or kind not in kinds:
        raise Http404
    try:
        keep(draft, kind=kind, told=typed(request.POST.lists()), by=viewer)
    except (NotKnown, actions.NotYours):
        raise Http404 from None
    except actions.SavedAlready:
        return HttpResponse(status=204)
    at = date_format(timezone.localtime(viewer.at), "g:i A")
    return HttpResponse(at, content_type="text/plain; charset=utf-8")


@needs(OWN, why="one throws a draft of one's own away")
@require_POST
def drop_draft_of_case(request: HttpRequest, case: str, draft: str) -> HttpResponse:
    """Throw a draft away."""
    return _dropped(request, draft, reverse("cases:case", args=[case]))


@needs(OWN, why="one throws a draft of one's own away")
@require_POST
def drop_draft_of_report(request: HttpRequest, report: str, draft: str) -> HttpResponse:
    """Throw a draft away."""
    return _dropped(request, draft, reverse("cases:report", args=[report]))


def _dropped(request: HttpRequest, draft: str, otherwise: str) -> HttpResponse:
    viewer = asker(request)
    found = next((each for each in queries.all_unsaved(viewer=viewer) if each.id == draft), None)
    actions.drop(draft, by=viewer)
    messages.success(request, _("It is thrown away."))
    return HttpResponseRedirect(_leads(found) if found else otherwise)


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
        DraftKind.CHANGE: ("change_report", [one.about]),
        DraftKind.REPLY: ("answer_report", [one.about]),
        DraftKind.MISSING: ("missing_new", [one.case]),
        DraftKind.DECISION: ("decide", [one.case]),
        DraftKind.RESULTS: ("note_results", [one.case, one.about]),
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
