"""Studies: the list, asking for one, one study with its result, and its steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.analysis.estimate import NAMES, VERDICTS, Method
from fourfold.apps.studies.actions import studies as actions
from fourfold.apps.studies.forms.studies import PANEL, SignForm, StudyForm
from fourfold.apps.studies.queries import studies as queries
from fourfold.apps.studies.queries.studies import StudyLine
from fourfold.apps.studies.rules import NoSuchStudy, StudyError
from fourfold.apps.studies.states import GOES_ON, MoveNotAllowed, StudyState
from fourfold.apps.studies.views.words import (
    COUNTS,
    HOLDS,
    STATES,
    TONES,
    WHY,
    pictures,
    table_file,
)
from fourfold.documents.estimation import overlaps_chart, panel_chart
from fourfold.reference import active_pack
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker
from fourfold.security.pages.waits import Wait


def waits(viewer: Viewer) -> list[Wait]:
    """Return how many studies wait for this person as the second."""
    n = queries.to_sign(viewer=viewer) if viewer.may(COUNTS) else 0
    if not n:
        return []
    said = ngettext("{} study to sign off", "{} studies to sign off", n).format(n)
    return [Wait(said, reverse("studies:studies"), _("Look at them"), _("The undetected"))]


@needs(COUNTS, why=WHY)
@require_safe
def studies(request: HttpRequest) -> HttpResponse:
    """List the studies and the rolls they can rest on."""
    viewer = asker(request)
    shown = {
        "rows": [
            (each, *STATES[each.state]) for each in queries.studies(now=viewer.at, viewer=viewer)
        ],
        "rolls": queries.rolls(viewer=viewer),
    }
    return render(request, "studies/studies.html", shown)


@needs(COUNTS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, roll: str) -> HttpResponse:
    """Ask for a study of a roll."""
    viewer = asker(request)
    try:
        line = queries.roll(roll, viewer=viewer)
    except NoSuchStudy:
        raise Http404 from None
    form = StudyForm(
        request.POST if request.method == "POST" else None,
        lists=line.lists,
        initial={"once": new_id(), "lists": line.lists, "name": line.name},
    )
    if request.method == "POST" and form.is_valid():
        once = form.cleaned_data["once"]
        try:
            made = actions.ask(roll, told=form.told(), once=once, by=viewer, at=viewer.at)
        except StudyError as refused:
            form.add_error(None, str(refused))
        else:
            return HttpResponseRedirect(reverse("studies:study", args=[made]))
    status = 422 if form.errors else 200
    return render(request, "studies/ask.html", {"form": form, "roll": line}, status=status)


@needs(COUNTS, why=WHY)
@require_safe
def study(request: HttpRequest, estimation: str) -> HttpResponse:
    """Show a study: how far it is, or what came out and who answers for it."""
    viewer = asker(request)
    return render(request, "studies/study.html", _page(_found(estimation, viewer), viewer, None))


@needs(COUNTS, why=WHY)
@require_safe
def study_table(request: HttpRequest, estimation: str) -> HttpResponse:
    """Give the histories of a study's lists as CSV, as the command reads them."""
    viewer = asker(request)
    line = _found(estimation, viewer)
    content = queries.as_file(line.roll, lists=line.lists, viewer=viewer)
    return table_file(content, name=f"study-{estimation}")


