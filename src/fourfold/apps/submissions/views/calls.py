"""The list of calls, and opening one: dataset, then the rest, then a look before it is done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fourfold.apps.submissions.actions import calls as actions
from fourfold.apps.submissions.forms import calls as forms
from fourfold.apps.submissions.queries import calls as queries
from fourfold.apps.submissions.rules.calls import CallAlreadyOpen, SubmissionError
from fourfold.apps.submissions.rules.choosing import chosen
from fourfold.apps.submissions.rules.reminders import USUAL
from fourfold.apps.submissions.views import call_words as words
from fourfold.apps.submissions.views.call_words import posted
from fourfold.reference import Contract, UnknownName, active_pack
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker

OPENS = Permission.CALL_OPEN


@needs(OPENS, why="lists the calls of the Council's staff")
@require_GET
def calls(request: HttpRequest) -> HttpResponse:
    """List the calls: those open by due day, then those closed."""
    viewer, today = asker(request), words.today()
    rows = [_row(each, today) for each in queries.calls(viewer=viewer, on=today)]
    closed = [each for each in rows if each["call"].closed_at]
    values = {
        "open": [each for each in rows if not each["call"].closed_at],
        "closed": sorted(closed, key=lambda each: each["call"].closed_at, reverse=True),
        "years": sorted({each["call"].year for each in rows}, reverse=True),
    }
    return render(request, "submissions/calls.html", values)


def _row(row: queries.CallRow, today: Any) -> dict[str, Any]:
    return {
        "call": row.call,
        "title": words.title_of(row.call),
        "dataset": words.dataset_name(row.call.dataset),
        "period": words.period_of(row.call),
        "due": words.due_in_words(row.call.due_on, on=today),
        "past": row.call.due_on is not None and row.call.due_on < today,
        "tally": row.tally,
        "picture": words.picture(row.tally),
        "said": words.bar_in_words(row.tally) if row.tally.asked else "",
    }


@needs(OPENS, why="staff choose what a new call asks for")
@require_GET
def choose_dataset(request: HttpRequest) -> HttpResponse:
    """Show the datasets of the pack, each with its paper and spreadsheets."""
    values = {"contracts": sorted(active_pack().contracts, key=lambda each: each.title)}
    return render(request, "submissions/choose_dataset.html", values)


@needs(OPENS, why="opening a call asks every office at once")
@require_http_methods(["GET", "HEAD", "POST"])
def new_call(request: HttpRequest, dataset: str) -> HttpResponse:
    """Ask for what a call needs, show what would happen, and open it in one step."""
    viewer, contract = asker(request), contract_of(dataset)
    last = queries.asked_last_time(dataset, viewer=viewer)
    form = forms.NewCall(
        posted(request),
        initial={"period": "YEAR", "year": words.today().year - 1, **forms.as_typed(USUAL)},
        offers=offers(viewer),
        last=len(last),
    )
    values: dict[str, Any] = {"form": form, "contract": contract}
    if request.method != "POST" or not form.is_valid() or "back" in request.POST:
        return render(request, "submissions/new_call.html", values)
    offices = queries.offices(viewer=viewer)
    found = set(chosen(offices, form.choice(last)))
    if not found:
        form.add_error(None, _("This asks no office. Choose a kind, a district or an office."))
        return render(request, "submissions/new_call.html", values)
    if form.cleaned_data["due_on"] < words.today():
        form.add_error("due_on", _("This day is over. Choose a later one."))
        return render(request, "submissions/new_call.html", values)
    code = forms.code_of(dataset, kind=form.cleaned_data["period"], days=form.cleaned_data["days"])
    if "open" in request.POST:
        return _open(request, viewer, form, code=code, dataset=dataset, offices=found)
    values |= _preview(form, contract, [each for each in offices if each.code in found])
    values["stands"] = queries.call_of(code, viewer=viewer)
    values["sent"] = [
        (name, value)
        for name, many in request.POST.lists()
        for value in many
        if name not in ("csrfmiddlewaretoken", "open", "back")
    ]
    return render(request, "submissions/new_call_look.html", values)


def _open(
    request: HttpRequest,
    viewer: Viewer,
    form: forms.NewCall,
    *,
    code: str,
    dataset: str,
    offices: set[str],
) -> HttpResponse:
    given = form.cleaned_data
    try:
        actions.open_call(
            code,
            dataset=dataset,
            year=given["days"][0].year,
            title=_title(form, contract_of(dataset)),
            words=given["words"],
            from_on=given["days"][0],
            until_on=given["days"][1],
            due_on=given["due_on"],
            reminders=form.schedule(),
            respondents=offices,
            by=viewer.account,
            at=viewer.at,
        )
    except CallAlreadyOpen:
        messages.warning(
            request, _("A call of this dataset and period is there already: this one.")
        )
    except SubmissionError as refused:
        form.add_error(None, str(refused))
        values = {"form": form, "contract": contract_of(dataset)}
        return render(request, "submissions/new_call.html", values)
    else:
        messages.success(request, _("The call is open."))
    return HttpResponseRedirect(reverse("submissions:call", args=[code]))


def _preview(
    form: forms.NewCall, contract: Contract, offices: list[queries.Office]
) -> dict[str, Any]:
    given, districts = form.cleaned_data, words.district_names(on=words.today())
    return {
        "title": _title(form, contract),
        "period": words.period_in_words(*given["days"]),
        "due_on": given["due_on"],
        "due": words.due_in_words(given["due_on"], on=words.today()),
        "words": given["words"],
        "schedule": [words.reminder_day(each) for each in form.schedule()],
        "count": len(offices),
        "letters": sum(1 for each in offices if not each.mail),
        "kinds": words.counted_kinds(each.kind for each in offices),
        "offices": [(each.name, districts.get(each.district, "")) for each in offices],
    }


def _title(form: forms.NewCall, contract: Contract) -> str:
    typed = " ".join(form.cleaned_data["title"].split())
    return typed or f"{contract.title}, {words.period_in_words(*form.cleaned_data['days'])}"


def contract_of(dataset: str) -> Contract:
    """Return a contract of the pack. :raises Http404: if there is none."""
    try:
        return active_pack().contract(dataset)
    except UnknownName:
        raise Http404 from None


def offers(viewer: Viewer, *, without: frozenset[str] = frozenset()) -> dict[str, list[Any]]:
    """Return the choices of whom to ask: kinds and districts that have offices, and the offices."""
    found = [
        each
        for each in queries.offices(viewer=viewer)
        if each.is_active and each.code not in without
    ]
    names = words.district_names(on=words.today())
    counted = {kind: sum(1 for each in found if each.kind is kind) for kind in words.KINDS}
    with_offices = {each.district for each in found}
    return {
        "kinds": [
            (kind.value, f"{words.KINDS[kind]} ({count})")
            for kind, count in counted.items()
            if count
        ],
        "districts": [(code, name) for code, name in names.items() if code in with_offices],
        "codes": [(each.code, each.name) for each in found],
    }
