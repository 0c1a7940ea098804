"""The forms that studies can use; an XLSForm that is brought, with what is wrong in it by row."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.surveys.actions.studies import keep_form
from fourfold.apps.surveys.forms.studies import BringForm
from fourfold.apps.surveys.queries import forms as queries
from fourfold.apps.surveys.rules import NoSuchStudy, SurveyError
from fourfold.reference.forms import Taken, take, workbook_of
from fourfold.reference.forms.sheets import MOST_BYTES
from fourfold.security.access.roles import Permission
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker

MOST_SHOWN = 100


@needs(Permission.SURVEY_RUN, why="forms hold questions, no answers")
@require_http_methods(["GET", "HEAD", "POST"])
def forms(request: HttpRequest) -> HttpResponse:
    """List the forms; take an XLSForm, or say by sheet and row what is wrong with it."""
    viewer = asker(request)
    brought = BringForm(request.POST or None, request.FILES or None)
    taken: Taken | None = None
    if request.method == "POST" and brought.is_valid():
        file = brought.cleaned_data["file"]
        taken = take(file.read(MOST_BYTES + 1), name=file.name.rpartition(".")[0])
        if taken.form is not None:
            try:
                keep_form(
                    taken.form, sheets=taken.sheets, xform=taken.xform, by=viewer, at=viewer.at
                )
            except SurveyError as refused:
                brought.add_error("file", str(refused))
            else:
                said = _("{} is here now. A study can use it.").format(taken.form.id)
                messages.success(request, said)
                if not taken.problems:
                    return HttpResponseRedirect(reverse("surveys:forms"))
    problems = taken.problems if taken is not None else ()
    shown = {
        "offered": queries.offered(viewer=viewer),
        "form": brought,
        "problems": problems[:MOST_SHOWN],
        "more": max(0, len(problems) - MOST_SHOWN),
        "errors": len(taken.errors) if taken is not None else 0,
    }
    is_wrong = bool(shown["errors"] or brought.errors)
    return render(request, "surveys/forms.html", shown, status=422 if is_wrong else 200)


@needs(Permission.SURVEY_RUN, why="forms hold questions, no answers")
@require_safe
def form_file(request: HttpRequest, survey_form: str) -> HttpResponse:
    """Give a form as XLSForm: one of the pack by its name, a kept one by its id."""
    viewer = asker(request)
    try:
        if survey_form.startswith("pack:"):
            found = queries.pack_form_of(survey_form, viewer=viewer)
            name, sheets = found.name, found.sheets
        else:
            name, sheets = queries.sheets_of(survey_form, viewer=viewer)
    except NoSuchStudy:
        raise Http404 from None
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(workbook_of(sheets), content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
