"""Meetings at the desk: the year's list, one with its agenda and clocks, and what is posted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fourfold.apps.council.actions import meetings as actions
from fourfold.apps.council.actions import schedules as filing
from fourfold.apps.council.forms.meetings import FiledForm, MeetingForm, ScheduleForm, TopicForm
from fourfold.apps.council.queries import meetings as queries
from fourfold.apps.council.queries import schedules
from fourfold.apps.council.rules import CouncilError, NoSuchPaper
from fourfold.apps.council.states.meetings import MoveNotAllowed, PostKind
from fourfold.apps.council.views.meeting_words import STANDS, clock_rows, law_words, title_of
from fourfold.apps.council.views.needs import READS, WHY, WORKS
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def meetings(request: HttpRequest) -> HttpResponse:
    """List the meetings with what is overdue; staff plan a new one."""
    viewer = asker(request)
    do = request.POST.get("do", "")
    form = MeetingForm(None if do else request.POST or None, initial={"once": new_id()})
    schedule = ScheduleForm(request.POST if do == "schedule" else None)
    if request.method == "POST":
        if not viewer.may(WORKS):
            raise Http404
        if do:
            if _scheduled(request, schedule, do=do):
                return HttpResponseRedirect(f"{reverse('council:meetings')}#schedule")
        elif form.is_valid():
            once = form.cleaned_data["once"] or new_id()
            try:
                made = actions.plan_meeting(form.planned(), once=once, by=viewer, at=viewer.at)
            except CouncilError as refused:
                form.add_error(None, str(refused))
            else:
                return HttpResponseRedirect(reverse("council:meeting", args=[made]))
    found = queries.meetings(viewer=viewer, now=viewer.at)
    rows = [(each, title_of(each), clock_rows(each.overdue)) for each in found]
    shown = {
        "coming": [each for each in reversed(rows) if each[0].ends_at > viewer.at],
        "past": [each for each in rows if each[0].ends_at <= viewer.at],
        "schedules": _schedules(viewer, schedule),
        "form": form,
        "works": viewer.may(WORKS),
    }
    bad = form.errors or schedule.errors
    return render(request, "council/meetings.html", shown, status=422 if bad else 200)


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, council_meeting: str) -> HttpResponse:
    """Show a meeting: when, where, its clocks, its agenda; staff write and post it."""
    viewer = asker(request)
    found = _or_404(request, council_meeting)
    do = request.POST.get("do", "")
    topic = TopicForm(request.POST if do == "add" else None, initial={"once": new_id()})
    filed = FiledForm(request.POST if do == "filed" else None)
    if request.method == "POST":
        if not viewer.may(WORKS):
            raise Http404
        if _done(request, found, do=do, topic=topic, filed=filed):
            return HttpResponseRedirect(reverse("council:meeting", args=[found.id]))
        found = _or_404(request, council_meeting)
    items = queries.items(found.id, viewer=viewer)
    shown = {
        "meeting": found,
        "title": title_of(found),
        "clocks": clock_rows(found.clocks),
        "items": items,
        "minutes": sum(each.minutes for each in items),
        "planned": int((found.ends_at - found.starts_at).total_seconds() // 60),
        "posted": queries.posted_agenda(found.id, viewer=viewer),
        "unposted": queries.unposted(found.id, viewer=viewer),
        "to_carry": queries.to_carry(found.id, viewer=viewer),
        "topic": topic,
        "filed": filed,
        "has_begun": found.starts_at <= viewer.at,
        "works": viewer.may(WORKS) and found.state.value != "OFF",
    }
    bad = topic.errors or filed.errors
    return render(request, "council/meeting.html", shown, status=422 if bad else 200)


@needs(WORKS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def change_meeting(request: HttpRequest, council_meeting: str) -> HttpResponse:
    """Change when and where a meeting is."""
    viewer = asker(request)
    found = _or_404(request, council_meeting)
    stands = {
        "kind": found.kind.value,
        "group": found.group,
        "starts_at": found.starts_at,
        "ends_at": found.ends_at,
        "place": found.place,
        "link": found.link,
        "version": found.version,
    }
    form = MeetingForm(request.POST or None, initial=stands)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            planned = form.planned()
            actions.change_meeting(
                found.id, planned=planned, version=version, by=viewer, at=viewer.at
            )
        except CouncilError as refused:
            form = _again(form, str(refused), version=found.version)
        else:
            messages.success(request, _("The change is kept."))
            return HttpResponseRedirect(reverse("council:meeting", args=[found.id]))
    shown = {"meeting": found, "title": title_of(found), "form": form}
    status = 422 if form.errors else 200
    return render(request, "council/meeting_change.html", shown, status=status)


@needs(WORKS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def agenda_item(request: HttpRequest, council_meeting: str, agenda_item: str) -> HttpResponse:
    """Change a topic of the agenda."""
    viewer = asker(request)
    found = _or_404(request, council_meeting)
    item = next(
        (each for each in queries.items(found.id, viewer=viewer) if each.id == agenda_item), None
    )
    if item is None:
        raise Http404
    stands = {
        "title": item.title,
        "presenter": item.presenter,
        "minutes": item.minutes,
        "four_p": item.four_p,
        "ref": item.ref,
        "version": found.version,
    }
    form = TopicForm(request.POST or None, initial=stands)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            topic = form.topic()
            actions.change_item(item.id, topic=topic, version=version, by=viewer, at=viewer.at)
        except CouncilError as refused:
            form = _again(form, str(refused), version=found.version)
        else:
            messages.success(request, _("The change is kept."))
            return HttpResponseRedirect(reverse("council:meeting", args=[found.id]))
    shown = {"meeting": found, "title": title_of(found), "item": item, "form": form}
    status = 422 if form.errors else 200
    return render(request, "council/meeting_change.html", shown, status=status)


def _schedules(viewer: Viewer, typed: ScheduleForm) -> list[tuple[Any, ...]]:
    """Return each year's schedule, its words, and the form where nothing is written down."""
    found = []
    for each in schedules.schedules(viewer=viewer, today=timezone.localdate(viewer.at)):
        form = None
        if viewer.may(WORKS) and each.filed_on is None:
            form = ScheduleForm(
                initial={"once": new_id(), "year": each.year}, auto_id=f"id_%s_{each.year}"
            )
            if typed.is_bound and typed.data.get("year") == str(each.year):
                form = typed
        clock = each.clock
        law = law_words(clock.citation, is_confirmed=clock.is_confirmed)
        found.append((each, *STANDS[each.stands], law, form))
    return found


