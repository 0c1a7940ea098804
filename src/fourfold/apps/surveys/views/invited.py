"""One organization of a wave's sample, for whoever runs surveys."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fourfold.apps.surveys.actions import invitations as actions
from fourfold.apps.surveys.forms.sampling import MailboxForm
from fourfold.apps.surveys.queries.sampling import organization
from fourfold.apps.surveys.rules import NoSuchStudy, SurveyError
from fourfold.apps.surveys.rules.invitations import BY_HAND, MAY_ANSWER, InvitedState
from fourfold.apps.surveys.states import MoveNotAllowed, WaveState
from fourfold.apps.surveys.views.sampling import said_state, wave_or_404
from fourfold.security.access.roles import Permission
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker

S = InvitedState


@needs(Permission.SURVEY_RUN, why="a link is a way to answer for an organization", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, study: str, wave: str, invited: str) -> HttpResponse:
    """Show an organization; keep its mailbox, note where it stands, tell its link once."""
    viewer = asker(request)
    found, one = wave_or_404(request, study, wave)
    try:
        line = organization(invited, wave=wave, viewer=viewer)
    except NoSuchStudy:
        raise Http404 from None
    do, link = request.POST.get("do", ""), ""
    form = MailboxForm(request.POST if do == "mailbox" else None, initial={"mail": line.mail})
    if request.method == "POST":
        try:
            if do == "link":
                key = actions.tell_link(invited, wave=wave, by=viewer, at=viewer.at)
                path = reverse("surveying:invitation", args=[one.code, key])
                link = request.build_absolute_uri(path)
            elif do == "mailbox" and form.is_valid():
                mail = form.cleaned_data["mail"]
                actions.set_mailbox(invited, wave=wave, mail=mail, by=viewer, at=viewer.at)
                messages.success(request, _("The mailbox is kept."))
                return HttpResponseRedirect(request.path)
            elif do in set(S):
                actions.note(invited, wave=wave, state=S(do), by=viewer, at=viewer.at)
                messages.success(request, _("It is noted."))
                return HttpResponseRedirect(request.path)
        except (SurveyError, MoveNotAllowed) as refused:
            if do == "mailbox":
                form.add_error("mail", str(refused))
            else:
                messages.error(request, str(refused))
                return HttpResponseRedirect(request.path)
    said = {
        S.INVITED: _("It is invited after all"),
        S.DECLINED: _("It declined"),
        S.UNDELIVERABLE: _("No mail reaches it"),
        S.INELIGIBLE: _("It does not belong to whom we ask"),
    }
    shown = {
        "study": found,
        "wave": one,
        "line": line,
        "chip_words": said_state(line.state),
        "moves": [(each.value, said[each]) for each in BY_HAND[line.state]],
        "has_link": one.state is WaveState.OPEN and line.state in MAY_ANSWER,
        "link": link,
        "form": form,
    }
    return render(request, "surveys/invited.html", shown, status=422 if form.errors else 200)
