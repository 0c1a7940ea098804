"""The directory on the curator's desk: the list, one listing, and its steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.apps.directory.actions import listings as actions
from fourfold.apps.directory.actions import organizations, places
from fourfold.apps.directory.forms.listings import (
    LISTS,
    STATES,
    CapacityForm,
    CheckForm,
    Choices,
    Filters,
    ListingForm,
    OrganizationForm,
    PlaceForm,
    WhyForm,
)
from fourfold.apps.directory.queries import desk as queries
from fourfold.apps.directory.queries.checking import last_asked, said_changed
from fourfold.apps.directory.rules import DirectoryError, NoSuchListing
from fourfold.apps.directory.rules.languages import LANGUAGES
from fourfold.apps.directory.rules.said import Said
from fourfold.apps.directory.states import Freshness, ListingState, MoveNotAllowed
from fourfold.reference import active_pack
from fourfold.security.access.roles import Permission
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker, page_of

CURATES, WHY = Permission.DIRECTORY_CURATE, "curators keep the directory"
FRESH: dict[Freshness, tuple[Any, str]] = {
    Freshness.NEVER: (gettext_lazy("never checked"), "quiet"),
    Freshness.CHECKED: (gettext_lazy("checked"), "good"),
    Freshness.FADED: (gettext_lazy("to be checked again"), "caution"),
    Freshness.HIDDEN: (gettext_lazy("hidden: not checked for a year"), "stop"),
}
FIELDS: dict[str, Any] = {
    **{name: field.label for name, field in ListingForm.base_fields.items()},
    "state": gettext_lazy("State"),
    "assured_on": gettext_lazy("Checked on"),
    "capacity": gettext_lazy("Free now"),
    "place": gettext_lazy("Where"),
    "address": gettext_lazy("Confidential address"),
    "merged": gettext_lazy("Made one with"),
    "answer": gettext_lazy("The organization says"),
}


@needs(CURATES, why=WHY)
@require_safe
def listings(request: HttpRequest) -> HttpResponse:
    """List the directory, by words, state, kind and what is to be checked."""
    viewer = asker(request)
    today = timezone.localdate(viewer.at)
    form = Filters(request.GET or None, kinds=lists_of()["kinds"])
    given = form.cleaned_data if form.is_valid() else {}
    number = page_of(request)
    found = queries.listings(
        given.get("q", ""),
        viewer=viewer,
        today=today,
        state=given.get("state", ""),
        kind=given.get("kind", ""),
        due=given.get("due", False),
        number=number,
    )
    asked = request.GET.copy()
    asked.pop("page", None)
    shown = {
        "filters": form,
        "found": found,
        "rows": [(each, *STATES[each.state], *FRESH[each.freshness]) for each in found.lines],
        "number": number,
        "asked": asked.urlencode(),
        "due": queries.due(viewer=viewer, today=today),
        "said_changed": said_changed(viewer=viewer),
    }
    return render(request, "directory/listings.html", shown)


@needs(CURATES, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def listing_new(request: HttpRequest) -> HttpResponse:
    """Add a draft of a listing."""
    viewer = asker(request)
    form = ListingForm(
        request.POST if request.method == "POST" else None,
        organizations=queries.organizations(viewer=viewer),
        lists=lists_of(),
        initial={"organization": request.GET.get("organization", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add(
                form.cleaned_data["organization"], said=said_in(form), by=viewer, at=viewer.at
            )
        except DirectoryError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("It is a draft. Check it, then everyone sees it."))
            return HttpResponseRedirect(reverse("directory:listing", args=[made]))
    status = 422 if form.errors else 200
    return render(request, "directory/listing_form.html", {"form": form}, status=status)


@needs(CURATES, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def organization_new(request: HttpRequest) -> HttpResponse:
    """Add an organization that the state's public facts do not name."""
    viewer = asker(request)
    form = OrganizationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = organizations.add(**form.cleaned_data, by=viewer, at=viewer.at)
        except DirectoryError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("It is in the directory. Say what it offers."))
            to = f"{reverse('directory:listing_new')}?organization={made}"
            return HttpResponseRedirect(to)
    status = 422 if form.errors else 200
    return render(request, "directory/organization_form.html", {"form": form}, status=status)


