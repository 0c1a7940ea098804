"""How the desk says things: a step as a sentence, a code or a day as words, a value or its mask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from fourfold.apps.cases.queries.cases import OpenCase, Told
from fourfold.reference import active_pack
from fourfold.security.access.sight import Sight
from fourfold.security.ids import LENGTH, LETTERS
from fourfold.security.pages.frame import names_of
from fourfold.security.pages.seats import team_name

NUMBER = re.compile(f"[{LETTERS}]{{{LENGTH}}}")
NAMED = ("organizations", "regions", "service_types")
"""Files of the pack whose codes are said by name."""
CODE = re.compile(r"[A-Z][A-Z0-9_]+")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
"""How a step tells a moment."""


@dataclass(frozen=True, slots=True)
class Fact:
    """
    One field as it stands on the page. name: what the form that shows a masked one calls it.

    value: in words, "" if nobody was asked. masked: there is a value, behind a purpose.
    """

    name: str
    label: str
    value: str
    masked: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One step of the story, as read."""

    at: datetime
    said: str
    words: str | None
    group: str
    part: str


@dataclass(frozen=True, slots=True)
class Day:
    """The steps of one day. title: as people say the day."""

    title: str
    on: date
    steps: tuple[Sentence, ...]


def facts_of(opened: OpenCase, part: Sight[Any], *, names: Iterable[str] = ()) -> list[Fact]:
    """Return fields of a part as this viewer may see them; a shown one is no longer masked."""
    kind, number = part.record._meta.model_name, part.record.pk
    found = []
    for each in part.fields(names):
        name = f"{kind}:{number}:{each.name}"
        shown = name in opened.shown
        value = opened.shown[name] if shown else each.value
        found.append(Fact(name, _(each.label), in_words(value), each.masked and not shown))
    return found


def in_words(value: Any) -> str:
    """Return a value as people read it; codes by their words, days as days, lists with commas."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "M j, Y, g:i A")
    if isinstance(value, date):
        return formats.date_format(value, "F j, Y")
    if isinstance(value, Mapping):
        return "; ".join(f"{in_words(key)}: {in_words(each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(in_words(each) for each in value)
    return code_in_words(str(value))


def code_in_words(value: str) -> str:
    """Return a code as words: a region's or agency's name, and else the code written small."""
    named = _named().get(value)
    if named:
        return named
    return _(value.replace("_", " ").capitalize()) if CODE.fullmatch(value) else value


def region_name(code: str) -> str:
    """Return a region's name, or that none is set."""
    return code_in_words(code) if code else _("No region yet")


def _named() -> dict[str, str]:
    pack = active_pack()
    return {row["code"]: row["name"] for file in NAMED for row in pack.rows(file)}


def sentences(told: Iterable[Told]) -> list[Sentence]:
    """Return steps as sentences; who did them, and whom they name, by name."""
    lines = list(told)
    said = {str(each) for line in lines for each in line.facts.values()}
    names = names_of(
        {line.by for line in lines} | {each for each in said if NUMBER.fullmatch(each)}
    )
    return [
        Sentence(line.at, sentence(line, names=names), line.words, line.group, line.part)
        for line in lines
    ]


def sentence(line: Told, *, names: Mapping[str, str]) -> str:
    """Return one step in words. names: of accounts, by id; a fact that is one is a name too."""
    facts = {
        name: names.get(str(value), _fact(name, str(value))) for name, value in line.facts.items()
    }
    return _(line.said).format_map(_Facts(facts, by=names.get(line.by, line.by)))


def _fact(name: str, value: str) -> str:
    """Return a fact of a step in words. A team's code may also be a town's: its name says which."""
    if MOMENT.fullmatch(value):
        return in_words(datetime.fromisoformat(value))
    return team_name(value) if name == "team" else code_in_words(value)


class _Facts(dict[str, str]):
    """What the words of a step may name; an older line may lack a fact that was added later."""

    def __missing__(self, key: str) -> str:
        return "…"


def by_day(steps: Iterable[Sentence], *, now: datetime) -> list[Day]:
    """Group sentences by the local day, in the order they come."""
    days = dict[date, list[Sentence]]()
    for each in steps:
        days.setdefault(timezone.localtime(each.at).date(), []).append(each)
    today = timezone.localtime(now).date()
    return [Day(day_in_words(on, today=today), on, tuple(found)) for on, found in days.items()]


def day_in_words(on: date, *, today: date) -> str:
    """Return a day as people say it."""
    if on == today:
        return _("Today")
    if on == today - timedelta(days=1):
        return _("Yesterday")
    return formats.date_format(on, "l, F j" if on.year == today.year else "l, F j, Y")
