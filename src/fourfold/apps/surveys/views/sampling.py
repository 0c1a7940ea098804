"""A wave's organizations: listed, drawn, and how many answered; for whoever runs surveys."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.surveys.actions import sampling as actions
from fourfold.apps.surveys.forms.sampling import NOWHERE, BringList, DrawForm, FromPack
from fourfold.apps.surveys.queries import sampling as queries
from fourfold.apps.surveys.queries.studies import StudyLine, WaveLine
from fourfold.apps.surveys.queries.studies import study as study_of
from fourfold.apps.surveys.rules import NoSuchStudy, SurveyError, pack_frame
from fourfold.apps.surveys.rules.frame_list import COLUMNS, FrameProblem, read_frame
from fourfold.apps.surveys.rules.invitations import InvitedState
from fourfold.apps.surveys.rules.rates import DEFINITION, Rate
from fourfold.apps.surveys.rules.sampling import Allocation, Drawing, Split
from fourfold.apps.surveys.states import WaveState
from fourfold.security.access.roles import Permission
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import csv_file

WHY = "organizations are no secret; what they answered is not here"
S = InvitedState
HEADS = ("sector", "region", "listed", "drawn", "answered", "declined", "undeliverable")
TAIL = ("does_not_belong", "waiting", "rate_percent")


def said_state(state: InvitedState) -> tuple[str, str]:
    """Return where an organization stands, in words, and the tone of its chip."""
    return {
        S.LISTED: (_("not drawn"), "quiet"),
        S.DRAWN: (_("drawn, not told yet"), "plain"),
        S.INVITED: (_("invited"), "plain"),
        S.ANSWERED: (_("answered"), "good"),
        S.DECLINED: (_("declined"), "quiet"),
        S.UNDELIVERABLE: (_("no mail reaches it"), "caution"),
        S.INELIGIBLE: (_("does not belong"), "quiet"),
    }[state]


@needs(Permission.SURVEY_RUN, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def sample(request: HttpRequest, study: str, wave: str) -> HttpResponse:
    """List organizations, draw whom the wave asks, and follow how many answered."""
    viewer = asker(request)
    found, one = wave_or_404(request, study, wave)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    pack = FromPack(
        request.POST if do == "pack" else None,
        kinds=pack_frame.pack_kinds(),
        regions=pack_frame.regions(),
    )
    bring = BringList(*((request.POST, request.FILES) if do == "bring" else (None, None)))
    chosen = DrawForm(
        request.POST if do == "draw" else None,
        initial={"seed": str(secrets.randbelow(900_000) + 100_000)},
    )
    form = {"pack": pack, "bring": bring, "draw": chosen}.get(do)
    problems: tuple[FrameProblem, ...] = ()
    if do == "empty" or (form is not None and form.is_valid()):
        try:
            said, problems = _done(do, form, wave, by=viewer)
        except SurveyError as refused:
            if form is None:
                messages.error(request, str(refused))
                return HttpResponseRedirect(request.path)
            form.add_error(None, str(refused))
        else:
            if not problems:
                messages.success(request, said)
                return HttpResponseRedirect(request.path)
    number = request.GET.get("page", "")
    page = int(number) if number.isdecimal() and 0 < len(number) < 5 else 1
    state = request.GET.get("state", "")
    lines, more = queries.organizations(wave, viewer=viewer, page=page, state=state)
    counted = queries.sample_of(wave, viewer=viewer)
    shown: dict[str, Any] = {
        "study": found,
        "wave": one,
        "is_still": one.state is WaveState.READY,
        "is_open": one.state is WaveState.OPEN and not one.is_over,
        "sample": counted,
        "how": _how(counted.draw),
        "definition": DEFINITION,
        "lines": [(each, *said_state(each.state)) for each in lines],
        "states": [(each.value, said_state(each)[0], each.value == state) for each in S],
        "page": page,
        "more": more,
        "pack": pack,
        "bring": bring,
        "draw": chosen,
        "problems": problems,
        "columns": ",".join(COLUMNS),
        "sectors": pack_frame.sectors(),
    }
    wrong = bool(problems) or (form is not None and bool(form.errors))
    return render(request, "surveys/sample.html", shown, status=422 if wrong else 200)


@needs(Permission.SURVEY_RUN, why=WHY)
@require_safe
def rates_file(request: HttpRequest, study: str, wave: str) -> HttpResponseBase:
    """Give the response rates by sector and region as CSV, with how they are worked out."""
    viewer = asker(request)
    wave_or_404(request, study, wave)
    found = queries.sample_of(wave, viewer=viewer)
    rows = [
        (*HEADS, *TAIL),
        *((sector, region or "-", *_cells(rate)) for sector, region, rate in found.by_both),
        *((sector, "ALL", *_cells(rate)) for sector, rate in found.by_sector),
        *(("ALL", region or "-", *_cells(rate)) for region, rate in found.by_region),
        ("ALL", "ALL", *_cells(found.all)),
    ]
    if found.weighted is not None:
        rows.append(
            (
                "ALL, weighted by listed / drawn",
                "ALL",
                *("" for _ in range(7)),
                f"{found.weighted:.1f}",
            )
        )
    rows.append((f"rate: {DEFINITION}",))
    return csv_file(rows, name="response-rates", at=viewer.at)


def wave_or_404(request: HttpRequest, study: str, wave: str) -> tuple[StudyLine, WaveLine]:
    """Return a study and one of its waves, or end with the page for what is not there."""
    viewer = asker(request)
    try:
        found = study_of(study, viewer=viewer, today=timezone.localdate(viewer.at))
    except NoSuchStudy:
        raise Http404 from None
    one = next((each for each in found.waves if each.id == wave), None)
    if one is None:
        raise Http404
    return found, one


def _done(do: str, form: Any, wave: str, *, by: Any) -> tuple[str, tuple[FrameProblem, ...]]:
    """Do what was asked; returns what to say, or what is wrong with a list."""
    if do == "empty":
        actions.empty_list(wave, by=by, at=by.at)
        return _("The list is empty."), ()
    given = form.cleaned_data
    if do == "draw":
        size, seed = given["size"] or 0, given["seed"]
        made = actions.draw(
            wave,
            how=Drawing(given["how"]),
            split=Split(given["split"]),
            allocation=Allocation(given["allocation"]),
            size=size,
            seed=seed,
            carries=given["carries"],
            remind_days=given["remind_days"],
            by=by,
            at=by.at,
        )
        said = ngettext("{} organization is drawn.", "{} organizations are drawn.", made)
        return said.format(made), ()
    if do == "pack":
        within = {"" if each == NOWHERE else each for each in given["regions"]}
        rows = tuple(pack_frame.pack_organizations(kinds=given["kinds"], within=within))
    else:
        rows, problems = read_frame(given["text"], queries.known_words(wave, viewer=by))
        if problems:
            return "", problems
    made = actions.list_organizations(wave, organizations=rows, by=by, at=by.at)
    said = ngettext("{} organization was added.", "{} organizations were added.", made)
    return said.format(made), ()


def _how(draw: queries.DrawLine | None) -> str:
    if draw is None:
        return ""
    if draw.split is None or draw.allocation is None:
        return _("All of the list are asked.")
    within = {
        Split.BOTH: _("sector and region"),
        Split.SECTOR: _("sector"),
        Split.REGION: _("region"),
    }[draw.split]
    places = {
        Allocation.PROPORTIONAL: _("in proportion to how many there are"),
        Allocation.EQUAL: _("the same for each"),
    }[draw.allocation]
    said = _("A random sample of {size}, drawn within each {within}; places {places}; seed {seed}.")
    return said.format(size=draw.size, within=within, places=places, seed=draw.seed)


def _cells(rate: Rate) -> tuple[str, ...]:
    counts = (rate.listed, rate.drawn, rate.answered, rate.declined, rate.undeliverable)
    percent = "" if rate.rate is None else f"{rate.rate:.1f}"
    return (*map(str, counts), str(rate.ineligible), str(rate.waiting), percent)
