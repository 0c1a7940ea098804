"""What a call's offices answered, put together for the Council's staff: on a page and as files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import count
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from fourfold.apps.submissions.actions import compiling
from fourfold.apps.submissions.queries import compilation as queries
from fourfold.apps.submissions.queries.by_line import by_line
from fourfold.apps.submissions.views.call_words import title_of_code
from fourfold.apps.submissions.views.sheets import XLSX
from fourfold.documents import docx, html, pdf
from fourfold.documents.blocks import Document
from fourfold.documents.compilation import (
    Answer,
    ByLine,
    Collected,
    Place,
    Places,
    Question,
    Standing,
    as_csv,
    compilation_by_line,
    compilation_rows,
    lines_rows,
    register,
    register_rows,
)
from fourfold.documents.compilation import compilation as composed
from fourfold.documents.compilation.files import Rows
from fourfold.documents.compilation.lines import shown
from fourfold.documents.compilation.shapes import total
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.edges.sheets import write_xlsx
from fourfold.security.pages.asking import asker

STANDINGS: dict[Standing, Any] = {
    Standing.ACCEPTED: _lazy("Answered and accepted"),
    Standing.SENT: _lazy("Sent, not accepted yet"),
    Standing.NOTHING: _lazy("Nothing to report"),
    Standing.WAITED_FOR: _lazy("No answer yet, not due"),
    Standing.MISSING: _lazy("No answer, and late"),
    Standing.EXCUSED: _lazy("Excused"),
}
FORMS = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": XLSX,
    "csv": "text/csv; charset=utf-8",
}
TABLES = ("xlsx", "csv")
LONGEST_NAME = 31
"""Letters in the name of a sheet."""
NO_DISTRICT = _lazy("The whole state, or not known")


@needs(Permission.CALL_OPEN, why="the Council's staff put the answers of a call together")
@require_safe
def compilation(request: HttpRequest, call: str) -> HttpResponse:
    """Show totals or sums line by line, and who is missing; or the register of places."""
    viewer = asker(request)
    files = [
        {
            "name": form.upper(),
            "href": reverse("submissions:compiled", args=[call, form]),
            "size": None,
        }
        for form in FORMS
    ]
    on = timezone.localdate(viewer.at)
    title = title_of_code(call, viewer=viewer)
    if (found := queries.collected(call, viewer=viewer, on=on)) is not None:
        values = _shown(found) | {"call_title": title}
        return render(
            request, "submissions/compilation.html", values | {"code": call, "files": files}
        )
    if (lines := by_line(call, viewer=viewer, on=on)) is not None:
        values = _lined(lines) | {"call_title": title}
        return render(request, "submissions/sums.html", values | {"code": call, "files": files})
    if (places := queries.places(call, viewer=viewer, on=on)) is not None:
        values = _listed(places) | {"call_title": title}
        return render(request, "submissions/register.html", values | {"code": call, "files": files})
    raise Http404


@needs(Permission.CALL_OPEN, why="the Council's staff take a compilation along", step_up=True)
@require_safe
def compiled(request: HttpRequest, call: str, form: str) -> HttpResponse:
    """Answer with the compilation as a file; that it was taken is recorded."""
    viewer = asker(request)
    if form not in FORMS:
        raise Http404
    content = _content(call, form, viewer)
    if request.method == "GET":
        compiling.take(call, form=form, by=viewer, at=viewer.at)
    answer = HttpResponse(content, content_type=FORMS[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="compilation-{call}.{form}"'
    return answer


def _content(call: str, form: str, viewer: Viewer) -> str | bytes:
    on, is_table = timezone.localdate(viewer.at), form in TABLES
    found = queries.collected(call, viewer=viewer, on=on)
    if found is not None:
        if is_table:
            return _table(compilation_rows(found), call, form, viewer)
        return _written(composed(found), form)
    lines = by_line(call, viewer=viewer, on=on)
    if lines is not None:
        if is_table:
            return _table(lines_rows(lines), call, form, viewer)
        return _written(compilation_by_line(lines), form)
    places = queries.places(call, viewer=viewer, on=on)
    if places is None:
        raise Http404
    if is_table:
        return _table(register_rows(places), call, form, viewer)
    return _written(register(places), form)


def _table(rows: Rows, call: str, form: str, viewer: Viewer) -> str | bytes:
    if form == "csv":
        return as_csv(rows)
    filled = [[None if cell == "" else cell for cell in row] for row in rows]
    return write_xlsx(filled, sheet=call[:LONGEST_NAME], at=viewer.at)


def _written(document: Document, form: str) -> str | bytes:
    if form == "html":
        return html.page(document)
    return pdf.render(document) if form == "pdf" else docx.render(document)


def standings_of(found: Collected) -> list[tuple[str, int, str]]:
    """Return how many offices stand where: words, how many, code."""
    return [(str(STANDINGS[each]), len(found.of(each)), each.value) for each in Standing]


# ------------------------------------------------------------------ by office
def _shown(found: Collected) -> dict[str, Any]:
    counted, told = found.counted(), found.told()
    late = [each for each in found.answers if each.is_late]
    return {
        "found": found,
        "standings": standings_of(found),
        "late": len(late),
        "totals": [_total(each, found) for each in counted],
        "counted": counted,
        "districts": list(_by_district(found)),
        "told": [(each, _wrote(each, found)) for each in told],
        "offices": [
            (each, STANDINGS[each.standing], [_number(item, each) for item in counted])
            for each in found.of(*Standing)
        ],
    }


def _total(item: Question, found: Collected) -> dict[str, Any]:
    gave = [each for each in found.of(Standing.ACCEPTED) if item.item in each.counts]
    summed = total(item.item, found.answers)
    return {"item": item, "value": summed.value, "offices": gave}


def _number(item: Question, answer: Answer) -> int | None:
    return answer.counts.get(item.item)


def _by_district(found: Collected) -> Iterable[tuple[str, int, list[int | None]]]:
    """Yield each district, how many offices of it count, and its totals by item."""
    names = sorted({each.district for each in found.answers}, key=lambda each: (not each, each))
    for name in names:
        here = [each for each in found.answers if each.district == name]
        numbers = [total(each.item, here).value for each in found.counted()]
        accepted = sum(each.standing is Standing.ACCEPTED for each in here)
        yield (name or str(NO_DISTRICT), accepted, numbers)


def _wrote(item: Question, found: Collected) -> list[tuple[Answer, str]]:
    return [
        (each, each.words[item.item])
        for each in found.of(Standing.ACCEPTED)
        if each.words.get(item.item)
    ]


# ------------------------------------------------------------------ by line
def _lined(found: ByLine) -> dict[str, Any]:
    offices = found.offices
    numbered = count(1)
    cuts = [(cut, [(next(numbered), one) for one in cut.lines]) for cut in found.cuts]
    return {
        "found": found,
        "standings": standings_of(offices),
        "late": sum(each.is_late for each in offices.answers),
        "cuts": [
            (
                cut,
                [(number, one, _sums(found, one.total)) for number, one in lines],
                [
                    (number, one, [(part, _sums(found, part.values.get)) for part in one.parts])
                    for number, one in lines
                ],
            )
            for cut, lines in cuts
        ],
        "offices": [(each, STANDINGS[each.standing]) for each in offices.of(*Standing)],
    }


def _sums(found: ByLine, value: Callable[[str], Decimal | None]) -> list[str]:
    return [shown(value(each.code), measure=each) for each in found.measures]


# ------------------------------------------------------------------ by place
def _listed(found: Places) -> dict[str, Any]:
    towns: dict[str, list[Place]] = {}
    for each in sorted(found.places, key=lambda each: (each.town, each.name.casefold())):
        towns.setdefault(each.town, []).append(each)
    done = [each for each in found.places if each.attested_on]
    return {
        "found": found,
        "done": len(done),
        "duties": [
            (
                duty,
                *(sum(each.said.get(duty.code) is said for each in done) for said in (True, False)),
            )
            for duty in found.duties
        ],
        "towns": [
            (
                town,
                sum(1 for each in here if each.attested_on),
                [_place(each, found) for each in here],
            )
            for town, here in towns.items()
        ],
    }


def _place(place: Place, found: Places) -> tuple[Place, list[str]]:
    said = {True: _("Yes"), False: _("No"), None: _("Not said")}
    cells = []
    for duty in found.duties:
        owed = not duty.kinds or place.kind in duty.kinds
        told = place.said.get(duty.code)
        cells.append(said[told] if owed or told is not None else _("Not asked"))
    return place, cells
