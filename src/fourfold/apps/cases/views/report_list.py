"""The Careline's list of reports."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from fourfold.apps.cases.forms.report_words import CALL_TYPES, CHANNELS, STATES, TONES
from fourfold.apps.cases.queries import report_list as queries
from fourfold.apps.cases.views.keeping import kept_searches
from fourfold.apps.cases.views.listing import LATE, choice, day, offer, order_of, span
from fourfold.reference import active_pack
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker, page_of
from fourfold.security.pages.filters import Filters, keep, recall
from fourfold.security.pages.frame import names_of

OPEN = ("", _lazy("Waiting and in work"))


class ReportFilters(Filters):
    """Which reports the list shows. Takers are filled in for each request."""

    state = choice(_lazy("State"))
    call_type = choice(_lazy("Call"))
    channel = choice(_lazy("How it came"))
    region = choice(_lazy("Region"))
    taker = choice(_lazy("Taken by"))
    came_from = day(_lazy("Came from"))
    came_until = day(_lazy("Came until"))
    late = choice(_lazy("Clocks"))

    def fill(self, *, takers: dict[str, str]) -> None:
        """Give the choices."""
        states = [(each.value, words) for each, words in STATES.items()]
        offer(
            self, {"state": [*states, (queries.ALL, _lazy("All, also those decided"))]}, any_of=OPEN
        )
        regions = [(row["code"], row["name"]) for row in active_pack().rows("regions")]
        who = [(queries.MINE, _lazy("Me")), (queries.NOBODY, _lazy("Nobody yet"))]
        choices: dict[str, list[Any]] = {
            "call_type": [(each.value, words) for each, words in CALL_TYPES.items()],
            "channel": [(each.value, words) for each, words in CHANNELS.items()],
            "region": regions,
            "taker": [*who, *sorted(takers.items(), key=lambda each: each[1])],
            "late": [LATE],
        }
        offer(self, choices)


@needs(Permission.RECORD_CREATE, why="a screener sees what waits and what is in work")
@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: HttpRequest) -> HttpResponse:
    """List the reports one may know of; without a filter, what waits and what is in work."""
    if request.method == "POST":
        return keep(request, ReportFilters)
    viewer = asker(request)
    filters = recall(request, ReportFilters)
    takers = names_of(set(queries.takers(viewer=viewer)) - {viewer.account})
    filters.fill(takers=takers)
    sought = _sought(filters)
    sort, page = order_of(request, queries.ORDERS, ""), page_of(request)
    found = queries.reports(sought, viewer=viewer, sort=sort, page=page)
    known = queries.count(sought, viewer=viewer)
    values = {
        "filters": filters,
        "sort": sort,
        "page": page,
        "more": found.more,
        "kept": kept_searches("reports", request),
        "many": known > queries.MOST,
        "most": queries.MOST,
        "known": known,
        "rows": [_row(each, viewer, names=takers) for each in found.rows],
    }
    return render(request, "cases/report_list.html", values)


def _sought(filters: ReportFilters) -> queries.Sought:
    named = ("state", "call_type", "channel", "region", "taker")
    since, until = span(filters, "came")
    return queries.Sought(
        **{name: filters.chosen(name) for name in named},
        came_from=since,
        came_until=until,
        overdue=filters.chosen("late") == LATE[0],
    )


def _row(row: queries.Row, viewer: Viewer, *, names: dict[str, str]) -> dict[str, Any]:
    regions = {each["code"]: each["name"] for each in active_pack().rows("regions")}
    return {
        "row": row,
        "state": STATES[row.state],
        "tone": TONES[row.state],
        "channel": CHANNELS.get(row.channel, row.channel),  # type: ignore[call-overload]
        "call_type": CALL_TYPES.get(row.call_type, row.call_type),  # type: ignore[call-overload]
        "region": regions.get(row.region, ""),
        "mine": row.taken_by == viewer.account,
        "taker": names.get(row.taken_by, ""),
        "late": row.due_at is not None and row.due_at < viewer.at,
    }
