"""Signing in and out."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.contrib import auth
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.security import audit
from fourfold.security.accounts import factors, sessions, sign_in, single_sign_on
from fourfold.security.accounts.forms import Code, SignIn
from fourfold.security.accounts.standing import Ended
from fourfold.security.accounts.views.steps import (
    asks,
    next_address,
    note_sign_in,
    passed_first,
    to,
)
from fourfold.security.doors import open_to_all, signed_in
from fourfold.security.edges.addresses import address_of
from fourfold.security.edges.headers import clear_site
from fourfold.security.events import Event
from fourfold.security.models import Account

READ_OR_SEND = ["GET", "HEAD", "POST"]


@open_to_all("nobody has signed in before signing in")
@sensitive_post_parameters()
@require_http_methods(READ_OR_SEND)
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """Ask for name and password."""
    form = SignIn(request.POST or None)
    refused = False
    if request.method == "POST" and form.is_valid():
        account = sign_in.by_password(
            form.cleaned_data["email"],
            form.cleaned_data["password"],
            address=address_of(request),
            at=timezone.now(),
        )
        if account is not None:
            return passed_first(request, account, first="PASSWORD")
        refused = True
    return _sign_in(request, form, refused=refused)


def _sign_in(request: HttpRequest, form: SignIn, *, refused: bool) -> HttpResponse:
    ended = request.GET.get("ended", "")
    shown = {
        "form": form,
        "refused": refused,
        "ended": ended if ended in list(Ended) else "",
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "unsent": "unsent" in request.GET,
        "single": single_sign_on.name(),
        "single_refused": "single" in request.GET,
    }
    return render(request, "security/sign_in/sign_in.html", shown)


@open_to_all("a passkey is how some people sign in")
@require_POST
def sign_in_by_passkey(request: HttpRequest) -> HttpResponse:
    """Ask the browser for a passkey; then check what it answered."""
    shown = {"next": request.POST.get("next", "")}
    if "credential" not in request.POST:
        shown["options"] = factors.challenge(None)
        return render(request, "security/sign_in/passkey.html", shown)
    at = timezone.now()
    account = factors.check_passkey(request.POST["credential"], account=None, at=at)
    if account is None:
        return _sign_in(request, SignIn(), refused=True)
    sessions.begin(request, account, proven=True, at=at)
    note_sign_in(account, first="PASSKEY", second="PASSKEY")
    return HttpResponseRedirect(next_address(request))


@open_to_all("asked of whoever passed the first step, before a session begins")
@require_http_methods(READ_OR_SEND)
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a passkey after the password."""
    at = timezone.now()
    waiting = sessions.who_waits(request, at=at)
    if waiting is None:
        return to("sign_in", request)
    account, first = waiting
    second, shown = _ask(request, account, at=at)
    if second is None:
        return render(request, "security/sign_in/second_factor.html", shown)
    sessions.begin(request, account, proven=True, at=at)
    note_sign_in(account, first=first, second=second)
    return HttpResponseRedirect(next_address(request))


@signed_in("proving again who one is")
@require_http_methods(READ_OR_SEND)
def step_up(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor again, for what should not be done from a desk left open."""
    at, account = timezone.now(), asks(request)
    if not factors.has_one(account):
        return to("enroll", request)
    second, shown = _ask(request, account, at=at)
    if second is None:
        return render(request, "security/sign_in/step_up.html", shown)
    sessions.prove(request, at=at)
    with transaction.atomic():
        audit.record(
            Event.STEPPED_UP,
            by=account.id,
            subject=f"account:{account.id}",
            at=at,
            facts={"second": second},
        )
    return HttpResponseRedirect(next_address(request))


def _ask(
    request: HttpRequest, account: Account, *, at: datetime
) -> tuple[str | None, dict[str, object]]:
    """Return the kind of second factor that was shown, if any, and else what the page shows."""
    form = Code(request.POST if "code" in request.POST else None)
    second, tried = None, False
    if "credential" in request.POST:
        tried = True
        if factors.check_passkey(request.POST["credential"], account=account, at=at):
            second = factors.PASSKEY
    elif request.method == "POST" and form.is_valid():
        tried = True
        second = factors.check_code(account, form.cleaned_data["code"], at=at)
    if second:
        return second.upper(), {}
    kinds = {each.kind for each in factors.listed(account)}
    shown = {
        "form": form,
        "refused": tried,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "options": factors.challenge(account) if factors.PASSKEY in kinds else "",
        "has_app": factors.APP in kinds,
    }
    return None, shown


@signed_in("one's own session only")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session, and tell the browser to forget what it kept."""
    account = asks(request)
    with transaction.atomic():
        auth.logout(request)
        audit.record(
            Event.SIGNED_OUT, by=account.id, subject=f"account:{account.id}", at=timezone.now()
        )
    response = HttpResponseRedirect(reverse("sign_in"))
    clear_site(response)
    return response


@signed_in("one's own session only")
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Keep the session: the person is still there. Says how many seconds are left now."""
    left = cast(Any, request).session_ends_at - timezone.now()
    return HttpResponse(str(int(left.total_seconds())), content_type="text/plain")