@needs(CURATES, why=WHY)
@require_safe
def listing(request: HttpRequest, listing: str) -> HttpResponse:
    """Show a listing with its story and its steps."""
    return _page(request, listing)


@needs(CURATES, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, listing: str) -> HttpResponse:
    """Change what a listing says."""
    viewer = asker(request)
    page = _found(request, listing)
    told: dict[str, Any] = {e.name: getattr(page.said, e.name) for e in fields(Said)}
    form = ListingForm(
        request.POST if request.method == "POST" else None,
        organizations=None,
        lists=lists_of(),
        initial=told | {"version": page.version},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(
                listing,
                said=said_in(form),
                version=form.cleaned_data["version"] or 0,
                why=form.cleaned_data["why"],
                by=viewer,
                at=viewer.at,
            )
        except DirectoryError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("It is changed."))
            return HttpResponseRedirect(reverse("directory:listing", args=[listing]))
    shown = {"form": form, "page": page}
    status = 422 if form.errors else 200
    return render(request, "directory/listing_form.html", shown, status=status)


@needs(CURATES, why=WHY)
@require_POST
def check(request: HttpRequest, listing: str) -> HttpResponse:
    """Say that it was checked; then everyone sees it."""
    form = CheckForm(request.POST)
    return _step(
        request,
        listing,
        "check",
        form,
        lambda told, who: actions.check(
            listing, on=told["on"], version=told["version"], how=told["how"], by=who, at=who.at
        ),
        _("It is checked, and everyone sees it."),
    )


@needs(CURATES, why=WHY)
@require_POST
def capacity(request: HttpRequest, listing: str) -> HttpResponse:
    """Note what is free now."""
    form = CapacityForm(request.POST)
    return _step(
        request,
        listing,
        "capacity",
        form,
        lambda told, who: actions.note_capacity(
            listing,
            unit=told["unit"],
            free=told["free"],
            version=told["version"],
            by=who,
            at=who.at,
        ),
        _("It is noted."),
    )


@needs(CURATES, why=WHY)
@require_POST
def place(request: HttpRequest, listing: str) -> HttpResponse:
    """Say where it is given."""
    lists = lists_of()
    form = PlaceForm(request.POST, towns=lists["towns"], regions=lists["regions"])

    def keep(told: dict[str, Any], who: Any) -> None:
        version = told.pop("version")
        said = places.PlaceSaid(**told)
        places.set_place(listing, place=said, version=version, by=who, at=who.at)

    return _step(request, listing, "place", form, keep, _("The place is kept."))


@needs(CURATES, why=WHY)
@require_POST
def withdraw(request: HttpRequest, listing: str) -> HttpResponse:
    """Take it out of everyone's sight."""
    return _move(request, listing, actions.withdraw, _("It is withdrawn. Nobody outside sees it."))


@needs(CURATES, why=WHY)
@require_POST
def restore(request: HttpRequest, listing: str) -> HttpResponse:
    """Make it a draft again."""
    return _move(request, listing, actions.restore, _("It is a draft again. Check it."))


@needs(CURATES, why=WHY)
@require_POST
def address(request: HttpRequest, listing: str) -> HttpResponse:
    """Show a confidential address once, on this page only; the log keeps who looked."""
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _page(request, listing, address_form=form)
    viewer = asker(request)
    try:
        told = places.show_address(listing, why=form.cleaned_data["why"], by=viewer)
    except DirectoryError:
        raise Http404 from None
    answer = _page(request, listing, address=told)
    answer["Cache-Control"] = "no-store"
    return answer


