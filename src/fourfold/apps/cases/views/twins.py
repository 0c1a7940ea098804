"""Records that may be of one person: the list, deciding on a pair, and undoing what was decided."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fourfold.apps.cases.actions import merges as actions
from fourfold.apps.cases.actions.records import ChangedMeanwhile
from fourfold.apps.cases.queries import merges as queries
from fourfold.apps.cases.queries.merges import Twin
from fourfold.apps.cases.rules.lookup import Attribute, Grade
from fourfold.apps.cases.rules.merging import AlreadyOne
from fourfold.apps.cases.rules.people import ALL
from fourfold.apps.cases.states.merges import Decision, Side
from fourfold.apps.cases.views.case import heading, opened_for
from fourfold.apps.cases.views.lookup import in_words
from fourfold.apps.cases.views.person_panel import entered_words, facts_of
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.frame import name_of, names_of


@dataclass(frozen=True, slots=True)
class Line:
    """One pair on the list. agreed: what agrees and how well, in words."""

    twin: Twin
    agreed: list[tuple[str, str]]
    ask: str


@dataclass(frozen=True, slots=True)
class Row:
    """One field of both records. differs: a choice is needed of whose value is shown."""

    name: str
    label: str
    values: tuple[str, str]
    entered: tuple[str, str]
    masked: bool

    @property
    def differs(self) -> bool:
        """True if both have a value, and not the same one."""
        return all(self.values) and self.values[0] != self.values[1]


@needs(Permission.RECORD_WRITE, why="lists people of one's cases who may have two records")
@require_GET
def twins(request: HttpRequest) -> HttpResponse:
    """List the pairs to decide on."""
    viewer = asker(request)
    found = queries.twins(viewer=viewer)
    names = names_of({each.ask for each in found if each.ask})
    lines = [Line(each, _agreed(each), names.get(each.ask, "")) for each in found]
    values = {"lines": lines, "compared_at": queries.compared_at(viewer=viewer)}
    return render(request, "cases/twins.html", values)


@needs(Permission.RECORD_WRITE, why="decides whether two records are one person's")
@require_http_methods(["GET", "HEAD", "POST"])
def twin(request: HttpRequest, pair: str) -> HttpResponse:
    """Show both records side by side, and keep what was decided."""
    viewer = asker(request)
    try:
        found = queries.twin(pair, viewer=viewer)
        if request.method == "POST":
            return _decided(request, found)
    except NotKnown:
        raise Http404 from None
    opened = [opened_for(viewer, case) for case in found.mine]
    values = {
        "twin": found,
        "agreed": _agreed(found),
        "rows": _rows(found, request),
        "heads": [heading(each) for each in opened],
        "decided_by": name_of(found.pair.decided_by) if found.pair.decided_by else "",
    }
    return render(request, "cases/twin.html", values)


@needs(Permission.RECORD_WRITE, why="sets two records of a person one works with apart again")
@require_http_methods(["GET", "HEAD", "POST"])
def part_persons(request: HttpRequest, case: str, merge: str) -> HttpResponse:
    """Ask whether to undo a merge, and undo it."""
    viewer = asker(request)
    opened = opened_for(viewer, case)
    known = queries.whole(opened, viewer=viewer)
    other = next((each for each in known.others if each.merge == merge), None)
    if not opened.may_write():
        raise Http404
    if request.method == "POST":
        try:
            actions.part(merge, by=viewer)
        except NotKnown:
            raise Http404 from None
        except ChangedMeanwhile as before:
            messages.info(request, _meanwhile(before))
        else:
            messages.success(request, _("The two records stand by themselves again."))
        return HttpResponseRedirect(reverse("cases:case", args=[case]))
    if other is None:
        raise Http404
    values = heading(opened) | {"other": other, "by": name_of(other.by)}
    return render(request, "cases/part_persons.html", values)


def _decided(request: HttpRequest, found: Twin) -> HttpResponse:
    decision = request.POST.get("decision", "")
    if decision not in set(Decision):
        messages.error(request, _("Please choose one of the three answers."))
        return HttpResponseRedirect(request.path)
    choices = {
        name: side for name in ALL if (side := request.POST.get(f"of_{name}", "")) in set(Side)
    }
    try:
        actions.decide(
            found.pair.id, decision=Decision(decision), choices=choices, by=asker(request)
        )
    except ChangedMeanwhile as before:
        messages.info(request, _meanwhile(before))
    except AlreadyOne as already:
        messages.info(request, str(already))
    else:
        said = {
            Decision.SAME: _("The two records are shown as one person's. You can undo it."),
            Decision.TWO: _("They are two persons. You are not asked again."),
            Decision.UNSURE: _("Left for later. It stays at the end of the list."),
        }
        messages.success(request, said[Decision(decision)])
    return HttpResponseRedirect(reverse("cases:twins"))


def _meanwhile(before: ChangedMeanwhile) -> str:
    return _("{who} decided this at {time}. Nothing was changed.").format(
        who=name_of(before.by), time=formats.date_format(timezone.localtime(before.at), "g:i A")
    )


def _agreed(found: Twin) -> list[tuple[str, str]]:
    return in_words({Attribute(a): Grade(g) for a, g in found.pair.agreed.items()})


def _rows(found: Twin, request: HttpRequest) -> list[Row]:
    """Return the facts of both persons, in the order of the pair."""
    viewer = asker(request)
    sides = [opened_for(viewer, case) for case in found.mine]
    facts = [dict(facts_of(each, ALL)) for each in sides]
    entered = [entered_words(each) for each in sides]
    rows = []
    for name in ALL:
        both = [each.get(name) for each in facts]
        label = next((each.label for each in both if each), "")
        values = [each.value if each else "" for each in both]
        masked = any(each is not None and each.masked for each in both)
        if any(values) or masked:
            who = [each.get(name, "") for each in entered]
            rows.append(Row(name, label, (values[0], values[1]), (who[0], who[1]), masked))
    return rows
