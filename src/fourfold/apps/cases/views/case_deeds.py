"""What is done with a case as a whole, each on a page of its own: one question, one button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.apps.cases.actions import ending, following, moving, records, working, writing
from fourfold.apps.cases.forms import casefile as forms
from fourfold.apps.cases.queries import cases as queries
from fourfold.apps.cases.queries import open_ends
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.states.cases import CaseOutcome, EndedBecause, MoveNotAllowed
from fourfold.apps.cases.states.drafts import DraftKind
from fourfold.apps.cases.states.follow_ups import FollowUpKind, FollowUpResult
from fourfold.apps.cases.views import drafting, saying
from fourfold.apps.cases.views.case import heading, opened_for
from fourfold.reference import active_pack
from fourfold.security.access.relations import RelationError
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer
from fourfold.security.consent import DisclosureRefused
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker
from fourfold.security.pages.seats import team_name

REFUSED = (records.ChangeError, MoveNotAllowed, RelationError, DisclosureRefused)
KEEPS = Permission.RECORD_WRITE
OF_A_TEAM = ("review", "next_review")
"""Open ends whose code is a team's, which may also be a town's."""
Act = Callable[[dict[str, Any], Viewer], object]


@needs(KEEPS, why="writes what a case is about that one keeps")
@require_http_methods(["GET", "HEAD", "POST"])
def write_summary(request: HttpRequest, case: str) -> HttpResponse:
    """Write what the case is about."""
    opened = kept(request, case)
    form = bound(request, forms.Summary, opened, summary=opened.seen.value("summary") or "")
    said = {"title": _("What the case is about"), "button": _("Write it down"), "show": "summary"}
    said["draft"] = DraftKind.SUMMARY

    def act(typed: dict[str, Any], by: Viewer) -> None:
        writing.summarize(case, words=typed["summary"], version=typed["version"], by=by)

    return deed(request, opened, form, act, done=_("It is written down."), said=said)


@needs(KEEPS, why="closes a case that one keeps")
@require_http_methods(["GET", "HEAD", "POST"])
def close_case(request: HttpRequest, case: str) -> HttpResponse:
    """Close the case."""
    opened = kept(request, case)
    form = bound(request, forms.Close, opened)
    ends = [_end_in_words(each) for each in open_ends.open_ends(opened.case, viewer=opened.viewer)]
    if not ends:
        del form.fields["despite"]
    said = {"title": _("Close the case"), "button": _("Close the case"), "ends": ends}

    def act(typed: dict[str, Any], by: Viewer) -> None:
        ending.close(
            case,
            outcome=CaseOutcome(typed["outcome"]),
            because=EndedBecause(typed["because"]),
            words=typed["words"],
            despite=typed.get("despite", ""),
            version=typed["version"],
            by=by,
        )

    return deed(request, opened, form, act, done=_("The case is closed."), said=said)


@needs(KEEPS, why="opens a case again that one keeps")
@require_http_methods(["GET", "HEAD", "POST"])
def reopen_case(request: HttpRequest, case: str) -> HttpResponse:
    """Open the case again."""
    opened = kept(request, case)
    form = bound(request, forms.Why, opened)
    said = {"title": _("Open the case again"), "button": _("Open it again")}

    def act(typed: dict[str, Any], by: Viewer) -> None:
        ending.reopen(case, words=typed["words"], version=typed["version"], by=by)

    return deed(request, opened, form, act, done=_("The case is open again."), said=said)


@needs(KEEPS, why="gives a case that one keeps to another region")
@require_http_methods(["GET", "HEAD", "POST"])
def move_case(request: HttpRequest, case: str) -> HttpResponse:
    """Give the case to another region."""
    opened = kept(request, case)
    form = bound(request, forms.Move, opened)
    regions = {row["code"]: row["name"] for row in active_pack().rows("regions")}
    regions.pop(opened.case.region, None)
    form.choose("region", regions)
    said = {
        "title": _("Give the case to another region"),
        "button": _("Give it to the region"),
        "lead": _("Its team sees the case from then on. You, and who kept it, no longer do."),
    }

    def act(typed: dict[str, Any], by: Viewer) -> None:
        region, words = typed["region"], typed["words"]
        moving.move(case, region=region, words=words, version=typed["version"], by=by)

    back = reverse("cases:case_list")
    done = _("The case is in the queue of the region. It is no longer on your list.")
    return deed(request, opened, form, act, done=done, said=said, back=back)


@needs(KEEPS, why="plans to look in again on a person whose case one keeps")
@require_http_methods(["GET", "HEAD", "POST"])
def plan_follow_up(request: HttpRequest, case: str) -> HttpResponse:
    """Plan to look in again."""
    opened = kept(request, case)
    form = bound(request, forms.Plan, opened)
    said = {"title": _("Plan to look in again"), "button": _("Plan it")}

    def act(typed: dict[str, Any], by: Viewer) -> None:
        kind, key = FollowUpKind(typed["kind"]), typed["once"]
        if typed["due_on"] is None:
            raise following.NoSuchDay(_("Write the day."))
        following.plan(case, kind=kind, due_on=typed["due_on"], key=key, by=by)

    return deed(request, opened, form, act, done=_("It is planned."), said=said)


@needs(KEEPS, why="writes what was found when somebody looked in again")
@require_http_methods(["GET", "HEAD", "POST"])
def finish_follow_up(request: HttpRequest, case: str, follow_up: str) -> HttpResponse:
    """Write down what was found."""
    opened = kept(request, case)
    form = bound(request, forms.Found, opened)
    said = {"title": _("What was found"), "button": _("Write it down")}
    said |= {"draft": DraftKind.FOLLOW_UP, "about": follow_up}

    def act(typed: dict[str, Any], by: Viewer) -> None:
        result, note = FollowUpResult(typed["result"]), typed["note"]
        try:
            following.finish(follow_up, case=case, result=result, note=note, by=by)
        except following.NoSuchPart:
            raise NotKnown("There is no such follow-up.") from None

    return deed(request, opened, form, act, done=_("It is written down."), said=said)


@needs(Permission.RECORD_CREATE, why="takes over a case from a queue of one's own")
@require_POST
def take_case(request: HttpRequest, case: str) -> HttpResponse:
    """Take the case over."""
    try:
        moving.take(case, by=asker(request))
        messages.success(request, _("You work on this case from now on."))
    except NotKnown:
        raise Http404 from None
    except REFUSED as refused:
        messages.error(request, str(refused))
    return HttpResponseRedirect(reverse("cases:case", args=[case]))


@needs(Permission.RECORD_READ, why="anyone who knows the people concerned steps back")
@require_http_methods(["GET", "HEAD", "POST"])
def step_back(request: HttpRequest, case: str) -> HttpResponse:
    """Close the case to oneself because of a conflict of interest."""
    opened = opened_for(asker(request), case)
    form = bound(request, forms.Deed, opened)
    said = {
        "title": _("I know the people concerned"),
        "button": _("Close this case to me"),
        "lead": _("You will not see this case any more. Nobody has to be told why."),
    }

    def act(typed: dict[str, Any], by: Viewer) -> None:
        working.declare_conflict(case, account=by.account, by=by)

    done = _("The case is closed to you. Thank you for saying so.")
    back = reverse("cases:case_list")
    return deed(request, opened, form, act, done=done, said=said, back=back)


# ------------------------------------------------------------------ what all of them do
def kept(request: HttpRequest, number: str) -> OpenCase:
    """Open a case that the viewer keeps; for anybody else there is no such page."""
    opened = opened_for(asker(request), number)
    if not opened.may_write():
        raise Http404
    return opened


def bound(request: HttpRequest, kind: type[forms.Deed], opened: OpenCase, **initial: Any) -> Any:
    """Return a form of a page, with the version that it shows."""
    now = {"version": opened.case.version, "once": new_id()}
    return kind(request.POST or None, initial=now | initial)


def deed(
    request: HttpRequest,
    opened: OpenCase,
    form: forms.Deed,
    act: Act,
    *,
    done: str,
    said: dict[str, Any],
    back: str = "",
) -> HttpResponse:
    """Show a form, or do what it says; what was typed is kept whatever happens."""
    number = opened.case.id
    leads = back or reverse("cases:case", args=[number])
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data, opened.viewer)
        except NotKnown:
            raise Http404 from None
        except records.DoneBefore as before:
            messages.info(request, str(before))
            return HttpResponseRedirect(leads)
        except records.ChangedMeanwhile as other:
            opened, said = _seen_anew(request, opened, form, said)
            form.add_error(None, str(other))
        except REFUSED as refused:
            form.add_error(None, str(refused))
        else:
            drafting.saved(request)
            messages.success(request, done)
            return HttpResponseRedirect(leads)
    values = heading(opened) | {"form": form, "said": said}
    if kind := said.get("draft"):
        values["typing"] = drafting.put_back(form, kind, of=opened, about=said.get("about", ""))
    return render(request, "cases/case_deed.html", values)


def _seen_anew(
    request: HttpRequest, opened: OpenCase, form: forms.Deed, said: dict[str, Any]
) -> tuple[OpenCase, dict[str, Any]]:
    """Return the case as it is now, with what others did since the page was opened."""
    since = form.cleaned_data["version"]
    anew = opened_for(opened.viewer, opened.case.id)
    most = min(max(anew.case.version - since, 1), 20)
    typed: QueryDict = request.POST.copy()
    typed["version"] = str(anew.case.version)
    form.data = typed
    news = saying.sentences(queries.story(anew, viewer=anew.viewer, most=most))
    stands = anew.seen.value(said["show"]) or "" if said.get("show") else ""
    return anew, said | {"news": news, "stands": stands}


def _end_in_words(end: open_ends.OpenEnd) -> dict[str, Any]:
    kinds = {
        "clock": _("A clock runs"),
        "consult": _("A consult is not answered"),
        "follow_up": _("A follow-up is planned"),
        "referral": _("A referral is not finished"),
        "missing": _("The person is missing"),
        "review": _("A team is to review it"),
        "next_review": _("A team wants to review it again"),
        "to_do": _("A team agreed on something to do"),
    }
    kind = kinds.get(end.kind, saying.code_in_words(end.kind.upper()))
    what = team_name(end.code) if end.kind in OF_A_TEAM else saying.code_in_words(end.code)
    return {"kind": kind, "what": what, "due": end.due, "late": end.late}
