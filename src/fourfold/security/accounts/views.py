"""Pages of signing in and out."""

from __future__ import annotations

from django.contrib import auth
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.security import audit
from fourfold.security.accounts import sessions, sign_in
from fourfold.security.accounts.forms import SignIn
from fourfold.security.accounts.standing import Ended
from fourfold.security.doors import open_to_all, signed_in
from fourfold.security.edges.headers import clear_site
from fourfold.security.events import Event


@open_to_all("nobody has signed in before signing in")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """Ask for name and password."""
    form = SignIn(request.POST or None)
    refused = False
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        account = sign_in.by_password(
            form.cleaned_data["email"],
            form.cleaned_data["password"],
            address=request.META.get("REMOTE_ADDR", ""),
            at=at,
        )
        if account is not None:
            sessions.begin(request, account, proven=False, at=at)
            with transaction.atomic():
                audit.record(Event.SIGNED_IN, by=account.id, subject=f"account:{account.id}", at=at)
            return HttpResponseRedirect(reverse("enroll"))
        refused = True
    ended = request.GET.get("ended", "")
    return render(
        request,
        "security/sign_in/sign_in.html",
        {
            "form": form,
            "refused": refused,
            "ended": ended if ended in list(Ended) else "",
            "next": request.GET.get("next", ""),
        },
    )


def next_address(request: HttpRequest) -> str:
    """Return where the person was going, if that is one of our own pages."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    own = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if own else reverse("my_account")


@signed_in("one's own session only")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session, and tell the browser to forget what it kept."""
    account = str(request.user.pk)
    with transaction.atomic():
        auth.logout(request)
        audit.record(Event.SIGNED_OUT, by=account, subject=f"account:{account}", at=timezone.now())
    response = HttpResponseRedirect(reverse("sign_in"))
    clear_site(response)
    return response


@signed_in("whoever has signed in adds their own second factor")
@require_http_methods(["GET", "HEAD"])
def enroll(request: HttpRequest) -> HttpResponse:
    """Offer the ways to add a second factor."""
    return render(request, "security/sign_in/enroll.html")


@signed_in("one's own account only")
@require_http_methods(["GET", "HEAD"])
def my_account(request: HttpRequest) -> HttpResponse:
    """Show one's own account."""
    return render(request, "security/account/my_account.html")
