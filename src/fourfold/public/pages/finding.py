"""
Finding help: cleared listings narrowed by words, place, kind of help, language and the hour.

What is typed travels in the body of a request and in no address: no word about what happened can
stand in a browser's history or a log. Addresses hold choices only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.text import capfirst
from django.utils.translation import gettext

from fourfold.catalog import listings, search
from fourfold.catalog.search import Answer, Hit, Where
from fourfold.catalog.words import TYPED
from fourfold.components.context import Contact
from fourfold.public.pages import near
from fourfold.public.pages.near import Near
from fourfold.reference import Pack

Row = Mapping[str, Any]
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FADES_AFTER = timedelta(days=180)
"""As the directory asks again; a listing checked longer ago says to call first."""
NAME = 64
"""How many letters of a place are looked at."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody chose, and typed; empty is any."""

    words: str = ""
    near: str = ""
    age: int | None = None
    town: str = ""
    kind: str = ""
    language: str = ""
    is_now: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice, and how many listings it leaves beside the other choices."""

    value: str
    words: str
    count: int
    on: bool


@dataclass(frozen=True, slots=True)
class Phone:
    """A number and the link that calls or texts it."""

    number: str
    href: str
    what: str


@dataclass(frozen=True, slots=True)
class Found:
    """A listing as the page shows it. why: where the words that were typed stand in it."""

    code: str
    name: str
    organization: str
    about: str
    kinds: tuple[str, ...]
    phones: tuple[Phone, ...]
    url: str
    email: str
    hours: tuple[str, ...]
    is_open: bool
    ages: str
    eligibility: str
    cost: str
    languages: tuple[str, ...]
    areas: tuple[str, ...]
    places: tuple[str, ...]
    is_faded: bool
    near: int
    why: tuple[str, ...]
    miles: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """
    What the page shows. town: the name of the town that was chosen, or empty.

    answer: what the search by words said; None if nothing was typed. instead: where nothing fits,
    the kinds of help that are in the list. place: what the town or ZIP code that was typed says.
    lines: those of the whole country.
    """

    asked: Asked
    found: tuple[Found, ...]
    every: int
    town: str
    towns: tuple[tuple[str, str], ...]
    kinds: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    open_now: int
    answer: Answer | None = None
    instead: tuple[Choice, ...] = ()
    place: Near = Near()
    lines: tuple[Contact, ...] = ()


def asked_of(given: Mapping[str, str], *, typed: Mapping[str, str] | None = None) -> Asked:
    """
    Read what was chosen; what is no choice is dropped later, without a word.

    typed: what only a request's body may hold.
    """
    own = {name: _plain(text) for name, text in (typed or {}).items()}
    age = own.get("age", "")
    return Asked(
        words=own.get("words", ""),
        near=own.get("near", "")[:NAME],
        age=int(age) if re.fullmatch(r"[0-9]{1,2}", age) else None,
        town=given.get("town", "")[:64],
        kind=given.get("kind", "")[:64],
        language=given.get("language", "")[:64],
        is_now=given.get("now") == "1",
    )


def look(asked: Asked, *, pack: Pack, now: datetime) -> Page:
    """Return the services that fit what was typed and chosen. now: in the state's own time."""
    today, place, rest = now.date(), near.near(asked.near, pack=pack), asked.words
    if place.town:
        asked = replace(asked, town=place.town)
    if rest and not asked.town and not asked.near:
        town, rest = near.named(rest, pack=pack)
        asked = replace(asked, town=town)
    answer = None
    if rest:
        areas = near.areas(asked.town, pack=pack)
        answer = search.search(rest, pack=pack, today=today, areas=areas)
        codes = [each.code for each in answer.hits]
        rows = listings.some(listings.SERVICE, codes=codes, today=today)
    else:
        rows = listings.every(listings.SERVICE, today=today)
    page = find(rows, asked, pack=pack, now=now, answer=answer)
    return replace(
        page,
        place=place,
        instead=() if page.found else _every_kind(today),
        lines=near.everywhere(pack),
    )


