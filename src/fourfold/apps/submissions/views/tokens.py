"""Tokens of an agency's programs, for its administrator: made, shown once, ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fourfold.apps.submissions.actions import tokens as actions
from fourfold.apps.submissions.forms.tokens import NewToken
from fourfold.apps.submissions.queries import tokens as queries
from fourfold.security.access.roles import Permission
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.frame import names_of


@needs(Permission.USERS_MANAGE, why="the administrator knows which programs come in")
@require_http_methods(["GET", "HEAD"])
def tokens(request: HttpRequest) -> HttpResponse:
    """List the tokens of one's agency."""
    viewer = asker(request)
    found = queries.tokens(viewer=viewer)
    shown = {
        "tokens": found,
        "names": names_of({each.steward for each in found}),
        "has_office": bool(queries.offices(viewer=viewer)),
    }
    return render(request, "submissions/tokens.html", shown)


@needs(Permission.USERS_MANAGE, why="a token is a way in for a program", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def new_token(request: HttpRequest) -> HttpResponse:
    """Make a token and show its secret, once."""
    viewer = asker(request)
    offices, stewards = queries.offices(viewer=viewer), queries.stewards(viewer=viewer)
    form = NewToken(request.POST or None, offices=offices, stewards=stewards)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make(**form.cleaned_data, by=viewer)
        except actions.TokenError as refused:
            form.add_error(None, str(refused))
        else:
            shown = {"secret": made.secret, "days": form.cleaned_data["days"]}
            return render(request, "submissions/token_made.html", shown)
    shown = {"form": form, "has_office": bool(offices), "has_steward": bool(stewards)}
    return render(request, "submissions/token_new.html", shown)


@needs(Permission.USERS_MANAGE, why="one person is enough to narrow access", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def end_token(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more, then end a token."""
    viewer = asker(request)
    found = next((each for each in queries.tokens(viewer=viewer) if each.id == token), None)
    if found is None:
        raise Http404
    if request.method == "POST":
        actions.end(token, by=viewer)
        messages.success(request, _("The token has ended. It opens nothing from now on."))
        return HttpResponseRedirect(reverse("submissions:tokens"))
    return render(request, "submissions/token_end.html", {"token": found})