def _move(request: HttpRequest, listing: str, move: Callable[..., None], done: str) -> HttpResponse:
    form = WhyForm(request.POST)

    def step(told: dict[str, Any], who: Any) -> None:
        move(listing, version=told["version"] or 0, why=told["why"], by=who, at=who.at)

    return _step(request, listing, "why_form", form, step, done)


def _step(
    request: HttpRequest,
    listing: str,
    name: str,
    form: Any,
    step: Callable[[dict[str, Any], Any], None],
    done: str,
) -> HttpResponse:
    viewer = asker(request)
    _found(request, listing)
    if form.is_valid():
        try:
            step(dict(form.cleaned_data), viewer)
        except NoSuchListing:
            raise Http404 from None
        except (DirectoryError, MoveNotAllowed) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return HttpResponseRedirect(reverse("directory:listing", args=[listing]))
    return _page(request, listing, **{name: form})


def _page(request: HttpRequest, listing: str, **over: Any) -> HttpResponse:
    viewer = asker(request)
    page = _found(request, listing)
    lists = lists_of()
    version = {"version": page.version}
    names = {name: dict(choices) for name, choices in lists.items()}
    names["languages"] = {code: name for code, (name, _iso) in LANGUAGES.items()}
    place = page.place
    told = {name: getattr(place, name) for name in PLACE} if place else {}
    shown = {
        "page": page,
        "stands": STATES[page.line.state],
        "fresh": FRESH[page.line.freshness],
        "lists": {
            name: [names[name].get(each, each) for each in getattr(page.said, name)]
            for name in LISTS
        },
        "check": CheckForm(initial=version | {"on": timezone.localdate(viewer.at)}),
        "capacity": CapacityForm(initial=version | {"unit": page.unit}),
        "place": PlaceForm(towns=lists["towns"], regions=lists["regions"], initial=version | told),
        "why_form": WhyForm(initial=version, prefix=None),
        "address_form": WhyForm(auto_id="address_%s"),
        "address": "",
        "mailbox": page.mailbox,
        "asked_at": last_asked(listing, viewer=viewer),
        "may_withdraw": page.line.state is not ListingState.WITHDRAWN,
        "changes": [
            (
                each,
                [
                    (FIELDS.get(name, name), _said_of(old), _said_of(new))
                    for name, old, new in each.told
                ],
            )
            for each in queries.changes(listing, viewer=viewer)
        ],
    } | over
    shown["opened"] = next((FOLDS[name] for name in over if name in FOLDS), "")
    wrong = any(getattr(each, "errors", None) for each in over.values())
    return render(request, "directory/listing.html", shown, status=422 if wrong else 200)


FOLDS = {"capacity": "free", "place": "where", "why_form": "out"}
"""Which part stands open when its form has something to mend."""
PLACE = ("is_confidential", "name", "street", "town", "postal_code", "region")


def _said_of(code: str) -> Any:
    """Return the words for a state, and everything else as it is."""
    return STATES[ListingState(code)][0] if code in set(ListingState) else code


def _found(request: HttpRequest, listing: str) -> queries.Page:
    viewer = asker(request)
    try:
        return queries.listing(listing, viewer=viewer, today=timezone.localdate(viewer.at))
    except NoSuchListing:
        raise Http404 from None


def said_in(form: ListingForm) -> Said:
    """Return what a form says; it is valid."""
    given = form.cleaned_data
    told = {each.name: given[each.name] for each in fields(Said)}
    return Said(**told | {name: tuple(sorted(told[name])) for name in LISTS})


def lists_of() -> dict[str, Choices]:
    """Return what a listing can choose from, as the pack has it."""
    pack = active_pack()
    return {
        "kinds": [(row["code"], row["name"]) for row in pack.rows("service_types")],
        "regions": [(each.code, each.name) for each in pack.regions],
        "towns": [(each.code, each.name) for each in pack.towns],
    }
