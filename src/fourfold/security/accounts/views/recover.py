"""Coming back in: asking for help, and using the code that a second person gave."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fourfold.security.accounts import recovery, sessions
from fourfold.security.accounts.forms import EntryForm, NameForm, NewPassword
from fourfold.security.accounts.views.steps import note_sign_in, to
from fourfold.security.doors import open_to_all
from fourfold.security.edges.addresses import address_of

READ_OR_SEND = ["GET", "HEAD", "POST"]
ENTRY = "entry_code"


class AnswerFirst(HttpResponse):
    """
    An answer whose work is done after it was sent.

    So the time it takes does not tell whether there was anything to do.
    """

    def __init__(self, content: bytes, *, work: Callable[[], object]) -> None:
        super().__init__(content)
        self._work: Callable[[], object] | None = work

    def close(self) -> None:
        """Finish the answer, then do the work, once."""
        super().close()
        work, self._work = self._work, None
        if work is not None:
            work()


@open_to_all("who cannot sign in has not signed in")
@require_http_methods(READ_OR_SEND)
def ask_for_help(request: HttpRequest) -> HttpResponse:
    """Take the name of somebody who cannot sign in; the answer is the same for any name."""
    form = NameForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "security/sign_in/help.html", {"form": form})
    at, email, address = timezone.now(), form.cleaned_data["email"], address_of(request)
    said = render(request, "security/sign_in/help_asked.html")
    return AnswerFirst(said.content, work=lambda: recovery.ask(email, address=address, at=at))


@open_to_all("the code itself is the key")
@sensitive_post_parameters()
@require_http_methods(READ_OR_SEND)
def enter_code(request: HttpRequest) -> HttpResponse:
    """Take the code that a second person gave."""
    form = EntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            entry = recovery.check_code(
                form.cleaned_data["email"],
                form.cleaned_data["code"],
                address=address_of(request),
                at=timezone.now(),
            )
        except recovery.CodeUseless as problem:
            form.add_error(None, str(problem))
        else:
            request.session.flush()
            request.session[ENTRY] = entry.id
            return HttpResponseRedirect(reverse("new_password"))
    return render(request, "security/sign_in/enter_code.html", {"form": form})


@open_to_all("only after a code that fits")
@sensitive_post_parameters()
@require_http_methods(READ_OR_SEND)
def new_password(request: HttpRequest) -> HttpResponse:
    """Set a password after a code that fits; a second factor comes next."""
    at = timezone.now()
    account = recovery.whose(request.session.get(ENTRY, ""), at=at)
    if account is None:
        return to("enter_code", request)
    form = NewPassword(request.POST or None, account=account)
    if request.method == "POST" and form.is_valid():
        password = form.cleaned_data["password"]
        try:
            account = recovery.finish(request.session[ENTRY], password, at=at)
        except recovery.CodeUseless as problem:
            form.add_error(None, str(problem))
        else:
            request.session.flush()
            sessions.begin(request, account, proven=False, at=at)
            note_sign_in(account, first="ENTRY_CODE", second="NONE")
            return HttpResponseRedirect(reverse("enroll"))
    shown = {"form": form, "rules": password_validators_help_texts(), "title": _("Your password")}
    return render(request, "security/sign_in/new_password.html", shown)
