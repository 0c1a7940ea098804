"""
Finding cleared services by words: one question for every engine, with the reasons.

What somebody typed is an argument here and stands nowhere afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from django.db import connection
from django.db.models import Q

from fourfold.catalog import fulltext
from fourfold.catalog.choices import Only
from fourfold.catalog.models import ListingTerm
from fourfold.catalog.words import (
    TYPED,
    Alternative,
    Group,
    Indexed,
    Lexicon,
    Meaning,
    asked_words,
    code_term,
    groups,
    halves,
    lexicon,
    nearest,
    slips,
    term,
)
from fourfold.reference import Pack
from fourfold.reference.rows import Row

MOST = 100
"""How many services are looked at; of more, the engine's own best."""


class Where(StrEnum):
    """Where a word stands in a listing. The order is the weight."""

    NAME = "NAME"
    KIND = "KIND"
    TEXT = "TEXT"


WEIGHT = {Where.NAME: 8, Where.KIND: 5, Where.TEXT: 2}


@dataclass(frozen=True, slots=True)
class Hit:
    """A service that fits. why: each word that was asked for, and where it stands."""

    code: str
    score: int
    why: tuple[tuple[str, Where], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What was found, the best first.

    meant: words that were typed with a slip, and what was looked for. is_loose: nothing has all
    words, so these have some. is_more: there are more than these. is_empty: no word of it counts.
    """

    hits: tuple[Hit, ...] = ()
    meant: tuple[tuple[str, str], ...] = ()
    is_loose: bool = False
    is_more: bool = False
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class Light:
    """A service that fits, without its content: its name's words, and the terms of its codes."""

    code: str
    name: str
    terms: frozenset[str]


def search(
    typed: str,
    *,
    pack: Pack,
    today: date,
    areas: Sequence[str] = (),
    only: Only = Only(),  # noqa: B008 - it cannot change
    loosely: bool | None = None,
    most: int = MOST,
) -> Answer:
    """
    Return the cleared services that fit words, on either database the same.

    areas: names of areas of which a service must serve one, or not say; none: any. only: what was
    chosen, which is part of the one question. loosely: whether some of the words are enough; None
    for only where nothing has all.
    """
    known = lexicon_of(pack)
    asked = asked_words(typed)
    if not asked:
        return Answer(is_empty=bool(typed[:TYPED].strip()))
    meant = _meant(asked, known)
    wanted = groups([meant[each] for each in asked], lexicon=known)
    question = [each.means for each in wanted]
    where = chosen(areas, only)
    rows = [] if loosely else _rows([*question, *where], today, most)
    is_loose = not rows and len(wanted) > 1 if loosely is None else loosely
    if is_loose:
        rows = _rows([set().union(*question), *where], today, most)
    hits = [_hit(code, Indexed(*parts), wanted, known) for code, *parts in rows[:most]]
    return Answer(
        hits=tuple(sorted(hits, key=lambda each: (-each.score, each.code))),
        meant=tuple(
            dict.fromkeys((each, meant[each][1]) for each in asked if meant[each][0] != term(each))
        ),
        is_loose=is_loose,
        is_more=len(rows) > most,
    )


def light(
    typed: str,
    *,
    pack: Pack,
    today: date,
    areas: Sequence[str] = (),
    only: Only = Only(),  # noqa: B008 - it cannot change
    loosely: bool = False,
) -> list[Light]:
    """Return all that fit, to count them by; arguments as in `search`. No words: every service."""
    known = lexicon_of(pack)
    asked = asked_words(typed)
    meant = _meant(asked, known) if asked else {}
    question = [e.means for e in groups([meant[each] for each in asked], lexicon=known)]
    if loosely:
        question = [frozenset().union(*question)]
    rows = fulltext.every(connection, [*question, *chosen(areas, only)], today=today)
    return [
        Light(code, name, frozenset(f"{kinds} {codes}".split()))
        for code, name, kinds, codes in rows
    ]


def chosen(areas: Sequence[str], only: Only) -> list[set[Alternative]]:
    """Return areas and choices as groups of the one question; nothing chosen: none."""
    here: set[Alternative] = {(code_term("a", each),) for each in (*areas, "none")}
    return [here, *only.groups()] if areas else only.groups()


@lru_cache(maxsize=8)
def lexicon_of(pack: Pack) -> Lexicon:
    """Return the words of a pack: its own list, and the names of kinds in both languages."""
    rows: dict[str, list[Row]] = {}
    for row in pack.rows("search_words"):
        rows.setdefault(row["code"], []).append(row)
    found = [
        Meaning(
            [word for row in alike for word in row.parts("words")],
            [word for row in alike for word in row.parts("typed_only")],
            sorted({code for row in alike for code in row.parts("kinds")}),
        )
        for alike in rows.values()
    ]
    found += [
        Meaning((), [row["name"], row["name_es"]], [row["code"]])
        for row in pack.rows("service_types")
    ]
    return lexicon(found)


def _rows(
    question: list[Iterable[Alternative]], today: date, most: int
) -> list[tuple[str, str, str, str, str]]:
    return fulltext.find(connection, question, today=today, most=most + 1)


def _meant(asked: list[str], known: Lexicon) -> dict[str, tuple[str, str]]:
    """Return each word's term and how it is shown, with slips made good."""
    plain = {each: term(each) for each in asked}
    stand = set(
        ListingTerm.objects.filter(term__in=set(plain.values())).values_list("term", flat=True)
    )
    meant = {}
    for word, own in plain.items():
        if own in known.said or own in stand or not slips(own):
            meant[word] = (own, word)
            continue
        near = nearest(own, among=known.said) or nearest(own, among=_alike(own))
        meant[word] = (near, known.said.get(near, near)) if near else (own, word)
    return meant


def _alike(word: str) -> list[str]:
    """Return terms that begin or end like a word."""
    begins, ends = halves(word)
    backward = ends[::-1]
    alike = ListingTerm.objects.filter(
        Q(term__gte=begins, term__lt=_after(begins))
        | Q(backward__gte=backward, backward__lt=_after(backward))
    )
    return list(alike.values_list("term", flat=True))


def _after(start: str) -> str:
    return start[:-1] + chr(ord(start[-1]) + 1)


def _hit(code: str, kept: Indexed, wanted: list[Group], known: Lexicon) -> Hit:
    parts = [
        (Where.NAME, frozenset(kept.name.split())),
        (Where.KIND, frozenset(kept.kinds.split())),
        (Where.TEXT, frozenset(kept.rest.split())),
    ]
    why, score = [], 0
    for each in wanted:
        best: tuple[int, Where, Alternative] | None = None
        for where, terms in parts:
            means = each.in_words(terms)
            if means and (best is None or best[0] < WEIGHT[where] + (means == each.typed)):
                best = WEIGHT[where] + (means == each.typed), where, means
        if best:
            worth, where, means = best
            own = means == each.typed or where is Where.KIND
            why.append((each.shown if own else known.shown.get(means, each.shown), where))
            score += worth
        elif each.in_words(kept.all):  # a phrase whose words stand in several parts
            why.append((each.shown, Where.TEXT))
            score += 1
    return Hit(code, score, tuple(why))
