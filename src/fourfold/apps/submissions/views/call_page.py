"""The page of a call: where every office stands, and what is done with the call as a whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from fourfold.apps.submissions import queries as front
from fourfold.apps.submissions.actions import asking
from fourfold.apps.submissions.actions import calls as actions
from fourfold.apps.submissions.forms import calls as forms
from fourfold.apps.submissions.queries import calls as queries
from fourfold.apps.submissions.rules.answering import can_be_typed
from fourfold.apps.submissions.rules.board import Tally, tally
from fourfold.apps.submissions.rules.calls import SubmissionError
from fourfold.apps.submissions.rules.changing import ChangedSince
from fourfold.apps.submissions.rules.choosing import chosen
from fourfold.apps.submissions.rules.compiling import is_compiled
from fourfold.apps.submissions.states import Answered
from fourfold.apps.submissions.views import call_words as words
from fourfold.apps.submissions.views.call_words import posted
from fourfold.apps.submissions.views.calls import OPENS, offers
from fourfold.apps.submissions.views.meanwhile import Look, Now, look_again
from fourfold.reference import UnknownName, active_pack
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.filters import Filters, keep, recall
from fourfold.security.pages.frame import names_of

ORDER = list(words.STANDS)
ORDERS: dict[str, Callable[[Any], Any]] = {
    "office": lambda each: each.name,
    "stands": lambda each: -ORDER.index(each.answered),
    "due": lambda each: each.due_on or date.max,
    "district": lambda each: each.district,
}


class BoardFilters(Filters):
    """Which offices the board shows."""

    stands = words.choice(_lazy("Where it stands"))
    kind = words.choice(_lazy("Kind of office"))
    district = words.choice(_lazy("Judicial district"))

    def fill(self, districts: dict[str, str]) -> None:
        """Give the choices that depend on the day."""
        stands = [(each.value, said) for each, (said, _tone) in words.STANDS.items()]
        words.offer(self, "stands", [("MISSING", _("All that are missing")), *stands])
        words.offer(self, "kind", [(each.value, said) for each, said in words.KINDS.items()])
        words.offer(self, "district", districts.items())

    def takes(self, line: front.Line) -> bool:
        """Tell whether an office fits."""
        stands = self.chosen("stands")
        if stands == "MISSING" and line.answered not in words.MISSING:
            return False
        if stands not in ("", "MISSING", line.answered.value):
            return False
        kind, district = self.chosen("kind"), self.chosen("district")
        return kind in ("", line.kind.value) and district in ("", line.district)


@needs(OPENS, why="the completeness board is the staff's")
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, call: str) -> HttpResponse:
    """Show a call with its board."""
    if request.method == "POST":
        return keep(request, BoardFilters)
    viewer, today = asker(request), words.today()
    found = call_or_404(call, viewer)
    board = front.board(call, viewer=viewer, on=today)
    districts = words.district_names(on=today)
    filters = recall(request, BoardFilters)
    filters.fill(districts)
    sort = request.GET.get("sort", "office")
    story = queries.story_of(call, viewer=viewer)
    names = names_of({each.by for each in story} | {found.opened_by})
    values = head_of(found, today) | {
        "filters": filters,
        "sort": sort,
        "tally": board.tally,
        "picture": words.picture(board.tally),
        "said": words.bar_in_words(board.tally) if board.lines else "",
        "rows": [
            _row(each, districts) for each in in_order(board.lines, sort) if filters.takes(each)
        ],
        "districts": by_district(board.lines, districts),
        "schedule": [words.reminder_day(x) for x in queries.schedule_of(call, viewer=viewer)],
        "story": [(words.STEPS[each.step], each, names.get(each.by) or each.by) for each in story],
        "opened_by": names.get(found.opened_by) or found.opened_by,
        "contract": (contract := _contract(found.dataset)),
        "compiles": contract is not None and is_compiled(contract),
        "typed": contract is not None and can_be_typed(contract),
    }
    return render(request, "submissions/call.html", values)


def in_order(lines: tuple[front.Line, ...], sort: str) -> list[front.Line]:
    """Return the lines in the order asked for, by name within it; nonsense is by name."""
    key = ORDERS.get(sort.removeprefix("-"), ORDERS["office"])
    by_name = sorted(lines, key=lambda each: (each.name, each.organization))
    return sorted(by_name, key=key, reverse=sort.startswith("-"))


def by_district(
    lines: tuple[front.Line, ...], districts: dict[str, str]
) -> list[tuple[str, str, Tally, list[dict[str, Any]]]]:
    """Return how each judicial district stands: code, name, counts and bar."""
    found = []
    for code, name in [*districts.items(), ("", _("The whole state"))]:
        of_it = [each for each in lines if each.district == code]
        if of_it:
            counted = tally((each.answered, each.past) for each in of_it)
            found.append((code, name, counted, words.picture(counted)))
    return found


def _row(line: front.Line, districts: dict[str, str]) -> dict[str, Any]:
    stands, tone = words.STANDS[line.answered]
    return {
        "line": line,
        "kind": words.KINDS[line.kind],
        "district": districts.get(line.district, ""),
        "stands": stands,
        "tone": tone,
        "late": line.past and line.answered is not Answered.LATE,
        "was_late": line.in_time is False,
    }


@needs(OPENS, why="changes what every office is told")
@require_http_methods(["GET", "HEAD", "POST"])
def change_call(request: HttpRequest, call: str) -> HttpResponse:
    """Change the due day, the words and the reminders."""
    viewer = asker(request)
    found = call_or_404(call, viewer)

    def now() -> Now:
        held = call_or_404(call, viewer)
        days = forms.as_typed(queries.schedule_of(call, viewer=viewer))
        stands = {"due_on": held.due_on, "words": held.words, **days}
        return Now(stands, held.version, held.changed_by, held.changed_at)

    form = forms.ChangeCall(posted(request), initial=now().shown())

    def act(given: dict[str, Any]) -> None:
        actions.change_call(
            call,
            due_on=given["due_on"],
            words=given["words"],
            reminders=form.schedule(),
            version=given["version"],
            by=viewer.account,
            at=viewer.at,
        )

    said = {"title": _("Change the call"), "button": _("Keep the changes")}
    said["lead"] = _("Offices that were reminded of the old day are reminded of the new one too.")
    return deed(request, found, form, act, done=_("The call is changed."), said=said, now=now)


@needs(OPENS, why="asks more offices in a call")
@require_http_methods(["GET", "HEAD", "POST"])
def ask_more(request: HttpRequest, call: str) -> HttpResponse:
    """Ask more offices in an open call."""
    viewer = asker(request)
    found = call_or_404(call, viewer)
    board = front.board(call, viewer=viewer, on=words.today())
    before = frozenset(each.organization for each in board.lines)
    form = forms.Ask(posted(request), offers=offers(viewer, without=before), last=0)

    def act(_given: dict[str, Any]) -> None:
        offices = queries.offices(viewer=viewer)
        codes = chosen(offices, form.choice(()), asked=before)
        if not codes:
            raise asking.NoSuchOffice(_("This asks nobody new. Choose a kind or an office."))
        asking.ask(call, respondents=codes, by=viewer.account, at=viewer.at)

    said = {"title": _("Ask more offices"), "button": _("Ask them")}
    return deed(request, found, form, act, done=_("They are asked."), said=said)


@needs(OPENS, why="closing locks the period for every office")
@require_http_methods(["GET", "HEAD", "POST"])
def close_call(request: HttpRequest, call: str) -> HttpResponse:
    """Close a call, with a reason."""
    viewer = asker(request)
    found = call_or_404(call, viewer)
    form = forms.Why(posted(request))

    def act(given: dict[str, Any]) -> None:
        actions.close_call(call, why=given["why"], by=viewer.account, at=viewer.at)

    left = front.board(call, viewer=viewer, on=words.today()).tally.missing
    said = {"title": _("Close the call"), "button": _("Close the call")}
    said["lead"] = _(
        "Offices can no longer answer or correct, and get no reminders. You can open it again. "
        "Still missing: {count}."
    ).format(count=left)
    return deed(request, found, form, act, done=_("The call is closed."), said=said)


@needs(OPENS, why="opens a locked period again")
@require_http_methods(["GET", "HEAD", "POST"])
def reopen_call(request: HttpRequest, call: str) -> HttpResponse:
    """Open a closed call again, with a reason."""
    viewer = asker(request)
    found = call_or_404(call, viewer)
    form = forms.Why(posted(request))

    def act(given: dict[str, Any]) -> None:
        actions.reopen_call(call, why=given["why"], by=viewer.account, at=viewer.at)

    said = {"title": _("Open the call again"), "button": _("Open it again")}
    said["lead"] = _("Offices can answer and correct again, and get reminders.")
    return deed(request, found, form, act, done=_("The call takes answers again."), said=said)


def deed(
    request: HttpRequest,
    found: queries.Call,
    form: Any,
    act: Callable[[dict[str, Any]], object],
    *,
    done: str,
    said: dict[str, Any],
    back: str = "",
    now: Look | None = None,
) -> HttpResponse:
    """
    Show one question with one button, or do it and go back. back: "" is the call's page.

    now: reads what the form changes, where two people may change it at once.
    """
    to = back or reverse("submissions:call", args=[found.code])
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except ChangedSince:
            theirs = look_again(form, now()) if now else None
            if theirs is None:  # the same page sent twice, or two people who wanted the same
                messages.success(request, done)
                return HttpResponseRedirect(to)
        except SubmissionError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return HttpResponseRedirect(to)
    values = head_of(found, words.today()) | {"form": form, "said": said, "back": to}
    values["theirs"] = theirs
    return render(request, "submissions/call_deed.html", values)


def call_or_404(call: str, viewer: Viewer) -> queries.Call:
    """Return a call that this viewer sees; for others there is no such page."""
    found = queries.call_of(call, viewer=viewer)
    if found is None:
        raise Http404
    return found


def head_of(found: queries.Call, today: date) -> dict[str, Any]:
    """Return what every page of a call says."""
    return {
        "call": found,
        "title": words.title_of(found),
        "dataset": words.dataset_name(found.dataset),
        "period": words.period_of(found),
        "due": words.due_in_words(found.due_on, on=today),
    }


def _contract(dataset: str) -> Any:
    try:
        return active_pack().contract(dataset)
    except UnknownName:
        return None
