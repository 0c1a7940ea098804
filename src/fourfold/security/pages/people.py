"""The agency administrator's pages: its people and their roles. No case, no content."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_http_methods

from fourfold.security.access import agencies, seats
from fourfold.security.access import people as queries
from fourfold.security.access.roles import ROLES, Permission, RolesDoNotMix
from fourfold.security.doors import needs
from fourfold.security.models import RoleState, TeamMember
from fourfold.security.pages.asking import asker, page_of
from fourfold.security.pages.filters import Filters, keep, recall
from fourfold.security.pages.frame import names_of
from fourfold.security.pages.seats import seat_name, team_name

ROLE_CHOICES = [(code, role.name) for code, role in sorted(ROLES.items(), key=lambda r: r[1].name)]


class PeopleFilters(Filters):
    """Which people a list shows."""

    typed = ("words",)
    words = forms.CharField(label=_lazy("Name or e-mail address"), required=False)
    state = forms.ChoiceField(
        label=_lazy("Account"),
        required=False,
        choices=[
            ("", _lazy("All")),
            ("OPEN", _lazy("Open")),
            ("CLOSED", _lazy("Closed")),
            ("WAITING", _lazy("A role waits")),
        ],
    )
    role = forms.ChoiceField(
        label=_lazy("Role"), required=False, choices=[("", _lazy("All")), *ROLE_CHOICES]
    )


class ProposeRole(forms.Form):
    """A role to propose."""

    role = forms.ChoiceField(label=_lazy("Role"), choices=ROLE_CHOICES, widget=forms.RadioSelect)


@needs(Permission.USERS_MANAGE, why="the administrator knows the people of the agency")
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """List the people of one's agency."""
    if request.method == "POST":
        return keep(request, PeopleFilters)
    filters = recall(request, PeopleFilters)
    sort = request.GET.get("sort", "name")
    found = queries.people(
        viewer=asker(request),
        words=filters.chosen("words"),
        state=filters.chosen("state"),
        role=filters.chosen("role"),
        sort=sort,
        page=page_of(request),
    )
    shown = {
        "people": found.listed,
        "more": found.more,
        "page": page_of(request),
        "filters": filters,
        "sort": sort,
    }
    return render(request, "desk/people.html", shown)


@needs(Permission.USERS_MANAGE, why="the administrator manages the accounts of the agency")
@require_GET
def person(request: HttpRequest, account: str) -> HttpResponse:
    """Show one person's account and roles."""
    viewer = asker(request)
    try:
        found = queries.person(account, viewer=viewer)
    except agencies.NoSuchAccount as unknown:
        raise Http404 from unknown
    grants = queries.roles_of(account, viewer=viewer)
    standing = [each for each in grants if each.state in (RoleState.PROPOSED, RoleState.HELD)]
    return render(
        request,
        "desk/person.html",
        {
            "person": found,
            "standing": standing,
            "past": [each for each in grants if each not in standing],
            "names": names_of({each.proposed_by for each in grants}),
            "is_me": account == viewer.account,
            "seats": [(each, *_named(each)) for each in seats.seats_of(account, viewer=viewer)],
            "proposed": [
                (each, *_named(each)) for each in seats.proposals_of(account, viewer=viewer)
            ],
        },
    )


def _named(seat: TeamMember | seats.Proposed) -> tuple[str, str]:
    """Return the names of a seat's team and discipline."""
    return team_name(seat.team), seat_name(seat.discipline)


@needs(Permission.ROLE_PROPOSE, why="the administrator proposes; another decides", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def propose_role(request: HttpRequest, account: str) -> HttpResponse:
    """Propose a role for a person of one's agency."""
    viewer = asker(request)
    try:
        found = queries.person(account, viewer=viewer)
    except agencies.NoSuchAccount as unknown:
        raise Http404 from unknown
    form = ProposeRole(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            agencies.propose_role(account, form.cleaned_data["role"], by=viewer)
        except (agencies.AccessError, RolesDoNotMix) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The role is proposed. A second person decides."))
            return HttpResponseRedirect(reverse("desk:person", args=[account]))
    roles = [(code, ROLES[code]) for code, _name in ROLE_CHOICES]
    return render(
        request, "desk/propose_role.html", {"person": found, "form": form, "roles": roles}
    )


@needs(Permission.ROLE_PROPOSE, why="one person is enough to narrow access", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def end_role(request: HttpRequest, account: str, grant: str) -> HttpResponse:
    """Ask once more, then end a role."""
    viewer = asker(request)
    try:
        found = queries.grant(grant, viewer=viewer)
        if found.account != account or found.agency != viewer.agency:
            raise Http404
        if request.method == "POST":
            agencies.end_role(grant, by=viewer)
            messages.success(request, _("The role has ended. It opens nothing from now on."))
            return HttpResponseRedirect(reverse("desk:person", args=[account]))
    except agencies.NoSuchGrant as unknown:
        raise Http404 from unknown
    except agencies.AccessError as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("desk:person", args=[account]))
    return render(request, "desk/end_role.html", {"grant": found})
