"""Minutes of a meeting: written in blocks, sent to the members, approved, published, printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.council.actions import minutes as actions
from fourfold.apps.council.actions import minutes_issue
from fourfold.apps.council.forms.minutes import ApprovalForm, CorrectionForm, MinutesForm
from fourfold.apps.council.queries import meetings as meeting_queries
from fourfold.apps.council.queries import minutes as queries
from fourfold.apps.council.rules import CouncilError, NoSuchPaper
from fourfold.apps.council.rules.minutes import lacks
from fourfold.apps.council.states.meetings import MoveNotAllowed, PostKind
from fourfold.apps.council.states.minutes import MinutesState
from fourfold.apps.council.views import minutes_words as words
from fourfold.apps.council.views.meeting_words import clock_rows, title_of
from fourfold.apps.council.views.needs import FILES, READS, WORKS
from fourfold.documents.minutes import compose
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker

WHY = "what was said and decided at a meeting of the Council; it names no person served"


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: HttpRequest, council_meeting: str) -> HttpResponse:
    """Show a meeting's minutes: staff write them and send them on, members read what was sent."""
    viewer = asker(request)
    meeting = _meeting(request, council_meeting)
    later = queries.later_meetings(meeting.id, viewer=viewer, now=viewer.at)
    choices = [
        (e.id, f"{date_format(timezone.localtime(e.starts_at), 'DATE_FORMAT')}: {title_of(e)}")
        for e in later
    ]
    do = request.POST.get("do", "")
    approval = ApprovalForm(request.POST if do == "approve" else None, meetings=choices)
    why = CorrectionForm(
        request.POST if do == "correct" else None, initial={"once": new_id()}, prefix="c"
    )
    if request.method == "POST":
        if not viewer.may(WORKS):
            raise Http404
        if _done(request, meeting.id, do=do, approval=approval, why=why):
            return HttpResponseRedirect(reverse("council:minutes", args=[meeting.id]))
        meeting = _meeting(request, council_meeting)
    page = queries.minutes_page(meeting.id, viewer=viewer)
    found = queries.issues(meeting.id, viewer=viewer)
    shown: dict[str, Any] = {
        "meeting": meeting,
        "title": title_of(meeting),
        "has_begun": meeting.starts_at <= viewer.at and meeting.state.value == "POSTED",
        "works": viewer.may(WORKS),
        "page": page,
        "issues": [(each, words.ISSUED[each.what]) for each in found],
        "sheet": words.sheet(found[0].told) if found and page is None else None,
        "clocks": clock_rows(
            each for each in meeting.clocks if each.clock.post is PostKind.MINUTES
        ),
        "approval": approval,
        "later": choices,
        "why": why,
        "once": new_id(),
    }
    if page is not None:
        shown |= {
            "stands": words.STATES[page.state],
            "is_draft": page.state is MinutesState.DRAFT,
            "is_sent": page.state is MinutesState.CIRCULATED,
            "sheet": words.sheet(page.told),
            "lacks": lacks(page.told),
            "blocks": [(block, words.part(part)) for block, part in page.blocks],
            "rivals": sum(len(block.rivals) for block, _part in page.blocks),
            "last": page.last and (page.last, words.STEPS[page.last.what]),
            "is_posted": any(e.what.value == "POSTED" and e.told.nth == page.nth for e in found),
        }
    bad = approval.errors or why.errors
    return render(request, "council/minutes.html", shown, status=422 if bad else 200)


