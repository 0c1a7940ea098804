"""
What must be true of facts and of a decision before either is kept.

LawRuleError
├── NotThisBody     the pack does not name it as one that decides by this definition
├── NoSuchText      the pack has no such definition
└── DayOutOfRange   a day that cannot be: in the future, or before anyone alive was born
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from fourfold.analysis.law import Definition, FactsDisagree, Vocabulary
from fourfold.reference import Pack, UnknownName

AGE = re.compile(r"UNDER_(\d+)")
"""How law_facts.csv writes an age in years."""
FIRST_YEAR = 1930
"""No response goes back further; an earlier year is a slip of the keys."""


class LawRuleError(ValueError):
    """Nothing was kept; the message says why and what to do."""


class NotThisBody(LawRuleError):
    """The body does not decide by this definition."""


class NoSuchText(LawRuleError):
    """There is no such definition."""


class DayOutOfRange(LawRuleError):
    """The day cannot be right."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body that decides by the definitions of a scope. is_confirmed: a source says so."""

    code: str
    name: str
    scope: str
    may_decide: str
    is_confirmed: bool


@lru_cache(maxsize=8)
def vocabulary(pack: Pack) -> Vocabulary:
    """Return the facts that a pack's definitions ask for; made once for each pack."""
    return Vocabulary(pack.law_facts)


def bodies(pack: Pack) -> tuple[Body, ...]:
    """Return the bodies that decide, in the order of the pack."""
    return tuple(
        Body(
            code=row["organization"],
            name=pack.organization(row["organization"]).name,
            scope=row["scope"],
            may_decide=row["may_decide"],
            is_confirmed=row["status"] == "CONFIRMED",
        )
        for row in pack.rows("deciding_bodies")
    )


def check_body(body: str, *, definition: str, pack: Pack) -> tuple[Body, Definition]:
    """
    Return a body and a definition it decides by.

    :raises NoSuchText: if there is no such definition. :raises NotThisBody: if it decides by
    others.
    """
    try:
        by = pack.definition(definition)
    except UnknownName as unknown:
        raise NoSuchText(str(unknown)) from None
    for each in bodies(pack):
        if each.code == body and each.scope == by.scope:
            return each, by
    named = ", ".join(each.name for each in bodies(pack) if each.scope == by.scope)
    raise NotThisBody(f"By “{by.title}” decide: {named or 'no body of the list'}. Choose again.")


def check_days(*, counts_on: date, decided_on: date, today: date) -> None:
    """
    Check the day the law is asked about and the day of the decision.

    :raises DayOutOfRange: if one lies ahead, or too far back, or the decision came before.
    """
    for name, day in (("The day it happened", counts_on), ("The day of the decision", decided_on)):
        check_day(day, name=name, today=today)
    if decided_on < counts_on:
        raise DayOutOfRange("The decision is dated before it happened. Correct one of the days.")


def check_day(day: date, *, name: str, today: date) -> None:
    """Check one day. name: how the message calls it. :raises DayOutOfRange:."""
    if day > today:
        raise DayOutOfRange(f"{name} lies ahead. Type a day that has come.")
    if day.year < FIRST_YEAR:
        raise DayOutOfRange(f"{name} is too far back. Look at the year.")


def merged(kept: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    """
    Return the known facts after somebody stated some, each yes or no.

    kept: known before. said: code to yes, no or unknown; unknown takes an answer away.
    """
    found = dict(kept)
    for code, truth in said.items():
        if truth in ("yes", "no"):
            found[code] = truth
        else:
            found.pop(code, None)
    return found


@dataclass(frozen=True, slots=True)
class Taken:
    """What a source's statements come to. new: code to yes or no. differing: code and yes or no."""

    new: dict[str, str]
    differing: list[tuple[str, str]]


def taken(kept: Mapping[str, str], said: Iterable[tuple[str, str]], *, words: Vocabulary) -> Taken:
    """
    Sort what a source that is no person states into what is new and what differs from the known.

    kept: known before; it stays. said: code and yes or no, in the order stated. A fact differs too
    where it contradicts what another means: under 15 where under 18 is no.
    :raises UnknownFact: if a fact is not of the vocabulary.
    """
    known, new, differing = dict(kept), dict[str, str](), list[tuple[str, str]]()
    for code, truth in said:
        if known.get(code) == truth:
            continue
        try:
            words.facts({**known, code: truth})
        except FactsDisagree:
            fits = False
        else:
            fits = code not in known
        if fits:
            known[code] = new[code] = truth
        else:
            differing.append((code, truth))
    return Taken(new, differing)


def of_age(pack: Pack, *, years: int) -> list[tuple[str, str]]:
    """
    Return the facts of age that hold of somebody of so many years now, for whatever came before.

    That somebody is older now says nothing of how old they were when it happened.
    """
    ages = ((each.code, AGE.fullmatch(each.code)) for each in pack.law_facts)
    return [(code, "yes") for code, age in ages if age and years < int(age[1])]
