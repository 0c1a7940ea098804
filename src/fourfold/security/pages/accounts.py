"""Opening and closing accounts, ending sessions, and helping people back in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_http_methods

from fourfold.security.access import agencies
from fourfold.security.access import people as queries
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.accounts import actions, recovery
from fourfold.security.doors import needs
from fourfold.security.models import Account
from fourfold.security.pages.asking import asker
from fourfold.security.pages.frame import agency_name

READ_OR_SEND = ["GET", "HEAD", "POST"]


class NewAccount(forms.Form):
    """Whose account is opened."""

    name = forms.CharField(
        label=_lazy("Name"), max_length=120, help_text=_lazy("As colleagues know the person.")
    )
    email = forms.EmailField(
        label=_lazy("Work e-mail address"),
        max_length=254,
        help_text=_lazy("They sign in with it. Take the one their agency gave them."),
    )


@needs(Permission.USERS_MANAGE, why="the administrator opens accounts", step_up=True)
@require_http_methods(READ_OR_SEND)
def new_person(request: HttpRequest) -> HttpResponse:
    """Open an account and show, once, the code that lets its person in."""
    form = NewAccount(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            account, code = actions.open_account(
                typed["email"], name=typed["name"], by=asker(request)
            )
        except actions.AccountError as refused:
            form.add_error("email", str(refused))
        else:
            shown = {"code": code, "name": typed["name"], "account": account, "is_new": True}
            return render(request, "desk/entry_code.html", shown)
    return render(request, "desk/new_person.html", {"form": form})


# ------------------------------------------------------------------ asked once more, then done
Deed = Callable[[str, Viewer], None]
DEEDS: dict[str, tuple[Deed, str]] = {
    "close": (lambda of, by: actions.disable(of, by=by), "close_account"),
    "open": (lambda of, by: actions.enable(of, by=by), "reopen_account"),
    "sessions": (lambda of, by: actions.end_sessions(of, by=by), "end_sessions"),
}


@needs(Permission.USERS_MANAGE, why="the administrator manages accounts", step_up=True)
@require_http_methods(READ_OR_SEND)
def do_with_account(request: HttpRequest, account: str, deed: str) -> HttpResponse:
    """Ask once more, then close or reopen an account, or end its sessions."""
    viewer = asker(request)
    if deed not in DEEDS:
        raise Http404
    act, name = DEEDS[deed]
    try:
        found = queries.person(account, viewer=viewer)
        if request.method == "POST":
            act(account, viewer)
            messages.success(request, _("It is done."))
            return HttpResponseRedirect(reverse("desk:person", args=[account]))
    except agencies.NoSuchAccount as unknown:
        raise Http404 from unknown
    except actions.AccountError as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("desk:person", args=[account]))
    return render(request, f"desk/{name}.html", {"person": found})


# ------------------------------------------------------------------ helping people back in
@needs(Permission.RECOVERY_CONFIRM, why="a second person confirms who somebody is")
@require_GET
def recoveries(request: HttpRequest) -> HttpResponse:
    """List who asked for help to sign in."""
    return render(
        request, "desk/recoveries.html", {"waiting": recovery.waiting(viewer=asker(request))}
    )


@needs(Permission.RECOVERY_CONFIRM, why="a second person confirms who it is", step_up=True)
@require_http_methods(READ_OR_SEND)
def recover(request: HttpRequest, account: str) -> HttpResponse:
    """Say how to make sure who it is; then show, once, the code that lets them in."""
    viewer = asker(request)
    found = _in_sight(account, viewer)
    shown: dict[str, Any] = {
        "name": found.name,
        "email": found.email,
        "agency": agency_name(found.agency),
        "account": account,
    }
    if request.method == "POST":
        try:
            shown["code"] = recovery.confirm(account, by=viewer)
        except recovery.RecoveryError as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(reverse("desk:recoveries"))
        return render(request, "desk/entry_code.html", shown)
    return render(request, "desk/recover.html", shown)


def _in_sight(account: str, viewer: Viewer) -> Account:
    """Return an open account this viewer may help: of one's agency, or anybody's for privacy."""
    people = Account.objects.filter(id=account, is_active=True).exclude(id=viewer.account)
    if "PRIVACY" not in viewer.roles:
        people = people.filter(agency=viewer.agency)
    found = people.first()
    if found is None:
        raise Http404
    return found
