"""The look-up before a record is made, and asking a colleague whom it names."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.apps.cases.actions import people as actions
from fourfold.apps.cases.forms.people import LookUp
from fourfold.apps.cases.queries import people as queries
from fourfold.apps.cases.queries.people import Hit
from fourfold.apps.cases.rules.lookup import Agreement, Attribute, Grade
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown
from fourfold.security.doors import needs
from fourfold.security.edges.limits import TooMany
from fourfold.security.pages.asking import asker
from fourfold.security.pages.frame import names_of

ATTRIBUTES = {
    Attribute.GIVEN: _lazy("Given name"),
    Attribute.FAMILY: _lazy("Family name"),
    Attribute.BORN: _lazy("Birth"),
    Attribute.PHONE: _lazy("Telephone"),
}
GRADES = {
    Grade.SAME: _lazy("the same"),
    Grade.ALIKE: _lazy("sounds alike"),
    Grade.TURNED: _lazy("the same, day and month exchanged"),
    Grade.YEAR: _lazy("the same year"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One hit as it stands on the page."""

    hit: Hit
    agreed: list[tuple[str, str]]
    ask: str


@needs(Permission.RECORD_LOOKUP, why="asks whether a person is known, before a record is made")
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """Look a person up; what was typed is sent by a form and stands in no address."""
    viewer = asker(request)
    form = LookUp(request.POST or None)
    lines: list[Line] | None = None
    if request.method == "POST" and form.is_valid():
        try:
            hits = queries.look_up(form.sought(), viewer=viewer)
        except TooMany as many:
            minutes = -(-many.seconds(viewer.at) // 60)
            form.add_error(
                None,
                _(
                    "You made many look-ups within an hour. Go on in {minutes} minutes; a report "
                    "is taken at any time, without one."
                ).format(minutes=minutes),
            )
        else:
            names = names_of({each.ask for each in hits if each.ask})
            lines = [Line(each, in_words(each.agreed), names.get(each.ask, "")) for each in hits]
    return render(request, "cases/look_up.html", {"form": form, "lines": lines})


@needs(Permission.RECORD_LOOKUP, why="asks a colleague who works with a person one looked up")
@require_POST
def ask_colleague(request: HttpRequest) -> HttpResponse:
    """Leave a notice for whoever works with a person."""
    try:
        actions.ask(request.POST.get("person", ""), by=asker(request))
    except NotKnown:
        raise Http404 from None
    messages.success(
        request,
        _("They were told that you ask, with the number of their case. Nothing else was said."),
    )
    return HttpResponseRedirect(reverse("cases:look_up"))


def in_words(agreed: Agreement) -> list[tuple[str, str]]:
    """Return what agrees and how well, as words, in the order of the form."""
    return [
        (str(ATTRIBUTES[each]), str(GRADES[agreed[each]])) for each in Attribute if each in agreed
    ]
