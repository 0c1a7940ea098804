"""The annual report studio: the list, a report with its blocks, one block, its preview."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.apps.council.actions import studio as actions
from fourfold.apps.council.actions import studio_beside, studio_issue
from fourfold.apps.council.forms.studio import BlockForm, NewStudioReport, TitleForm
from fourfold.apps.council.queries import studio as queries
from fourfold.apps.council.queries.activity_forms import own_forms
from fourfold.apps.council.queries.studio_edition import before, problems
from fourfold.apps.council.queries.studio_figures import choices, indicators
from fourfold.apps.council.queries.studio_preview import block_documents
from fourfold.apps.council.queries.studio_preview import preview as preview_of
from fourfold.apps.council.queries.studio_votes import vote_behind, votes_to_name
from fourfold.apps.council.rules import CouncilError, NoSuchPaper
from fourfold.apps.council.states.plan import MoveNotAllowed
from fourfold.apps.council.states.studio import Begin, StudioState
from fourfold.apps.council.views import studio_words as words
from fourfold.apps.council.views.needs import READS, WHY, WORKS
from fourfold.documents import html
from fourfold.documents.studio import Kind
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker

SHAPES = ("english", "spanish", "ref", "level", "four_p", "alt")


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def studio(request: HttpRequest) -> HttpResponse:
    """List the reports and one's own activity forms; staff begin a report."""
    viewer = asker(request)
    today = timezone.localdate(viewer.at)
    form = NewStudioReport(
        request.POST or None,
        initial={"once": new_id(), "year": today.year, "start": Begin.LAST.value},
    )
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        year, start = told.pop("year"), Begin(told.pop("start"))
        try:
            made = actions.begin(year, start=start, **told, by=viewer, at=viewer.at)
        except NoSuchPaper:
            raise Http404 from None
        except CouncilError as refused:
            form.add_error(None, str(refused))
        else:
            return HttpResponseRedirect(reverse("council:studio_report", args=[made]))
    shown = {
        "rows": [
            (each, *words.STATES[each.state]) for each in queries.studio_reports(viewer=viewer)
        ],
        "own": [(each, *words.FORMS[each.state]) for each in own_forms(viewer=viewer, today=today)],
        "form": form,
        "works": viewer.may(WORKS),
    }
    return render(request, "council/studio.html", shown, status=422 if form.is_bound else 200)


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def studio_report(request: HttpRequest, studio_report: str) -> HttpResponse:
    """Show a report with its blocks; staff arrange them, a second person approves."""
    viewer = asker(request)
    page = _page(request, studio_report)
    if request.method == "POST":
        _taken(request, studio_report)
        there = reverse("council:studio_report", args=[studio_report])
        at = request.POST.get("block", "")
        return HttpResponseRedirect(f"{there}#at-{at}" if at.isalnum() else there)
    language = "es" if request.GET.get("language") == "es" else "en"
    drawn, numbers = block_documents(studio_report, language=language, viewer=viewer)
    report = page.report
    earlier = before(studio_report, viewer=viewer)
    shown = {
        "report": report,
        "stands": words.STATES[report.state],
        "language": language,
        "blocks": [
            (
                each,
                words.KINDS[each.kind],
                _html(drawn[each.id], numbers),
                language == "es" and _no_spanish(each),
            )
            for each in page.blocks
            if each.id in drawn
        ],
        "figures": [(each, *words.WATCHES[each.watch]) for each in page.figures],
        "stale": page.stale,
        "last": page.last and (page.last, words.STEPS[page.last.what]),
        "kinds": [(each.value.lower(), said) for each, said in words.KINDS.items()],
        "problems": problems(studio_report, viewer=viewer)
        if report.state is StudioState.DRAFT
        else [],
        "wrote": viewer.account in report.writers,
        "works": viewer.may(WORKS),
        "is_draft": report.state is StudioState.DRAFT,
        "missing": sum(_no_spanish(each) for each in page.blocks) + (not report.title_es),
        "editions": [
            (code, said, report.editions.get(code)) for code, said in words.LANGUAGES.items()
        ],
        "earlier": earlier,
        "vote": vote_behind(report.vote, viewer=viewer) if report.vote else None,
        "votes": votes_to_name(viewer=viewer) if report.state is StudioState.DRAFT else (),
        "title": TitleForm(
            initial={
                name: getattr(report, name)
                for name in ("version", "title", "subtitle", "title_es", "issued_on")
            }
        ),
    }
    return render(request, "council/studio_report.html", shown)


