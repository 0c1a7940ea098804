"""Reminders of a call: who would be told today and why, what went, and letters to print."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourfold.apps.submissions.actions import reminders as actions
from fourfold.apps.submissions.queries import calls as queries
from fourfold.apps.submissions.queries import reminders
from fourfold.apps.submissions.rules.calls import SubmissionError
from fourfold.apps.submissions.states import ReminderState, ReminderWay
from fourfold.apps.submissions.views import call_words as words
from fourfold.apps.submissions.views.call_page import call_or_404, head_of
from fourfold.apps.submissions.views.calls import OPENS
from fourfold.documents import letters
from fourfold.documents.typesetting import CannotSet
from fourfold.security import outbox
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker

AGAIN = (ReminderState.FAILED, ReminderState.MAILING)


@needs(OPENS, why="shows who would be reminded, and has them mailed in one step")
@require_http_methods(["GET", "HEAD", "POST"])
def call_reminders(request: HttpRequest, call: str) -> HttpResponse:
    """Show what would go today, what waits and what went; leave what would go to be sent."""
    viewer, today = asker(request), words.today()
    found = call_or_404(call, viewer)
    if request.method == "POST":
        made = actions.make_due(call, on=today, by=viewer.account, at=viewer.at)
        said = _("Waiting to be mailed: {mails}. Letters to post: {letters}.")
        messages.success(request, said.format(mails=made.mails, letters=made.letters))
        return HttpResponseRedirect(request.path)
    planned = reminders.planned(call, viewer=viewer, on=today)
    went = reminders.went(call, viewer=viewer)
    values = head_of(found, today) | {
        "planned": [
            (each, words.reminder_day(each.moment.days), words.WAYS[each.way], _why(each))
            for each in planned
        ],
        "example": planned[0].words if planned else None,
        "went": [
            (
                each,
                words.reminder_day(each.days),
                words.WAYS[each.way],
                *words.REMINDED[each.state],
                each.state in AGAIN,
            )
            for each in went
        ],
        "late_since": outbox.late_since("REMINDER", at=viewer.at),
        "to_mail": sum(1 for each in went if each.state is ReminderState.WAITING),
        "to_post": [each for each in went if each.state is ReminderState.TO_POST],
        "schedule": [words.reminder_day(x) for x in queries.schedule_of(call, viewer=viewer)],
        "missing": len(reminders.missing(call, viewer=viewer, on=today)),
    }
    return render(request, "submissions/call_reminders.html", values)


@needs(OPENS, why="sends one reminder again that may not have gone")
@require_POST
def send_again(request: HttpRequest, call: str, reminder: str) -> HttpResponse:
    """Have one reminder sent again."""
    viewer = asker(request)
    call_or_404(call, viewer)
    try:
        way = actions.make_again(reminder, on=words.today(), by=viewer.account, at=viewer.at)
    except SubmissionError as refused:
        messages.error(request, str(refused))
    else:
        if way is ReminderWay.MAIL:
            messages.success(request, _("The reminder waits to be mailed again."))
        else:
            messages.success(request, _("The office has no mailbox now: a letter waits."))
    return HttpResponseRedirect(reverse("submissions:call_reminders", args=[call]))


@needs(OPENS, why="notes that letters went to the post")
@require_POST
def letters_posted(request: HttpRequest, call: str) -> HttpResponse:
    """Note that the letters that waited were posted."""
    viewer = asker(request)
    call_or_404(call, viewer)
    waiting = [
        each.id
        for each in reminders.went(call, viewer=viewer)
        if each.state is ReminderState.TO_POST and each.id in request.POST.getlist("letter")
    ]
    count = actions.posted(waiting, by=viewer.account, at=viewer.at)
    said = ngettext("{} letter is noted as posted.", "{} letters are noted as posted.", count)
    messages.success(request, said.format(count))
    return HttpResponseRedirect(reverse("submissions:call_reminders", args=[call]))


@needs(OPENS, why="prints letters to the offices that are missing")
@require_GET
def call_letters(request: HttpRequest, call: str, which: str) -> HttpResponse:
    """Give letters as one PDF, an office a page. which: missing, to-post, or an office's code."""
    viewer, today = asker(request), words.today()
    found = call_or_404(call, viewer)
    told = reminders.missing(call, viewer=viewer, on=today)
    if which == "to-post":
        waiting = reminders.to_post(call, viewer=viewer)
        told = [each for each in told if each.organization in waiting]
    elif which != "missing":
        told = [each for each in told if each.organization == which]
    if not told:
        raise Http404
    title = _("Letters: {title}").format(title=words.title_of(found))
    try:
        content = letters.render([each.letter for each in told], title=title)
    except CannotSet as problem:
        messages.error(request, str(problem))
        return HttpResponseRedirect(reverse("submissions:call_reminders", args=[call]))
    headers = {"Content-Disposition": f'attachment; filename="letters-{found.code}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _why(each: reminders.Planned) -> str:
    when = words.reminder_day(each.moment.days)
    stands, _tone = words.STANDS[each.line.answered]
    return _("{when}, {day}; it stands at “{stands}”.").format(
        when=when, day=words.day(each.moment.on), stands=stands
    )
