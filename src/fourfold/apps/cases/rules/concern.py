"""
What is recommended at a level of concern for its reasons: the pack's decision table.

More reasons never recommend less: a row asks only for what was named, never for what was not.

ConcernError
├── NoConcern     no level of concern was chosen
├── NoReason      neither a reason of the list nor words
└── NotInTable    a reason or an action is not in the pack's tables
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from fourfold.apps.cases.states.cases import Concern
from fourfold.reference import Pack


class ConcernError(ValueError):
    """The answer is not whole; the message says what is missing."""


class NoConcern(ConcernError):
    """A consult is answered with a level of concern."""


class NoReason(ConcernError):
    """A level of concern has a reason."""


class NotInTable(ConcernError):
    """The pack does not know this code."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing a liaison can name. part: the heading it stands under."""

    code: str
    part: str
    words: str


@dataclass(frozen=True, slots=True)
class Advised:
    """
    One row of the decision table.

    reasons: one of them is enough; none named means whatever the reasons. is_example: not the
    state's own, and shown so.
    """

    code: str
    levels: frozenset[Concern]
    reasons: frozenset[str]
    action: str
    who: str
    when: str
    is_example: bool

    def fits(self, level: Concern, reasons: Collection[str]) -> bool:
        """Tell whether the row recommends its action."""
        return level in self.levels and (
            not self.reasons or not self.reasons.isdisjoint(frozenset(reasons))
        )


@lru_cache(maxsize=8)
def reasons_of(pack: Pack) -> tuple[Reason, ...]:
    """Return the reasons of a pack, in the order of its file."""
    rows = pack.rows("concern_reasons")
    return tuple(Reason(row["code"], row["part"], row["words"]) for row in rows)


@lru_cache(maxsize=8)
def table_of(pack: Pack) -> tuple[Advised, ...]:
    """Return the decision table of a pack, in the order of its file."""
    return tuple(
        Advised(
            code=row["code"],
            levels=frozenset(Concern(each) for each in row.parts("levels")),
            reasons=frozenset(row.parts("reasons")),
            action=row["action"],
            who=row["who"],
            when=row["when"],
            is_example=row["standing"] == "EXAMPLE",
        )
        for row in pack.rows("concern_actions")
    )


def recommended(level: Concern, *, reasons: Iterable[str], pack: Pack) -> tuple[Advised, ...]:
    """Return what the table recommends, in its order."""
    named = frozenset(reasons)
    return tuple(each for each in table_of(pack) if each.fits(level, named))


def is_example(pack: Pack) -> bool:
    """Tell whether any row is not the state's own: the page and the print say so."""
    return any(each.is_example for each in table_of(pack))


def check_answer(
    concern: str, *, reasons: Collection[str], actions: Collection[str], words: str, pack: Pack
) -> Concern:
    """
    Return the level, once the answer is whole.

    :raises ConcernError: if no level, no reason, or a code the pack does not know.
    """
    if concern not in set(Concern):
        raise NoConcern("Choose a level of concern. “None” is an answer too.")
    if not reasons and not words.strip():
        raise NoReason("Say why: tick what you know, or write it in your own words.")
    unknown = set(reasons) - {each.code for each in reasons_of(pack)}
    unknown |= set(actions) - {each.code for each in table_of(pack)}
    if unknown:
        raise NotInTable(
            f"{', '.join(sorted(unknown))} is not in this state's tables, which may have changed "
            "while your page was open. What you typed is kept; look at the list again."
        )
    return Concern(concern)
