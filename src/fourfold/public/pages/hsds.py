"""
The directory for other programs: the read addresses of HSDS 3, open to everyone.

Each answer has a mark of the state of the directory (ETag); who asks again with it is told that
nothing changed. Nothing is kept by browsers unasked, so that a withdrawn listing is gone at once.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.views.decorators.http import require_safe

from fourfold.catalog import listings
from fourfold.reference import active_pack
from fourfold.reference.hsds import PROFILE, VERSION, taxonomy_rows, term_rows
from fourfold.security.doors import open_to_all

WHY = "cleared listings of services, for reuse"
MOST, USUAL = 100, 25
Row = dict[str, Any]


class NotUnderstood(ValueError):
    """A parameter means nothing here."""


@open_to_all(WHY)
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say which version of the format this is, and where the lists are."""
    found = {
        "version": VERSION,
        "profile": PROFILE,
        "openapi_url": f"{PROFILE}api_reference.html",
        "lists": {
            name: request.build_absolute_uri(reverse(f"public:hsds_{name}"))
            for name in ("services", "organizations", "service_at_locations")
            + ("taxonomies", "taxonomy_terms")
        },
        "publisher": active_pack().settings["council"]["name"],
    }
    return _answer(request, found)


@open_to_all(WHY)
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """List cleared services; taxonomy_term_id narrows it to one kind of help."""
    return _list(request, listings.SERVICE)


@open_to_all(WHY)
@require_safe
def service(request: HttpRequest, code: str) -> HttpResponse:
    """Give one cleared service with all that hangs on it."""
    return _one(request, listings.SERVICE, code)


@open_to_all(WHY)
@require_safe
def organizations(request: HttpRequest) -> HttpResponse:
    """List organizations with a cleared service."""
    return _list(request, listings.ORGANIZATION)


@open_to_all(WHY)
@require_safe
def organization(request: HttpRequest, code: str) -> HttpResponse:
    """Give one organization."""
    return _one(request, listings.ORGANIZATION, code)


@open_to_all(WHY)
@require_safe
def service_at_locations(request: HttpRequest) -> HttpResponse:
    """List services at places; a confidential place has its area and no address."""
    return _list(request, listings.AT_LOCATION)


@open_to_all(WHY)
@require_safe
def service_at_location(request: HttpRequest, code: str) -> HttpResponse:
    """Give one service at a place."""
    return _one(request, listings.AT_LOCATION, code)


@open_to_all(WHY)
@require_safe
def taxonomies(request: HttpRequest) -> HttpResponse:
    """List the taxonomies: the state's kinds of help."""
    return _fixed(request, taxonomy_rows(active_pack()))


@open_to_all(WHY)
@require_safe
def taxonomy(request: HttpRequest, code: str) -> HttpResponse:
    """Give one taxonomy."""
    return _picked(request, taxonomy_rows(active_pack()), code)


@open_to_all(WHY)
@require_safe
def taxonomy_terms(request: HttpRequest) -> HttpResponse:
    """List kinds of help."""
    return _fixed(request, term_rows(active_pack()))


@open_to_all(WHY)
@require_safe
def taxonomy_term(request: HttpRequest, code: str) -> HttpResponse:
    """Give one kind of help."""
    return _picked(request, term_rows(active_pack()), code)


def _list(request: HttpRequest, kind: str) -> HttpResponse:
    try:
        number, size = _number(request, "page", 1, 10**6), _number(request, "per_page", USUAL, MOST)
        after = _moment(request)
        term = _term(request)
    except NotUnderstood as wrong:
        return _json({"error": str(wrong)}, status=400)
    found = listings.part(
        kind,
        today=timezone.localdate(),
        number=number,
        size=size,
        modified_after=after,
        term=term,
    )
    return _answer(request, _page(list(found.rows), found.total, number, size))


def _one(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    found = listings.one(kind, code=code, today=timezone.localdate())
    if found is None:
        raise Http404(f"no {kind} {code}")
    return _answer(request, found)


def _fixed(request: HttpRequest, rows: list[Row]) -> HttpResponse:
    try:
        number, size = _number(request, "page", 1, 10**6), _number(request, "per_page", USUAL, MOST)
    except NotUnderstood as wrong:
        return _json({"error": str(wrong)}, status=400)
    first = (number - 1) * size
    return _answer(request, _page(rows[first : first + size], len(rows), number, size))


def _picked(request: HttpRequest, rows: list[Row], code: str) -> HttpResponse:
    found = next((each for each in rows if each["id"] == code), None)
    if found is None:
        raise Http404(f"no such object {code}")
    return _answer(request, found)


def _page(rows: list[Row], total: int, number: int, size: int) -> Row:
    pages = -(-total // size)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(rows),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not rows,
        "contents": rows,
    }


def _answer(request: HttpRequest, found: Row) -> HttpResponse:
    answer = _json(found)
    mark = f'"{sha256(answer.content).hexdigest()[:24]}"'
    if request.headers.get("If-None-Match") == mark:
        answer = HttpResponse(status=304)
    answer.headers["ETag"] = mark
    answer.headers["Cache-Control"] = "public, no-cache"
    return answer


def _json(found: Row, *, status: int = 200) -> HttpResponse:
    text = json.dumps(found, ensure_ascii=False, sort_keys=True)
    return HttpResponse(text, content_type="application/json", status=status)


def _number(request: HttpRequest, name: str, usual: int, most: int) -> int:
    typed = request.GET.get(name, "")
    if not typed:
        return usual
    if not (typed.isascii() and typed.isdecimal() and int(typed[:9]) > 0 and len(typed) < 9):
        raise NotUnderstood(f"{name} is a whole number from 1.")
    return min(int(typed), most)


def _moment(request: HttpRequest) -> datetime | None:
    typed = request.GET.get("modified_after", "").replace(" ", "+")  # a + in an address
    if not typed:
        return None
    try:
        moment = parse_datetime(typed)
        day = None if moment else parse_date(typed)
    except ValueError:
        moment = day = None
    if moment is None and day is not None:
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    if moment is None:
        raise NotUnderstood("modified_after is a day or a moment, such as 2029-05-01T12:00:00Z.")
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:  # before the first year or after the last, once it is in UTC
        raise NotUnderstood("modified_after is outside of the years 1 to 9999.") from None


def _term(request: HttpRequest) -> str:
    typed = request.GET.get("taxonomy_term_id", "")
    if not typed:
        return ""
    for each in term_rows(active_pack()):
        if each["id"] == typed:
            return str(each["code"])
    raise NotUnderstood("There is no such taxonomy_term_id. See taxonomy_terms.")