@needs(WORKS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def new_block(request: HttpRequest, studio_report: str, studio_kind: str) -> HttpResponse:
    """Add a block of a kind."""
    viewer = asker(request)
    page = _page(request, studio_report)
    kind = {each.value.lower(): each for each in Kind}.get(studio_kind)
    if kind is None:
        raise Http404
    after = request.GET.get("after", "")
    form = BlockForm(
        request.POST or None,
        request.FILES or None,
        kind=kind,
        refs=_refs(kind, viewer),
        initial={"once": new_id(), "version": 0},
    )
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in SHAPES if name in form.cleaned_data}
        file, alt = form.cleaned_data.get("file"), told.get("alt", "")

        def step() -> object:
            made = actions.add_block(
                studio_report,
                kind=kind,
                told=told,
                after=after,
                once=form.cleaned_data["once"],
                by=viewer,
                at=viewer.at,
            )
            if kind is Kind.PICTURE and file is not None:
                studio_beside.put_picture(made, file=file, alt=alt, by=viewer, at=viewer.at)
            return made

        made = _tried(step, form)
        if isinstance(made, str):
            there = reverse("council:studio_report", args=[studio_report])
            return HttpResponseRedirect(f"{there}#at-{made}")
    shown = {"page": page, "kind": words.KINDS[kind], "form": form, "is_new": True}
    shown |= {"is_text": kind in (Kind.TEXT, Kind.TABLE), "is_table": kind is Kind.TABLE}
    return render(request, "council/studio_block.html", shown, status=422 if form.is_bound else 200)


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def studio_block(request: HttpRequest, studio_report: str, studio_block: str) -> HttpResponse:
    """Show a block with its words, comments and story; staff write it, readers comment."""
    viewer = asker(request)
    found = _block(request, studio_report, studio_block)
    page = _page(request, studio_report)
    told = {name: getattr(found, name) for name in (*SHAPES, "version")}
    refs = _refs(found.kind, viewer, held=found.ref)
    form = BlockForm(None, kind=found.kind, refs=refs, initial=told)
    if request.method == "POST":
        form, answer = _posted(request, found, refs, form)
        if answer is not None:
            return answer
    is_draft = page.report.state is StudioState.DRAFT
    shown = {
        "page": page,
        "held": found,
        "kind": words.KINDS[found.kind],
        "form": form if viewer.may(WORKS) and is_draft else None,
        "shown": _html(preview_of(found.id, told={}, language="en", viewer=viewer)),
        "story": [
            (each, words.STEPS[each.what]) for each in queries.block_story(found.id, viewer=viewer)
        ],
        "works": viewer.may(WORKS),
        "is_draft": is_draft,
        "is_empty": found.kind in words.EMPTY_KINDS,
        "is_text": found.kind in (Kind.TEXT, Kind.TABLE),
        "is_table": found.kind is Kind.TABLE,
        "once": new_id(),
        "account": viewer.account,
    }
    return render(request, "council/studio_block.html", shown, status=422 if form.errors else 200)


@needs(WORKS, why=WHY)
@require_POST
def block_preview(request: HttpRequest, studio_report: str, studio_block: str) -> HttpResponse:
    """Answer with a block as it would look with the words that were posted; nothing is kept."""
    viewer = asker(request)
    found = _block(request, studio_report, studio_block)
    language = "es" if request.POST.get("language") == "es" else "en"
    told = {name: request.POST[name][:60_000] for name in ("english", "spanish", "ref")
            if name in request.POST}  # fmt: skip
    drawn = preview_of(found.id, told=told, language=language, viewer=viewer)
    return HttpResponse(_html(drawn))


def _posted(
    request: HttpRequest, found: queries.BlockLine, refs: Any, form: BlockForm
) -> tuple[BlockForm, HttpResponse | None]:
    viewer, do = asker(request), request.POST.get("do", "")
    here = reverse("council:studio_block", args=[found.report, found.id])
    steps: dict[str, Callable[[], object]] = {
        "comment": lambda: studio_beside.comment(
            found.id,
            words=request.POST.get("words", ""),
            once=request.POST.get("once", "")[:40] or new_id(),
            by=viewer,
            at=viewer.at,
        ),
        "resolve": lambda: studio_beside.resolve(
            request.POST.get("comment", ""), by=viewer, at=viewer.at
        ),
    }
    if do in steps:
        _done(request, steps[do])
        return form, HttpResponseRedirect(f"{here}#comments")
    if do not in ("change", "choose"):
        raise Http404
    typed = BlockForm(request.POST, request.FILES, kind=found.kind, refs=refs)
    if not typed.is_valid():
        return typed, None
    told = {name: typed.cleaned_data[name] for name in SHAPES if name in typed.cleaned_data}
    version, file = typed.cleaned_data["version"], typed.cleaned_data.get("file")

    def step() -> object:
        if do == "choose":
            rival = request.POST.get("rival", "")
            actions.choose(
                found.id, rival=rival, told=told, version=version, by=viewer, at=viewer.at
            )
            return True
        kept = actions.change_block(found.id, told=told, version=version, by=viewer, at=viewer.at)
        if file is not None:
            alt = str(told.get("alt", ""))
            studio_beside.put_picture(found.id, file=file, alt=alt, by=viewer, at=viewer.at)
        return True if kept is None else "kept"

    done = _tried(step, typed)
    if done is None:
        return typed, None
    if done == "kept":
        messages.warning(
            request,
            _("Somebody else saved this block while you wrote. Both texts are kept: choose below."),
        )
        return form, HttpResponseRedirect(here)
    there = reverse("council:studio_report", args=[found.report])
    return form, HttpResponseRedirect(f"{there}#at-{found.id}")


