"""
Finding help: cleared listings narrowed by words, place, kind of help, language and the hour.

What is typed travels in the body of a request and in no address: no word about what happened can
stand in a browser's history or a log. Addresses hold choices only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language, gettext

from fourfold.catalog import listings, search
from fourfold.catalog.search import Answer
from fourfold.catalog.words import TYPED
from fourfold.components.context import Contact
from fourfold.public.pages import mapping, near
from fourfold.public.pages.mapping import TownMap
from fourfold.public.pages.near import Near
from fourfold.public.pages.showing import Found, Row, cities, is_open, reach, shown, values_of
from fourfold.reference import Pack, active_pack
from fourfold.reference.hsds import kind_names

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
class Page:
    """
    What the page shows. town: the name of the town that was chosen, or empty.

    answer: what the search by words said; None if nothing was typed. instead: where nothing fits,
    the kinds of help that are in the list. place: what the town or ZIP code that was typed says.
    lines: those of the whole country. map: where services stand, whatever town was chosen.
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
    map: TownMap | None = None


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
    every = rows if page.found or answer is None else listings.every(listings.SERVICE, today=today)
    return replace(
        page,
        place=place,
        instead=() if page.found else _every_kind(every, pack),
        lines=near.everywhere(pack),
    )


def _every_kind(rows: Sequence[Row], pack: Pack) -> tuple[Choice, ...]:
    kinds = _kinds(rows, pack)
    return _choices(kinds, rows, "attributes", "value", "")


def _plain(text: str) -> str:
    return " ".join("".join(filter(str.isprintable, f"{text[:TYPED]} ")).split())


def find(
    rows: Iterable[Row], asked: Asked, *, pack: Pack, now: datetime, answer: Answer | None = None
) -> Page:
    """Return the listings that fit. answer: what the search by words said of these rows."""
    every = list(rows)
    kinds = _kinds(every, pack)
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
                leave_out == "town" or not town or reach(row, areas) <= len(areas),
                _is_for(row, asked.age),
                leave_out == "kind" or not asked.kind or asked.kind in values_of(row, "attributes"),
                leave_out == "language"
                or not asked.language
                or asked.language in values_of(row, "languages", "code"),
                leave_out == "now" or not asked.is_now or is_open(row, now),
            )
        )

    but_kind = [row for row in every if fits(row, "kind")]
    but_language = [row for row in every if fits(row, "language")]
    fitting = [shown(row, areas, now, kinds, hits.get(row["id"])) for row in every if fits(row)]
    if town:
        far = {row["id"]: near.miles_to(cities(row), of=town, pack=pack) for row in every}
        fitting = [replace(each, miles=far[each.code]) for each in fitting]
    fit = {code: each.score for code, each in hits.items()}
    is_near_first = bool(town) and not (answer and answer.is_loose)
    return Page(
        asked=asked,
        found=tuple(sorted(fitting, key=_order(fit, is_near_first))),
        every=len(every),
        town=town.name if town else "",
        towns=tuple((each.code, each.name) for each in pack.towns),
        kinds=_choices(kinds, but_kind, "attributes", "value", asked.kind),
        languages=_choices(spoken, but_language, "languages", "code", asked.language),
        open_now=sum(is_open(row, now) for row in every if fits(row, "now")),
        answer=answer,
        map=mapping.draw(
            [row for row in every if fits(row, "town")],
            pack=pack,
            chosen={
                "kind": asked.kind,
                "language": asked.language,
                "now": "1" if asked.is_now else "",
            },
            tiles=settings.MAP_TILES,
        ),
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


def _choices(
    known: Mapping[str, str], rows: Sequence[Row], part: str, key: str, on: str
) -> tuple[Choice, ...]:
    counts = {code: sum(code in values_of(row, part, key) for row in rows) for code in known}
    made = (Choice(code, words, counts[code], code == on) for code, words in known.items())
    return tuple(sorted((e for e in made if e.count or e.on), key=lambda e: e.words.casefold()))


def one(code: str, *, now: datetime) -> Found | None:
    """Return a cleared service that is shown now, or None."""
    row = listings.one(listings.SERVICE, code=code, today=now.date())
    if row is None:
        return None
    return shown(row, [], now, _kinds([row], active_pack()), None)


def _kinds(rows: Iterable[Row], pack: Pack) -> dict[str, str]:
    """Return the names of the kinds of help that rows have, in the language of the page."""
    names = kind_names(pack, language=get_language() or "en")
    return {
        each["value"]: names.get(each["value"], each["label"])
        for row in rows
        for each in row.get("attributes", ())
    }
