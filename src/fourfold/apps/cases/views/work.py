"""One's work in numbers, and the searches one keeps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fourfold.apps.cases.actions import saved as actions
from fourfold.apps.cases.forms.saved import PAGES, SaveSearch
from fourfold.apps.cases.queries import work as queries
from fourfold.apps.cases.queries.case_list import MINE, NOBODY
from fourfold.apps.cases.views import saying
from fourfold.apps.cases.views.keeping import leads
from fourfold.security.access.roles import Permission
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker
from fourfold.security.pages.frame import names_of

MOST = 12
"""Bars of one picture; the rest are told together."""


@needs(Permission.RECORD_READ, why="counts only the records that are yours to know")
@require_GET
def work(request: HttpRequest) -> HttpResponse:
    """Show one's work in numbers."""
    viewer = asker(request)
    found = queries.work(viewer=viewer)
    names = names_of(set(found.by_worker) - {""}) | {MINE: _("You"), NOBODY: _("Nobody")}
    stands_for = {viewer.account: MINE, "": NOBODY}
    workers = {stands_for.get(code, code): count for code, count in found.by_worker.items()}
    values = {
        "work": found,
        "pictures": [
            picture(_("By level of concern"), found.by_concern, saying.code_in_words, "concern"),
            picture(_("By region"), found.by_region, saying.region_name, "region"),
            picture(_("By worker"), workers, lambda code: names.get(code, code), "worker"),
        ],
        "referrals": picture(_("By state"), found.referrals, saying.code_in_words, ""),
        "saved": [each for page in PAGES for each in leads(page, viewer=viewer)],
    }
    return render(request, "cases/work.html", values)


def picture(title: str, counts: dict[str, int], in_words: Any, filter_name: str) -> dict[str, Any]:
    """Return bars for a template: words, count, width in percent, and the code of their filter."""
    most = max(counts.values(), default=0)
    rows = [
        {
            "words": in_words(code) if code else _("Not known yet"),
            "count": count,
            "width": round(100 * count / most),
            "code": code,
        }
        for code, count in list(counts.items())[:MOST]
    ]
    rest = sum(list(counts.values())[MOST:])
    return {"title": title, "rows": rows, "rest": rest, "filter": filter_name}


@needs(Permission.RECORD_READ, why="keeps one's own way to a list")
@require_POST
def save_search(request: HttpRequest) -> HttpResponse:
    """Keep the filters of a list under a name."""
    form = SaveSearch(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the search a name of up to 60 letters."))
        back = str(form.data.get("page", ""))
        return HttpResponseRedirect(reverse(PAGES.get(back, "cases:work")))
    sent = form.cleaned_data
    try:
        actions.save(
            sent["address"],
            page=sent["page"],
            name=sent["name"],
            shared=sent["shared"],
            by=asker(request),
        )
    except actions.SavedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The search is kept. It stands under My numbers, too."))
    return HttpResponseRedirect(f"{reverse(PAGES[sent['page']])}?{sent['address']}")


@needs(Permission.RECORD_READ, why="takes one's own search away")
@require_POST
def remove_search(request: HttpRequest, search: str) -> HttpResponse:
    """Take a kept search away."""
    try:
        actions.remove(search, by=asker(request))
    except actions.NotYours:
        raise Http404 from None
    messages.success(request, _("The search is gone."))
    return HttpResponseRedirect(reverse("cases:work"))
