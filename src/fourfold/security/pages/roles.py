"""The second person's pages: roles that wait to be agreed to or refused."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fourfold.security.access import agencies, seats
from fourfold.security.access import people as queries
from fourfold.security.access.roles import Permission, RolesDoNotMix
from fourfold.security.access.terms import CURRENT
from fourfold.security.doors import needs, signed_in
from fourfold.security.pages.asking import asker
from fourfold.security.pages.frame import agency_name, name_of, names_of
from fourfold.security.pages.seats import seat_name, team_name


@needs(Permission.ROLE_AGREE, why="a second person decides on wider access")
@require_GET
def roles(request: HttpRequest) -> HttpResponse:
    """List the roles that wait for a second person."""
    viewer = asker(request)
    waiting, proposed = queries.waiting_roles(viewer=viewer), seats.waiting_seats(viewer=viewer)
    by = {each.proposed_by for each in waiting} | {each.proposed_by for each in proposed}
    values = {
        "rows": [(each, agency_name(each.agency)) for each in waiting],
        "seats": [
            (each, agency_name(each.agency), team_name(each.team), seat_name(each.discipline))
            for each in proposed
        ],
        "names": names_of(by),
    }
    return render(request, "desk/roles.html", values)


@needs(Permission.ROLE_AGREE, why="a second person decides on wider access", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def decide_role(request: HttpRequest, grant: str) -> HttpResponse:
    """Show what a role would open and for whom; agree or refuse."""
    viewer = asker(request)
    try:
        found = queries.grant(grant, viewer=viewer)
        if request.method == "POST":
            return _decided(request, found)
    except agencies.NoSuchGrant as unknown:
        raise Http404 from unknown
    except (agencies.AccessError, RolesDoNotMix) as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("desk:roles"))
    values = {
        "grant": found,
        "agency": agency_name(found.agency),
        "proposed_by": name_of(found.proposed_by),
        "decided_by": name_of(found.decided_by) if found.decided_by else "",
    }
    return render(request, "desk/decide_role.html", values)


def _decided(request: HttpRequest, found: queries.Grant) -> HttpResponse:
    if request.POST.get("answer") == "agree":
        agencies.agree_to_role(found.id, by=asker(request))
        said = _("You agreed. The role holds from now on.")
    elif request.POST.get("answer") == "refuse":
        agencies.refuse_role(found.id, by=asker(request))
        said = _("You refused. The person who proposed the role is told.")
    else:
        return HttpResponseRedirect(reverse("desk:decide_role", args=[found.id]))
    messages.success(request, said)
    return HttpResponseRedirect(reverse("desk:roles"))


@signed_in("the terms bind everybody of an agency; its administrator accepts them")
@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: HttpRequest) -> HttpResponse:
    """Show the terms of use, who accepted them for this agency, and accept them."""
    viewer = asker(request)
    if request.method == "POST":
        if not viewer.may(Permission.TERMS_ACCEPT):
            raise Http404
        try:
            agencies.accept_terms(request.POST.get("version", ""), by=viewer)
            messages.success(request, _("Accepted. Your agency’s people can go on."))
        except agencies.AccessError as refused:
            messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("desk:terms"))
    agency = queries.agency_of(viewer)
    accepted = agency is not None and agency.terms_version == CURRENT.version
    values = {
        "terms": CURRENT,
        "accepted": accepted,
        "accepted_at": agency.terms_at if agency else None,
        "accepted_by": name_of(agency.terms_by) if agency and agency.terms_by else "",
        "may_accept": viewer.may(Permission.TERMS_ACCEPT),
    }
    return render(request, "desk/terms.html", values)