def _scheduled(request: HttpRequest, form: ScheduleForm, *, do: str) -> bool:
    """Write a schedule down or take it back; False leaves what was typed on the page."""
    viewer = asker(request)
    who: dict[str, Any] = {"by": viewer, "at": viewer.at}
    try:
        if do == "schedule" and form.is_valid():
            filing.write_filed(**form.cleaned_data, **who)
        elif do == "schedule_back":
            filing.take_back(request.POST.get("schedule", "")[:40], **who)
        elif do != "schedule":
            raise Http404
    except NoSuchPaper:
        raise Http404 from None
    except CouncilError as refused:
        form.add_error(None, str(refused))
    return not form.errors


def _done(
    request: HttpRequest,
    found: queries.MeetingLine,
    *,
    do: str,
    topic: TopicForm,
    filed: FiledForm,
) -> bool:
    """Do what was asked; False leaves what was typed on the page with its errors."""
    viewer, post = asker(request), request.POST
    who: dict[str, Any] = {"by": viewer, "at": viewer.at}
    told = post.get("version", "")
    version = int(told) if told.isascii() and told.isdecimal() and len(told) < 8 else 0
    form = {"add": topic, "filed": filed}.get(do)
    try:
        if do == "add" and topic.is_valid():
            once = topic.cleaned_data["once"] or new_id()
            actions.add_item(found.id, topic=topic.topic(), once=once, **who)
        elif do == "filed" and filed.is_valid():
            what = PostKind(filed.cleaned_data["what"])
            filed_at = filed.cleaned_data["filed_at"]
            actions.write_filed(found.id, what=what, filed_at=filed_at, **who)
        elif do in ("post_notice", "post_agenda"):
            what = PostKind.NOTICE if do == "post_notice" else PostKind.AGENDA
            actions.post(found.id, what=what, version=version, **who)
            messages.success(request, _("It is posted. Everybody may read it."))
        elif do == "out":
            actions.take_out(_of(post.get("item", ""), found, request), **who)
        elif do == "carry":
            actions.carry_over(post.get("item", ""), to=found.id, **who)
        elif do == "off":
            actions.call_off(found.id, why=post.get("why", ""), **who)
        elif form is None:
            raise Http404
    except NoSuchPaper:
        raise Http404 from None
    except (CouncilError, MoveNotAllowed) as refused:
        if form is None:
            messages.error(request, str(refused))
        else:
            form.add_error(None, str(refused))
    return form is None or not form.errors


def _of(item: str, found: queries.MeetingLine, request: HttpRequest) -> str:
    if item not in {each.id for each in queries.items(found.id, viewer=asker(request))}:
        raise Http404
    return item


def _again(form: Any, said: str, *, version: int) -> Any:
    """Return the form with what was typed, on top of what stands there now."""
    data = form.data.copy()
    data["version"] = str(version)
    again = type(form)(data)
    again.is_valid()
    again.add_error(None, said)
    return again


def _or_404(request: HttpRequest, meeting: str) -> queries.MeetingLine:
    viewer = asker(request)
    try:
        return queries.meeting(meeting, viewer=viewer, now=viewer.at)
    except NoSuchPaper:
        raise Http404 from None
