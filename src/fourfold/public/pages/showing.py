"""A cleared service as people read it, alone or in a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.text import capfirst
from django.utils.translation import gettext

from fourfold.catalog.checked import is_current
from fourfold.catalog.search import Hit, Where
from fourfold.components.context import Contact

Row = Mapping[str, Any]
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number and the link that calls or texts it."""

    number: str
    href: str
    what: str


@dataclass(frozen=True, slots=True)
class Free:
    """How many of a unit were free, and how many whole days ago somebody said so."""

    count: int
    unit: str
    days: int
    on: date


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
    assured_on: date
    free: Free | None
    miles: int | None = None


def reach(row: Row, areas: list[str]) -> int:
    """
    Return how near an area served is: 0 the town, 1 its region, 2 the state, 4 not served.

    3 is an area nobody told: it is shown behind the others, for nobody says that it is not served.
    """
    served = values_of(row, "service_areas", "name")
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
    """Return a weekly line as words: Monday to Friday, Sunday: 9:00 a.m. to 5:00 p.m."""
    days = [DAYS.index(day) for day in each.get("byday", "").split(",") if day in DAYS]
    opens, closes = _time(each["opens_at"]), _time(each["closes_at"])
    named = gettext("Every day") if len(days) == len(DAYS) else capfirst(", ".join(_runs(days)))
    if opens == closes:
        return gettext("%(days)s: day and night") % {"days": named}
    said = {"days": named, "opens": time_format(opens, "g:i a")}
    said["closes"] = gettext("midnight") if closes == time(0) else time_format(closes, "g:i a")
    return gettext("%(days)s: %(opens)s to %(closes)s") % said


def _runs(days: Iterable[int]) -> Iterable[str]:
    """Yield days of a week as words; three or more in a row by the first and the last."""
    for _, run in groupby(enumerate(sorted(days)), key=lambda each: each[1] - each[0]):
        names = [str(WEEKDAYS[day]) for _, day in run]
        if len(names) < 3:
            yield from names
        else:
            yield gettext("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}


def shown(
    row: Row, areas: list[str], now: datetime, kinds: Mapping[str, str], hit: Hit | None
) -> Found:
    return Found(
        code=row["id"],
        name=row["name"],
        organization=row["organization"]["name"],
        about=row.get("description", ""),
        kinds=tuple(kinds[each] for each in values_of(row, "attributes")),
        phones=tuple(_phone(each) for each in row.get("phones", ())),
        url=row.get("url", "") or row["organization"].get("website", ""),
        email=row.get("email", ""),
        hours=tuple(hours_in_words(each) for each in row.get("schedules", ())),
        is_open=is_open(row, now),
        ages=_ages(row.get("minimum_age"), row.get("maximum_age")),
        eligibility=row.get("eligibility_description", ""),
        cost=row.get("fees_description", ""),
        languages=tuple(gettext(each) for each in values_of(row, "languages", "name")),
        areas=tuple(values_of(row, "service_areas", "name")),
        places=tuple(filter(None, (_where(e) for e in row.get("service_at_locations", ())))),
        is_faded=not is_current(date.fromisoformat(row["assured_date"]), today=now.date()),
        near=reach(row, areas),
        why=_why(hit) if hit else (),
        assured_on=date.fromisoformat(row["assured_date"]),
        free=_free(row, now),
    )


def _free(row: Row, now: datetime) -> Free | None:
    for each in row.get("capacities", ()):
        told = timezone.localtime(datetime.fromisoformat(each["updated"])).date()
        return Free(each["available"], each["unit"]["name"], (now.date() - told).days, told)
    return None


def initials(text: str) -> str:
    """Return the first letters of the longer words of a name: all that a card tells of it."""
    words = [each for each in re.findall(r"[^\W\d_]+", text) if len(each) > 3]
    return "".join(each[0] for each in words)[:5].upper()


def on_card(lines: Iterable[Contact]) -> tuple[tuple[str, str, str], ...]:
    """Return letters, number and hours of help lines; none that is only an address."""
    return tuple((initials(e.label)[:2], e.short, e.hours) for e in lines if e.short)


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


def values_of(row: Row, part: str, key: str = "value") -> list[str]:
    return [each[key] for each in row.get(part, ())]


def _time(text: str) -> time:
    return time.fromisoformat(text)
