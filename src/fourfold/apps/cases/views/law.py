"""The law board of a case: facts, what each definition says, and what bodies decided."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourfold.analysis import law
from fourfold.apps.cases.actions import law as actions
from fourfold.apps.cases.actions.records import DoneBefore
from fourfold.apps.cases.forms import law as forms
from fourfold.apps.cases.queries import law as queries
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.queries.law import Board
from fourfold.apps.cases.rules.law import LawRuleError
from fourfold.apps.cases.states.drafts import DraftKind
from fourfold.apps.cases.states.law import Decision, TakeBack
from fourfold.apps.cases.views import drafting, law_words, saying
from fourfold.apps.cases.views.case import heading, opened_for
from fourfold.apps.cases.views.consult_words import who_did
from fourfold.apps.cases.views.law_panel import facts_form, grouped
from fourfold.reference import Fact, active_pack
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker
from fourfold.security.pages.frame import name_of, names_of


@needs(Permission.RECORD_READ, why="shows what the law says of a case that is yours to know")
@require_GET
def law_board(request: HttpRequest, case: str) -> HttpResponse:
    """Show the facts of a case, every definition's answer, and what bodies decided."""
    opened = opened_for(asker(request), case)
    return _page(request, opened, _board(opened))


@needs(Permission.RECORD_WRITE, why="states facts of a case one keeps")
@require_POST
def state_facts(request: HttpRequest, case: str) -> HttpResponse:
    """Keep what was answered; what could not be kept is shown with all that was chosen."""
    viewer = asker(request)
    opened = opened_for(viewer, case)
    board = _board(opened)
    pack = active_pack()
    asked = [each for each in pack.law_facts if each.code in request.POST]
    form = forms.FactsForm(asked, request.POST)
    if not board.may_write:
        raise Http404
    if not form.is_valid():
        return _page(request, opened, board, form=_whole(request))
    try:
        actions.state_facts(
            case,
            facts=form.answers(),
            happened_on=form.cleaned_data["happened_on"],
            # The panel of the case page does not ask for the day, so its silence says nothing.
            forget_day="happened_on_month" in request.POST and not form.cleaned_data["happened_on"],
            version=form.cleaned_data["version"],
            key=form.cleaned_data["key"],
            by=viewer,
        )
    except (law.LawError, LawRuleError) as refused:
        whole = _whole(request)
        problem = law_words.trouble(refused) if isinstance(refused, law.LawError) else str(refused)
        whole.add_error(None, problem)
        return _page(request, opened, board, form=whole)
    except actions.FactsChanged as first:
        said = _("{who} changed the facts {when}. What you chose is kept; look, then save again.")
        whole = _whole(request, newer=board)
        whole.add_error(None, who_did(first.by, first.at, said))
        return _page(request, opened, board, form=whole)
    except actions.NothingNew as same:
        messages.info(request, _(str(same)))
    except DoneBefore:
        pass
    else:
        messages.success(request, _("The facts are kept. The answers below are new."))
    return HttpResponseRedirect(reverse("cases:law_board", args=[case]))


