"""Seats at the desk: the list, one seat with its terms, and a member's own page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.council.actions import conflicts as declaring
from fourfold.apps.council.actions import seats as actions
from fourfold.apps.council.forms.seats import (
    ConflictForm,
    EndForm,
    PersonForm,
    ReappointForm,
    SitsForm,
)
from fourfold.apps.council.queries import seats as queries
from fourfold.apps.council.queries.conflict_papers import papers_for_conflicts
from fourfold.apps.council.queries.seats import SeatLine, TermLine
from fourfold.apps.council.rules import CouncilError, NoSuchPaper
from fourfold.apps.council.rules.seats import holds_on
from fourfold.apps.council.states.seats import Ending
from fourfold.apps.council.views import seat_words
from fourfold.apps.council.views.needs import READS, WORKS
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import csv_file

WHY = "who sits on the Council; it names officials and no person served"
Forms = dict[str, forms.Form]
HEADS = (
    *("code", "seat", "organization", "appointed by", "holder", "designee", "from", "until"),
    *("vacant since", "note", "source"),
)


@needs(READS, why=WHY)
@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """List the seats: who sits, what is vacant, which terms run out."""
    viewer = asker(request)
    on = timezone.localdate(viewer.at)
    lines = queries.seats(viewer=viewer, on=on)
    filled = [each for each in lines if not each.is_vacant]
    shown = {
        "rows": [
            (each, (on - each.vacant_since).days + 1 if each.vacant_since else 0) for each in lines
        ],
        "filled": len(filled),
        "vacant": sum(each.is_vacant and not each.is_unknown for each in lines),
        "unknown": sum(each.is_unknown for each in lines),
        "ending": [each for each in lines if each.runs_out],
        "quorum": queries.quorum_of([], viewer=viewer, on=on),
        "rule": queries.quorum_rule(viewer=viewer),
        "conflicts": queries.conflicts(viewer=viewer, on=on) if viewer.may(WORKS) else (),
        "own": queries.seat_of(viewer=viewer, on=on),
        "works": viewer.may(WORKS),
    }
    return render(request, "council/members.html", shown)


@needs(READS, why=WHY)
@require_safe
def members_file(request: HttpRequest) -> HttpResponseBase:
    """Give the seats with who sits as CSV, for the Council's own use."""
    viewer = asker(request)
    lines = queries.seats(viewer=viewer, on=timezone.localdate(viewer.at))
    return csv_file([HEADS, *map(row_of, lines)], name="council-seats", at=viewer.at)


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: HttpRequest, council_seat: str) -> HttpResponse:
    """Show a seat; staff appoint, designate, reappoint, and end terms."""
    viewer = asker(request)
    on = timezone.localdate(viewer.at)
    try:
        line = queries.seat(council_seat, viewer=viewer, on=on)
    except NoSuchPaper:
        raise Http404 from None
    held = queries.terms(viewer=viewer, seat=council_seat)
    made = _forms(request, held)
    status = 200
    if request.method == "POST":
        answer = _posted(request, council_seat, held, made)
        if answer is not None:
            return answer
        status = 422
    holder = _holder(held, on)
    shown = made | {
        "seat": line,
        "holder": holder,
        "terms": [(each, seat_words.ENDINGS[each.ended]) for each in reversed(held)],
        "gaps": [
            (each, each.days(on)) for each in queries.gaps(council_seat, viewer=viewer, on=on)
        ],
        "changes": queries.changes(council_seat, viewer=viewer),
        "works": viewer.may(WORKS),
        "opened": next((name for name, each in made.items() if each.errors), ""),
    }
    return render(request, "council/seat.html", shown, status=status)


@needs(READS, why="a member's own seat and what they declared; theirs alone")
@require_http_methods(["GET", "HEAD", "POST"])
def my_seat(request: HttpRequest) -> HttpResponse:
    """Show a member their seat and designee; they declare a conflict or take one back."""
    viewer = asker(request)
    on = timezone.localdate(viewer.at)
    form: forms.Form = _conflict_form(request)
    here = HttpResponseRedirect(reverse("council:my_seat"))
    if request.method == "POST":
        step, done, form = _declaring(request)
        if step is not None and _done(request, step, form, done):
            return here
        if not form.errors:
            return here
    code = queries.seat_of(viewer=viewer, on=on)
    shown = {
        "seat": queries.seat(code, viewer=viewer, on=on) if code else None,
        "terms": [(e, seat_words.ENDINGS[e.ended]) for e in queries.own_terms(viewer=viewer)],
        "conflicts": [
            (each, seat_words.ABOUT[each.about], holds_on((each.from_on, each.until_on), on))
            for each in queries.all_conflicts(viewer=viewer, on=on)
        ],
        "form": form,
        "is_member": bool(queries.own_terms(viewer=viewer)),
        "works": viewer.may(WORKS),
    }
    return render(request, "council/my_seat.html", shown, status=422 if form.errors else 200)


def row_of(each: SeatLine) -> tuple[str, ...]:
    """Return a seat as a row of a file."""
    said = (each.from_on, each.until_on, each.vacant_since)
    days = (day.isoformat() if day else "" for day in said)
    return (
        *(each.code, each.seat, each.organization_name, each.appointed_by),
        *(seat_words.sits(each), each.designee, *days),
        *(each.note, "; ".join(each.source)),
    )


