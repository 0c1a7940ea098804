"""Whom a call asks: by kind, by district, by hand, and as last time. Plain Python on values."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol


class Choosable(Protocol):
    """What is asked of an office to choose it."""

    @property
    def code(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def district(self) -> str: ...
    @property
    def is_active(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Choice:
    """
    What somebody chose. kinds and districts narrow each other: police departments of one district.
    Districts alone mean all kinds in them. codes: by hand, in addition; as are those of last time.
    """

    kinds: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    last_time: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """True if nothing was chosen."""
        return not (self.kinds or self.districts or self.codes or self.last_time)


def chosen(
    offices: Iterable[Choosable], choice: Choice, *, asked: Collection[str] = ()
) -> list[str]:
    """Return the codes of the active offices that a choice means, without those asked already."""
    return [
        each.code
        for each in offices
        if each.is_active and each.code not in asked and _is_meant(each, choice)
    ]


def _is_meant(office: Choosable, choice: Choice) -> bool:
    if office.code in choice.codes or office.code in choice.last_time:
        return True
    if not choice.kinds and not choice.districts:
        return False
    of_kind = not choice.kinds or office.kind in choice.kinds
    in_district = not choice.districts or office.district in choice.districts
    return of_kind and in_district
