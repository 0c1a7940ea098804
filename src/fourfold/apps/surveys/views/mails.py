"""Invitations and reminders of a wave: shown first, then left to be mailed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from fourfold.apps.surveys.actions import survey_mails as actions
from fourfold.apps.surveys.queries import mails as queries
from fourfold.apps.surveys.rules import SurveyError
from fourfold.apps.surveys.rules.invitations import Mailing
from fourfold.apps.surveys.states import WaveState
from fourfold.apps.surveys.views.sampling import wave_or_404
from fourfold.security import outbox
from fourfold.security.access.roles import Permission
from fourfold.security.doors import needs
from fourfold.security.models import MailState
from fourfold.security.pages.asking import asker


@needs(Permission.SURVEY_RUN, why="shows whom a survey would mail, and what, before it goes")
@require_http_methods(["GET", "HEAD", "POST"])
def mails(request: HttpRequest, study: str, wave: str) -> HttpResponse:
    """Show who would be mailed and what it says; leave it to be sent."""
    viewer = asker(request)
    found, one = wave_or_404(request, study, wave)
    if request.method == "POST":
        mailing = Mailing.REMINDER if request.POST.get("do") == "remind" else Mailing.INVITATION
        site = request.build_absolute_uri("/")
        try:
            made = actions.make(wave, mailing=mailing, site=site, by=viewer, at=viewer.at)
        except SurveyError as refused:
            messages.error(request, str(refused))
        else:
            said = ngettext(
                "{} mail waits to go. It takes minutes.",
                "{} mails wait to go. It takes minutes.",
                made,
            )
            messages.success(request, said.format(made) if made else _("Nobody is to be mailed."))
        return HttpResponseRedirect(request.path)
    today = timezone.localdate(viewer.at)
    shown = queries.mails_of(wave, viewer=viewer, on=today)
    values = {
        "study": found,
        "wave": one,
        "is_open": one.state is WaveState.OPEN and not one.is_over,
        "shown": shown,
        "went": [(each, _which(each.mailing), *_stands(each.state)) for each in shown.went],
        "late_since": outbox.late_since(at=viewer.at),
    }
    return render(request, "surveys/mails.html", values)


def _which(mailing: Mailing) -> str:
    return _("Reminder") if mailing is Mailing.REMINDER else _("Invitation")


def _stands(state: MailState | None) -> tuple[str, str]:
    """Return where a mail stands, in words, and the tone of its chip."""
    return {
        MailState.WAITING: (_("waits"), "plain"),
        MailState.SENDING: (_("nobody knows whether it went"), "caution"),
        MailState.SENT: (_("went"), "good"),
        MailState.FAILED: (_("not taken"), "caution"),
        MailState.NOT_NEEDED: (_("no longer needed"), "quiet"),
        None: (_("not kept any more"), "quiet"),
    }[state]
