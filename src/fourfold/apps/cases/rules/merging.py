"""
Which value is shown of a person with several records: computed each time, nothing is copied.

A merge is a dated link from one record to another. The value is that of the record somebody chose;
without a choice the first record's, or the other's where the first has none. What was written down
after the merge counts before both: it is newer than the choice. So undoing a merge leaves each
record exactly as it was, with what was written in it since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fourfold.apps.cases.states.merges import Side


class AlreadyOne(ValueError):
    """The two records are one person's already, by this merge or through others."""


@dataclass(frozen=True, slots=True)
class Value:
    """What one record says in one field. why: why there is no value, a code. of: whose record."""

    value: Any
    why: str
    entered_at: datetime | None
    of: str

    @property
    def answered(self) -> bool:
        """True if there is a value, or a reason why not."""
        return self.value is not None or bool(self.why)


@dataclass(frozen=True, slots=True)
class Link:
    """One live merge. first, other: persons. choices: field to Side."""

    first: str
    other: str
    at: datetime
    choices: Mapping[str, str]


def root_of(person: str, links: Iterable[Link]) -> str:
    """Return the record that stands first of all that are this person's."""
    above = {each.other: each.first for each in links}
    while person in above:
        person = above[person]
    return person


def members(root: str, links: Sequence[Link]) -> list[str]:
    """Return all records of a person, the first one first."""
    found = [root]
    for each in found:
        found += [link.other for link in links if link.first == each]
    return found


def check_two(first: str, other: str, links: Sequence[Link]) -> None:
    """Raise AlreadyOne if both are one person's records already."""
    if root_of(first, links) == root_of(other, links):
        raise AlreadyOne("These two records are already kept as one person's.")


def shown(field: str, person: str, *, values: Mapping[str, Value], links: Sequence[Link]) -> Value:
    """
    Return the value of a field that is shown for a person and all records merged into theirs.

    values: by record, one for each member. links: live ones, in the order they were made.
    """
    found = values[person]
    for link in links:
        if link.first == person:
            other = shown(field, link.other, values=values, links=links)
            found = _of_two(found, other, link=link, choice=link.choices.get(field, ""))
    return found


def _of_two(first: Value, other: Value, *, link: Link, choice: str) -> Value:
    newer = [each for each in (first, other) if each.entered_at and each.entered_at > link.at]
    if newer:
        return max(newer, key=lambda each: each.entered_at or link.at)
    if choice:
        return first if choice == Side.FIRST else other
    return first if first.answered or not other.answered else other