@needs(Permission.RECORD_WRITE, why="keeps what a body decided about a case one keeps")
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, case: str) -> HttpResponse:
    """Keep what a named body decided."""
    viewer = asker(request)
    opened = opened_for(viewer, case)
    board = _board(opened)
    if not board.may_write:
        raise Http404
    start = {"counts_on": board.happened_on, "version": board.version, "key": new_id()}
    form = forms.DecisionForm(active_pack(), request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        typed["decision"] = Decision(typed["decision"])
        try:
            actions.decide(case, **typed, by=viewer)
        except LawRuleError as refused:
            form.add_error(None, str(refused))
        except actions.FactsChanged as first:
            form = forms.DecisionForm(active_pack(), _newer(request, board.version))
            said = _("{who} changed the facts {when}. Look at the answers below, then save again.")
            form.add_error(None, who_did(first.by, first.at, said))
        except DoneBefore:
            return _to_decisions(case)
        else:
            drafting.saved(request)
            messages.success(request, _("The decision is kept, with the facts as they are now."))
            return _to_decisions(case)
    answers = [law_words.said(each) for each in board.answers]
    typing = drafting.put_back(form, DraftKind.DECISION, of=opened)
    on = law_words.day(board.on)
    values = {"form": form, "answers": answers, "on": on, "typing": typing}
    values["unsettled"] = _unsettled(board)
    return render(request, "cases/law_decide.html", heading(opened) | values)


@needs(Permission.RECORD_WRITE, why="takes back a wrong record of a decision")
@require_http_methods(["GET", "HEAD", "POST"])
def take_back_decision(request: HttpRequest, case: str, determination: str) -> HttpResponse:
    """Take the record of a decision back; it stays in the list, marked so."""
    viewer = asker(request)
    opened = opened_for(viewer, case)
    if not _board(opened).may_write:
        raise Http404
    form = forms.TakeBackForm(request.POST or None)
    try:
        one = queries.decision(opened, viewer=viewer, number=determination)
        if one.taken_back_at is not None:
            raise actions.TakenBackBefore(one.taken_back_by, one.taken_back_at)
        if request.method == "POST" and form.is_valid():
            why = TakeBack(form.cleaned_data["why"])
            actions.take_back(determination, case=case, why=why, by=viewer)
            messages.success(request, _("It is taken back. It stays in the list, marked so."))
            return _to_decisions(case)
    except NotKnown:
        raise Http404 from None
    except actions.TakenBackBefore as first:
        said = _("{who} took this back {when}.")
        messages.warning(request, who_did(first.by, first.at, said))
        return _to_decisions(case)
    values = {"form": form, "one": law_words.said_decision(one)}
    return render(request, "cases/law_take_back.html", heading(opened) | values)


def _board(opened: OpenCase) -> Board:
    found = queries.board(opened, viewer=opened.viewer)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, opened: OpenCase, board: Board, *, form: forms.FactsForm | None = None
) -> HttpResponse:
    decided = queries.decisions(opened, viewer=opened.viewer)
    names = names_of(
        {each.by for each in board.stated.values()}
        | {each.by for said in board.differing.values() for each in said}
        | {by for each in board.settled for by in (each.by, each.stated.by)}
        | {each.recorded_by for each in decided}
        | {each.taken_back_by for each in decided if each.taken_back_by}
    )
    shown = form or facts_form(board)
    values = heading(opened) | {
        "board": board,
        "on": law_words.day(board.on),
        "answers": [law_words.said(each) for each in board.answers],
        "form": shown,
        "groups": grouped(shown, board=board, names=names, case=opened.case.id),
        "by": name_of(board.changed_by) if board.changed_by else "",
        "decided": [law_words.said_decision(each) for each in decided],
        "names": names,
        "differ": _differ(decided),
        "unsettled": _unsettled(board),
        "settled": [
            law_words.said_settled(each, names=names, case=opened.case.id) for each in board.settled
        ],
        "region_words": saying.region_name(opened.case.region),
    }
    return render(request, "cases/law.html", values)


def _unsettled(board: Board) -> list[Fact]:
    """Return the facts on which sources differ, in the order of the pack."""
    return [each for each in active_pack().law_facts if each.code in board.differing]


def _differ(decided: list[queries.Decided]) -> list[str]:
    """Return the definitions on which bodies differ."""
    found: dict[str, set[Decision]] = {}
    for each in decided:
        if each.stands:
            found.setdefault(each.definition.title, set()).add(each.decision)
    return [title for title, said in found.items() if len(said) > 1]


def _whole(request: HttpRequest, *, newer: Board | None = None) -> forms.FactsForm:
    """Return the form of every fact, with what was chosen of those that were asked."""
    data = request.POST if newer is None else _newer(request, newer.version)
    if newer is not None:  # unknown stood there before anybody chose; it takes no answer away
        for code, stated in newer.stated.items():
            if data.get(code) == str(law.Truth.UNKNOWN):
                data[code] = str(stated.truth)
    return forms.FactsForm(active_pack().law_facts, data)


def _newer(request: HttpRequest, version: int) -> Any:
    data = request.POST.copy()
    data["version"], data["key"] = str(version), new_id()
    return data


def _to_decisions(case: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("cases:law_board", args=[case]) + "#decisions")
