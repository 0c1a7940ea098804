"""Answers and their code books to take along, for whoever may read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from fourfold.apps.surveys.actions.studies import note_export
from fourfold.apps.surveys.queries.exporting import Export, answers_of
from fourfold.apps.surveys.rules import NoSuchStudy
from fourfold.reference.forms import code_book, redcap_dictionary
from fourfold.security.access.roles import Permission
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import csv_file

Rows = Iterable[tuple[str, ...]]
KINDS: dict[str, Callable[[Export], Rows]] = {
    "codes": lambda found: found.rows,
    "labels": lambda found: found.rows,
    "book": lambda found: code_book(found.form, found.form.languages[0]),
    "redcap": lambda found: redcap_dictionary(found.form, found.form.languages[0]),
}


@needs(Permission.SURVEY_READ, why="answers leave with whoever evaluates them", step_up=True)
@require_safe
def answers(request: HttpRequest, study: str, survey_file: str) -> HttpResponseBase:
    """Give the answers as codes or labels, the code book, or REDCap's data dictionary."""
    viewer = asker(request)
    if survey_file not in KINDS:
        raise Http404
    try:
        found = answers_of(study, labels=survey_file == "labels", viewer=viewer)
        note_export(study, what=survey_file, count=found.count, by=viewer, at=viewer.at)
    except NoSuchStudy:
        raise Http404 from None
    return csv_file(KINDS[survey_file](found), name=f"{found.form.id}-{survey_file}", at=viewer.at)