@needs(COUNTS, why=WHY)
@require_safe
def study_file(request: HttpRequest, estimation: str) -> HttpResponse:
    """Give a study's result as JSON, as `fourfold estimate --json` prints it."""
    line = _found(estimation, asker(request))
    if line.result is None:
        raise Http404
    answer = JsonResponse(line.result.to_dict(), json_dumps_params={"indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="study-{estimation}.json"'
    return answer


@needs(COUNTS, why=WHY)
@require_safe
def progress(request: HttpRequest, estimation: str) -> HttpResponse:
    """Say how far a study is, for the page that waits."""
    line = _found(estimation, asker(request))
    return JsonResponse(
        {"share": line.share, "said": str(_doing(line)), "over": line.state not in GOES_ON}
    )


@needs(COUNTS, why=WHY)
@require_POST
def stop(request: HttpRequest, estimation: str) -> HttpResponse:
    """Stop a study."""
    viewer = asker(request)
    said = _("It stops. Nothing of it is kept.")
    return _step(
        request, estimation, lambda: actions.stop(estimation, by=viewer, at=viewer.at), said
    )


@needs(COUNTS, why=WHY)
@require_POST
def again(request: HttpRequest, estimation: str) -> HttpResponse:
    """Let a study run again."""
    viewer = asker(request)
    said = _("It waits for the machine again.")
    return _step(
        request, estimation, lambda: actions.again(estimation, by=viewer, at=viewer.at), said
    )


@needs(COUNTS, why=WHY)
@require_POST
def sign(request: HttpRequest, estimation: str) -> HttpResponse:
    """Sign a study off, as a second person."""
    viewer = asker(request)
    line, form = _found(estimation, viewer), SignForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.sign(
                estimation, words=given["words"], seen=given["seen"], by=viewer, at=viewer.at
            )
        except (StudyError, MoveNotAllowed) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("It is signed off. It can be handed on for release."))
            return HttpResponseRedirect(reverse("studies:study", args=[estimation]))
    return render(request, "studies/study.html", _page(line, viewer, form), status=422)


@needs(COUNTS, why=WHY)
@require_POST
def offer(request: HttpRequest, estimation: str) -> HttpResponse:
    """Hand a signed study on, to be proposed for release."""
    viewer = asker(request)
    council = active_pack().settings["council"]["organization"]
    return _step(
        request,
        estimation,
        lambda: actions.offer(estimation, organization=council, by=viewer, at=viewer.at),
        _("It is handed on. Propose it under Releases; two others agree before it is public."),
    )


def _step(
    request: HttpRequest, estimation: str, step: Callable[[], object], said: str
) -> HttpResponse:
    try:
        step()
    except NoSuchStudy:
        raise Http404 from None
    except (StudyError, MoveNotAllowed) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(reverse("studies:study", args=[estimation]))


def _found(estimation: str, viewer: Viewer) -> StudyLine:
    try:
        return queries.study(estimation, now=viewer.at, viewer=viewer)
    except NoSuchStudy:
        raise Http404 from None


def _page(line: StudyLine, viewer: Viewer, form: SignForm | None) -> dict[str, Any]:
    roll = queries.roll(line.roll, viewer=viewer)
    shown: dict[str, Any] = {
        "line": line,
        "state": STATES[line.state],
        "roll": roll,
        "method": dict([PANEL, *((m.value, name) for m, name in NAMES.items())])[line.method],
        "doing": _doing(line),
        "goes_on": line.state in GOES_ON,
        "may_again": line.state in (StudyState.STOPPED, StudyState.FAILED),
        "may_offer": line.state is StudyState.SIGNED and not roll.is_example,
        "beside": [
            (each, *STATES[each.state], _range(each))
            for each in queries.studies(roll=line.roll, now=viewer.at, viewer=viewer)
            if each.id != line.id
        ],
    }
    if line.state is StudyState.DONE and not line.is_mine:
        shown["form"] = form or SignForm(initial={"seen": line.sha256})
    if line.result is not None:
        shown |= _result(line, viewer)
    return shown


def _result(line: StudyLine, viewer: Viewer) -> dict[str, Any]:
    result = line.result
    if result is None:
        raise Http404
    table = queries.histories(line.roll, lists=line.lists, viewer=viewer)
    panel, overlaps = panel_chart(result), overlaps_chart(table)
    methods = dict.fromkeys(each.method for each in result.changes)
    return {
        "result": result,
        "command": f"fourfold estimate study-{line.id}.csv --method {line.method} "
        f"--bootstrap {line.replicates} --seed {line.seed}",
        "verdict": (VERDICTS[result.verdict], TONES[result.verdict]),
        "panel": panel,
        "panel_pictures": pictures(panel),
        "estimates": [
            (
                NAMES[each.method],
                _number(each.estimate),
                _number(each.lower),
                _number(each.upper),
                each.model or each.why_not,
            )
            for each in result.estimates
        ],
        "changes": [
            (
                NAMES[method],
                [
                    (
                        each.kind == "without",
                        " + ".join(each.lists),
                        _number(each.estimate),
                        _number(each.moved, sign="+"),
                    )
                    for each in result.changes
                    if each.method is method
                ],
            )
            for method in methods
        ],
        "assumptions": [(each, *HOLDS[each.holds]) for each in result.assumptions],
        "overlaps": overlaps,
        "overlaps_pictures": pictures(overlaps),
    }


def _doing(line: StudyLine) -> Any:
    if line.is_told:
        return _("It is being stopped.")
    if line.state is StudyState.WAITING and line.is_silent:
        return _("No machine has taken it up for minutes. Tell whoever runs this site.")
    if line.state is StudyState.WAITING:
        return _("It waits for the machine.")
    if line.is_silent:
        return _("The machine says nothing. It is taken up again when it is back.")
    if line.doing:
        return _("{method} is being worked out.").format(method=NAMES[Method(line.doing)])
    if line.share:
        return _("How far a list left out, or two merged, would change it is being worked out.")
    return _("It begins.")


def _range(line: StudyLine) -> str:
    result = line.result
    if result is None or result.lower is None or result.upper is None:
        return ""
    return f"{_number(result.lower)} – {_number(result.upper)}"


def _number(value: float | None, *, sign: str = "") -> str:
    if value is None:
        return ""
    return _("no limit") if value == float("inf") else f"{value:{sign},.0f}"