def _holder(held: tuple[TermLine, ...], on: Any) -> TermLine | None:
    now = [e for e in held if not e.of and holds_on((e.from_on, e.until_on), on)]
    return now[0] if now else None


def _forms(request: HttpRequest, held: tuple[TermLine, ...]) -> Forms:
    """Return the forms of the page; the one that was sent holds what was typed."""
    viewer, sent = asker(request), request.POST.get("do", "")
    members = queries.members(viewer=viewer)
    holder = _holder(held, timezone.localdate(viewer.at))
    told: dict[str, Any] = {"once": new_id()}
    if holder:
        told |= {"term": holder.id, "version": holder.version}
    who: dict[str, Any] = {}
    if holder:
        who = {"member": holder.member, "is_public": holder.is_public}
    if holder:
        who["version"] = holder.member_version
        who["email"] = queries.sign_in_of(holder.account, viewer=viewer)

    today = timezone.localdate(viewer.at)
    ends = [
        (f"{each.id}:{each.version}", f"{each.name}, {_('designee') if each.of else _('holder')}")
        for each in held
        if each.until_on is None or each.until_on >= today
    ]

    def given(name: str) -> Any:
        return request.POST if name == sent else None

    return {
        "appoint": SitsForm(given("appoint"), members=members, prefix="appoint", initial=told),
        "designate": SitsForm(
            given("designate"), members=members, prefix="designate", initial=told
        ),
        "reappoint": ReappointForm(given("reappoint"), prefix="reappoint", initial=told),
        "end": EndForm(given("end"), prefix="end", terms=ends),
        "person": PersonForm(given("person"), prefix="person", initial=who),
    }


def _posted(
    request: HttpRequest, code: str, held: tuple[TermLine, ...], made: Forms
) -> HttpResponse | None:
    viewer, do = asker(request), request.POST.get("do", "")
    if do not in made or not viewer.may(WORKS):
        raise Http404
    form = made[do]
    if not form.is_valid():
        return None
    given: dict[str, Any] = form.cleaned_data
    how: dict[str, Any] = {"by": viewer, "at": viewer.at}
    holder = _holder(held, timezone.localdate(viewer.at))
    step: Callable[[], object]

    def sits() -> actions.Sits:
        names = ("member", "from_on", "until_on", "letter", "name")
        return actions.Sits(**{name: given[name] for name in names})

    if do == "appoint":

        def step() -> object:
            return actions.appoint(code, told=sits(), why=given["why"], once=given["once"], **how)
    elif do == "designate":

        def step() -> object:
            which = holder.id if holder else ""
            return actions.designate(
                which, told=sits(), why=given["why"], once=given["once"], **how
            )
    elif do == "reappoint":

        def step() -> object:
            return actions.reappoint(**given, **how)
    elif do == "end":

        def step() -> object:
            which, _colon, version = given["term"].partition(":")
            told = {"how": Ending(given["how"]), "on": given["on"], "why": given["why"]}
            return actions.end_term(which, version=int(version), **told, **how)
    else:

        def step() -> object:
            account = queries.account_called(given["email"], viewer=viewer)
            if given["email"] and not account:
                raise CouncilError(
                    "Nobody signs in with this address. Check it, or leave it blank."
                )
            told = {name: given[name] for name in ("is_public", "version")}
            return actions.change_member(given["member"], account=account, **told, **how)

    if _done(request, step, form, _("It is kept.")):
        return HttpResponseRedirect(reverse("council:seat", args=[code]))
    return None


def _declaring(request: HttpRequest) -> tuple[Callable[[], object] | None, str, forms.Form]:
    viewer, do = asker(request), request.POST.get("do", "")
    if do == "declare":
        form = _conflict_form(request, request.POST)
        if not form.is_valid():
            return None, "", form
        told = dict(form.cleaned_data)
        once, _what = told.pop("once"), told.pop("what")
        declared = declaring.Declared(**told | form.about())
        said = _("Your declaration is kept. You and the staff can see it.")
        return lambda: declaring.declare(declared, once=once, by=viewer, at=viewer.at), said, form
    version, which = request.POST.get("version", ""), request.POST.get("conflict", "")
    if do != "take_back" or not version.isdecimal():
        raise Http404

    def take_back() -> object:
        return declaring.take_back(which, version=int(version[:9]), by=viewer, at=viewer.at)

    return take_back, _("The declaration is taken back. It stays in the history."), forms.Form({})


def _conflict_form(request: HttpRequest, given: Any = None) -> ConflictForm:
    papers = [
        (f"{each.about.value}:{each.ref}", f"{seat_words.PAPERS[each.about]} {each.name}")
        for each in papers_for_conflicts(viewer=asker(request))
    ]
    return ConflictForm(given, papers=papers, initial={"once": new_id()})


def _done(request: HttpRequest, step: Callable[[], object], form: forms.Form, said: str) -> bool:
    """Do a step and say so; a refusal stands on the form, with what was typed."""
    try:
        step()
    except NoSuchPaper:
        raise Http404 from None
    except CouncilError as refused:
        if form.fields:
            form.add_error(None, str(refused))
        else:
            messages.error(request, str(refused))
        return False
    messages.success(request, said)
    return True
