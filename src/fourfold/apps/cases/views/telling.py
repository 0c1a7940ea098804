"""
The public's pages: telling the Careline something, and coming back with a receipt.

No session, no cookie, no script needed; no address is kept. The addresses never change.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fourfold.apps.cases.access.receipts import NoSuchReceipt, digest_of, digits_for, reporter
from fourfold.apps.cases.actions import reporters
from fourfold.apps.cases.forms.reports import without_nul
from fourfold.apps.cases.forms.telling import (
    KEY,
    AddForm,
    ReceiptForm,
    TellForm,
    new_key,
    words_in,
)
from fourfold.apps.cases.queries import reporters as queries
from fourfold.apps.cases.rules.waiting import Waiting
from fourfold.apps.cases.views import aside
from fourfold.reference import active_pack
from fourfold.security import keys
from fourfold.security.custody.files import NotKept
from fourfold.security.doors import open_to_all
from fourfold.security.edges import limits
from fourfold.security.edges.addresses import address_of

log = logging.getLogger(__name__)
HOUR = timedelta(hours=1)
TELLS_AN_HOUR, WRONG_AN_HOUR = 60, 10
"""Of one address: a school may send many reports; nobody mistypes a number ten times."""


class NotSaved(RuntimeError):
    """Neither the database nor the disk took it."""


@open_to_all("anybody may tell the Careline what worries them, without a name")
@csrf_exempt  # there is no session here that somebody else's page could use
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, language: str = "en") -> HttpResponse:
    """Take what somebody tells, and give them a number to come back with."""
    words, pack = words_in(language), active_pack()
    if request.method != "POST":
        form = TellForm(words=words, pack=pack)
        return _page(request, "tell", language, {"form": form, "key": new_key()})
    sent = without_nul(request.POST)
    key = sent.get(KEY, "")[:80] or new_key()
    form = TellForm(sent, words=words, pack=pack)
    values: dict[str, Any] = {"form": form, "key": key}
    if not form.is_valid():
        return _page(request, "tell", language, values)
    if wait := _too_many(request, "tell", TELLS_AN_HOUR):
        return _page(request, "tell", language, values | {"minutes": wait}, status=429)
    told = form.told()
    receipt = digits_for(key, told=told)
    try:
        _save(told, receipt)
    except NotSaved:
        return _page(request, "tell", language, values | {"lost": True}, status=503)
    mandated = told.get("mandated") == "YES"
    return _page(request, "told", language, {"receipt": receipt, "mandated": mandated})


def _save(told: dict[str, Any], receipt: str) -> None:
    """
    Save a report, or seal it onto the disk.

    :raises NotSaved: if neither takes it.
    """
    at = timezone.now()
    by = reporter(at=at)
    try:
        person = keys.new_person(agency=by.agency)
        reporters.receive(told, receipt=receipt, person=person, by=by)
    except Exception as why:  # whatever it is: no report is lost
        _aside(Waiting(receipt=receipt, at=at, agency=by.agency, told=told), why)
    else:
        aside.fetch(at=at)


def _aside(waiting: Waiting, why: Exception) -> None:
    try:
        aside.put_aside(waiting, why=why)
    except (NotKept, OSError) as problem:
        log.critical("A report could not be kept: %s, %s", type(why).__name__, problem)
        raise NotSaved from problem


@open_to_all("whoever has a receipt comes back with it")
@csrf_exempt  # there is no session here that somebody else's page could use
@require_http_methods(["GET", "HEAD", "POST"])
def back(request: HttpRequest, language: str = "en") -> HttpResponse:
    """Let somebody with a receipt read an answer and add something."""
    words = words_in(language)
    sent = without_nul(request.POST)
    asking = ReceiptForm(sent if request.method == "POST" else None, words=words)
    if request.method != "POST":
        return _page(request, "back", language, {"form": asking})
    receipt = sent.get("receipt", "")[:60]
    again = {"form": asking, "typed": sent.get("words_added", "")}
    if wait := _too_many(request, "receipt", WRONG_AN_HOUR):
        return _page(request, "back", language, again | {"minutes": wait}, status=429)
    adding = "words_added" in sent
    add = AddForm(sent if adding else None, words=words)
    key = sent.get(KEY) or new_key()
    values: dict[str, Any] = {"receipt": receipt, "add": add, "key": key}
    try:
        values["found"] = queries.come_back(receipt, viewer=reporter(at=timezone.now()))
    except NoSuchReceipt:
        asking.add_error("receipt", words.back_wrong)
        return _page(request, "back", language, again)
    except Exception as problem:  # the log is shut or the database away: adding still works
        log.warning("Answers cannot be shown to a reporter: %s", type(problem).__name__)
        values["away"] = True
    else:
        _was_right(request)
    if adding and add.is_valid():
        try:
            _add(receipt, add.cleaned_data["words_added"], key)
        except NotSaved:
            return _page(request, "came_back", language, values | {"lost": True}, status=503)
        values |= {"added": True, "add": AddForm(words=words), "key": new_key()}
    return _page(request, "came_back", language, values)


def _add(receipt: str, words: str, key: str) -> None:
    at = timezone.now()
    by = reporter(at=at)
    try:
        reporters.add(receipt, words=words, once=digest_of(receipt, key + words), by=by)
    except Exception as why:  # whatever it is: nothing told is lost
        _aside(Waiting(receipt=receipt, at=at, agency=by.agency, words=words), why)
    else:
        aside.fetch(at=at)


# ------------------------------------------------------------------ limits
def _too_many(request: HttpRequest, what: str, limit: int) -> int:
    """
    Count a try of one address; returns the minutes to wait, or 0.

    Where the database cannot count, this process does, in its memory, under a keyed digest too.
    """
    at = timezone.now()
    try:
        limits.take(_name(request, what), limit=limit, per=HOUR, at=at)
    except limits.TooMany as many:
        return -(-many.seconds(at) // 60)
    except Exception:  # counting must not keep a report from being taken
        return 60 if _in_memory(_name(request, what)) > limit else 0
    return 0


def _was_right(request: HttpRequest) -> None:
    """Give the try back: only wrong numbers count."""
    limits.give_back(_name(request, "receipt"))


def _name(request: HttpRequest, what: str) -> str:
    return f"report-{what}:{address_of(request)}"


def _in_memory(name: str) -> int:
    key = hmac.digest(keys.ring().address, name.encode(), hashlib.sha256).hex()
    cache.add(key, 0, int(HOUR.total_seconds()))
    return int(cache.incr(key))


def _page(
    request: HttpRequest, name: str, language: str, values: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Answer in a language, whatever the browser asks for."""
    words = words_in(language)
    found = {**values, "w": words, "in_spanish": language == "es"}
    if minutes := values.get("minutes"):
        found["wait"] = words.too_many.format(minutes=minutes)
    with translation.override(language):
        return render(request, f"cases/public_{name}.html", found, status=status)
