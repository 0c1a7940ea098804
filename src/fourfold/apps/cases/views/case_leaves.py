"""A case leaves the page: on paper, as a file, or to another agency. Only what the viewer may."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fourfold.apps.cases.actions import importing, moving, records
from fourfold.apps.cases.actions.moving import Handed
from fourfold.apps.cases.forms import casefile as forms
from fourfold.apps.cases.queries import case_files as files
from fourfold.apps.cases.queries import cases as queries
from fourfold.apps.cases.queries import follow_ups
from fourfold.apps.cases.queries import working as working_queries
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.rules.people import ALL
from fourfold.apps.cases.views import saying
from fourfold.apps.cases.views.case import MOST, heading, opened_for
from fourfold.apps.cases.views.case_deeds import bound, deed, kept
from fourfold.apps.cases.views.person_panel import facts_of
from fourfold.reference import active_pack, htcds
from fourfold.security.access.policy import Action
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown, Purpose
from fourfold.security.access.viewer import Viewer
from fourfold.security.classes import FieldClass
from fourfold.security.consent import Thing, terms_of
from fourfold.security.consent.notices import NoticeMissing, sud_notice
from fourfold.security.doors import needs
from fourfold.security.edges import uploads
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker
from fourfold.security.pages.consent_fields import CLASS_WORDS, PURPOSE_WORDS, recipients
from fourfold.security.pages.frame import agency_name, name_of, names_of

MOST_PROBLEMS = 30
PLACES = ("street", "town", "school")
CONSENT, ELSEWHERE = "CONSENT", "ELSEWHERE"
WHAT_FOR = [(each.value, _(each.label)) for each in Purpose]


@needs(Permission.RECORD_READ, why="prints what one may read of a case that is yours to know")
@require_GET
def print_case(request: HttpRequest, case: str) -> HttpResponse:
    """Show the case for paper: what this viewer reads at once, and the whole story."""
    opened = opened_for(asker(request), case)
    return render(request, "cases/case_print.html", _paper(opened))


@needs(Permission.RECORD_WRITE, why="prints the packet of a case handed over", step_up=True)
@require_GET
def packet(request: HttpRequest, case: str, transfer: str) -> HttpResponse:
    """Show what was told by a transfer, for paper: those kinds of facts and no others."""
    opened = kept(request, case)
    try:
        seen = follow_ups.transfer(opened, viewer=opened.viewer, number=transfer)
    except NotKnown:
        raise Http404 from None
    record = seen.record
    classes = {each.split(".")[0].split(":")[0] for each in record.things}
    values = _paper(opened) | {
        "packet": record,
        "to": agency_name(record.to_agency) if record.to_agency else seen.value("to_name"),
        "told": [CLASS_WORDS.get(each, each) for each in sorted(classes)],
        "ground": record.exception or _("The person’s consent"),
    }
    if "personal" not in classes:
        values |= {"facts": [], "wishes": "", "summary": "", "name": ""}
    if "place" in classes:
        values["facts"] = [*values["facts"], *_places(opened)]
    return render(request, "cases/case_print.html", values | {"days": []})


@needs(Permission.RECORD_EXPORT, why="takes a file of a case along, for a purpose", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def take_along(request: HttpRequest, case: str) -> HttpResponse:
    """Hand out a file of the case."""
    opened = kept(request, case)
    form = forms.TakeAlong(request.POST or None)
    form.fields["purpose"].choices = WHAT_FOR  # type: ignore[attr-defined]
    form.fields["form"].choices = list(files.FORMS.items())  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            made = files.taken_out(opened, viewer=opened.viewer, **form.cleaned_data)
        except NotKnown:
            raise Http404 from None
        return _file(made, opened.viewer)
    values = heading(opened) | {"form": form}
    return render(request, "cases/case_take_along.html", values)


@needs(Permission.RECORD_EXPORT, why="brings facts of a file into a case one keeps", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest, case: str) -> HttpResponse:
    """Bring in a case file from elsewhere."""
    opened = kept(request, case)
    form = forms.BringIn(
        request.POST or None,
        request.FILES or None,
        initial={"version": opened.case.version, "once": new_id()},
    )
    said = {"title": _("Bring in a case file"), "button": _("Bring it in"), "has_file": True}
    said["lead"] = _("Every field is kept, sealed. What is written down here already stays.")

    def act(typed: dict[str, Any], by: Viewer) -> None:
        try:
            taken = uploads.accept(typed["file"], kinds={uploads.Kind.CSV})
            text = taken.stream.read().decode("utf-8-sig")
            importing.bring_in(case, text=text, key=typed["once"], by=by)
        except (uploads.Refused, UnicodeDecodeError) as refused:
            raise records.ChangeError(str(refused)) from None
        except htcds.NotReadable as refused:
            for problem in refused.problems[:MOST_PROBLEMS]:
                form.add_error("file", str(problem))
            raise records.ChangeError(
                _("Nothing was taken. Mend the file and send it again.")
            ) from None

    return deed(request, opened, form, act, done=_("The file is in the case."), said=said)


@needs(Permission.RECORD_WRITE, why="hands a case to another agency, on a ground", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def transfer_case(request: HttpRequest, case: str) -> HttpResponse:
    """Hand the case to another agency or state."""
    opened = kept(request, case)
    form = bound(request, forms.HandOver, opened)
    pack = active_pack()
    agencies = dict(recipients(pack, agency=opened.case.agency))
    form.choose("to_agency", {ELSEWHERE: _("Not in the list"), **agencies})
    kinds = {name: CLASS_WORDS[name] for name in ("personal", "place", "internal")}
    form.choose("things", kinds)
    form.choose("ordered", kinds)
    readers = working_queries.supervisors(opened, viewer=opened.viewer)
    form.choose("reviewed_by", {"": _("Nobody yet"), **names_of(readers)})
    if not readers:
        del form.fields["ordered"], form.fields["reviewed_by"]
    form.choose("purpose", PURPOSE_WORDS)
    grounds = {
        code: f"{law.label} ({law.citation})"
        for code, law in terms_of(pack).exceptions.items()
        if law.confirmed and (readers or not law.by_order)
    }
    form.choose("exception", {CONSENT: _("The person’s consent"), **grounds})
    said = {
        "title": _("Hand the case to another agency"),
        "button": _("Hand it over"),
        "lead": _("What is told is written down with its ground. Then you print the packet."),
    }
    if not readers:
        said["lead"] += " " + _(
            "If a court orders it, a second person reads the order first: ask somebody to "
            "supervise the case, then come back."
        )

    def act(typed: dict[str, Any], by: Viewer) -> None:
        to_agency = "" if typed["to_agency"] == ELSEWHERE else typed["to_agency"]
        if not (to_agency or typed["to_name"]):
            raise moving.MoveError(_("Say to whom the case goes."))
        handed = Handed(
            things=frozenset(Thing(each) for each in typed["things"]),
            purpose=typed["purpose"],
            to_agency=to_agency,
            to_name="" if to_agency else typed["to_name"],
            exception="" if typed["exception"] == CONSENT else typed["exception"],
            ordered=frozenset(Thing(each) for each in typed.get("ordered", ())),
            reviewed_by=typed.get("reviewed_by", ""),
        )
        words, version = typed["words"], typed["version"]
        moving.transfer(case, handed=handed, words=words, version=version, by=by)

    done = _("The case is handed over. Print the packet now.")
    return deed(request, opened, form, act, done=done, said=said)


def _places(opened: OpenCase) -> list[saying.Fact]:
    """Return where the person is, each value with its line in the audit."""
    found = []
    for name, fact in facts_of(opened, PLACES):
        if opened.person is not None and fact.masked:
            value = opened.person.show(name, purpose=Purpose.TO_GIVE_A_SERVICE)
            found.append(replace(fact, value=saying.in_words(value), masked=False))
    return found


def _paper(opened: OpenCase) -> dict[str, Any]:
    """Return what stands on paper: masked values stay masked."""
    told = queries.story(opened, viewer=opened.viewer, first=True, most=MOST)
    texts = {
        each.name.rpartition(":")[2]: each.value
        for each in saying.facts_of(opened, opened.seen, names=["wishes", "summary"])
    }
    return heading(opened) | {
        "wishes": texts.get("wishes", ""),
        "summary": texts.get("summary", ""),
        "facts": [each for _name, each in facts_of(opened, ALL) if each.value and not each.masked],
        "days": saying.by_day(saying.sentences(told), now=opened.viewer.at),
        "printed_by": name_of(opened.viewer.account),
        "printed_at": opened.viewer.at,
        "notice": _sud_notice(opened),
    }


def _sud_notice(opened: OpenCase) -> str:
    """Return the notice that goes with substance use facts, where this viewer may see any."""

    if FieldClass("sud") not in opened.seen.rights.classes(Action.SHOW):
        return ""
    try:
        return sud_notice(active_pack(), on=timezone.localdate(opened.viewer.at)).text
    except NoticeMissing:
        return ""


def _file(made: files.Made, viewer: Viewer) -> HttpResponse:
    response = HttpResponse(made.content, content_type=made.kind)
    day = timezone.localdate(viewer.at).isoformat()
    name = f'attachment; filename="case-{day}.{made.ending}"'
    response.headers["Content-Disposition"] = name
    return response
