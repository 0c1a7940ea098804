"""Asking for a consent, looking at it, printing the form, and stopping it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fourfold.documents.paper import pdf
from fourfold.reference import active_pack
from fourfold.security import audit, consent
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.consent import queries
from fourfold.security.consent.form import LANGUAGES, Filled, consent_form, stop_form
from fourfold.security.consent_codes import HowEnded, Kind
from fourfold.security.doors import needs
from fourfold.security.events import Event
from fourfold.security.models import Consent, RelationKind
from fourfold.security.pages.asking import asker
from fourfold.security.pages.consent_fields import (
    ENDED_WORDS,
    GIVER_WORDS,
    HOW_WORDS,
    PURPOSE_WORDS,
    Ask,
    Stop,
    thing_in_words,
)
from fourfold.security.pages.frame import agency_name, name_of

LANGUAGE_NAMES = (("en", "English"), ("es", "Español"))


@needs(Permission.CONSENT_RECORD, why="who asks for consents prints the forms")
@require_GET
def forms_page(request: HttpRequest) -> HttpResponse:
    """List the blank forms, in every language there is."""
    return render(request, "desk/consent_forms.html", {"languages": LANGUAGE_NAMES})


@needs(Permission.CONSENT_RECORD, why="who asks for consents prints the forms")
@require_GET
def blank_form(request: HttpRequest, language: str, kind: str) -> HttpResponse:
    """Give a blank form as PDF; kind: a kind of consent, or STOP."""
    if language not in LANGUAGES or kind not in {*Kind, "STOP"}:
        raise Http404
    return _pdf(_form(request, language, kind), name=f"consent-{kind.lower()}-{language}")


@needs(Permission.CONSENT_RECORD, why="who works with a person asks for their consent")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, person: str) -> HttpResponse:
    """Record what a person said yes to."""
    viewer = asker(request)
    if not _works_with(person, viewer, besides=RelationKind.BREAK_GLASS):
        raise Http404
    form = Ask(request.POST or None, agency=viewer.agency, pack=active_pack())
    if request.method == "POST" and form.is_valid():
        sharing = form.sharing(person, from_agency=viewer.agency)
        try:
            made = consent.record_consent(
                sharing, yes=form.yes(viewer.at), by=viewer.account, at=viewer.at
            )
        except consent.ConsentRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The consent is recorded. It holds from now on."))
            return HttpResponseRedirect(reverse("desk:consent", args=[made.id]))
    return render(request, "desk/consent_ask.html", {"form": form, "person": person})


@needs(Permission.CONSENT_VIEW, why="who works with a person sees what they agreed to")
@require_GET
def one(request: HttpRequest, number: str) -> HttpResponse:
    """Show one consent: what may be told, to whom, until when, and how it was given."""
    viewer = asker(request)
    found = _consent(number, viewer)
    values = {
        "consent": found,
        "state": _state(found, viewer),
        "things": [thing_in_words(each) for each in found.scopes.all()],
        "from_agency": agency_name(found.from_agency),
        "to_agency": agency_name(found.to_agency),
        "purpose": PURPOSE_WORDS[found.purpose],
        "given_by": GIVER_WORDS[found.given_by],
        "how": HOW_WORDS[found.how],
        "recorded_by": name_of(found.recorded_by),
        "ended_by": name_of(found.revoked_by) if found.revoked_by else "",
        "ended_how": ENDED_WORDS.get(found.revoked_how, ""),
        "names": _works_with(found.person, viewer),
        "may_stop": viewer.may(Permission.CONSENT_RECORD) and found.revoked_at is None,
        "languages": tuple(LANGUAGES),
    }
    return render(request, "desk/consent.html", values)


@needs(Permission.CONSENT_VIEW, why="a person gets a copy of what they agreed to")
@require_GET
def filled_form(request: HttpRequest, number: str, language: str) -> HttpResponse:
    """Give the form with what was agreed on its lines, as PDF. It names nobody."""
    found = _consent(number, asker(request))
    if language not in LANGUAGES:
        raise Http404
    filled = Filled(
        from_name=agency_name(found.from_agency),
        to_name=agency_name(found.to_agency),
        to_role=found.to_role,
        things={consent.Thing(each.field_class, each.field) for each in found.scopes.all()},
        purpose=found.purpose,
        first_on=timezone.localdate(found.from_at),
        last_on=timezone.localdate(found.until_at - timedelta(microseconds=1)),
        record=found.id,
    )
    made = _form(request, language, found.kind, filled)
    return _pdf(made, name=f"consent-{found.id}-{language}")


@needs(Permission.CONSENT_RECORD, why="whoever hears a person say stop notes it at once")
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, number: str) -> HttpResponse:
    """Take a consent back, as the person asked."""
    viewer = asker(request)
    found = _consent(number, viewer)
    form = Stop(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            consent.revoke(
                found.id, how=HowEnded(form.cleaned_data["how"]), by=viewer.account, at=viewer.at
            )
            messages.success(request, _("Stopped. Nothing more is shown by it from now on."))
        except consent.AlreadyEnded as ended:
            messages.error(request, str(ended))
        return HttpResponseRedirect(reverse("desk:consent", args=[found.id]))
    values = {"consent": found, "form": form, "to_agency": agency_name(found.to_agency)}
    return render(request, "desk/consent_stop.html", values)


@needs(Permission.CONSENT_VIEW, why="a person may ask what was told of them, and to whom")
@require_GET
def told(request: HttpRequest, person: str) -> HttpResponse:
    """List what this agency told of a person's record: what, to whom, on which ground."""
    viewer = asker(request)
    if not _works_with(person, viewer) and not viewer.may(Permission.AUDIT_SEARCH):
        raise Http404
    rows = [
        {
            "at": each.at,
            "to": agency_name(each.to_agency) if each.to_agency else _("Named in the record"),
            "things": [thing_in_words(thing) for thing in consent.things_of(each.what)],
            "purpose": PURPOSE_WORDS.get(each.purpose, each.purpose),
            "consent": each.consent,
            "exception": each.exception,
            "by": name_of(each.by),
        }
        for each in queries.accounting(person, viewer=viewer)
    ]
    audit.read_of(
        Event.ACCOUNTING_SEEN,
        by=viewer.account,
        subjects=[f"person:{person}"],
        at=viewer.at,
        facts={"rows": len(rows)},
    )
    return render(request, "desk/told.html", {"rows": rows, "person": person})


