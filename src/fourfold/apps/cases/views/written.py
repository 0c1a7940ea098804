"""Printing the written report that a mandated reporter sends after the call."""

from __future__ import annotations

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fourfold.apps.cases.queries import reports as queries
from fourfold.apps.cases.views.written_form import written_form
from fourfold.documents.paper import pdf
from fourfold.documents.typesetting import CannotSet
from fourfold.reference import active_pack
from fourfold.security.access.policy import Action
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NoPurpose, NotKnown, Purpose
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker

log = logging.getLogger(__name__)


@needs(Permission.RECORD_EXPORT, why="takes the written report out, for a purpose", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def written(request: HttpRequest, report: str) -> HttpResponse:
    """Ask what it is for, then give the form as PDF, with empty lines where nothing is known."""
    viewer, pack = asker(request), active_pack()
    try:
        seen = queries.open_report(report, viewer=viewer)
        seen.check(Action.EXPORT, "narrative")
        if request.method == "POST":
            purpose = request.POST.get("purpose", "")
            told = seen.taken_out(purpose=purpose)
            towns = {row["code"]: row["name"] for row in pack.rows("towns")}
            places = [told.get("child_address"), towns.get(told.get("town") or "")]
            form = written_form(
                told | {"child_address": ", ".join(each for each in places if each)},
                number=report,
                author=str(pack.settings["council"]["name"]),
                issued_on=timezone.localdate(viewer.at),
                printed_for=Purpose(purpose).label,
            )
            answer = HttpResponse(pdf.render(form), content_type="application/pdf")
            answer["Content-Disposition"] = f'attachment; filename="written-report-{report}.pdf"'
            return answer
        problem = ""
    except NotKnown:
        raise Http404 from None
    except NoPurpose as said:
        problem = str(said)
    except CannotSet:
        problem = _("A letter in this report is in none of our fonts. Print the page instead.")
    values = {
        "number": report,
        "purposes": [(each.value, each.label) for each in Purpose],
        "first": Purpose.TO_REPORT_BY_LAW.value,
        "problem": problem,
    }
    return render(request, "cases/report_written.html", values)
