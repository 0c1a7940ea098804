"""The list of cases."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from fourfold.apps.cases.queries import case_list as queries
from fourfold.apps.cases.states.cases import CaseState, Concern
from fourfold.apps.cases.views import saying
from fourfold.apps.cases.views.keeping import kept_searches
from fourfold.apps.cases.views.listing import LATE, choice, day, offer, order_of, span
from fourfold.reference import active_pack
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker, page_of
from fourfold.security.pages.filters import Filters, keep, recall
from fourfold.security.pages.frame import names_of


class CaseFilters(Filters):
    """Which cases the list shows. The regions and workers are filled in for each request."""

    state = choice(_lazy("State"))
    concern = choice(_lazy("Level of concern"))
    region = choice(_lazy("Region"))
    worker = choice(_lazy("Worker"))
    opened_from = day(_lazy("Opened from"))
    opened_until = day(_lazy("Opened until"))
    late = choice(_lazy("Clocks"))

    def fill(self, *, workers: dict[str, str]) -> None:
        """Give the choices that depend on the day and on who asks."""
        choices: dict[str, list[Any]] = {
            "state": [(each.value, saying.code_in_words(each)) for each in CaseState],
            "concern": [(each.value, saying.code_in_words(each)) for each in Concern],
            "region": [(row["code"], row["name"]) for row in active_pack().rows("regions")],
            "worker": [
                (queries.MINE, _lazy("Assigned to me")),
                (queries.NOBODY, _lazy("Assigned to nobody")),
                *sorted(workers.items(), key=lambda each: each[1]),
            ],
            "late": [LATE],
        }
        offer(self, choices)


@needs(Permission.RECORD_READ, why="lists the cases that are yours to know")
@require_http_methods(["GET", "HEAD", "POST"])
def case_list(request: HttpRequest) -> HttpResponse:
    """List the cases one may know of."""
    if request.method == "POST":
        return keep(request, CaseFilters)
    viewer = asker(request)
    filters = recall(request, CaseFilters)
    workers = names_of(set(queries.workers(viewer=viewer)) - {viewer.account})
    filters.fill(workers=workers)
    sought, page = _sought(filters), page_of(request)
    sort = order_of(request, queries.ORDERS, queries.NEWEST)
    found = queries.cases(sought, viewer=viewer, sort=sort, page=page)
    known = queries.count(sought, viewer=viewer)
    values = {
        "filters": filters,
        "sort": sort,
        "page": page,
        "more": found.more,
        "kept": kept_searches("cases", request),
        "many": known > queries.MOST,
        "most": queries.MOST,
        "known": known,
        "rows": [_row(each, viewer, names=workers) for each in found.rows],
    }
    return render(request, "cases/case_list.html", values)


def _sought(filters: CaseFilters) -> queries.Sought:
    since, until = span(filters, "opened")
    return queries.Sought(
        **{name: filters.chosen(name) for name in ("state", "concern", "region", "worker")},
        opened_from=since,
        opened_until=until,
        overdue=filters.chosen("late") == LATE[0],
    )


def _row(row: queries.Row, viewer: Viewer, *, names: dict[str, str]) -> dict[str, Any]:
    return {
        "case": row,
        "number": " ".join(row.id[at : at + 4] for at in range(0, 16, 4)),
        "state": saying.code_in_words(row.state),
        "concern": saying.code_in_words(row.concern),
        "region": saying.region_name(row.region),
        "mine": row.worker == viewer.account,
        "worker": names.get(row.worker, ""),
        "late": row.due_at is not None and row.due_at < viewer.at,
    }
