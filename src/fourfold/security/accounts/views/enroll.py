"""Adding a second factor: right after the first sign-in, or later from one's own account."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import wraps

from allauth.mfa.adapter import get_adapter
from allauth.mfa.utils import decrypt, encrypt
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.security.accounts import factors, sessions
from fourfold.security.accounts.forms import AppCode, PasskeyName
from fourfold.security.accounts.views.steps import asks, next_address, to, viewer
from fourfold.security.doors import signed_in

READ_OR_SEND = ["GET", "HEAD", "POST"]
WAITING = "app_waiting"
Page = Callable[[HttpRequest], HttpResponse]


def _first_or_proven(page: Page) -> Page:
    """Let pass who has no second factor yet, or has just shown one."""

    @wraps(page)
    def guarded(request: HttpRequest) -> HttpResponse:
        if factors.has_one(asks(request)) and not viewer(request).stepped_up:
            return to("step_up", request, back=request.path)
        return page(request)

    return guarded


@signed_in("whoever has signed in adds their own second factor")
@require_http_methods(["GET", "HEAD"])
@_first_or_proven
def enroll(request: HttpRequest) -> HttpResponse:
    """Offer the ways to add a second factor."""
    first = not factors.has_one(asks(request))
    return render(request, "security/sign_in/enroll.html", {"first": first})


@signed_in("whoever has signed in adds their own second factor")
@require_http_methods(READ_OR_SEND)
@_first_or_proven
def enroll_app(request: HttpRequest) -> HttpResponse:
    """Show the secret for an authenticator app, and check the first code."""
    form = AppCode(request.POST or None)
    sealed = request.session.get(WAITING)
    secret = decrypt(sealed) if sealed else ""
    if request.method == "POST" and form.is_valid() and secret:
        try:
            code = "".join(form.cleaned_data["code"].split())
            factors.add_app(asks(request), secret, code, at=timezone.now())
        except factors.DoesNotFit as problem:
            form.add_error("code", str(problem))
        else:
            del request.session[WAITING]
            return _enrolled(request)
    if not secret or request.method != "POST":
        secret = factors.new_secret()
        request.session[WAITING] = encrypt(secret)
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(asks(request), secret))
    shown = {
        "form": form,
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "picture": "data:image/svg+xml;base64," + base64.b64encode(picture.encode()).decode(),
    }
    return render(request, "security/sign_in/enroll_app.html", shown)


@signed_in("whoever has signed in adds their own second factor")
@require_http_methods(READ_OR_SEND)
@_first_or_proven
def enroll_passkey(request: HttpRequest) -> HttpResponse:
    """Have the browser make a passkey."""
    form = PasskeyName(request.POST or None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        name, made = form.cleaned_data["name"], form.cleaned_data["credential"]
        try:
            factors.add_passkey(asks(request), name, made, at=timezone.now())
        except factors.DoesNotFit as refusal:
            problem = str(refusal)
        else:
            return _enrolled(request)
    shown = {"form": form, "options": factors.registration(asks(request)), "problem": problem}
    return render(request, "security/sign_in/enroll_passkey.html", shown)


def _enrolled(request: HttpRequest) -> HttpResponse:
    """Count the new factor as shown; with the first one, hand out recovery codes."""
    at, account = timezone.now(), asks(request)
    sessions.prove(request, at=at)
    if any(each.kind == factors.CODES for each in factors.listed(account)):
        return to("my_account", request)
    return _codes(request)


def _codes(request: HttpRequest) -> HttpResponse:
    codes = factors.new_recovery_codes(asks(request), at=timezone.now())
    shown = {"codes": [f"{code[:4]} {code[4:]}" for code in codes], "next": next_address(request)}
    return render(request, "security/sign_in/recovery_codes.html", shown)


@signed_in("one's own recovery codes only")
@require_POST
def new_codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes; earlier ones are void."""
    if not viewer(request).stepped_up:
        return to("step_up", request, back=reverse("my_account"))
    return _codes(request)
