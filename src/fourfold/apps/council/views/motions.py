"""Motions of a meeting: the list with a form, and one with its roll call, a press a seat."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from fourfold.apps.council.actions import motions as actions
from fourfold.apps.council.actions import votes as vote_actions
from fourfold.apps.council.forms.motions import WAYS, MotionForm, PutForm, SecondForm, WordsForm
from fourfold.apps.council.queries import attendance as attendance_queries
from fourfold.apps.council.queries import meetings as meeting_queries
from fourfold.apps.council.queries import motions as queries
from fourfold.apps.council.queries.meetings import MeetingLine
from fourfold.apps.council.queries.motions import MotionLine, SetApart
from fourfold.apps.council.rules import CouncilError, NoSuchPaper
from fourfold.apps.council.states.motions import About, MotionState, Taken
from fourfold.apps.council.states.plan import MoveNotAllowed
from fourfold.apps.council.states.seats import ConflictAbout
from fourfold.apps.council.states.votes import Choice
from fourfold.apps.council.views import vote_words
from fourfold.apps.council.views.meeting_words import title_of
from fourfold.apps.council.views.needs import READS, WHY, WORKS
from fourfold.documents.words import day
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker

STATES = {
    MotionState.MADE: (gettext_lazy("not voted on yet"), "plain"),
    MotionState.VOTING: (gettext_lazy("the vote is taken"), "caution"),
    MotionState.CARRIED: (gettext_lazy("carried"), "good"),
    MotionState.LOST: (gettext_lazy("did not carry"), "stop"),
    MotionState.REPLACED: (gettext_lazy("amended"), "quiet"),
    MotionState.WITHDRAWN: (gettext_lazy("withdrawn"), "quiet"),
    MotionState.TABLED: (gettext_lazy("tabled"), "quiet"),
    MotionState.TAKEN_BACK: (gettext_lazy("written by mistake"), "quiet"),
}
ENDS = {
    MotionState.WITHDRAWN: gettext_lazy("Withdrawn by its mover"),
    MotionState.TABLED: gettext_lazy("Tabled"),
    MotionState.TAKEN_BACK: gettext_lazy("Written by mistake"),
}
VOTES = {
    Choice.FOR: gettext_lazy("For"),
    Choice.AGAINST: gettext_lazy("Against"),
    Choice.ABSTAIN: gettext_lazy("Abstain"),
}


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def motions(request: HttpRequest, council_meeting: str) -> HttpResponse:
    """List the motions of a meeting; staff write down a new one."""
    viewer = asker(request)
    meeting = _meeting(council_meeting, viewer)
    works = viewer.may(WORKS)
    seats = _seats(meeting, viewer) if works else []
    form = None
    if request.method == "POST" and not works:
        raise Http404
    if works:
        chosen = {
            "seats": seats,
            "items": _items(meeting, viewer),
            "about": _about(meeting, viewer),
        }
        form = MotionForm(request.POST or None, initial={"once": new_id()}, **chosen)
        made = _made(request, form, meeting, viewer) if request.method == "POST" else ""
        if made:
            return HttpResponseRedirect(reverse("council:motion", args=[made]))
    found = queries.motions_of(meeting.id, viewer=viewer)
    shown = {
        "meeting": meeting,
        "apart": [
            (each, _apart_words(each)) for each in queries.set_apart(meeting.id, viewer=viewer)
        ],
        "title": title_of(meeting),
        "rows": [
            (each, *STATES[each.state], vote_words.counts_of(each.decided_by)) for each in found
        ],
        "form": form if seats else None,
        "nobody": works and not seats,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "council/motions.html", shown, status=status)


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def motion(request: HttpRequest, motion: str) -> HttpResponse:
    """Show a motion with its votes; staff put it to the vote and note each seat's."""
    viewer = asker(request)
    line, meeting = _found(motion, viewer)
    forms: dict[str, Form] = {}
    status = 200
    if viewer.may(WORKS):
        forms = _forms(line, meeting, viewer, request)
    if request.method == "POST":
        if not viewer.may(WORKS):
            raise Http404
        gone = _done(request, forms, line, meeting, viewer)
        if gone:
            return HttpResponseRedirect(gone)
        status = 422
    shown = {
        "motion": line,
        "meeting": meeting,
        "title": title_of(meeting),
        "said": STATES[line.state],
        "way": WAYS[line.way] if line.way else "",
        "about": _about_words(line, meeting, viewer),
        "votes": [vote_words.vote_of(each) for each in line.votes if each.closed_at],
        "apart": [
            (each, _apart_words(each))
            for each in queries.set_apart(meeting.id, viewer=viewer)
            if each.is_about(line)
        ],
        "roll": queries.roll(line, viewer=viewer) if viewer.may(WORKS) else (),
        "choices": [(each.value, said) for each, said in VOTES.items()],
        "stands": vote_words.STANDS,
        "forms": forms,
        "ends": [(each.value, said) for each, said in ENDS.items()]
        if forms and line.state is MotionState.MADE
        else [],
        "works": viewer.may(WORKS),
    }
    return render(request, "council/motion.html", shown, status=status)


def _made(request: HttpRequest, form: MotionForm, meeting: MeetingLine, viewer: Viewer) -> str:
    if not form.is_valid():
        return ""
    moment = form.moment(meeting.starts_at, now=viewer.at)
    how = {"moment": moment, "once": form.cleaned_data["once"], "by": viewer, "at": viewer.at}
    try:
        return actions.make(meeting.id, told=form.told(), **how)
    except CouncilError as refused:
        form.add_error(None, str(refused))
        return ""


