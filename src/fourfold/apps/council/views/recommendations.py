"""Recommendations at the desk and for everyone: the register, one page each, files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.council.actions import recommendations as actions
from fourfold.apps.council.actions import vote_mails
from fourfold.apps.council.actions import votes as vote_actions
from fourfold.apps.council.forms.recommendations import (
    CommentForm,
    FateForm,
    OpenVote,
    RecommendationForm,
    VoteForm,
)
from fourfold.apps.council.queries import recommendations as queries
from fourfold.apps.council.queries import votes as vote_queries
from fourfold.apps.council.queries.recommendations import RecommendationLine
from fourfold.apps.council.queries.vote_mails import comes_late
from fourfold.apps.council.rules import CouncilError, NoSuchPaper
from fourfold.apps.council.states.plan import MoveNotAllowed
from fourfold.apps.council.states.votes import DECIDED, MOVES, Choice, Fate, MailOf, Stage
from fourfold.apps.council.views import vote_mail_words, vote_words
from fourfold.apps.council.views.comparing import in_language
from fourfold.apps.council.views.needs import FILES, READS, WHY, WORKS
from fourfold.documents.recommendations import Entry, compose
from fourfold.documents.words import day
from fourfold.reference import active_pack
from fourfold.security.access.viewer import Viewer, nobody
from fourfold.security.doors import needs, open_to_all
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import csv_file
from fourfold.security.pages.waits import Wait

OPEN = "what the Council recommends, and how each seat voted, is public"
STEPS = {
    Stage.COMMENT: later("Ask members for comments"),
    Stage.DRAFT: later("Back to a draft"),
    Stage.WITHDRAWN: later("Withdraw it"),
}


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def recommendations(request: HttpRequest) -> HttpResponse:
    """List the recommendations; staff write a draft, or take over what the pack prints."""
    viewer = asker(request)
    form = RecommendationForm(laws=_laws(), initial={"once": new_id()})
    if request.method == "POST" and not viewer.may(WORKS):
        raise Http404
    if request.method == "POST" and request.POST.get("do") == "take_over":
        new = actions.take_over(by=viewer, at=viewer.at)
        said = ngettext("{} is new.", "{} are new.", new).format(new)
        messages.success(request, said)
        return HttpResponseRedirect(reverse("council:recommendations"))
    if request.method == "POST":
        form = RecommendationForm(request.POST, laws=_laws())
        made = _try(form, lambda: _draft(form, viewer))
        if made:
            return HttpResponseRedirect(reverse("council:recommendation", args=[made]))
    filters, lines = vote_words.listed(request, viewer)
    shown = {
        "filters": filters,
        "rows": [vote_words.row_of(each) for each in lines],
        "mine": vote_queries.my_votes(viewer=viewer, at=viewer.at),
        "form": form if viewer.may(WORKS) else None,
        "opened": bool(form.errors),
    }
    return render(
        request, "council/recommendations.html", shown, status=422 if form.errors else 200
    )


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def recommendation(request: HttpRequest, recommendation: str) -> HttpResponse:
    """Show a recommendation: comments, votes, what became of it; members comment and vote."""
    viewer = asker(request)
    line = _found(recommendation, viewer)
    forms, site = _forms(line, viewer), request.build_absolute_uri("/")
    status = 200
    if request.method == "POST":
        do = request.POST.get("do", "")
        if do == "move":
            return _moved(request, line, viewer)
        if do == "close":
            return _closed(request, viewer, line)
        if do == "mail_again":
            return _mail_again(request, viewer, line)
        if do == "vote" and "late" in forms:  # the page was opened before the deadline
            do = "late"
        if do not in forms:
            raise Http404
        form = forms[do] = _bound(do, request, viewer)
        if _try(form, lambda: _STEPS[do](form, line, viewer, site) or True):
            _say(request, do)
            return HttpResponseRedirect(request.path)
        status = 422
    held = vote_queries.votes_of(line.code, viewer=viewer, at=viewer.at)
    running = next((each for each in held if each.closed_at is None), None)
    shown = vote_words.page_of(line) | {
        "forms": forms,
        "votes": [vote_words.vote_of(each) for each in held],
        "running": running,
        "mine": _mine(line, viewer),
        "is_over": running is not None
        and running.closes_at is not None
        and viewer.at >= running.closes_at,
        "may_close": running is not None
        and not running.meeting
        and (running.closes_at is None or viewer.at >= running.closes_at),
        "comments": queries.comments(line.code, viewer=viewer),
        "steps": [(to.value, STEPS[to]) for to in MOVES[line.stage] if to in STEPS]
        if line.stage is not Stage.VOTE
        else [],
        "works": viewer.may(WORKS),
        "mails": vote_mail_words.shown(line, held[:1], viewer),
    }
    return render(request, "council/recommendation.html", shown, status=status)


@needs(READS, why=WHY)
@require_safe
def recommendations_print(request: HttpRequest, council_file: str) -> HttpResponse:
    """Give the register as HTML, PDF or DOCX, with dissent by agency and the same filters."""
    if council_file not in FILES:
        raise Http404
    viewer = asker(request)
    on = timezone.localdate(viewer.at)
    _form, lines = vote_words.listed(request, viewer)
    entries = [
        Entry(
            each.year,
            str(vote_words.CATEGORIES[each.category]),
            each.number,
            each.text,
            vote_words.dissent(each),
            "; ".join(f"{f.words} ({day(f.on)})" if f.on else f.words for f in each.fates),
        )
        for each in lines
        if each.stage.value in DECIDED
    ]
    author = str(active_pack().settings["council"]["name"])
    write, kind = FILES[council_file]
    headers = {"Content-Disposition": f'attachment; filename="recommendations-{on}.{council_file}"'}
    return HttpResponse(
        write(compose(entries, on=on, author=author)), content_type=kind, headers=headers
    )


@open_to_all(OPEN)
@require_safe
@in_language
def public_recommendations(request: HttpRequest) -> HttpResponse:
    """List what the Council decided, for everyone."""
    form, lines = vote_words.listed(request, nobody(timezone.now()))
    shown = {"filters": form, "rows": [vote_words.row_of(each) for each in lines]}
    shown |= vote_words.languages("recommendations")
    return render(request, "council/public_recommendations.html", shown)


@open_to_all(OPEN)
@require_safe
def public_recommendations_file(request: HttpRequest) -> HttpResponseBase:
    """Give everyone the register as CSV, with the same filters."""
    viewer = nobody(timezone.now())
    _form, lines = vote_words.listed(request, viewer)
    return csv_file(vote_words.csv_rows(lines), name="recommendations", at=viewer.at)


@open_to_all(OPEN)
@require_safe
@in_language
def public_recommendation(request: HttpRequest, recommendation: str) -> HttpResponse:
    """Show everyone one recommendation: the vote by seat, dissent by agency, what became of it."""
    viewer = nobody(timezone.now())
    line = _found(recommendation, viewer)
    held = vote_queries.votes_of(line.code, viewer=viewer, at=viewer.at)
    shown = vote_words.page_of(line) | {"votes": [vote_words.vote_of(each) for each in held]}
    shown |= vote_words.languages("recommendation", line.code)
    return render(request, "council/public_recommendation.html", shown)


def waits(viewer: Viewer) -> list[Wait]:
    """Return, for My day, the votes by mail that wait for who speaks for a seat."""
    if not viewer.may(READS):
        return []
    return [
        Wait(
            _("Your vote is asked until {day}").format(day=day(_last(each.closes_at))),
            reverse("council:recommendation", args=[each.code]),
            _("Vote"),
            each.code,
        )
        for each in vote_queries.my_votes(viewer=viewer, at=viewer.at)
        if each.mine is None and not each.is_recused and each.closes_at is not None
    ]


def _last(closes_at: datetime) -> date:
    """Return the last day of a vote: the one before the midnight it closes at."""
    return timezone.localdate(closes_at - timedelta(seconds=1))


def _found(code: str, viewer: Viewer) -> RecommendationLine:
    try:
        return queries.recommendation(code, viewer=viewer)
    except NoSuchPaper:
        raise Http404 from None


def _laws() -> list[tuple[str, str]]:
    return [(e["code"], e["citation"] or e["title"]) for e in active_pack().rows("statutes")]


def _mine(line: RecommendationLine, viewer: Viewer) -> Any:
    held = vote_queries.my_votes(viewer=viewer, at=viewer.at)
    return next((each for each in held if each.code == line.code), None)


def _forms(line: RecommendationLine, viewer: Viewer) -> dict[str, Form]:
    """Return the forms that fit where it stands, and who looks."""
    found: dict[str, Form] = {}
    if line.stage in (Stage.COMMENT, Stage.VOTE):
        found["comment"] = CommentForm(initial={"once": new_id()})
    mine = _mine(line, viewer)
    if mine is not None and not mine.is_recused:
        found["vote"] = VoteForm(initial={"choice": mine.mine, "why": mine.why})
    if mine is None and comes_late(line.code, viewer=viewer, at=viewer.at):
        found["late"] = VoteForm()
    if not viewer.may(WORKS):
        return found
    if line.stage in (Stage.DRAFT, Stage.COMMENT):
        told = {
            "text": line.text,
            "category": line.category.value,
            "four_p": line.four_p,
            "statutes": line.statutes,
            "sections": "; ".join(line.sections),
            "version": line.version,
        }
        found["change"] = RecommendationForm(laws=_laws(), initial=told)
    if line.stage is Stage.COMMENT:
        found["open"] = OpenVote()
    if line.stage in (Stage.APPROVED, Stage.NOT_APPROVED):
        found["fate"] = FateForm(initial={"once": new_id()})
    return found


def _bound(do: str, request: HttpRequest, viewer: Viewer) -> Form:
    kinds: dict[str, Callable[[], Form]] = {
        "comment": lambda: CommentForm(request.POST),
        **dict.fromkeys(("vote", "late"), lambda: VoteForm(request.POST)),
        "change": lambda: RecommendationForm(request.POST, laws=_laws()),
        "open": lambda: OpenVote(request.POST),
        "fate": lambda: FateForm(request.POST),
    }
    return kinds[do]()


def _draft(form: RecommendationForm, viewer: Viewer) -> str:
    how = {"year": timezone.localdate(viewer.at).year, "by": viewer, "at": viewer.at}
    return actions.draft(form.said(), once=form.cleaned_data["once"] or new_id(), **how)  # type: ignore[arg-type]


def _say(request: HttpRequest, do: str) -> None:
    if do == "late":
        messages.warning(request, vote_mail_words.LATE)
    else:
        messages.success(request, _("Kept."))


def _comment(form: Form, line: RecommendationLine, viewer: Viewer, _site: str) -> None:
    given = form.cleaned_data
    actions.comment(line.code, text=given["comment"], once=given["once"], by=viewer, at=viewer.at)


def _change(form: Any, line: RecommendationLine, viewer: Viewer, _site: str) -> None:
    version = form.cleaned_data["version"] or 0
    actions.change(line.code, said=form.said(), version=version, by=viewer, at=viewer.at)


def _open(form: Form, line: RecommendationLine, viewer: Viewer, site: str) -> None:
    until = form.cleaned_data["until"]
    closes_at = timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min))
    vote_actions.open_vote(line.code, closes_at=closes_at, site=site, by=viewer, at=viewer.at)


def _vote(form: Form, line: RecommendationLine, viewer: Viewer, _site: str) -> None:
    given = form.cleaned_data
    held = vote_queries.votes_of(line.code, viewer=viewer, at=viewer.at)
    vote_actions.cast(
        next((each.id for each in held if each.closed_at is None), held[0].id if held else ""),
        choice=Choice(given["choice"]),
        why=given["why"],
        by=viewer,
        at=viewer.at,
    )


def _fate(form: Form, line: RecommendationLine, viewer: Viewer, _site: str) -> None:
    given = dict(form.cleaned_data)
    kind = Fate(given.pop("kind"))
    actions.follow_up(line.code, kind=kind, **given, by=viewer, at=viewer.at)


_STEPS: dict[str, Callable[[Any, RecommendationLine, Viewer, str], None]] = {
    "comment": _comment,
    "vote": _vote,
    "late": _vote,
    "change": _change,
    "open": _open,
    "fate": _fate,
}


def _moved(request: HttpRequest, line: RecommendationLine, viewer: Viewer) -> HttpResponse:
    to, version = request.POST.get("to", ""), request.POST.get("version", "")
    if to not in set(Stage) or not version.isdecimal():
        raise Http404
    how = {"version": int(version[:9]), "by": viewer, "at": viewer.at}
    return _told(request, lambda: actions.move(line.code, to=Stage(to), **how))  # type: ignore[arg-type]


def _closed(request: HttpRequest, viewer: Viewer, line: RecommendationLine) -> HttpResponse:
    held = vote_queries.votes_of(line.code, viewer=viewer, at=viewer.at)
    running = next((each.id for each in held if each.closed_at is None), "")
    site = request.build_absolute_uri("/")
    return _told(request, lambda: vote_actions.close(running, site=site, by=viewer, at=viewer.at))


def _mail_again(request: HttpRequest, viewer: Viewer, line: RecommendationLine) -> HttpResponse:
    held = vote_queries.votes_of(line.code, viewer=viewer, at=viewer.at)
    seat, what = request.POST.get("seat", "")[:40], request.POST.get("what", "")
    if not held or what not in set(MailOf):
        raise Http404
    how = {"site": request.build_absolute_uri("/"), "by": viewer, "at": viewer.at}
    return _told(
        request,
        lambda: vote_mails.send_again(held[0].id, seat=seat, what=MailOf(what), **how),  # type: ignore[arg-type]
    )


def _told(request: HttpRequest, step: Callable[[], object]) -> HttpResponse:
    try:
        step()
    except NoSuchPaper:
        raise Http404 from None
    except (CouncilError, MoveNotAllowed) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Kept."))
    return HttpResponseRedirect(request.path)


def _try(form: Form, step: Callable[[], Any]) -> Any:
    """Return what the step returns; None where the form or the step is refused, and it says so."""
    if not form.is_valid():
        return None
    try:
        return step()
    except NoSuchPaper:
        raise Http404 from None
    except (CouncilError, MoveNotAllowed) as refused:
        form.add_error(None, str(refused))
        return None
