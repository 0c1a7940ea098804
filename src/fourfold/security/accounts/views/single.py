"""Signing in at the state's own service."""

from __future__ import annotations

from allauth.core.exceptions import ImmediateHttpResponse
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourfold.security.accounts import sessions, sign_in, single_sign_on
from fourfold.security.accounts.views.steps import next_address, note_sign_in, passed_first
from fourfold.security.doors import open_to_all


@open_to_all("one way to sign in, where the state has such a service")
@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """Lead to the service."""
    if not single_sign_on.name():
        raise Http404
    try:
        return single_sign_on.leave(request, then=next_address(request))
    except OSError:  # the service cannot be reached
        return _refused("", why="SINGLE_SIGN_ON_AWAY")


@open_to_all("the service leads back here")
@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """Take what the service says, and go on as after a password."""
    if not single_sign_on.name():
        raise Http404
    at = timezone.now()
    try:
        answer: HttpResponse = single_sign_on.ComeBack(request).dispatch(request)
        return answer
    except single_sign_on.Arrived as arrived:
        claims, then = arrived.claims, arrived.then
    except ImmediateHttpResponse:
        return _refused("", why="SINGLE_SIGN_ON")
    try:
        account = single_sign_on.account_of(claims, at=at)
    except single_sign_on.NotOneOfUs:
        return _refused(str(claims.get("email", "")), why="SINGLE_SIGN_ON")
    request.GET = request.GET.copy()  # type: ignore[assignment]
    request.GET["next"] = then  # type: ignore[misc]
    if not single_sign_on.shows_second_factor(claims):
        return passed_first(request, account, first="SINGLE_SIGN_ON")
    request.session.flush()
    sessions.begin(request, account, proven=True, at=at)
    note_sign_in(account, first="SINGLE_SIGN_ON", second="SINGLE_SIGN_ON")
    return HttpResponseRedirect(next_address(request))


def _refused(name: str, *, why: str) -> HttpResponse:
    sign_in.refuse("", name=name, why=why, at=timezone.now())
    return HttpResponseRedirect(reverse("sign_in") + "?single=refused")