def _done(
    request: HttpRequest,
    forms: dict[str, Form],
    line: MotionLine,
    meeting: MeetingLine,
    viewer: Viewer,
) -> str:
    """Do what was pressed; returns where to go on, "" if a form has to be mended."""
    do, here = request.POST.get("do", ""), reverse("council:motion", args=[line.id])
    who: dict[str, Any] = {"by": viewer, "at": viewer.at}
    if do in forms:
        form: Any = forms[do]
        if not form.is_valid():
            return ""
        given = form.cleaned_data
        moment = form.moment(meeting.starts_at, now=viewer.at) if do != "second" else viewer.at
        steps: dict[str, Callable[[], object]] = {
            "second": lambda: actions.second(line.id, seat=given["seconder"], **who),
            "put": lambda: actions.put(line.id, way=Taken(given["way"]), moment=moment, **who),
            "amend": lambda: actions.amend(
                line.id, told=form.told(), moment=moment, once=given["once"], **who
            ),
        }
        try:
            made = steps[do]()
        except (CouncilError, MoveNotAllowed) as refused:
            form.add_error(None, str(refused))
            return ""
        return reverse("council:motion", args=[made]) if do == "amend" else here
    seat = request.POST.get("seat", "")[:20]
    choice = request.POST.get("choice", "")
    presses: dict[str, Callable[[], object]] = {
        "end": lambda: actions.end(line.id, to=_to(request), **who),
        "decide": lambda: actions.decide(line.id, **who),
        "rest": lambda: actions.cast_rest(line.id, choice=Choice.FOR, **who),
        "cast": lambda: vote_actions.cast(
            line.running.id if line.running else "",
            choice=Choice(choice),
            seat_code=seat,
            **who,
        ),
    }
    if do not in presses or (do == "cast" and choice not in set(Choice)):
        raise Http404
    try:
        presses[do]()
    except NoSuchPaper:
        raise Http404 from None
    except (CouncilError, MoveNotAllowed) as refused:
        messages.error(request, str(refused))
    return f"{here}#seat-{seat}" if do == "cast" else here


def _to(request: HttpRequest) -> MotionState:
    to = request.POST.get("to", "")
    if to not in set(ENDS):
        raise Http404
    return MotionState(to)


def _forms(
    line: MotionLine, meeting: MeetingLine, viewer: Viewer, request: HttpRequest
) -> dict[str, Form]:
    """Return the forms that fit where a motion stands."""
    if line.state is not MotionState.MADE:
        return {}
    do, seats = request.POST.get("do", ""), _seats(meeting, viewer)

    def sent(what: str) -> Any:
        return request.POST if do == what else None

    found: dict[str, Form] = {
        "amend": WordsForm(
            sent("amend"), seats=seats, initial={"once": new_id(), "text": line.text}
        )
    }
    if line.seconder:
        found["put"] = PutForm(sent("put"))
    else:
        found["second"] = SecondForm(sent("second"), seats=seats)
    return found


def _found(motion: str, viewer: Viewer) -> tuple[MotionLine, MeetingLine]:
    meeting = queries.meeting_of(motion, viewer=viewer)
    line = queries.motion(motion, viewer=viewer)
    if line is None:
        raise Http404
    return line, _meeting(meeting, viewer)


def _meeting(meeting: str, viewer: Viewer) -> MeetingLine:
    """Return a meeting of the Council itself; a group's members are no seats."""
    try:
        found = meeting_queries.meeting(meeting, viewer=viewer, now=viewer.at)
        attendance_queries.quorum_line(found.id, viewer=viewer)
    except NoSuchPaper:
        raise Http404 from None
    if found.kind.value not in actions.OWN:
        raise Http404
    return found


def _seats(meeting: MeetingLine, viewer: Viewer) -> list[tuple[str, str]]:
    """Return the seats that were there at any time of a meeting."""
    found = attendance_queries.attendance_of(meeting.id, viewer=viewer)
    return [(each.seat.code, each.seat.name[:90]) for each in found if each.stays]


def _items(meeting: MeetingLine, viewer: Viewer) -> list[tuple[str, str]]:
    return [(each.id, each.title[:90]) for each in meeting_queries.items(meeting.id, viewer=viewer)]


def _about(meeting: MeetingLine, viewer: Viewer) -> list[tuple[str, str]]:
    """Return what a motion can be about, as the form takes it."""
    found = [
        (f"{About.RECOMMENDATION.value}:{code}", f"{code}: {text[:70]}")
        for code, text in queries.movable(viewer=viewer)
    ]
    return found + [
        (f"{About.MINUTES.value}:{one}", _minutes(starts))
        for one, starts in queries.earlier(meeting.id, viewer=viewer)
    ]


def _about_words(line: MotionLine, meeting: MeetingLine, viewer: Viewer) -> tuple[str, str]:
    """Return what a motion is about, and where that can be read; two blanks for something else."""
    if line.about is About.RECOMMENDATION:
        said = _("Recommendation {code}").format(code=line.ref)
        return said, reverse("council:recommendation", args=[line.ref])
    starts = dict(queries.earlier(meeting.id, viewer=viewer)).get(line.ref)
    if line.about is About.MINUTES and starts is not None:
        return _minutes(starts), reverse("council:meeting", args=[line.ref])
    return "", ""


def _apart_words(each: SetApart) -> str:
    """Say what a seat takes no part in; not why: that is the member's own."""
    if each.about is ConflictAbout.RECOMMENDATION:
        return _("recommendation {code}").format(code=each.ref)
    if each.about is ConflictAbout.AGENDA_ITEM:
        return _("the topic “{title}”").format(title=each.name)
    return _("every matter of the Council")


def _minutes(starts: datetime) -> str:
    return _("Minutes of {day}").format(day=day(timezone.localdate(starts)))