def _every_kind(today: date) -> tuple[Choice, ...]:
    rows: list[Row] = list(listings.every(listings.SERVICE, today=today))
    kinds = {e["value"]: gettext(e["label"]) for row in rows for e in row.get("attributes", ())}
    return _choices(kinds, rows, "attributes", "value", "")


def _plain(text: str) -> str:
    return " ".join("".join(filter(str.isprintable, f"{text[:TYPED]} ")).split())


def find(
    rows: Iterable[Row], asked: Asked, *, pack: Pack, now: datetime, answer: Answer | None = None
) -> Page:
    """Return the listings that fit. answer: what the search by words said of these rows."""
    every = list(rows)
    kinds = {e["value"]: gettext(e["label"]) for row in every for e in row.get("attributes", ())}
    spoken = {e["code"]: gettext(e["name"]) for row in every for e in row.get("languages", ())}
    town = near.town_of(asked.town, pack=pack)
    asked = replace(
        asked,
        town=town.code if town else "",
        kind=asked.kind if asked.kind in kinds else "",
        language=asked.language if asked.language in spoken else "",
    )
    areas = near.areas(asked.town, pack=pack)
    hits = {each.code: each for each in answer.hits} if answer else {}

    def fits(row: Row, leave_out: str = "") -> bool:
        return all(
            (
                not town or reach(row, areas) <= len(areas),
                _is_for(row, asked.age),
                leave_out == "kind" or not asked.kind or asked.kind in _of(row, "attributes"),
                leave_out == "language"
                or not asked.language
                or asked.language in _of(row, "languages", "code"),
                leave_out == "now" or not asked.is_now or is_open(row, now),
            )
        )

    but_kind = [row for row in every if fits(row, "kind")]
    but_language = [row for row in every if fits(row, "language")]
    shown = [_shown(row, areas, now, kinds, hits.get(row["id"])) for row in every if fits(row)]
    if town:
        far = {row["id"]: near.miles_to(cities(row), of=town, pack=pack) for row in every}
        shown = [replace(each, miles=far[each.code]) for each in shown]
    fit = {code: each.score for code, each in hits.items()}
    is_near_first = bool(town) and not (answer and answer.is_loose)
    return Page(
        asked=asked,
        found=tuple(sorted(shown, key=_order(fit, is_near_first))),
        every=len(every),
        town=town.name if town else "",
        towns=tuple((each.code, each.name) for each in pack.towns),
        kinds=_choices(kinds, but_kind, "attributes", "value", asked.kind),
        languages=_choices(spoken, but_language, "languages", "code", asked.language),
        open_now=sum(is_open(row, now) for row in every if fits(row, "now")),
        answer=answer,
    )


def _order(fit: Mapping[str, int], is_near_first: bool) -> Callable[[Found], tuple[object, ...]]:
    """Return how services are sorted: the nearest first, or who fits the words best."""

    def order(each: Found) -> tuple[object, ...]:
        place = (each.near, FAR if each.miles is None else each.miles)
        words = (-fit.get(each.code, 0),)
        first = (*place, *words) if is_near_first else (*words, *place)
        return (*first, each.is_faded, not each.is_open, each.name)

    return order


FAR = 10_000
"""Miles: what says no place stands behind what does."""


def _is_for(row: Row, age: int | None) -> bool:
    """Tell whether a service takes somebody of an age; one that says no ages may."""
    if age is None:
        return True
    return bool(row.get("minimum_age", 0) <= age <= row.get("maximum_age", age))


def reach(row: Row, areas: list[str]) -> int:
    """
    Return how near an area served is: 0 the town, 1 its region, 2 the state, 4 not served.

    3 is an area nobody told: it is shown behind the others, for nobody says that it is not served.
    """
    served = _of(row, "service_areas", "name")
    if not served:
        return len(areas)
    return next((nth for nth, name in enumerate(areas) if name in served), len(areas) + 1)


def is_open(row: Row, now: datetime) -> bool:
    """Tell whether a listing says it is open at a moment; without hours it does not say so."""
    today, before = DAYS[now.weekday()], DAYS[now.weekday() - 1]
    for each in row.get("schedules", ()):
        days = each.get("byday", "").split(",")
        opens, closes = _time(each["opens_at"]), _time(each["closes_at"])
        if closes > opens:
            if today in days and opens <= now.time() < closes:
                return True
        elif (today in days and now.time() >= opens) or (before in days and now.time() < closes):
            return True
    return False


