"""One report, and what is decided on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourfold.apps.cases.access.receipts import NoSuchReceipt
from fourfold.apps.cases.actions import records, reporters
from fourfold.apps.cases.actions import reports as actions
from fourfold.apps.cases.forms.report_words import (
    ANSWERS,
    CALL_TYPES,
    CHANNELS,
    REPORTERS,
    STATES,
    TONES,
    WHY_NOT,
)
from fourfold.apps.cases.forms.reports import NotAcceptForm, ReportForm, WordsForm
from fourfold.apps.cases.queries import reports as queries
from fourfold.apps.cases.states.drafts import DraftKind
from fourfold.apps.cases.states.reports import Answer, MoveNotAllowed, ReportState, WhyNot
from fourfold.apps.cases.states.steps import Step
from fourfold.apps.cases.views import clock_panel, drafting, saying
from fourfold.reference import active_pack
from fourfold.security.access.policy import Action
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NoPurpose, NotKnown, Purpose
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker
from fourfold.security.pages.frame import name_of, names_of
from fourfold.security.pages.waits import Wait

KEEPS = "whoever keeps a report works on it"
CODED = {
    "danger": ANSWERS,
    "call_type": CALL_TYPES,
    "channel": CHANNELS,
    "reporter_kind": REPORTERS,
    "mandated": ANSWERS,
}


@needs(Permission.RECORD_READ, why="shows a report that is yours to know")
@require_GET
def report(request: HttpRequest, report: str) -> HttpResponse:
    """Show one report."""
    return page(request, report)


def page(
    request: HttpRequest, number: str, *, shown: tuple[str, str] = ("", ""), status: int = 200
) -> HttpResponse:
    """Answer with the page of a report. shown: a covered field and its value, if it was asked."""
    viewer = asker(request)
    try:
        seen = queries.open_report(number, viewer=viewer)
    except NotKnown:
        if took := queries.who_took(number, viewer=viewer):
            return _taken(request, took.by, took.at)
        if before := queries.who_passed_on(number, viewer=viewer):
            return passed_on(request, before)
        raise Http404 from None
    told = queries.story(seen, viewer=viewer)
    written = queries.messages(seen, viewer=viewer)
    names = names_of({each.by for each in written})
    record = seen.record
    values = {
        "report": record,
        "state": STATES[ReportState(record.state)],
        "tone": TONES[ReportState(record.state)],
        "groups": list(_groups(seen, shown=shown)),
        "narrative": seen.value("narrative") if seen.may(Action.READ, "narrative") else None,
        "purposes": [(each.value, each.label) for each in Purpose],
        "why_not": WHY_NOT.get(record.why_not, ""),  # type: ignore[call-overload]
        "story": saying.sentences(told),
        "messages_of": written,
        "names": names,
        "taker": name_of(record.taken_by) if record.taken_by else "",
        "may_write": seen.may(Action.WRITE, "narrative"),
        "may_take": record.state == ReportState.NEW and viewer.may(Permission.RECORD_CREATE),
        "may_export": viewer.may(Permission.RECORD_EXPORT) and seen.may(Action.EXPORT, "narrative"),
        "has_receipt": queries.has_receipt(seen, viewer=viewer),
        "clocks": clock_panel.lines(seen, kind="report", viewer=viewer),
        "answer": WordsForm(label=_("Write to the reporter"), prefix="answer"),
    }
    return render(request, "cases/report.html", values, status=status)


def _groups(seen: Any, *, shown: tuple[str, str]) -> Any:
    """Yield the facts of a report by group, with words for codes; what is empty is left out."""
    left_out = {"narrative", "born_sure"}
    if seen.record.mandated != Answer.YES:
        left_out.add("suspected_at")
    for legend, names in ReportForm.GROUPS:
        wanted = [name for name in names if name not in left_out]
        facts = []
        for each in seen.fields(wanted):
            value = each.value
            if each.name in CODED:
                value = CODED[each.name].get(value, value)  # type: ignore[attr-defined]
            covered = each.masked and getattr(seen.record, each.name) is not None
            if covered or (value is not None and not each.masked):
                coded = each.name in CODED
                label = ReportForm.base_fields[each.name].label if coded else each.label
                fact = {"seen": each, "label": label, "value": value, "covered": covered}
                facts.append({**fact, "shown": shown[1] if each.name == shown[0] else ""})
        if facts:
            yield legend, facts


def _taken(request: HttpRequest, by: str, at: Any) -> HttpResponse:
    """Tell the second that the first was quicker."""
    when = date_format(timezone.localtime(at), "g:i A")
    said = _("{name} took this report at {when}.").format(name=name_of(by), when=when)
    messages.info(request, said)
    return HttpResponseRedirect(reverse("cases:reports"))


@needs(Permission.RECORD_CREATE, why="a screener takes a report from the queue")
@require_POST
def take(request: HttpRequest, report: str) -> HttpResponse:
    """Take a report; whoever comes second is told who was first."""
    try:
        actions.take(report, by=asker(request))
    except actions.TakenBefore as before:
        return _taken(request, before.by, before.at)
    except NotKnown:
        raise Http404 from None
    return _to(report)


@needs(Permission.RECORD_WRITE, why=KEEPS)
@require_POST
def accept(request: HttpRequest, report: str) -> HttpResponse:
    """Accept a report: a case opens."""
    viewer = asker(request)
    try:
        case = actions.accept(report, version=version_of(request), by=viewer)
    except NotKnown:
        raise Http404 from None
    except (records.ChangedMeanwhile, MoveNotAllowed) as problem:
        messages.error(request, why_not_done(problem))
        return _to(report)
    messages.success(request, _("Accepted. This is its case, and it is yours."))
    return HttpResponseRedirect(reverse("cases:case", args=[case]))


@needs(Permission.RECORD_WRITE, why=KEEPS)
@require_http_methods(["GET", "HEAD", "POST"])
def not_accept(request: HttpRequest, report: str) -> HttpResponse:
    """End a report without a case, with the reason."""
    viewer = asker(request)
    form = NotAcceptForm(request.POST or None)
    record = opened_to_write(report, viewer).record
    if request.method == "POST" and form.is_valid():
        why = WhyNot(form.cleaned_data["why"])
        try:
            actions.not_accept(
                report,
                why=why,
                words=form.cleaned_data["words"],
                version=version_of(request),
                by=viewer,
            )
        except NotKnown:
            raise Http404 from None
        except (records.ChangedMeanwhile, MoveNotAllowed) as problem:
            form.add_error(None, why_not_done(problem))
        else:
            messages.success(request, _("Not accepted. It can be opened again."))
            return _to(report)
    return render(request, "cases/report_not_accept.html", {"form": form, "report": record})


@needs(Permission.RECORD_WRITE, why=KEEPS)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, report: str) -> HttpResponse:
    """Open a report again that was not accepted."""
    viewer = asker(request)
    label = _("Why is it opened again?")
    form = WordsForm(request.POST or None, label=label)
    record = opened_to_write(report, viewer).record
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        try:
            actions.reopen(report, words=words, version=version_of(request), by=viewer)
        except NotKnown:
            raise Http404 from None
        except (records.ChangedMeanwhile, MoveNotAllowed) as problem:
            form.add_error(None, why_not_done(problem))
        else:
            return _to(report)
    return render(request, "cases/report_reopen.html", {"form": form, "report": record})


@needs(Permission.RECORD_WRITE, why="notes when a mandated reporter's two reports were made")
@require_POST
def made(request: HttpRequest, report: str) -> HttpResponse:
    """Note that the oral or the written report was made."""
    which = {"oral": Step.ORAL_REPORT_MADE, "written": Step.WRITTEN_REPORT_MADE}.get(
        request.POST.get("which", "")
    )
    if which is None:
        raise Http404
    try:
        actions.made(report, which=which, by=asker(request))
    except NotKnown:
        raise Http404 from None
    except records.DoneBefore:
        messages.info(request, _("This was noted before. The first moment stays."))
    return _to(report)


@needs(Permission.RECORD_WRITE, why="whoever keeps a report writes to its reporter")
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, report: str) -> HttpResponse:
    """Write to a reporter who has a receipt."""
    viewer = asker(request)
    form = WordsForm(
        request.POST or None,
        label=_("What do you want to tell the reporter?"),
        help_text=_("Plain words, no names. Anybody who holds the receipt can read it."),
        initial={"once": new_id()},
    )
    record = opened_to_write(report, viewer).record
    if request.method == "POST" and form.is_valid():
        try:
            reporters.answer(report, **form.cleaned_data, by=viewer)
        except NotKnown:
            raise Http404 from None
        except records.DoneBefore as before:
            messages.info(request, str(before))
            return _to(report)
        except NoSuchReceipt as problem:
            form.add_error(None, str(problem))
        else:
            drafting.saved(request)
            messages.success(request, _("Kept. They read it when they come back."))
            return _to(report)
    typing = drafting.put_back_of_report(form, DraftKind.REPLY, of=report, viewer=viewer)
    values = {"form": form, "report": record, "typing": typing}
    return render(request, "cases/report_answer.html", values)


@needs(Permission.RECORD_READ, why="shows one covered value, for a purpose", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, report: str) -> HttpResponse:
    """Show a covered value; whoever had to prove themselves first lands on the report again."""
    if request.method != "POST":
        return _to(report)
    name = request.POST.get("value", "")
    try:
        seen = queries.open_report(report, viewer=asker(request))
        value = seen.show(name, purpose=request.POST.get("purpose", ""))
    except NotKnown:
        raise Http404 from None
    except NoPurpose as problem:
        messages.error(request, str(problem))
        return _to(report)
    if name == "town":
        named = {row["code"]: row["name"] for row in active_pack().rows("towns")}
        value = named.get(value, value)
    return page(request, report, shown=(name, value))


def waits(viewer: Viewer) -> list[Wait]:
    """Say on My day how many reports wait for somebody to take them."""
    count = queries.waiting(viewer=viewer) if viewer.may(Permission.RECORD_CREATE) else 0
    if not count:
        return []
    words = ngettext("{} report waits", "{} reports wait", count).format(count)
    about = _("Nobody has taken them yet. On the list danger is first, then what came first.")
    return [Wait(words, reverse("cases:reports"), _("See them"), about)]


def opened_to_write(number: str, viewer: Viewer) -> Any:
    """Open a report that the viewer keeps; unknown and not theirs look the same."""
    try:
        seen = queries.open_report(number, viewer=viewer)
        seen.check(Action.WRITE, "narrative")
    except NotKnown:
        raise Http404 from None
    return seen


def version_of(request: HttpRequest) -> int:
    """Return the version the page showed; nonsense is none that ever was."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 9 else -1


def passed_on(request: HttpRequest, before: queries.Took) -> HttpResponse:
    """Tell somebody who worked on a report that it is with somebody else."""
    when = date_format(timezone.localtime(before.at), "g:i A")
    who = _("You") if before.by == asker(request).account else name_of(before.by)
    words = _("{who} gave this report to somebody else at {when}. It is no longer yours.")
    messages.info(request, words.format(who=who, when=when))
    return HttpResponseRedirect(reverse("cases:reports"))


def why_not_done(problem: Exception) -> str:
    """Say why nothing was done, and who was first."""
    if isinstance(problem, records.ChangedMeanwhile):
        when = date_format(timezone.localtime(problem.at), "g:i A")
        first = _("{name} changed this at {when}.").format(name=name_of(problem.by), when=when)
        return f"{first} {problem}"
    return str(problem)


def _to(number: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("cases:report", args=[number]))
