"""
A state's screening instruments: questions, when each is asked, what counts, and for whom it is.

An instrument of one version never changes: a filled screening names the version it used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from fourfold.reference.rows import Row, split

ANSWER = re.compile(r"[A-Z0-9][A-Z0-9_]*")
STATES = re.compile(r"([A-Z0-9][A-Z0-9_]*)=([A-Z][A-Z0-9_]*) (yes|no)")


class Kind(StrEnum):
    """What of an instrument is kept: its items, or only the result of a licensed form."""

    ITEMS = "ITEMS"
    RESULT_ONLY = "RESULT_ONLY"


class Asks(StrEnum):
    """How an item is answered, besides the three answers that are always there."""

    YES_NO = "YES_NO"
    CHOICE = "CHOICE"
    NUMBER = "NUMBER"
    WORDS = "WORDS"


class NoAnswer(StrEnum):
    """Three different answers that say nothing of the matter; every item has them."""

    UNKNOWN = "UNKNOWN"
    REFUSED = "REFUSED"
    NOT_ASKED = "NOT_ASKED"


@dataclass(frozen=True, slots=True)
class Item:
    """
    One item. choices: answers it can have to their words, beside the three of NoAnswer; empty for
    NUMBER and WORDS. asked_if: it is asked if one of these holds, each a set of (item, answer) that
    all hold; empty: always. points: answer to points. states: (answer, fact of law, yes or no) that
    an answer states by its own words. words: what was said is written beside it.
    """

    code: str
    part: str
    text: str
    text_es: str
    asks: Asks
    choices: Mapping[str, str]
    asked_if: tuple[frozenset[tuple[str, str]], ...]
    points: Mapping[str, int]
    states: tuple[tuple[str, str, str], ...]
    words: bool
    is_confirmed: bool
    note: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """
    One version of an instrument.

    ages: validated from and to, both included, None where no limit or no study is sourced.
    scored: items have points, which are summed. bands: least points to the band's words, lowest
    first; of a RESULT_ONLY its results, without points (-1), or none where not sourced. codes: our
    answers as the standard writes them. guidance: for whoever asks, beside the questions.
    """

    code: str
    version: str
    name: str
    kind: Kind
    population: str
    ages: tuple[int | None, int | None]
    scored: bool
    bands: tuple[tuple[int, str], ...]
    codes: Mapping[str, str]
    guidance: tuple[str, ...]
    rights: str
    is_confirmed: bool
    from_: date | None
    until: date | None
    note: str
    source: tuple[str, ...]
    items: tuple[Item, ...]

    def holds_on(self, day: date) -> bool:
        """Tell whether this version is used on a day."""
        starts = self.from_ is None or self.from_ <= day
        return starts and (self.until is None or day < self.until)

    def fits_age(self, age: int | None) -> bool | None:
        """Tell whether it was validated for an age in years; None if that is not known."""
        least, most = self.ages
        if age is None or (least is None and most is None):
            return None
        return (least is None or age >= least) and (most is None or age <= most)


class _HasRows(Protocol):
    def rows(self, name: str) -> tuple[Row, ...]: ...


def instruments_of(pack: _HasRows) -> tuple[Instrument, ...]:
    """Return a pack's instruments, every version, in the order of their file."""
    printed = {row["code"]: row["text"] for row in pack.rows("screening_items")}
    items: dict[tuple[str, str], list[Item]] = {}
    for row in pack.rows("instrument_items"):
        items.setdefault((row["instrument"], row["version"]), []).append(item_of(row, printed))
    return tuple(
        instrument_of(row, items.get((row["code"], row["version"]), ()), printed)
        for row in pack.rows("instruments")
    )


