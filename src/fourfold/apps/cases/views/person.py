"""Writing down facts about the person of a case, and what they want."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fourfold.apps.cases.actions import people as actions
from fourfold.apps.cases.actions.records import ChangedMeanwhile
from fourfold.apps.cases.forms.people import GROUPS, SAFE, Facts, Wishes, typed_as
from fourfold.apps.cases.queries import persons as queries
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.rules.people import ALL, FIELDS, BornInFuture, BornLongAgo
from fourfold.apps.cases.states.drafts import DraftKind
from fourfold.apps.cases.views import drafting, saying
from fourfold.apps.cases.views.case import heading, opened_for
from fourfold.apps.cases.views.person_panel import entered_words, facts_of
from fourfold.reference import active_pack
from fourfold.security.access.policy import Action
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.frame import name_of


@dataclass(frozen=True, slots=True)
class Row:
    """One fact on the form. fields: one or more boxes. why: the reason there is no answer."""

    fields: list[BoundField]
    why: BoundField
    entered: str


@needs(Permission.RECORD_WRITE, why="writes down facts about a person whose case one keeps")
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, case: str) -> HttpResponse:
    """Show the facts as a form, and keep what is typed."""
    viewer = asker(request)
    opened = kept(opened_for(viewer, case))
    form = _form(request, opened)
    now: list[saying.Fact] = []
    if request.method == "POST" and form.is_valid():
        typed = form.facts()
        version, sure = form.cleaned_data["version"], form.cleaned_data["sure"]
        try:
            changed = actions.change(case, facts=typed, version=version, sure=sure, by=viewer)
        except ChangedMeanwhile as other:
            opened = kept(opened_for(viewer, case))
            form.add_error(None, _meanwhile(other))
            form.data = _with(request, version=str(_version(opened)))
            now = _differing(opened, typed)
        except BornInFuture as problem:
            form.add_error("born_on", str(problem))
        except BornLongAgo as problem:
            form.ask_whether_sure()
            form.add_error("born_on", str(problem))
        except NotKnown:
            raise Http404 from None
        else:
            messages.success(request, _saved(changed))
            return HttpResponseRedirect(reverse("cases:case", args=[case]))
    values = heading(opened) | {"form": form, "groups": _groups(form, opened), "now": now}
    return render(request, "cases/person_form.html", values)


@needs(Permission.RECORD_WRITE, why="writes down what a person wants whose case one keeps")
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest, case: str) -> HttpResponse:
    """Show what the person wants as a form, and keep it."""
    viewer = asker(request)
    opened = kept(opened_for(viewer, case))
    known = {"wishes": opened.seen.value("wishes"), "last": queries.last_heard(case, viewer=viewer)}
    form = Wishes(request.POST or None, initial=known)
    now = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.hear_wishes(case, by=viewer, **form.cleaned_data)
        except ChangedMeanwhile as other:
            opened = kept(opened_for(viewer, case))
            form.add_error(None, _meanwhile(other))
            form.data = _with(request, last=queries.last_heard(case, viewer=viewer))
            now = opened.seen.value("wishes") or ""
        except NotKnown:
            raise Http404 from None
        else:
            drafting.saved(request)
            messages.success(request, _("What the person wants is written down."))
            return HttpResponseRedirect(reverse("cases:case", args=[case]))
    typing = drafting.put_back(form, DraftKind.WISHES, of=opened)
    values = heading(opened) | {"form": form, "now": now, "typing": typing}
    return render(request, "cases/wishes.html", values)


def kept(opened: OpenCase) -> OpenCase:
    """Return a case that the viewer keeps; anybody else finds no such page."""
    if opened.person is None or not opened.may_write():
        raise Http404
    return opened


def _with(request: HttpRequest, **hidden: str) -> QueryDict:
    """Return what was typed, with what the page says of the version now kept."""
    typed = request.POST.copy()
    for name, value in hidden.items():
        typed[name] = value
    return typed


def _version(opened: OpenCase) -> int:
    return opened.person.record.version if opened.person else 0


def _form(request: HttpRequest, opened: OpenCase) -> Facts:
    sight = opened.person
    if sight is None:
        raise Http404
    reads = [name for name in ALL if sight.may(Action.READ, name)]
    masked = [name for name in ALL if name not in reads and sight.may(Action.SHOW, name)]
    unanswered = queries.unanswered(opened, viewer=opened.viewer)
    shown = typed_as({name: sight.value(name) for name in reads}, unanswered=unanswered)
    return Facts(
        request.POST or None,
        initial=shown | {"version": _version(opened)},
        towns=[(each.code, each.name) for each in active_pack().towns],
        masked=masked,
        shut=[name for name in ALL if name not in (*reads, *masked)],
    )


def _groups(form: Facts, opened: OpenCase) -> list[tuple[str, list[Row]]]:
    entered = entered_words(opened)
    groups = []
    for code, names in FIELDS.items():
        rows = [
            Row(
                [form[each] for each in (SAFE if name == "safe_contact" else (name,))]
                + ([form["sure"]] if name == "born_on" and not form["sure"].is_hidden else []),
                form[f"why_{name}"],
                entered.get(name, ""),
            )
            for name in names
            if f"why_{name}" in form.fields
        ]
        if rows:
            groups.append((str(GROUPS[code]), rows))
    return groups


def _differing(opened: OpenCase, typed: dict[str, Any]) -> list[saying.Fact]:
    """Return what is kept now where it is not what was typed."""
    sight = opened.person
    if sight is None:
        return []
    names = [name for name in typed if sight.may(Action.READ, name)]
    other = [name for name in names if sight.value(name) != typed[name]]
    return [fact for _name, fact in facts_of(opened, other) if fact.value]


def _meanwhile(other: ChangedMeanwhile) -> str:
    return _(
        "{who} changed this at {time} while your page was open. What you typed is still here. "
        "Look at what is kept now, then save again."
    ).format(
        who=name_of(other.by) if other.by else _("Somebody"),
        time=formats.date_format(timezone.localtime(other.at), "g:i A"),
    )


def _saved(changed: list[str]) -> str:
    if not changed:
        return _("Nothing was different, so nothing was changed.")
    labels = [str(Facts.base_fields[name].label) for name in changed if name in Facts.base_fields]
    if "safe_contact" in changed:
        labels.append(_("Safe contact"))
    return _("Written down: {fields}.").format(fields=", ".join(labels))
