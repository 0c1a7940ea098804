"""Inviting people to a session by mail, mailing certificates, and the public calendar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.apps.training.actions import invitations as actions
from fourfold.apps.training.forms.inviting import InviteForm
from fourfold.apps.training.queries import certificates as certificate_queries
from fourfold.apps.training.queries import invitations as queries
from fourfold.apps.training.rules.calendars import calendar as written
from fourfold.apps.training.rules.courses import town_names
from fourfold.apps.training.rules.invitations import invitation, read_addresses
from fourfold.apps.training.rules.sessions import TrainingError
from fourfold.apps.training.states import Invited, Language, Sector
from fourfold.apps.training.views import words
from fourfold.apps.training.views.sessions import done, session_or_404
from fourfold.apps.training.views.words import GIVES, posted
from fourfold.reference import active_pack
from fourfold.security.access.viewer import nobody
from fourfold.security.doors import needs, open_to_all
from fourfold.security.pages.asking import asker

STANDS: dict[Invited, Any] = {
    Invited.WAITING: gettext_lazy("wait for their turn"),
    Invited.SENDING: gettext_lazy("were cut off; nobody knows whether they went"),
    Invited.SENT: gettext_lazy("went"),
    Invited.FAILED: gettext_lazy("were not taken by the mail server"),
    Invited.NOT_NEEDED: gettext_lazy("did not go: the session had begun or was called off"),
}


@needs(GIVES, why="those who give a session invite people to it")
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, training: str) -> HttpResponse:
    """Read addresses, show who would be invited and in which words, and leave the mails."""
    viewer = asker(request)
    found = session_or_404(training, viewer)
    if found.counts_only or found.off_at is not None or found.starts_at <= viewer.at:
        raise Http404
    form = InviteForm(posted(request))
    stands = queries.invited(training, viewer=viewer)
    values: dict[str, Any] = {
        "session": found,
        "form": form,
        "invited": [(STANDS[each], count) for each, count in stands.items()],
    }
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        read = read_addresses(form.cleaned_data["pasted"])
        if read.problems:
            values["problems"] = read.problems
        elif "send" in request.POST:
            return _invite(request, training, read.mails)
        else:
            event = queries.told_of(training, leads=_leads(request), viewer=viewer)
            if event is not None and read.mails:
                sender = str(active_pack().settings["council"]["name"])
                values["subject"], values["body"] = invitation(event, sender=sender)
                values |= {"mails": read.mails, "text": "\n".join(read.mails)}
    status = 422 if form.errors or values.get("problems") else 200
    return render(request, "training/invite.html", values, status=status)


@needs(GIVES, why="those who give a session hand out its certificates")
@require_POST
def mail_papers(request: HttpRequest, training: str) -> HttpResponse:
    """Leave a session's valid certificates to be mailed to those who gave an address."""
    viewer = asker(request)
    session_or_404(training, viewer)
    found = certificate_queries.of_session(training, viewer=viewer)
    try:
        new = actions.mail_certificates(
            training,
            papers=[each.id for each in found if each.revoked_at is None],
            site=site_of(request),
            by=viewer,
        )
    except TrainingError as refused:
        messages.error(request, str(refused))
    else:
        said = ngettext("{} certificate goes by mail.", "{} certificates go by mail.", new)
        none = _("No certificate is left to mail: nobody gave an address, or theirs went already.")
        messages.success(request, said.format(new) if new else none)
    return HttpResponseRedirect(reverse("training:session", args=[training]))


@open_to_all("anybody may see when public trainings are held")
@require_safe
def public_calendar(request: HttpRequest) -> HttpResponse:
    """List the sessions to come that chose to be public."""
    towns = town_names()
    found = queries.on_calendar(viewer=nobody(timezone.now()))
    rows = [
        (
            each,
            towns.get(each.town, each.town),
            words.LANGUAGES[Language(each.language)],
            words.SECTORS[Sector(each.sector)],
        )
        for each in found
    ]
    feed = request.build_absolute_uri(reverse("attending:feed"))
    return render(request, "training/public_calendar.html", {"rows": rows, "feed": feed})


@open_to_all("anybody may have public trainings in a calendar of their own")
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give the same as a calendar that programs follow."""
    at = timezone.now()
    found = queries.appointments(viewer=nobody(at))
    named = str(active_pack().settings["council"]["name"])
    made = written(found, named=named, at=at)
    headers = {"Content-Disposition": 'inline; filename="trainings.ics"'}
    return HttpResponse(made, content_type="text/calendar; charset=utf-8", headers=headers)


def site_of(request: HttpRequest) -> str:
    """Return the root address of this site, as whoever asks sees it."""
    return request.build_absolute_uri("/")


def _leads(request: HttpRequest) -> Callable[[str], str]:
    return lambda survey: request.build_absolute_uri(reverse("surveying:survey", args=[survey]))


def _invite(request: HttpRequest, training: str, mails: tuple[str, ...]) -> HttpResponse:
    viewer, new = asker(request), len(mails)
    said = ngettext("{} invitation goes by mail.", "{} invitations go by mail.", new).format(new)
    return done(
        request,
        training,
        lambda: actions.invite(training, mails=mails, site=site_of(request), by=viewer),
        said=said,
    )