@needs(WORKS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def minutes_block(request: HttpRequest, council_meeting: str, minutes_block: str) -> HttpResponse:
    """Show a block of minutes with its facts, its texts and its story; staff write it."""
    viewer = asker(request)
    meeting = _meeting(request, council_meeting)
    page, block, part = _block(request, meeting.id, minutes_block)
    stands = {"version": block.version, "title": block.title, "words": block.words}
    form = MinutesForm(None, titled=not block.item, initial=stands)
    if request.method == "POST":
        form = MinutesForm(request.POST, titled=not block.item)
        if form.is_valid():
            answer = _posted(request, block, form, meeting.id)
            if answer is not None:
                return answer
            page, block, part = _block(request, meeting.id, minutes_block)
    shown = {
        "meeting": meeting,
        "title": title_of(meeting),
        "held": block,
        "part": words.part(part),
        "form": form if page.state is MinutesState.DRAFT else None,
        "story": [
            (each, words.STEPS[each.what]) for each in queries.block_story(block.id, viewer=viewer)
        ],
        "is_draft": page.state is MinutesState.DRAFT,
    }
    return render(request, "council/minutes_block.html", shown, status=422 if form.errors else 200)


@needs(READS, why=WHY)
@require_safe
def minutes_file(request: HttpRequest, council_meeting: str, council_file: str) -> HttpResponse:
    """Give minutes as HTML, PDF or Word file: one that went out, or for staff as they stand."""
    viewer = asker(request)
    if council_file not in FILES:
        raise Http404
    meeting = _meeting(request, council_meeting)
    page = queries.minutes_page(meeting.id, viewer=viewer)
    one = request.GET.get("issue", "")
    try:
        if one:
            told = queries.issue(one, meeting=meeting.id, viewer=viewer).told
        elif page is not None:
            told = page.told
        else:
            found = queries.latest(meeting.id, viewer=viewer)
            if found is None:
                raise Http404
            told = found.told
    except NoSuchPaper:
        raise Http404 from None
    return words.file_of(compose(told), council_file)


def _done(
    request: HttpRequest, meeting: str, *, do: str, approval: ApprovalForm, why: CorrectionForm
) -> bool:
    """Do what was asked; False leaves what was typed on the page with its errors."""
    viewer, post = asker(request), request.POST
    who: dict[str, Any] = {"by": viewer, "at": viewer.at}
    once = post.get("once", "")[:40] or new_id()
    page = queries.minutes_page(meeting, viewer=viewer)
    if do == "begin":
        return _tried(request, lambda: actions.begin(meeting, once=once, **who))
    if page is None:
        raise Http404
    told = post.get("version", "")
    version = int(told) if told.isascii() and told.isdecimal() and len(told) < 8 else 0
    steps: dict[str, Callable[[], object]] = {
        "circulate": lambda: minutes_issue.circulate(page.id, version=version, **who),
        "back": lambda: minutes_issue.take_back(page.id, version=version, **who),
        "post": lambda: minutes_issue.post_unapproved(page.id, version=version, **who),
        "publish": lambda: minutes_issue.publish(page.id, version=version, **who),
        "undo": lambda: actions.undo(page.id, **who),
        "out": lambda: actions.remove_block(_own(page, post.get("block", "")), **who),
        "add": lambda: actions.add_block(
            page.id, title=post.get("title", ""), item=post.get("item", ""), once=once, **who
        ),
    }
    if do in steps:
        return _tried(request, steps[do])
    if do == "approve" and approval.is_valid():
        said = approval.cleaned_data
        return _tried(
            request,
            lambda: minutes_issue.approve(
                page.id, meeting=said["meeting"], how=said["how"], version=said["version"], **who
            ),
            approval,
        )
    if do == "correct" and why.is_valid():
        said = why.cleaned_data
        return _tried(
            request,
            lambda: actions.correct(meeting, why=said["why"], once=said["once"], **who),
            why,
        )
    if do not in ("approve", "correct"):
        raise Http404
    return False


def _own(page: queries.MinutesPage, block: str) -> str:
    if block not in {each.id for each, _part in page.blocks}:
        raise NoSuchPaper("There is no such block.")
    return block


def _posted(
    request: HttpRequest, block: queries.BlockLine, form: MinutesForm, meeting: str
) -> HttpResponse | None:
    viewer, do = asker(request), request.POST.get("do", "")
    here = reverse("council:minutes_block", args=[meeting, block.id])
    told = {name: form.cleaned_data[name] for name in queries.NAMES if name in form.cleaned_data}
    version = form.cleaned_data["version"]
    kept = None
    try:
        if do == "choose":
            rival = request.POST.get("rival", "")
            actions.choose(
                block.id, rival=rival, told=told, version=version, by=viewer, at=viewer.at
            )
        elif do == "change":
            kept = actions.change_block(
                block.id, told=told, version=version, by=viewer, at=viewer.at
            )
        else:
            raise Http404
    except NoSuchPaper:
        raise Http404 from None
    except CouncilError as refused:
        form.add_error(None, str(refused))
        return None
    if kept is not None:
        messages.warning(
            request,
            _("Somebody else saved this block while you wrote. Both texts are kept: choose below."),
        )
        return HttpResponseRedirect(here)
    return HttpResponseRedirect(f"{reverse('council:minutes', args=[meeting])}#at-{block.id}")


def _tried(request: HttpRequest, step: Callable[[], object], form: Any = None) -> bool:
    try:
        step()
    except NoSuchPaper:
        raise Http404 from None
    except (CouncilError, MoveNotAllowed) as refused:
        if form is not None:
            form.add_error(None, str(refused))
            return False
        messages.error(request, str(refused))
    return True


def _block(
    request: HttpRequest, meeting: str, block: str
) -> tuple[queries.MinutesPage, queries.BlockLine, Any]:
    page = queries.minutes_page(meeting, viewer=asker(request))
    for held, part in page.blocks if page else ():
        if page is not None and held.id == block:
            return page, held, part
    raise Http404


def _meeting(request: HttpRequest, meeting: str) -> meeting_queries.MeetingLine:
    viewer = asker(request)
    try:
        return meeting_queries.meeting(meeting, viewer=viewer, now=viewer.at)
    except NoSuchPaper:
        raise Http404 from None
