"""Seats on teams that two people bring: proposed by an administrator, decided by another person."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from fourfold.security.access import agencies, seats
from fourfold.security.access import people as queries
from fourfold.security.access.policy import Discipline
from fourfold.security.access.roles import Permission
from fourfold.security.access.teams import queues, review_teams
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.frame import agency_name, name_of

SEAT_NAMES = {
    Discipline.COORDINATOR: _lazy("Coordinator"),
    Discipline.CHILD_WELFARE: _lazy("Child welfare"),
    Discipline.LAW_ENFORCEMENT: _lazy("Police"),
    Discipline.PROSECUTOR: _lazy("State’s attorney"),
    Discipline.MEDICAL: _lazy("Medical"),
    Discipline.MENTAL_HEALTH: _lazy("Mental health"),
    Discipline.ADVOCATE: _lazy("Victim advocate"),
    Discipline.FORENSIC_INTERVIEWER: _lazy("Forensic interviewer"),
}


class ProposeSeat(forms.Form):
    """A team to propose a seat on."""

    team = forms.ChoiceField(label=_lazy("Which team?"))

    def __init__(self, *args: object, viewer: Viewer, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        open_to = seats.can_propose(viewer=viewer)
        review = [(code, name) for code, name in review_teams().items() if code in open_to]
        lines = [(code, name) for code, name in queues().items() if code in open_to]
        field = self.fields["team"]
        field.choices = [("", _("Choose one"))] + [  # type: ignore[attr-defined]
            (title, choices)
            for title, choices in (
                (_("Coordinates a review team"), review),
                (_("Answers a queue"), lines),
            )
            if choices
        ]


def team_name(code: str) -> str:
    """Return the name of a team or queue, or its code."""
    return (review_teams() | queues()).get(code, code)


def seat_name(discipline: str) -> str:
    """Return the name of a discipline."""
    return str(SEAT_NAMES[Discipline(discipline)])


@needs(Permission.ROLE_PROPOSE, why="the administrator proposes; another decides", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def propose_seat(request: HttpRequest, account: str) -> HttpResponse:
    """Propose a person of one's agency as coordinator of a team, or for a queue."""
    viewer = asker(request)
    try:
        found = queries.person(account, viewer=viewer)
    except agencies.NoSuchAccount as unknown:
        raise Http404 from unknown
    form = ProposeSeat(request.POST or None, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        try:
            seats.propose_seat(account, form.cleaned_data["team"], by=viewer)
        except agencies.AccessError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The seat is proposed. A second person decides."))
            return HttpResponseRedirect(reverse("desk:person", args=[account]))
    return render(request, "desk/propose_seat.html", {"person": found, "form": form})


@needs(Permission.ROLE_PROPOSE, why="one person is enough to narrow access", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def end_seat(request: HttpRequest, account: str, seat: str) -> HttpResponse:
    """Ask once more, then end a seat of a person of one's agency."""
    viewer = asker(request)
    held = seats.seats_of(account, viewer=viewer).filter(id=seat).first()
    if held is None:
        raise Http404
    if request.method == "POST":
        try:
            seats.end_seat_of(account, seat, by=viewer)
            messages.success(request, _("The seat has ended. It opens nothing from now on."))
        except agencies.AccessError as refused:
            messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("desk:person", args=[account]))
    values = {"seat": held, "team": team_name(held.team), "person": name_of(account)}
    return render(request, "desk/end_seat.html", values)


@needs(Permission.ROLE_AGREE, why="a second person decides on wider access", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def decide_seat(request: HttpRequest, proposal: str) -> HttpResponse:
    """Show what a seat would open and for whom; agree or refuse."""
    viewer = asker(request)
    try:
        found = seats.proposal(proposal, viewer=viewer)
        if request.method == "POST":
            return _decided(request, found)
    except seats.NoSuchSeat as unknown:
        raise Http404 from unknown
    except agencies.AccessError as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("desk:roles"))
    values = {
        "seat": found,
        "team": team_name(found.team),
        "seat_name": seat_name(found.discipline),
        "is_queue": found.team in queues(),
        "agency": agency_name(found.agency),
        "proposed_by": name_of(found.proposed_by),
        "decided_by": name_of(found.decided_by) if found.decided_by else "",
    }
    return render(request, "desk/decide_seat.html", values)


def _decided(request: HttpRequest, found: seats.Proposed) -> HttpResponse:
    answer = request.POST.get("answer")
    if answer == "agree":
        seats.agree_to_seat(found.id, by=asker(request))
        messages.success(request, _("You agreed. The seat holds from now on."))
    elif answer == "refuse":
        seats.refuse_seat(found.id, by=asker(request))
        messages.success(request, _("You refused. The person who proposed the seat is told."))
    else:
        return HttpResponseRedirect(reverse("desk:decide_seat", args=[found.id]))
    return HttpResponseRedirect(reverse("desk:roles"))
