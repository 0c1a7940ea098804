"""Where somebody looks: a town or a ZIP code they typed, how far it is, and lines elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language

from fourfold.catalog.words import distance, words
from fourfold.components.context import Contact
from fourfold.reference import Pack, Row
from fourfold.reference.places import miles
from fourfold.reference.records import Town


@dataclass(frozen=True, slots=True)
class Near:
    """
    What was typed as a place. town: its code, or "" where none is meant.

    is_unknown: it is no town and no ZIP code of this state. state: whose ZIP code it is, if it is
    another state's; lines: that state's.
    """

    town: str = ""
    is_unknown: bool = False
    state: str = ""
    lines: tuple[Contact, ...] = ()


def near(typed: str, *, pack: Pack) -> Near:
    """Read a town or ZIP code as somebody typed it; one slip in a town's name is forgiven."""
    plain = words(typed)
    if not plain:
        return Near()
    digits = plain[0]
    if digits.isdecimal():
        return _zip(digits, pack) if len(digits) == 5 else Near(is_unknown=True)
    name = " ".join(plain)
    known = {" ".join(words(each.name)): each for each in pack.towns}
    if name in known:
        return Near(known[name].code)
    alike = [each for each in known if len(name) > 4 and distance(name, each, most=1) <= 1]
    return Near(known[alike[0]].code) if len(alike) == 1 else Near(is_unknown=True)


def named(typed: str, *, pack: Pack) -> tuple[str, str]:
    """Return a town or ZIP code's town that stands among words, and the other words."""
    plain = words(typed)
    for nth, each in enumerate(plain):
        if each.isdecimal() and len(each) == 5 and (found := _zip(each, pack).town):
            return found, " ".join(plain[:nth] + plain[nth + 1 :])
    for town in sorted(pack.towns, key=lambda each: -len(each.name)):
        name = words(town.name)
        for first in range(len(plain) - len(name) + 1):
            if plain[first : first + len(name)] == name:
                return town.code, " ".join(plain[:first] + plain[first + len(name) :])
    return "", typed


def areas(code: str, *, pack: Pack) -> list[str]:
    """Return the names of a town, its region and the state; none for no town."""
    town = town_of(code, pack=pack)
    regions = {each.code: each.name for each in pack.regions}
    return [town.name, regions.get(town.region, ""), pack.name] if town else []


def town_of(code: str, *, pack: Pack) -> Town | None:
    """Return a town by its code."""
    return next((each for each in pack.towns if each.code == code), None)


def miles_to(cities: list[str], *, of: Town, pack: Pack) -> int | None:
    """Return whole miles from a town's middle to the nearest of some towns'; None: not known."""
    if of.lat is None or of.lon is None:
        return None
    here = of.lat, of.lon
    far = [
        miles(here, (each.lat, each.lon))
        for each in pack.towns
        if each.name in cities and each.lat is not None and each.lon is not None
    ]
    return round(min(far)) if far else None


def everywhere(pack: Pack) -> tuple[Contact, ...]:
    """Return lines that answer in every state, beside the pack's own."""
    return tuple(_contact(row, pack) for row in pack.rows("other_lines") if not row["state"])


def _zip(digits: str, pack: Pack) -> Near:
    found = next((row for row in pack.rows("zip_towns") if row["zip"] == digits), None)
    if found:
        return Near(found["town"])
    rows = [row for row in pack.rows("other_lines") if row["state"] and _holds(row, digits)]
    if not rows:
        return Near(is_unknown=True)
    return Near(state=rows[0]["state"], lines=tuple(_contact(each, pack) for each in rows))


def _holds(row: Row, digits: str) -> bool:
    return any(
        first <= digits[: len(first)] <= (last or first) for first, last in _spans(row["zips"])
    )


def _spans(text: str) -> Iterator[tuple[str, str]]:
    for each in text.split(";"):
        first, _dash, last = each.partition("-")
        yield first, last


def _contact(row: Row, pack: Pack) -> Contact:
    is_spanish = (get_language() or "en").startswith("es")

    def said(name: str) -> str:
        return (is_spanish and row[f"{name}_es"]) or row[name]

    words = pack.words_in("es") if is_spanish else {}
    scheme = {"phone": "tel:", "text": "sms:", "chat": ""}[row["kind"]]
    return Contact(
        kind=row["kind"],
        label=said("label"),
        href=f"{scheme}{row['value']}",
        display=words.get(row["display"], row["display"]),
        short="",
        hours=said("hours"),
        languages="",
        note=said("note"),
        language="es" if is_spanish and row["label_es"] else "en",
    )
