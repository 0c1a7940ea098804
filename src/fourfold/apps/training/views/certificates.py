"""Certificates: issued and printed by those who give a session, checked by anybody."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.apps.training.actions import certificates as actions
from fourfold.apps.training.forms.certificates import RevokeForm, VerifyForm
from fourfold.apps.training.queries import certificates as queries
from fourfold.apps.training.queries.certificates import CertificateLine
from fourfold.apps.training.rules.certificates import code_in_groups, code_of
from fourfold.apps.training.rules.sessions import TrainingError
from fourfold.apps.training.states import Credit
from fourfold.apps.training.views import words
from fourfold.apps.training.views.sessions import session_or_404
from fourfold.apps.training.views.words import GIVES, LEADS, posted
from fourfold.security.access.viewer import nobody
from fourfold.security.doors import needs, open_to_all
from fourfold.security.edges import limits
from fourfold.security.pages.asking import asker

HOUR = timedelta(hours=1)


@needs(GIVES, why="those who give a session issue its certificates")
@require_POST
def issue(request: HttpRequest, training: str) -> HttpResponse:
    """Issue certificates to all who were there."""
    viewer = asker(request)
    session_or_404(training, viewer)
    try:
        new = actions.issue(training, by=viewer)
    except TrainingError as refused:
        messages.error(request, str(refused))
    else:
        said = ngettext("{} certificate is issued.", "{} certificates are issued.", new)
        messages.success(request, said.format(new))
    return HttpResponseRedirect(reverse("training:session", args=[training]))


@needs(GIVES, why="those who give a session hand out its certificates")
@require_safe
def printed(request: HttpRequest, training: str) -> HttpResponse:
    """Give all valid certificates of a session as one PDF."""
    viewer = asker(request)
    session_or_404(training, viewer)
    found = queries.of_session(training, viewer=viewer)
    return _paper(request, [each for each in found if each.revoked_at is None])


@needs(GIVES, why="shows one certificate to those who gave the session")
@require_safe
def certificate(request: HttpRequest, certificate: str) -> HttpResponse:
    """Show one certificate, with what can be done."""
    return _page(request, certificate, RevokeForm())


@needs(GIVES, why="prints one certificate for its holder")
@require_safe
def paper(request: HttpRequest, certificate: str) -> HttpResponse:
    """Give one certificate as PDF."""
    found = queries.certificate(certificate, viewer=asker(request))
    if found is None or found.revoked_at is not None:
        raise Http404
    return _paper(request, [found])


@needs(LEADS, why="the training office revokes a certificate")
@require_POST
def revoke(request: HttpRequest, certificate: str) -> HttpResponse:
    """Revoke a certificate, with a reason."""
    viewer = asker(request)
    form = RevokeForm(request.POST)
    if not form.is_valid():
        return _page(request, certificate, form, status=422)
    try:
        actions.revoke(certificate, why=form.cleaned_data["why"], by=viewer)
    except TrainingError as refused:
        if queries.certificate(certificate, viewer=viewer) is None:
            raise Http404 from None
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The certificate is revoked. Whoever checks it is told so."))
    return HttpResponseRedirect(reverse("training:certificate", args=[certificate]))


# No account and no cookie stands behind this form, so no other site could use one.
@csrf_exempt
@open_to_all("whoever was shown a certificate checks it; code and name must both be known")
@require_http_methods(["GET", "HEAD", "POST"])
@limits.at_most(60, per=HOUR, of="certificate")
def verify(request: HttpRequest) -> HttpResponse:
    """Say whether a code and a name fit a certificate, and what it is for."""
    form = VerifyForm(posted(request))
    values: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        at, typed = timezone.now(), form.cleaned_data
        found = None
        with suppress(limits.TooMany):  # then it answers as to a wrong name
            limits.take(f"certificate:{code_of(typed['code'])}", limit=20, per=HOUR, at=at)
            found = queries.verified(typed["code"], name=typed["name"], viewer=nobody(at))
        values |= {"asked": True, "found": found}
        if found is not None and found.credit:
            values["credit"] = words.CREDITS[Credit(found.credit)]
    status = 422 if form.errors else 200
    return render(request, "training/verify.html", values, status=status)


def _page(
    request: HttpRequest, number: str, form: RevokeForm, *, status: int = 200
) -> HttpResponse:
    viewer = asker(request)
    found = queries.certificate(number, viewer=viewer)
    if found is None:
        raise Http404
    values = {
        "each": found,
        "code": code_in_groups(found.code),
        "credit": words.CREDITS[Credit(found.credit)] if found.credit else "",
        "leads": viewer.may(LEADS),
        "form": form,
    }
    return render(request, "training/certificate.html", values, status=status)


def _paper(request: HttpRequest, found: Sequence[CertificateLine]) -> HttpResponse:
    if not found:
        raise Http404
    address = request.build_absolute_uri(reverse("attending:verify"))
    made = queries.pdf_of(found, check_at=address, viewer=asker(request))
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="certificates.pdf"'
    return response