def _taken(request: HttpRequest, report: str) -> None:
    """Take the step that a report's page asks for; what is refused is said on the next page."""
    viewer, posted = asker(request), request.POST
    block, code = posted.get("block", ""), posted.get("code", "")
    who: Any = {"by": viewer, "at": viewer.at}
    version = posted.get("version", "0")
    number = int(version) if version.isdecimal() and len(version) < 10 else 0
    steps: dict[str, Callable[[], object]] = {
        "up": lambda: actions.move_block(block, up=True, **who),
        "down": lambda: actions.move_block(block, up=False, **who),
        "remove": lambda: actions.remove_block(block, **who),
        "undo": lambda: actions.undo(report, **who),
        "accept": lambda: studio_beside.accept_figure(report, code=code, **who),
        "keep": lambda: studio_beside.keep_figure(
            report, code=code, note=posted.get("note", ""), **who
        ),
        "leave": lambda: studio_beside.leave_out(report, code=code, **who),
        "approve": lambda: studio_issue.approve(
            report, version=number, vote=posted.get("vote", ""), **who
        ),
        "back": lambda: studio_issue.send_back(report, **who),
        "publish": lambda: studio_issue.publish(report, language=posted.get("language", ""), **who),
        "file": lambda: studio_issue.file(report, on=timezone.localdate(viewer.at), **who),
    }
    do = posted.get("do", "")
    if do == "title":
        form = TitleForm(posted)
        if not form.is_valid():
            messages.error(request, _("Give the report a title and a day."))
            return
        told = dict(form.cleaned_data)
        seen = told.pop("version")
        if told["issued_on"] is None:
            told.pop("issued_on")
        _done(request, lambda: actions.tell(report, told=told, version=seen, **who))
    elif do in steps:
        _done(request, steps[do])
    else:
        raise Http404


def _done(request: HttpRequest, step: Callable[[], object]) -> None:
    try:
        step()
    except NoSuchPaper:
        raise Http404 from None
    except (CouncilError, MoveNotAllowed) as refused:
        messages.error(request, str(refused))


def _tried(step: Callable[[], object], form: BlockForm) -> object:
    """Take a step; what is refused is said on the form, and None: nothing typed is lost."""
    try:
        return step()
    except NoSuchPaper:
        raise Http404 from None
    except CouncilError as refused:
        form.add_error(None, str(refused))
        return None


def _page(request: HttpRequest, report: str) -> queries.StudioPage:
    try:
        return queries.studio_page(report, viewer=asker(request))
    except NoSuchPaper:
        raise Http404 from None


def _block(request: HttpRequest, report: str, block: str) -> queries.BlockLine:
    try:
        found = queries.studio_block(block, viewer=asker(request))
    except NoSuchPaper:
        raise Http404 from None
    if found.report != report:
        raise Http404
    return found


def _refs(kind: Kind, viewer: Any, *, held: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if kind is Kind.FIGURE:
        found = choices(viewer=viewer)
    elif kind in (Kind.CHART, Kind.TABLE):
        found = indicators(viewer=viewer)
    if held and held not in dict(found):
        found.append((held, held))
    return found


def _no_spanish(block: queries.BlockLine) -> bool:
    needs_it = block.kind in (
        *(Kind.HEADING, Kind.TEXT, Kind.FIGURE, Kind.CHART, Kind.TABLE, Kind.PICTURE),
    )
    return needs_it and bool(block.english.strip()) and not block.spanish.strip()


def _html(document: Any, numbers: dict[str, int] | None = None) -> str:
    # The writer escapes every word it is given.
    return mark_safe(html.fragment(document, numbers=numbers))  # noqa: S308