# ------------------------------------------------------------------ who may look
def _works_with(person: str, viewer: Viewer, *, besides: str = "") -> bool:
    """Tell whether a relation ties the viewer to a person; besides: a kind that is not enough."""
    ties = queries.relations(viewer=viewer).filter(person=person)
    return ties.exclude(kind=besides).exists()


def _consent(number: str, viewer: Viewer) -> Consent:
    """
    Return a consent of the viewer's agency: for the privacy officer, or for who works with them.

    :raises Http404: unknown, another agency's, and not yours look the same.
    """
    found = queries.consent(number, viewer=viewer)
    if found is None:
        raise Http404
    with transaction.atomic():  # no line in the audit, no reading
        audit.record(
            Event.CONSENT_SEEN,
            by=viewer.account,
            subject=f"person:{found.person}",
            at=viewer.at,
            facts={"consent": found.id},
        )
    return found


def _state(found: Consent, viewer: Viewer) -> str:
    if found.revoked_at is not None:
        return "STOPPED"
    if viewer.at >= found.until_at:
        return "ENDED"
    return "HOLDS" if viewer.at >= found.from_at else "WAITS"


# ------------------------------------------------------------------ paper
def _form(request: HttpRequest, language: str, kind: str, filled: Filled | None = None) -> Any:
    pack = active_pack()
    council = str(pack.settings["council"]["name"])
    issued_on = timezone.localdate(asker(request).at)
    if kind == "STOP":
        return stop_form(language=language, council=council, issued_on=issued_on)
    return consent_form(
        language=language,
        terms=consent.terms_of(pack),
        council=council,
        issued_on=issued_on,
        kind=Kind(kind),
        filled=filled,
    )


def _pdf(form: Any, *, name: str) -> HttpResponse:
    answer = HttpResponse(pdf.render(form), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
