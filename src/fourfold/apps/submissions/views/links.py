"""Answer links of a call, for the Council's staff: made, shown once, ended."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from fourfold.apps.submissions.actions import links as actions
from fourfold.apps.submissions.queries import links as queries
from fourfold.apps.submissions.queries.boards import Line, board
from fourfold.apps.submissions.rules.calls import NoSuchCall
from fourfold.apps.submissions.views.call_words import title_of_code
from fourfold.apps.submissions.views.office import leads_of, site_of
from fourfold.security import outbox
from fourfold.security.access.roles import Permission
from fourfold.security.doors import needs
from fourfold.security.models import MailState
from fourfold.security.outbox import Standing
from fourfold.security.pages.asking import asker


@needs(
    Permission.CALL_OPEN, why="a link is a way in for an office without an account", step_up=True
)
@require_http_methods(["GET", "HEAD", "POST"])
def links(request: HttpRequest, call: str) -> HttpResponse:
    """List the offices of a call with their links; make one and show it once; end one."""
    viewer = asker(request)
    try:
        lines = board(call, viewer=viewer).lines
    except NoSuchCall:
        raise Http404 from None
    if request.method == "POST":
        return _act(request, call, lines)
    made = {each.office: each for each in queries.of_call(call, viewer=viewer)}
    mails = queries.mails_of(call, viewer=viewer)
    shown = {
        "call": call,
        "title": title_of_code(call, viewer=viewer),
        "rows": [
            (each, made.get(each.organization), _mail_in_words(mails.get(each.organization)))
            for each in lines
            if not each.agency
        ],
        "with_account": sum(1 for each in lines if each.agency),
        "late_since": outbox.late_since("ANSWER_LINK", "LINK_ASKED", at=viewer.at),
        "to_mail": len(_to_mail(lines, set(made), mails)),
    }
    return render(request, "submissions/links.html", shown)


MAILED = {
    MailState.WAITING: (_lazy("Waits to be mailed"), "plain"),
    MailState.SENDING: (_lazy("Not known whether it went"), "caution"),
    MailState.SENT: (_lazy("Mailed"), "good"),
    MailState.FAILED: (_lazy("Could not be mailed"), "stop"),
    MailState.NOT_NEEDED: (_lazy("Not sent: nothing was to answer"), "quiet"),
}


def _mail_in_words(mail: Standing | None) -> tuple[Any, str, Any] | None:
    return (*MAILED[mail.state], mail.at) if mail else None


def _act(request: HttpRequest, call: str, lines: tuple[Line, ...]) -> HttpResponse:
    viewer, office = asker(request), request.POST.get("office", "")
    if request.POST.get("do") == "mail-all":
        return _mail_all(request, call, lines)
    line = next((each for each in lines if each.organization == office), None)
    if line is None:
        raise Http404
    try:
        if request.POST.get("do") == "end":
            actions.revoke(call, respondent=office, by=viewer, at=viewer.at)
            messages.success(request, _("The link has ended. It opens nothing from now on."))
        elif request.POST.get("do") == "mail":
            actions.mail(call, respondent=office, site=site_of(request), by=viewer, at=viewer.at)
            messages.success(request, _("A new link waits to be mailed."))
        else:
            new = actions.make(call, respondent=office, by=viewer, at=viewer.at)
            shown = {
                "call": call,
                "title": title_of_code(call, viewer=viewer),
                "line": line,
                "new": new,
                "address": leads_of(request)(new.token),
                "door": request.build_absolute_uri(reverse("calling:call")),
            }
            return render(request, "submissions/link_made.html", shown)
    except actions.LinkError as refused:
        messages.error(request, str(refused))
    return HttpResponseRedirect(reverse("submissions:links", args=[call]))


def _to_mail(lines: tuple[Line, ...], linked: set[str], mails: dict[str, Standing]) -> list[str]:
    """Return the offices that have a mailbox, no account, no link yet and none that waits."""
    waits = {code for code, each in mails.items() if each.state is MailState.WAITING}
    return [
        each.organization
        for each in lines
        if each.has_mail and not each.agency and each.organization not in linked | waits
    ]


def _mail_all(request: HttpRequest, call: str, lines: tuple[Line, ...]) -> HttpResponse:
    """Leave a link to be mailed to each office that has none."""
    viewer, left = asker(request), 0
    linked = {each.office for each in queries.of_call(call, viewer=viewer)}
    mails = queries.mails_of(call, viewer=viewer)
    try:
        for office in _to_mail(lines, linked, mails):
            actions.mail(call, respondent=office, site=site_of(request), by=viewer, at=viewer.at)
            left += 1
    except actions.LinkError as refused:
        messages.error(request, str(refused))
    if left:
        said = ngettext("{} link waits to be mailed.", "{} links wait to be mailed.", left)
        messages.success(request, said.format(left))
    return HttpResponseRedirect(reverse("submissions:links", args=[call]))
