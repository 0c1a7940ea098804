"""One's own account: where one is signed in, and with what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.contrib import messages
from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.security.access import people
from fourfold.security.access.roles import ROLES
from fourfold.security.access.terms import CURRENT
from fourfold.security.accounts import actions, factors, queries, sessions, sign_in
from fourfold.security.accounts.forms import ChangePassword, FactorName
from fourfold.security.accounts.views.steps import asks, to, viewer
from fourfold.security.doors import signed_in
from fourfold.security.edges.addresses import address_of
from fourfold.security.models import Account

READ_OR_SEND = ["GET", "HEAD", "POST"]
Page = Callable[..., HttpResponse]


def _proven_now(page: Page) -> Page:
    """Ask for the second factor again where the last time is over five minutes ago."""

    @wraps(page)
    def guarded(request: HttpRequest, **parts: int) -> HttpResponse:
        if viewer(request).stepped_up:
            return page(request, **parts)
        back = reverse("my_account") if request.method == "POST" else request.path
        return to("step_up", request, back=back)

    return guarded


@signed_in("one's own account only")
@require_http_methods(["GET", "HEAD"])
def my_account(request: HttpRequest) -> HttpResponse:
    """Show one's own account."""
    account = asks(request)
    found = factors.listed(account)
    strong = [each for each in found if each.kind in factors.STRONG]
    shown = {
        "account": account,
        "factors": strong,
        "last_one": len(strong) < 2,
        "codes_left": factors.codes_left(account),
        "sessions": queries.my_sessions(viewer=viewer(request)),
        "here": request.session.get(sessions.CODE, ""),
        "roles": [ROLES[code] for code in sorted(viewer(request).roles)],
        "agency": people.agency_of(viewer(request)),
        "terms": CURRENT,
        "sign_ins": queries.my_sign_ins(viewer=viewer(request)),
    }
    return render(request, "security/account/my_account.html", shown)


@signed_in("one's own sessions only")
@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """End one of one's own sessions."""
    actions.end_session(request.POST.get("session", ""), by=viewer(request))
    messages.info(request, _("That device is signed out."))
    return HttpResponseRedirect(reverse("my_account"))


@signed_in("one's own sessions only")
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all of one's own sessions but this one."""
    actions.end_other_sessions(request.session.get(sessions.CODE, ""), by=viewer(request))
    messages.info(request, _("You are signed out everywhere but here."))
    return HttpResponseRedirect(reverse("my_account"))


@signed_in("one's own password only")
@sensitive_post_parameters()
@require_http_methods(READ_OR_SEND)
@_proven_now
def change_password(request: HttpRequest) -> HttpResponse:
    """Change one's password; every other session ends."""
    account = asks(request)
    form = ChangePassword(request.POST or None, account=account)
    at = timezone.now()
    if request.method == "POST" and form.is_valid() and _knows(request, account, form, at=at):
        password = form.cleaned_data["password"]
        changed = actions.change_password(account, password, by=account.id, at=at)
        request.session.flush()
        sessions.begin(request, changed, proven=True, at=at)
        messages.info(request, _("Your password is changed. You are signed out everywhere else."))
        return HttpResponseRedirect(reverse("my_account"))
    shown = {"form": form, "rules": password_validators_help_texts()}
    return render(request, "security/account/change_password.html", shown)


def _knows(request: HttpRequest, account: Account, form: ChangePassword, *, at: datetime) -> bool:
    """Check the present password, under the same limits as at sign-in."""
    present = form.cleaned_data["present"]
    if sign_in.by_password(account.email, present, address=address_of(request), at=at):
        return True
    form.add_error("present", _("This is not your present password, or it was tried too often."))
    return False


@signed_in("one's own passkeys only")
@require_http_methods(READ_OR_SEND)
@_proven_now
def rename_factor(request: HttpRequest, *, factor: int) -> HttpResponse:
    """Give a passkey another name."""
    account = asks(request)
    one = next((each for each in factors.listed(account) if each.id == factor), None)
    if one is None or one.kind != factors.PASSKEY:
        raise Http404
    form = FactorName(request.POST or None, initial={"name": one.name})
    if request.method == "POST" and form.is_valid():
        factors.rename(account, factor, form.cleaned_data["name"], at=timezone.now())
        return HttpResponseRedirect(reverse("my_account"))
    return render(request, "security/account/rename_factor.html", {"form": form, "factor": one})


@signed_in("one's own second factors only")
@require_http_methods(READ_OR_SEND)
@_proven_now
def remove_factor(request: HttpRequest, *, factor: int) -> HttpResponse:
    """Remove a second factor; the last one stays."""
    account = asks(request)
    one = next((each for each in factors.listed(account) if each.id == factor), None)
    if one is None or one.kind not in factors.STRONG:
        raise Http404
    problem = ""
    if request.method == "POST":
        try:
            factors.remove(account, factor, at=timezone.now())
        except factors.FactorError as refusal:
            problem = str(refusal)
        else:
            here = request.session.get(sessions.CODE, "")
            actions.end_other_sessions(here, by=viewer(request))
            messages.info(request, _("It is removed. You are signed out everywhere but here."))
            return HttpResponseRedirect(reverse("my_account"))
    shown = {"factor": one, "problem": problem}
    return render(request, "security/account/remove_factor.html", shown)
