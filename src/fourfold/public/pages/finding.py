"""
Finding help: cleared listings narrowed by words, place, kind of help, language and the hour.

What is typed or chosen travels in the body of a request and in no address: nothing of it can stand
in a browser's history or a log. An address that another site made may hold choices, never words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache, partial

from django.conf import settings
from django.utils.translation import get_language, gettext

from fourfold.catalog import listings, search
from fourfold.catalog.choices import Only, languages_of
from fourfold.catalog.search import Answer, Light
from fourfold.catalog.words import TYPED, code_term
from fourfold.components.context import Contact
from fourfold.public.pages import mapping, near
from fourfold.public.pages.mapping import TownMap
from fourfold.public.pages.near import Near
from fourfold.public.pages.showing import Found, Row, cities, is_open, reach, shown, values_of
from fourfold.reference import Pack, active_pack
from fourfold.reference.hsds import kind_names, kind_parts

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
    lines: those of the whole country. map: where services stand, whatever town was
    chosen. total: how many fit; `found` holds the first of them.
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
    total: int = 0


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
    areas = near.areas(asked.town, pack=pack)
    answer = None
    if rest:
        only = Only(age=asked.age)
        answer = search.search(rest, pack=pack, today=today, areas=areas, only=only)
    if answer is None or answer.is_more:
        loosely = bool(answer and answer.is_loose)
        page = _of_many(rest, asked, pack=pack, now=now, loosely=loosely)
    else:
        codes = [each.code for each in answer.hits]
        rows = listings.some(listings.SERVICE, codes=codes, today=today)
        page = find(rows, asked, pack=pack, now=now, answer=answer)
    instead: tuple[Choice, ...] = ()
    is_all = not rest and not areas and asked.age is None
    if not page.found and (page.every or not is_all):
        instead = _of_kinds(search.light("", pack=pack, today=today), pack)
    return replace(page, place=place, instead=instead, lines=near.everywhere(pack))


def _of_many(rest: str, asked: Asked, *, pack: Pack, now: datetime, loosely: bool) -> Page:
    """
    Return the page of more services than are shown: all are counted, the first hundred are read.

    Every choice is part of the engine's question, so none of the hundred is lost to one.
    """
    areas = near.areas(asked.town, pack=pack)
    light = partial(search.light, rest, pack=pack, today=now.date(), loosely=loosely)
    every = light(areas=areas, only=Only(age=asked.age))
    names = kind_names(pack, language=get_language() or "en")
    parts = kind_parts(pack)
    kinds = {code: name for code, name in names.items() if _has(every, "k", parts[code])}
    spoken = {code: gettext(name) for code, name in languages_of(e.terms for e in every).items()}
    asked = replace(
        asked,
        kind=asked.kind if asked.kind in kinds else "",
        language=asked.language if asked.language in spoken else "",
    )
    wanted = parts[asked.kind] if asked.kind else ()
    only = Only(wanted, asked.language, None, now if asked.is_now else None)
    fitting = [each for each in every if only.fits(each.terms)]
    answer = None
    if rest:
        ask = partial(search.search, rest, pack=pack, today=now.date(), areas=areas)
        answer = ask(only=replace(only, age=asked.age), loosely=loosely)
        codes = [each.code for each in answer.hits]
    else:
        codes = [
            e.code for e in sorted(fitting, key=_lightly(asked.town, now, pack))[: search.MOST]
        ]
    rows = listings.some(listings.SERVICE, codes=codes, today=now.date())
    page = find(rows, asked, pack=pack, now=now, answer=answer)
    but_kind = [e for e in every if replace(only, kinds=()).fits(e.terms)]
    but_language = [e for e in every if replace(only, language="").fits(e.terms)]
    anywhere = light(only=Only(age=asked.age)) if areas else every
    return replace(
        page,
        asked=asked,
        every=len(every),
        total=len(fitting),
        kinds=_of_light(kinds, but_kind, "k", asked.kind, parts),
        languages=_of_light(spoken, but_language, "l", asked.language, {}),
        open_now=sum(replace(only, now=now).fits(e.terms) for e in every),
        map=_map([_towns(e, pack) for e in anywhere if only.fits(e.terms)], pack),
    )


def _has(every: Iterable[Light], letter: str, codes: Iterable[str]) -> int:
    """Return how many services have one of these codes, by their terms."""
    terms = {code_term(letter, each) for each in codes}
    return sum(not terms.isdisjoint(each.terms) for each in every)


def _of_light(
    names: Mapping[str, str],
    every: Sequence[Light],
    letter: str,
    on: str,
    parts: Mapping[str, tuple[str, ...]],
) -> tuple[Choice, ...]:
    """Return choices with how many services have each. parts: codes that count as another too."""
    made = (
        Choice(code, name, _has(every, letter, parts.get(code, (code,))), code == on)
        for code, name in names.items()
    )
    return tuple(sorted((e for e in made if e.count or e.on), key=lambda e: e.words.casefold()))


def _of_kinds(every: Sequence[Light], pack: Pack) -> tuple[Choice, ...]:
    names = kind_names(pack, language=get_language() or "en")
    return _of_light(names, every, "k", "", kind_parts(pack))


def _lightly(code: str, now: datetime, pack: Pack) -> Callable[[Light], tuple[int, int, bool, str]]:
    """Return how services are put in order before they are read: the nearest, then open ones."""
    areas = [code_term("a", each) for each in near.areas(code, pack=pack)]
    town = near.town_of(code, pack=pack)
    far: dict[str, int | None] = {}
    if town:
        far = {e.name: near.miles_to([e.name], of=town, pack=pack) for e in pack.towns}
    open_now = Only(now=now)

    def order(each: Light) -> tuple[int, int, bool, str]:
        reached = next((nth for nth, area in enumerate(areas) if area in each.terms), len(areas))
        miles = [m for name in _towns(each, pack) if (m := far.get(name)) is not None]
        return reached, min(miles, default=FAR), not open_now.fits(each.terms), each.name

    return order


@lru_cache(maxsize=8)
def _terms_of_towns(pack: Pack) -> dict[str, str]:
    return {code_term("t", each.name): each.name for each in pack.towns}


def _towns(each: Light, pack: Pack) -> list[str]:
    known = _terms_of_towns(pack)
    return [known[term] for term in each.terms if term in known]


def _map(stands: Sequence[Iterable[str]], pack: Pack) -> TownMap | None:
    return mapping.draw(stands, pack=pack, tiles=settings.MAP_TILES)


def _plain(text: str) -> str:
    return " ".join("".join(filter(str.isprintable, f"{text[:TYPED]} ")).split())


def find(
    rows: Iterable[Row], asked: Asked, *, pack: Pack, now: datetime, answer: Answer | None = None
) -> Page:
    """Return the listings that fit. answer: what the search by words said of these rows."""
    every = list(rows)
    kinds, parts = _kinds(every, pack), kind_parts(pack)
    spoken = {e["code"]: gettext(e["name"]) for row in every for e in row.get("languages", ())}
    town = near.town_of(asked.town, pack=pack)
    asked = replace(
        asked,
        town=town.code if town else "",
        kind=asked.kind if asked.kind in kinds else "",
        language=asked.language if asked.language in spoken else "",
    )
    areas, wanted = near.areas(asked.town, pack=pack), parts.get(asked.kind, (asked.kind,))
    hits = {each.code: each for each in answer.hits} if answer else {}

    def fits(row: Row, leave_out: str = "") -> bool:
        return all(
            (
                leave_out == "town" or not town or reach(row, areas) <= len(areas),
                _is_for(row, asked.age),
                leave_out == "kind" or not asked.kind or _has_one(row, wanted),
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
        kinds=_choices(
            kinds,
            lambda code: sum(_has_one(e, parts.get(code, (code,))) for e in but_kind),
            asked.kind,
        ),
        languages=_choices(
            spoken,
            lambda code: sum(code in values_of(e, "languages", "code") for e in but_language),
            asked.language,
        ),
        open_now=sum(is_open(row, now) for row in every if fits(row, "now")),
        answer=answer,
        total=len(fitting),
        map=_map([cities(row) for row in every if fits(row, "town")], pack),
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


def _has_one(row: Row, kinds: Iterable[str]) -> bool:
    return not set(kinds).isdisjoint(values_of(row, "attributes"))


def _choices(known: Mapping[str, str], count: Callable[[str], int], on: str) -> tuple[Choice, ...]:
    made = (Choice(code, words, count(code), code == on) for code, words in known.items())
    return tuple(sorted((e for e in made if e.count or e.on), key=lambda e: e.words.casefold()))


def one(code: str, *, now: datetime) -> Found | None:
    """Return a cleared service that is shown now, or None."""
    row = listings.one(listings.SERVICE, code=code, today=now.date())
    if row is None:
        return None
    return shown(row, [], now, _kinds([row], active_pack()), None)


def _kinds(rows: Iterable[Row], pack: Pack) -> dict[str, str]:
    """Return names of the kinds of help that rows have, and of those they are parts of."""
    names = kind_names(pack, language=get_language() or "en")
    found = {
        each["value"]: names.get(each["value"], each["label"])
        for row in rows
        for each in row.get("attributes", ())
    }
    parts = kind_parts(pack).items()
    return found | {code: names[code] for code, of in parts if not found.keys().isdisjoint(of)}
