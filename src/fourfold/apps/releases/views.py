"""Releases: what waits, one release with its tables, and each step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.apps.releases import actions, queries
from fourfold.apps.releases.forms import ProposeForm
from fourfold.apps.releases.rules import ReleaseRefused
from fourfold.apps.releases.states import MoveNotAllowed, ReleaseState
from fourfold.apps.studies.queries import NoSuchRun
from fourfold.catalog.shapes import ClearedTable
from fourfold.documents.words import period_words, show_figure
from fourfold.reference import active_pack
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.waits import Wait

READS, PROPOSES = Permission.RELEASE_READ, Permission.RELEASE_PROPOSE
AGREES = Permission.RELEASE_AGREE
STATES: dict[ReleaseState, tuple[Any, str]] = {
    ReleaseState.PROPOSED: (gettext_lazy("waits for agreement"), "caution"),
    ReleaseState.AGREED: (gettext_lazy("agreed; may be published"), "good"),
    ReleaseState.PUBLISHED: (gettext_lazy("published"), "good"),
    ReleaseState.REFUSED: (gettext_lazy("refused"), "quiet"),
}


def waits(viewer: Viewer) -> list[Wait]:
    """Return the releases that wait for this person's agreement, or to be published."""
    found = []
    href = reverse("releases:releases")
    lines = queries.releases(viewer=viewer)
    if viewer.may(AGREES):
        n = sum(_may_agree(each, viewer) for each in lines)
        if n:
            said = ngettext("{} release to agree to", "{} releases to agree to", n).format(n)
            found.append(Wait(said, href, _("Look at them"), _("Releases")))
    if viewer.may(PROPOSES):
        n = sum(each.state is ReleaseState.AGREED for each in lines)
        n += len(queries.offered(viewer=viewer))
        if n:
            said = ngettext("{} release to go on with", "{} releases to go on with", n).format(n)
            found.append(Wait(said, href, _("Look at them"), _("Releases")))
    return found


@needs(READS, why="who proposes and who clears releases sees them")
@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    """List what may be proposed, and every release, what waits first."""
    viewer = asker(request)
    shown = {
        "offered": queries.offered(viewer=viewer) if viewer.may(PROPOSES) else (),
        "rows": [(each, *STATES[each.state]) for each in queries.releases(viewer=viewer)],
        "proposes": viewer.may(PROPOSES),
    }
    return render(request, "releases/releases.html", shown)


@needs(PROPOSES, why="the Council's researchers propose what becomes public")
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, run: UUID) -> HttpResponse:
    """Propose a run that a study handed on."""
    viewer = asker(request)
    found = next((e for e in queries.offered(viewer=viewer) if e.run == str(run)), None)
    if found is None:
        raise Http404
    form = ProposeForm(
        request.POST if request.method == "POST" else None, initial={"title": found.name}
    )
    if request.method == "POST" and form.is_valid():
        title = form.cleaned_data["title"]
        try:
            made = actions.propose(
                found.run, title=title, pack=active_pack(), by=viewer, at=viewer.at
            )
        except (ReleaseRefused, NoSuchRun) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("It is proposed. Two other people look at it now."))
            return HttpResponseRedirect(reverse("releases:release", args=[made]))
    shown = {"form": form, "found": found}
    return render(request, "releases/propose.html", shown, status=422 if form.errors else 200)


@needs(READS, why="who proposes and who clears releases sees them")
@require_safe
def release(request: HttpRequest, release: UUID) -> HttpResponse:
    """Show a release as the public will see it, where it comes from, and who agreed."""
    viewer = asker(request)
    try:
        line = queries.release(str(release), viewer=viewer)
    except queries.NoSuchRelease:
        raise Http404 from None
    pack = active_pack()
    tables = queries.tables_of(line.id, pack=pack, viewer=viewer)
    shown = {
        "line": line,
        "state": STATES[line.state],
        "tables": [_shown(each, pack.languages[1:]) for each in tables],
        "may_agree": _may_agree(line, viewer),
        "may_refuse": viewer.may(AGREES)
        and line.state in (ReleaseState.PROPOSED, ReleaseState.AGREED),
        "may_publish": viewer.may(PROPOSES) and line.state is ReleaseState.AGREED,
    }
    return render(request, "releases/release.html", shown)


@needs(AGREES, why="two people who did not propose a release clear it")
@require_POST
def agree(request: HttpRequest, release: UUID) -> HttpResponse:
    """Agree to a release."""
    viewer = asker(request)
    return _step(
        request,
        release,
        lambda: actions.agree(str(release), by=viewer, at=viewer.at),
        _("You have agreed."),
    )


@needs(AGREES, why="one of two people may refuse a release")
@require_POST
def refuse(request: HttpRequest, release: UUID) -> HttpResponse:
    """Refuse a release."""
    viewer = asker(request)
    return _step(
        request,
        release,
        lambda: actions.refuse(str(release), by=viewer, at=viewer.at),
        _("It is refused. It may be proposed anew when the reasons are gone."),
    )


@needs(PROPOSES, why="the Council's researchers publish what two others cleared")
@require_POST
def publish(request: HttpRequest, release: UUID) -> HttpResponse:
    """Publish a release that two people cleared."""
    viewer = asker(request)

    def published() -> None:
        actions.publish(str(release), pack=active_pack(), by=viewer, at=viewer.at)

    return _step(request, release, published, _("It is public now."))


def _step(
    request: HttpRequest, release: UUID, step: Callable[[], object], said: str
) -> HttpResponse:
    try:
        step()
    except queries.NoSuchRelease:
        raise Http404 from None
    except (ReleaseRefused, MoveNotAllowed) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(reverse("releases:release", args=[release]))


def _may_agree(line: queries.ReleaseLine, viewer: Viewer) -> bool:
    return (
        viewer.may(AGREES)
        and line.state is ReleaseState.PROPOSED
        and not line.me_proposed
        and not line.me_agreed
    )


def _shown(table: ClearedTable, languages: Sequence[str]) -> dict[str, Any]:
    return {
        "table": table,
        "others": [
            (each, get_language_info(each)["name_translated"], table.in_language(each), said)
            for each in languages
            if (said := table.in_words.get(each, "")) or each in table.told
        ],
        "untold": [
            get_language_info(each)["name_translated"]
            for each in languages
            if each not in table.told and each not in table.in_words
        ],
        # Drawn by our own charts room, which escapes every word; for a desk, then for a phone.
        "pictures": [mark_safe(f"{each}</svg>") for each in table.chart.split("</svg>")[:-1]],  # noqa: S308
        "lines": [
            (each, period_words(each), show_figure(each, unit=table.indicator.unit))
            for each in table.figures
        ],
    }
