"""Applications at the curator's desk: the list, one with its checklist, and each step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.directory.actions import applications as actions
from fourfold.apps.directory.forms.applications import VettingForm, WordsForm
from fourfold.apps.directory.forms.listings import ListingForm
from fourfold.apps.directory.queries import applications as queries
from fourfold.apps.directory.queries.applications import ApplicationLine
from fourfold.apps.directory.queries.desk import organizations
from fourfold.apps.directory.rules import DirectoryError, NoSuchListing
from fourfold.apps.directory.rules.applying import checklist
from fourfold.apps.directory.states import Applied, MoveNotAllowed, Reach, Way
from fourfold.apps.directory.views.listings import CURATES, WHY, lists_of, said_in
from fourfold.components.safe_contact import WAYS
from fourfold.reference import active_pack
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.waits import Wait

STATES: dict[Applied, tuple[Any, str]] = {
    Applied.RECEIVED: (gettext_lazy("nobody has looked"), "caution"),
    Applied.VETTING: (gettext_lazy("being looked at"), "plain"),
    Applied.ASKED: (gettext_lazy("they were asked"), "quiet"),
    Applied.ACCEPTED: (gettext_lazy("listed"), "good"),
    Applied.DECLINED: (gettext_lazy("declined"), "stop"),
    Applied.WITHDRAWN: (gettext_lazy("not wanted any more"), "quiet"),
}


def waits(viewer: Viewer) -> list[Wait]:
    """Return the applications that wait for a curator."""
    n = queries.waiting(viewer=viewer) if viewer.may(CURATES) else 0
    if not n:
        return []
    said = ngettext("{} organization asks to be listed", "{} organizations ask to be listed", n)
    href = reverse("directory:applications")
    return [Wait(said.format(n), href, _("Look at them"), _("Directory"))]


@needs(CURATES, why=WHY)
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """List the applications, those that wait first."""
    found = queries.applications(viewer=asker(request))
    shown = {"rows": [(each, *STATES[each.state]) for each in found]}
    return render(request, "directory/applications.html", shown)


@needs(CURATES, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, application: str) -> HttpResponse:
    """Show what an organization said, the checklist, and what can be done."""
    viewer = asker(request)
    line = _found(application, viewer)
    looked = queries.looked_at(line.id, viewer=viewer)
    held = {code: answer.value for code, (answer, _note) in looked.items()}
    notes = {f"{code}-note": note for code, (_answer, note) in looked.items()}
    do = request.POST.get("do", "") if request.method == "POST" else ""
    vetting = VettingForm(
        request.POST if do == "look" else None,
        items=checklist(line.said),
        initial={"version": line.version, **held, **notes},
    )
    words = WordsForm(
        request.POST if do in ("ask", "decline", "withdraw") else None,
        initial={"version": line.version},
        prefix=None,
    )
    if do and _done(request, line, do, vetting, words, viewer):
        return HttpResponseRedirect(reverse("directory:application", args=[line.id]))
    shown = {
        "line": line,
        "state": STATES[line.state],
        "said": _said(line),
        "way": dict(WAYS)[line.way.value],
        "reach": line.mailbox if line.way is Way.EMAIL else line.telephone,
        "other": line.telephone if line.way is Way.EMAIL else line.mailbox,
        "form_sender": actions.APPLICANT,
        "vetting": vetting if line.state in queries.OPEN else None,
        "looked": [
            (each.words, looked[each.code]) for each in vetting.items if each.code in looked
        ],
        "words": words if line.state in queries.OPEN else None,
        "may_accept": line.state in (Applied.VETTING, Applied.ASKED),
        "may_say": line.state in (Applied.VETTING, Applied.ASKED),
        "steps": [(each, *STATES[each.to]) for each in queries.steps(line.id, viewer=viewer)],
        "alike": queries.alike(line, viewer=viewer),
    }
    bad = vetting.errors or words.errors
    return render(request, "directory/application.html", shown, status=422 if bad else 200)


@needs(CURATES, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, application: str) -> HttpResponse:
    """Write an application down as a listing, and list it."""
    viewer = asker(request)
    line = _found(application, viewer)
    own = queries.owner_of(line, viewer=viewer)
    known = organizations(viewer=viewer)
    new = [] if own else [("-", _("A new one: {name}").format(name=line.organization))]
    form = ListingForm(
        request.POST if request.method == "POST" else None,
        organizations=[*new, *known],
        lists=lists_of(),
        initial=_initial(line) | {"organization": own or "-", "version": line.version},
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["organization"]

        def step() -> None:
            actions.accept(
                line.id,
                organization="" if chosen == "-" else chosen,
                said=said_in(form),
                how=_("It applied, and a curator went through the checklist."),
                site=request.build_absolute_uri("/"),
                version=form.cleaned_data["version"] or 0,
                by=viewer,
                at=viewer.at,
            )

        if _tried(form, step):
            messages.success(request, _("It is listed. Everyone finds it from now on."))
            return HttpResponseRedirect(reverse("directory:application", args=[line.id]))
    shown = {"line": line, "form": form, "hours": line.said.get("hours", "")}
    status = 422 if form.errors else 200
    return render(request, "directory/application_accept.html", shown, status=status)


def _done(
    request: HttpRequest,
    line: ApplicationLine,
    do: str,
    vetting: VettingForm,
    words: WordsForm,
    viewer: Viewer,
) -> bool:
    site = request.build_absolute_uri("/")
    if do == "look":
        return vetting.is_valid() and _tried(
            vetting,
            lambda: actions.look(
                line.id,
                found=vetting.found(),
                version=vetting.cleaned_data["version"],
                by=viewer,
                at=viewer.at,
            ),
        )
    if do not in ("ask", "decline", "withdraw") or not words.is_valid():
        return False
    told, seen = words.cleaned_data["words"], words.cleaned_data["version"]
    act = {"ask": actions.ask, "decline": actions.decline, "withdraw": actions.withdraw}[do]
    return _tried(
        words,
        lambda: act(line.id, words=told, site=site, version=seen, by=viewer, at=viewer.at),
    )


def _tried(form: Form, step: Callable[[], object]) -> bool:
    try:
        step()
    except NoSuchListing:
        raise Http404 from None
    except (DirectoryError, MoveNotAllowed) as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _found(application: str, viewer: Viewer) -> ApplicationLine:
    try:
        return queries.application(application, viewer=viewer)
    except NoSuchListing:
        raise Http404 from None


def _initial(line: ApplicationLine) -> dict[str, Any]:
    said = line.said
    last = said["last_age"]
    return {
        "name": line.service,
        "kinds": said["kinds"],
        "description": said["about"],
        "phones": said["phones"],
        "url": said["website"],
        "languages": said["languages"],
        "from_age": said["from_age"],
        "until_age": None if last is None else last + 1,
        "eligibility": said["who"],
        "cost": said["cost"],
        "reach": Reach.LISTED.value if said["towns"] else Reach.STATE.value,
        "towns": said["towns"],
    }


def _said(line: ApplicationLine) -> list[tuple[Any, str]]:
    said, pack = line.said, active_pack()
    kinds = {row["code"]: row["name"] for row in pack.rows("service_types")}
    towns = {each.code: each.name for each in pack.towns}
    ages = [str(each) for each in (said["from_age"], said["last_age"]) if each is not None]
    where = ", ".join(filter(None, (said["street"], towns.get(said["town"]), said["postal_code"])))
    rows = [
        (_("Kinds of help"), ", ".join(kinds.get(each, each) for each in said["kinds"])),
        (_("What it is"), said["about"]),
        (_("Who it is for"), said["who"]),
        (_("Age"), " – ".join(ages)),
        (_("Languages"), ", ".join(said["languages"])),
        (_("Cost"), said["cost"]),
        (_("Telephones"), said["phones"]),
        (_("Hours"), said["hours"]),
        (_("Web address"), said["website"]),
        (_("Beds"), "" if said["beds"] is None else str(said["beds"])),
        (_("Towns"), ", ".join(towns.get(e, e) for e in said["towns"]) or _("The whole state")),
        (_("Where"), _("Private: ask by telephone") if said["is_private"] else where),
    ]
    return [each for each in rows if each[1]]
