"""Signing in by one button, in a demonstration. In production these addresses do not exist."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_POST

from fourfold.config.demo.people import PEOPLE, Person
from fourfold.security.access.roles import ROLES
from fourfold.security.accounts import sessions
from fourfold.security.accounts.views.steps import next_address, note_sign_in
from fourfold.security.doors import open_to_all, signed_in
from fourfold.security.models import Account
from fourfold.security.pages.frame import agency_name


def people(request: HttpRequest) -> dict[str, Any]:
    """Give the sign-in page the made-up people by agency, if it asks for them."""
    return {"demo_people": SimpleLazyObject(_by_agency)}


def _by_agency() -> list[tuple[str, list[tuple[Person, str]]]]:
    keys = {person.email: person for person in PEOPLE}
    agencies = dict(Account.objects.filter(email__in=keys).values_list("email", "agency"))
    found: dict[str, list[tuple[Person, str]]] = defaultdict(list)
    for email, person in keys.items():
        if email in agencies:
            found[agency_name(agencies[email])].append((person, ROLES[person.role].name))
    return list(found.items())


@open_to_all("demonstration only: everybody in it is made up")
@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the made-up people."""
    _check_demo()
    emails = {person.key: person.email for person in PEOPLE}
    account = Account.objects.filter(
        email=emails.get(request.POST.get("who", "")), is_active=True
    ).first()
    if account is None:
        raise Http404
    sessions.begin(request, account, proven=True, at=timezone.now())
    note_sign_in(account, first="DEMO", second="DEMO")
    return HttpResponseRedirect(next_address(request))


@signed_in("demonstration only: stands in for an authenticator app")
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Count as having shown a second factor just now."""
    _check_demo()
    sessions.prove(request, at=timezone.now())
    return HttpResponseRedirect(next_address(request))


def _check_demo() -> None:
    """Refuse once more, should these addresses ever be reached elsewhere."""
    if not settings.DEMO or settings.PRODUCTION:
        raise Http404


urlpatterns = [
    path("sign-in/as/", sign_in_as, name="demo_sign_in"),
    path("sign-in/as/confirm/", confirm, name="demo_confirm"),
]