def hours_in_words(each: Row) -> str:
    """Return a weekly line as words: Monday, Tuesday: 9:00 a.m. to 5:00 p.m."""
    days = [WEEKDAYS[DAYS.index(day)] for day in each.get("byday", "").split(",") if day in DAYS]
    opens, closes = _time(each["opens_at"]), _time(each["closes_at"])
    named = gettext("Every day") if len(days) == len(DAYS) else capfirst(", ".join(map(str, days)))
    if opens == closes:
        return gettext("%(days)s: day and night") % {"days": named}
    said = {"days": named, "opens": time_format(opens, "g:i a")}
    said["closes"] = gettext("midnight") if closes == time(0) else time_format(closes, "g:i a")
    return gettext("%(days)s: %(opens)s to %(closes)s") % said


def _shown(
    row: Row, areas: list[str], now: datetime, kinds: Mapping[str, str], hit: Hit | None
) -> Found:
    return Found(
        code=row["id"],
        name=row["name"],
        organization=row["organization"]["name"],
        about=row.get("description", ""),
        kinds=tuple(kinds[each] for each in _of(row, "attributes")),
        phones=tuple(_phone(each) for each in row.get("phones", ())),
        url=row.get("url", "") or row["organization"].get("website", ""),
        email=row.get("email", ""),
        hours=tuple(hours_in_words(each) for each in row.get("schedules", ())),
        is_open=is_open(row, now),
        ages=_ages(row.get("minimum_age"), row.get("maximum_age")),
        eligibility=row.get("eligibility_description", ""),
        cost=row.get("fees_description", ""),
        languages=tuple(gettext(each) for each in _of(row, "languages", "name")),
        areas=tuple(_of(row, "service_areas", "name")),
        places=tuple(filter(None, (_where(e) for e in row.get("service_at_locations", ())))),
        is_faded=now.date() - date.fromisoformat(row["assured_date"]) > FADES_AFTER,
        near=reach(row, areas),
        why=_why(hit) if hit else (),
    )


def _why(hit: Hit) -> tuple[str, ...]:
    said = {
        Where.NAME: gettext("“%(word)s” is in the name"),
        Where.KIND: gettext("“%(word)s” is a kind of help they give"),
        Where.TEXT: gettext("“%(word)s” is in their words"),
    }
    return tuple(said[where] % {"word": word} for word, where in hit.why)


def cities(row: Row) -> list[str]:
    """Return the towns in which a service has an open address."""
    at = [each["location"] for each in row.get("service_at_locations", ())]
    return [each["city"] for where in at for each in where.get("addresses", ())]


def _where(at: Row) -> str:
    """Return the street of an open place. A confidential one has no address to tell."""
    for each in at["location"].get("addresses", ()):
        return f"{each['address_1']}, {each['city']} {each['postal_code']}"
    return ""


def _phone(each: Row) -> Phone:
    digits = re.sub(r"\D", "", each["number"].split("x")[0])
    way = "sms" if len(digits) in (5, 6) else "tel"
    return Phone(each["number"], f"{way}:{digits}", each.get("description", ""))


def _ages(first: int | None, last: int | None) -> str:
    said = {"first": first, "last": last}
    if first is not None and last is not None:
        return gettext("Ages %(first)s to %(last)s") % said
    if first is not None:
        return gettext("Age %(first)s and older") % said
    return gettext("Up to age %(last)s") % said if last is not None else ""


def _choices(
    known: Mapping[str, str], rows: list[Row], part: str, key: str, on: str
) -> tuple[Choice, ...]:
    counts = {code: sum(code in _of(row, part, key) for row in rows) for code in known}
    made = (Choice(code, words, counts[code], code == on) for code, words in known.items())
    return tuple(sorted((e for e in made if e.count or e.on), key=lambda e: e.words.casefold()))


def _of(row: Row, part: str, key: str = "value") -> list[str]:
    return [each[key] for each in row.get(part, ())]


def _time(text: str) -> time:
    return time.fromisoformat(text)
