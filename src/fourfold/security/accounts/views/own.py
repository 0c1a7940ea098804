"""One's own account: where one is signed in, and with what."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from fourfold.security.accounts import factors
from fourfold.security.accounts.views.steps import asks
from fourfold.security.doors import signed_in


@signed_in("one's own account only")
@require_http_methods(["GET", "HEAD"])
def my_account(request: HttpRequest) -> HttpResponse:
    """Show one's own account."""
    account = asks(request)
    shown = {"account": account, "factors": factors.listed(account)}
    return render(request, "security/account/my_account.html", shown)
