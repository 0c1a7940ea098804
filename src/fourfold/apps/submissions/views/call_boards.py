"""Boards as files, the board of a year, and what goes with a dataset: paper and spreadsheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourfold.apps.submissions import queries as front
from fourfold.apps.submissions.queries import boards as queries
from fourfold.apps.submissions.views import call_words as words
from fourfold.apps.submissions.views.call_page import call_or_404
from fourfold.apps.submissions.views.calls import OPENS, contract_of
from fourfold.documents import contracts, pdf
from fourfold.reference import Contract
from fourfold.security.doors import needs
from fourfold.security.edges.sheets import Cell, write_csv
from fourfold.security.pages.asking import asker

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(OPENS, why="takes the board of a call along, without mailboxes")
@require_GET
def call_file(request: HttpRequest, call: str) -> HttpResponse:
    """Give the board of a call as CSV."""
    viewer, today = asker(request), words.today()
    found = call_or_404(call, viewer)
    lines = front.board(call, viewer=viewer, on=today).lines
    return _file(write_csv(_cells(lines)), f"{found.code}.csv", "text/csv; charset=utf-8")


def _cells(lines: tuple[front.Line, ...]) -> Iterator[tuple[Cell, ...]]:
    towns, districts = words.town_names(), words.district_names(on=words.today())
    yield (
        *("office", "code", "kind", "town", "district", "stands", "late", "due"),
        *("answered", "in_time", "version", "excused_why"),
    )
    for each in lines:
        answered = timezone.localdate(each.answered_at) if each.answered_at else None
        in_time = "" if each.in_time is None else "yes" if each.in_time else "no"
        yield (
            each.name,
            each.organization,
            str(words.KINDS[each.kind]),
            towns.get(each.town, ""),
            districts.get(each.district, ""),
            str(words.STANDS[each.answered][0]),
            "yes" if each.past else "no",
            each.due_on,
            answered,
            in_time,
            each.version or "",
            each.excused_why,
        )


@needs(OPENS, why="compares offices across the calls of a year")
@require_GET
def year(request: HttpRequest, year: int) -> HttpResponse:
    """Show the offices against the calls of a year."""
    viewer, today = asker(request), words.today()
    found = queries.year_board(year, viewer=viewer, on=today)
    if not found.calls:
        raise Http404
    districts = words.district_names(on=today)
    values = {
        "year": year,
        "calls": [
            (code, title or f"{words.dataset_name(dataset)}, {year}")
            for code, title, dataset in found.calls
        ],
        "rows": [
            (
                line,
                words.KINDS[line.kind],
                districts.get(line.district, ""),
                [
                    (code, each, *words.STANDS[each.answered]) if each else None
                    for (code, _title, _dataset), each in zip(found.calls, cells, strict=True)
                ],
                sum(1 for each in cells if each and each.answered in words.MISSING),
            )
            for line, cells in found.rows
        ],
    }
    return render(request, "submissions/year.html", values)


def _paper(contract: Contract) -> bytes:
    return pdf.render(contracts.printed(contract, author="Fourfold"))


PAPERS: dict[str, tuple[Callable[[Contract], bytes], str, str]] = {
    "paper": (_paper, "pdf", "application/pdf"),
    "template": (contracts.template, "xlsx", XLSX),
    "example": (lambda contract: contracts.template(contract, filled=True), "xlsx", XLSX),
}


@needs(OPENS, why="staff look at what they will send out")
@require_GET
def contract_file(request: HttpRequest, dataset: str, paper: str) -> HttpResponse:
    """Give a dataset's paper, its spreadsheet to fill in, or its example."""
    contract = contract_of(dataset)
    if paper not in PAPERS:
        raise Http404
    make, end, kind = PAPERS[paper]
    return _file(make(contract), f"{contract.name}-{paper}.{end}", kind)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
