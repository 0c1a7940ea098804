"""The offices that calls ask: the list, one office, and a list pasted or from a file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.apps.submissions.actions import respondents as actions
from fourfold.apps.submissions.forms import respondents as forms
from fourfold.apps.submissions.queries import calls as queries
from fourfold.apps.submissions.rules.changing import ChangedSince
from fourfold.apps.submissions.rules.respondent_list import Known, ListTooLong, fold, read_list
from fourfold.apps.submissions.rules.respondents import Office, OfficeError
from fourfold.apps.submissions.states import RespondentKind
from fourfold.apps.submissions.views import call_words as words
from fourfold.apps.submissions.views.call_words import posted
from fourfold.apps.submissions.views.calls import OPENS
from fourfold.apps.submissions.views.meanwhile import VERSION, Now, look_again
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker, page_of
from fourfold.security.pages.filters import Filters, keep, recall
from fourfold.security.pages.frame import agency_name

A_PAGE = 100
ORDERS: dict[str, Any] = {
    "name": lambda each: each.name,
    "kind": lambda each: each.kind,
    "town": lambda each: each.town,
}
INACTIVE = "INACTIVE"


class OfficeFilters(Filters):
    """Which offices the list shows."""

    typed = ("called",)
    called = words.typed(_lazy("Name"))
    kind = words.choice(_lazy("Kind of office"))
    district = words.choice(_lazy("Judicial district"))
    active = words.choice(_lazy("State"))

    def fill(self, districts: dict[str, str]) -> None:
        """Give the choices."""
        words.offer(self, "kind", [(each.value, said) for each, said in words.KINDS.items()])
        words.offer(self, "district", districts.items())
        words.offer(self, "active", [(INACTIVE, _("Inactive"))])

    def takes(self, office: queries.Office) -> bool:
        """Tell whether an office fits; inactive ones only if asked for."""
        if office.is_active == (self.chosen("active") == INACTIVE):
            return False
        kind, district = self.chosen("kind"), self.chosen("district")
        return (
            fold(self.chosen("called")) in fold(office.name)
            and kind in ("", office.kind.value)
            and district in ("", office.district)
        )


@needs(OPENS, why="staff keep the list of offices and see their mailboxes")
@require_http_methods(["GET", "HEAD", "POST"])
def offices(request: HttpRequest) -> HttpResponse:
    """List the offices."""
    if request.method == "POST":
        return keep(request, OfficeFilters)
    viewer = asker(request)
    districts, towns = words.district_names(on=words.today()), words.town_names()
    filters = recall(request, OfficeFilters)
    filters.fill(districts)
    sort, page = request.GET.get("sort", "name"), page_of(request)
    found = [each for each in queries.offices(viewer=viewer) if filters.takes(each)]
    key = ORDERS.get(sort.removeprefix("-"), ORDERS["name"])
    found.sort(key=lambda each: (key(each), each.name), reverse=sort.startswith("-"))
    shown = found[(page - 1) * A_PAGE : page * A_PAGE]
    values = {
        "filters": filters,
        "sort": sort,
        "page": page,
        "more": len(found) > page * A_PAGE,
        "count": len(found),
        "rows": [
            {
                "office": each,
                "kind": words.KINDS[each.kind],
                "town": towns.get(each.town, ""),
                "district": districts.get(each.district, ""),
                "agency": agency_name(each.agency) if each.agency else "",
            }
            for each in shown
        ],
    }
    return render(request, "submissions/offices.html", values)


@needs(OPENS, why="adds an office that calls may ask")
@require_http_methods(["GET", "HEAD", "POST"])
def new_office(request: HttpRequest) -> HttpResponse:
    """Add an office."""
    viewer = asker(request)
    form = forms.OfficeForm(posted(request), offers=_offers(viewer))
    if request.method == "POST" and form.is_valid():
        try:
            code = actions.add(_office(form), by=viewer.account, at=viewer.at)
        except OfficeError as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("The office is on the list."))
            return HttpResponseRedirect(reverse("submissions:office", args=[code]))
    return render(request, "submissions/office.html", {"form": form})


@needs(OPENS, why="changes an office and its mailbox")
@require_http_methods(["GET", "HEAD", "POST"])
def office(request: HttpRequest, office: str) -> HttpResponse:
    """Show and change one office."""
    viewer = asker(request)
    found = queries.office_of(office, viewer=viewer)
    if found is None:
        raise Http404
    form = forms.OfficeForm(
        posted(request), initial=_now(found).shown(), offers=_offers(viewer, found)
    )
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(
                office,
                to=_office(form),
                version=form.cleaned_data["version"] or 0,
                by=viewer.account,
                at=viewer.at,
            )
        except ChangedSince:
            found = queries.office_of(office, viewer=viewer) or found
            theirs = look_again(form, _now(found))
            if theirs is None:  # the same page sent twice, or two people who wanted the same
                return HttpResponseRedirect(reverse("submissions:offices"))
        except OfficeError as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("The changes are kept."))
            return HttpResponseRedirect(reverse("submissions:offices"))
    values = {"form": form, "office": found, "theirs": theirs}
    return render(request, "submissions/office.html", values)


def _now(found: queries.Office) -> Now:
    asked = [name for name in forms.OfficeForm.base_fields if name != VERSION]
    held = {name: getattr(found, name) for name in asked}
    return Now(held, found.version, found.changed_by, found.changed_at)


@needs(OPENS, why="sets an office inactive, or active again")
@require_POST
def office_active(request: HttpRequest, office: str) -> HttpResponse:
    """Set an office inactive or active."""
    viewer = asker(request)
    is_active = request.POST.get("active") == "yes"
    try:
        actions.set_active(office, is_active=is_active, by=viewer.account, at=viewer.at)
    except OfficeError:
        raise Http404 from None
    said = _("The office is active again.") if is_active else _("New calls do not ask it any more.")
    messages.success(request, said)
    return HttpResponseRedirect(reverse("submissions:office", args=[office]))


@needs(OPENS, why="adds many offices at once, after a look")
@require_http_methods(["GET", "HEAD", "POST"])
def office_list(request: HttpRequest) -> HttpResponse:
    """Read a pasted list, tell every problem, show what would be kept, and keep it."""
    viewer = asker(request)
    form = forms.OfficeList(posted(request), request.FILES or None)
    values: dict[str, Any] = {"form": form, "kinds": list(words.KINDS.values())}
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        text = form.cleaned_data["text"]
        try:
            read = read_list(text, _known(viewer))
        except ListTooLong as refused:
            form.add_error(None, str(refused))
            return render(request, "submissions/office_list.html", values)
        if read.problems:
            values |= {"problems": read.problems, "form": _again(text)}
        elif "keep" in request.POST:
            return _keep_list(request, viewer, [_placed(each) for each in read.offices.values()])
        else:
            towns, districts = words.town_names(), words.district_names(on=words.today())
            values["text"] = text
            values["read"] = [
                (
                    line,
                    each,
                    words.KINDS[each.kind],
                    towns.get(each.town, ""),
                    districts.get(each.district, ""),
                )
                for line, each in ((n, _placed(e)) for n, e in read.offices.items())
            ]
    return render(request, "submissions/office_list.html", values)


def _keep_list(request: HttpRequest, viewer: Viewer, found: list[Office]) -> HttpResponse:
    try:
        codes = actions.add_all(found, by=viewer.account, at=viewer.at)
    except OfficeError as refused:  # somebody else added one of them meanwhile
        messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("submissions:office_list"))
    said = ngettext("{} office is on the list now.", "{} offices are on the list now.", len(codes))
    messages.success(request, said.format(len(codes)))
    return HttpResponseRedirect(reverse("submissions:offices"))


def _again(text: str) -> forms.OfficeList:
    return forms.OfficeList(initial={"pasted": text})


def _placed(office: Office) -> Office:
    district = words.district_of_town(office.town, on=words.today())
    return Office(office.name, office.kind, office.town, district, office.mail, "", office.code)


def _known(viewer: Viewer) -> Known:
    found = queries.offices(viewer=viewer)
    towns = words.town_names()
    kinds = {fold(str(said)): each for each, said in words.KINDS.items()}
    return Known(
        kinds=kinds | {fold(each.value): each for each in RespondentKind},
        towns={fold(code): code for code in towns} | {fold(n): c for c, n in towns.items()},
        names={fold(each.name) for each in found},
        codes={each.code for each in found},
    )


def _office(form: forms.OfficeForm) -> Office:
    given = form.cleaned_data
    district = given["district"] or words.district_of_town(given["town"], on=words.today())
    return Office(
        name=given["name"],
        kind=RespondentKind(given["kind"]),
        town=given["town"],
        district=district,
        mail=given["mail"],
        agency=given["agency"],
    )


def _offers(viewer: Viewer, found: queries.Office | None = None) -> dict[str, list[Any]]:
    districts = words.district_names(on=words.today())
    agencies = {code: agency_name(code) for code in queries.agencies(viewer=viewer)}
    if found is not None:  # what it holds is offered even where the pack forgot it
        districts |= {found.district: districts.get(found.district, found.district)}
        agencies |= {found.agency: agency_name(found.agency)} if found.agency else {}
    return {
        "kind": [(each.value, said) for each, said in words.KINDS.items()],
        "town": [("", _("The whole state")), *words.town_names().items()],
        "district": [("", _("By its town")), *((c, n) for c, n in districts.items() if c)],
        "agency": [("", _("Nobody signs in")), *sorted(agencies.items(), key=lambda e: e[1])],
    }