def instrument_of(row: Row, items: Iterable[Item], printed: Mapping[str, str]) -> Instrument:
    """Read a row of instruments.csv. :raises ValueError: naming the column that cannot be read."""
    return Instrument(
        code=row["code"],
        version=row["version"],
        name=row["name"],
        kind=Kind(row["kind"]),
        population=row["population"],
        ages=(_whole(row["ages_from"]), _whole(row["ages_to"])),
        scored=row["score"] == "SUM",
        bands=tuple(bands_of(row["bands"])),
        codes=dict(pairs_of(row["codes"])),
        guidance=tuple(printed[code] for code in row.parts("guidance") if code in printed),
        rights=row["rights"],
        is_confirmed=row["confirmed"] == "yes",
        from_=date.fromisoformat(row["from"]) if row["from"] else None,
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        note=row["note"],
        source=row.parts("source"),
        items=tuple(items),
    )


def item_of(row: Row, printed: Mapping[str, str]) -> Item:
    """
    Read a row of instrument_items.csv.

    printed: texts of screening_items.csv, which `text_of` may name instead of repeating them.
    :raises ValueError: naming what cannot be read.
    """
    asks = Asks(row["answer"])
    choices = dict(pairs_of(row["choices"]))
    if asks == Asks.YES_NO:
        choices = {"YES": "Yes", "NO": "No"}
    return Item(
        code=row["code"],
        part=row["part"],
        text=row["text"] or printed.get(row["text_of"], ""),
        text_es=row["text_es"],
        asks=asks,
        choices=choices,
        asked_if=tuple(conditions_of(row["asked_if"])),
        points={answer: _points(number) for answer, number in pairs_of(row["points"])},
        states=tuple(states_of(row["states"])),
        words=row["words"] == "yes",
        is_confirmed=row["confirmed"] == "yes",
        note=row["note"],
    )


def pairs_of(text: str) -> Iterator[tuple[str, str]]:
    """Read A=x;B=y. :raises ValueError: if a part is no such pair, or a code stands twice."""
    seen = set()
    for part in split(text):
        code, equals, words = part.partition("=")
        if not equals or not words.strip() or not ANSWER.fullmatch(code):
            raise ValueError(f"{part!r} is not written like CODE=value")
        if code in seen:
            raise ValueError(f"{code!r} stands twice")
        seen.add(code)
        yield code, words.strip()


def conditions_of(text: str) -> Iterator[frozenset[tuple[str, str]]]:
    """Read A=YES and B=NO;C=1: one part is enough, all of a part must hold. :raises ValueError:."""
    for part in split(text):
        held = set()
        for each in part.split(" and "):
            item, equals, answer = each.strip().partition("=")
            if not equals or not item or not ANSWER.fullmatch(answer):
                raise ValueError(f"{each.strip()!r} is not written like ITEM=ANSWER")
            held.add((item, answer))
        yield frozenset(held)


def states_of(text: str) -> Iterator[tuple[str, str, str]]:
    """Read YES=THREATS yes;NO=THREATS no. :raises ValueError: if one is not, or a fact twice."""
    seen = set()
    for part in split(text):
        found = STATES.fullmatch(part)
        if found is None:
            raise ValueError(f"{part!r} is not written like ANSWER=FACT yes")
        answer, fact, truth = found.groups()
        if (answer, fact) in seen:
            raise ValueError(f"{answer!r} states {fact!r} twice")
        seen.add((answer, fact))
        yield answer, fact, truth


def bands_of(text: str) -> Iterator[tuple[int, str]]:
    """Read 0=Low;3=High, or names alone where no points are known. :raises ValueError:."""
    last = -1
    for part in split(text):
        least, equals, words = part.partition("=")
        if not equals:
            yield -1, part
            continue
        if not least.isdecimal() or not words.strip() or int(least) <= last:
            raise ValueError(f"{part!r} is not the next band, written like 3=High")
        last = int(least)
        yield last, words.strip()


def _points(text: str) -> int:
    if not text.isdecimal():
        raise ValueError(f"{text!r} is no number of points, which are whole and not below 0")
    return int(text)


def _whole(text: str) -> int | None:
    return int(text) if text else None
