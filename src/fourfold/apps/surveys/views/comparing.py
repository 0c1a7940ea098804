"""Waves some time apart: chosen, and compared on the questions that they share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.analysis.evaluate.waves import Fit, Moved, Stand, Step
from fourfold.apps.surveys.actions.comparing import MOST_WHY, say_same
from fourfold.apps.surveys.actions.studies import note_export
from fourfold.apps.surveys.queries import comparing as queries
from fourfold.apps.surveys.queries.evaluation import title_of
from fourfold.apps.surveys.rules import BadStudy, NoSuchStudy
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import csv_file
from fourfold.security.pages.frame import names_of

WHY = "whoever evaluates surveys compares their waves; it shows sums, small waves hidden"
WHY_NOT = {
    Fit.REWORDED: _lazy("Its words changed."),
    Fit.OTHER_ANSWERS: _lazy("Its answers changed, so nothing can be compared."),
    Fit.NOT_IN_ALL: _lazy("Not every wave asks it."),
    Fit.NO_MEASURE: _lazy("Its answers are neither agree and disagree nor numbers."),
}
SURE = 0.05
HEADS = (
    "question", "words", "wave", "measure", "n", "value", "low", "high", "beside",
    "change", "change_low", "change_high", "p", "adjusted_p",
)  # fmt: skip


@needs(Permission.SURVEY_READ, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest, study: str) -> HttpResponse:
    """Choose waves and see how each shared question moved; say that other words ask the same."""
    viewer = asker(request)
    asked = (request.POST if request.method == "POST" else request.GET).getlist("wave")
    try:
        if request.method == "POST":
            return _say(request, study, asked, viewer)
        shown = _shown(study, asked, viewer)
    except NoSuchStudy:
        raise Http404 from None
    return render(request, "surveys/compare.html", shown)


@needs(Permission.SURVEY_READ, why="a comparison is taken into a program")
@require_safe
def compare_file(request: HttpRequest, study: str) -> HttpResponseBase:
    """Give a comparison as CSV; that it was taken is recorded."""
    viewer, asked = asker(request), request.GET.getlist("wave")
    try:
        found = queries.compared(study, waves=asked, viewer=viewer)
    except NoSuchStudy:
        raise Http404 from None
    if found is None:
        return HttpResponseRedirect(reverse("surveys:compare", args=[study]))
    count = max((each.stands[-1].n for each in found.found.moved), default=0)
    note_export(study, what="comparison.csv", count=count, by=viewer, at=viewer.at)
    return csv_file(_rows(found), name="comparison", at=viewer.at)


def _say(request: HttpRequest, study: str, asked: list[str], viewer: Viewer) -> HttpResponse:
    question, why = request.POST.get("question", ""), request.POST.get("why", "")
    try:
        say_same(study, waves=asked, question=question, why=why, by=viewer, at=viewer.at)
    except BadStudy as refused:
        shown = _shown(study, asked, viewer) | {"refused": str(refused), "at": question}
        return render(request, "surveys/compare.html", shown, status=422)
    return HttpResponseRedirect(_address(study, asked))


def _address(study: str, waves: list[str], *, name: str = "surveys:compare") -> str:
    return f"{reverse(name, args=[study])}?{urlencode([('wave', each) for each in waves])}"


def _shown(study: str, asked: list[str], viewer: Viewer) -> dict[str, Any]:
    offered = queries.offered_waves(study, viewer=viewer)
    chosen = [each.id for each in offered if each.id in set(asked)]
    found = queries.compared(study, waves=chosen, viewer=viewer)
    shown: dict[str, Any] = {
        "study": study,
        "title": title_of(study, viewer=viewer),
        "offered": [(each, each.id in chosen) for each in offered],
        "one_only": bool(asked) and found is None,
        "most_why": MOST_WHY,
    }
    if found is None:
        return shown
    names = names_of({each.by for each in found.same.values()})
    left = [(each, WHY_NOT[each.fit], each.fit is Fit.REWORDED) for each in found.found.left_out]
    return shown | {
        "chosen": chosen,
        "file": _address(study, chosen, name="surveys:compare_file"),
        "waves": found.found.waves,
        "moved": [_moved(each, found, names) for each in found.found.moved],
        "left": left,
    }


def _moved(each: Moved, found: queries.Compared, names: dict[str, str]) -> dict[str, Any]:
    said = found.same.get(each.question.name)
    return {
        "words": each.question.wordings[-1],
        "earlier": each.question.wordings[:-1],
        "same": said and {"by": names[said.by], "why": said.why, "on": said.on},
        "is_share": each.is_share,
        "rows": [
            _row(stand, step, each)
            for stand, step in zip(each.stands, (None, *each.steps), strict=True)
        ],
        "trend": each.trend,
    }


def _row(stand: Stand, step: Step | None, each: Moved) -> dict[str, Any]:
    most = 1.0 if each.is_share else max((one.value or 0 for one in each.stands), default=1.0)
    return {
        "wave": stand.wave,
        "n": stand.n,
        "is_hidden": stand.is_hidden,
        "value": None if stand.value is None else _value(stand.value, each),
        "range": "" if stand.low is None else _range(stand.low, stand.high, each),
        "width": 0 if stand.value is None else round(100 * stand.value / (most or 1.0)),
        "beside": [(words, n) for words, n in stand.beside.items() if n],
        "step": step and _step(step, each),
    }


def _value(value: float, each: Moved) -> str:
    return f"{100 * value:.0f}%" if each.is_share else f"{value:.2f}"


def _range(low: float, high: float | None, each: Moved) -> str:
    words = {"low": _value(low, each), "high": _value(high or 0.0, each)}
    return _("%(low)s to %(high)s") % words


def _step(step: Step, each: Moved) -> dict[str, Any]:
    def signed(value: float) -> str:
        shown = f"{100 * value:+.0f}" if each.is_share else f"{value:+.2f}"
        return shown.replace("-", "−")

    sure = step.adjusted is not None and step.adjusted < SURE
    up = _("higher") if step.change > 0 else _("lower")
    return {
        "change": signed(step.change),
        "range": _("%(low)s to %(high)s") % {"low": signed(step.low), "high": signed(step.high)},
        "p": _p(step.p),
        "adjusted": _p(step.adjusted),
        "shows": up if sure else _("no change shown"),
    }


def _p(p: float | None) -> str:
    if p is None:
        return ""
    return "<.001" if p < 0.001 else f"{p:.3f}".removeprefix("0")


def _rows(found: queries.Compared) -> Iterator[tuple[str | int | float | None, ...]]:
    yield HEADS
    for each in found.found.moved:
        measure = "share" if each.is_share else "mean"
        for stand, step in zip(each.stands, (None, *each.steps), strict=True):
            beside = "; ".join(f"{words}: {n}" for words, n in stand.beside.items())
            changed = (None,) * 5
            if step:
                changed = (step.change, step.low, step.high, step.p, step.adjusted)  # type: ignore[assignment]
            n = "hidden" if stand.is_hidden else stand.n
            head = (each.question.name, each.question.wordings[-1], stand.wave, measure)
            yield (*head, n, stand.value, stand.low, stand.high, beside, *changed)
