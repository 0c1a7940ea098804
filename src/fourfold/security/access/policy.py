"""
The table of need-to-know: which relation opens which field classes for which action.

The table is need_to_know.csv, so that a lawyer can read it. What it does not name is refused.
Source: VAWA 34 USC 12291(b)(2); C.G.S. 17a-28, 17a-106a; 42 CFR part 2; minimum necessary,
45 CFR 164.502(b).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from fourfold.security.access.roles import Permission
from fourfold.security.classes import FieldClass
from fourfold.security.models.relations import RelationKind

Classes = frozenset[FieldClass]
NONE: Classes = frozenset()
FRAME = frozenset({FieldClass.OPEN, FieldClass.INTERNAL})
"""A record's frame is no content: its number, its state and its dates."""


class Action(StrEnum):
    """What can be done with a field. READ: in clear at once. SHOW: masked until asked for."""

    READ = "READ"
    SHOW = "SHOW"
    WRITE = "WRITE"
    EXPORT = "EXPORT"
    ASSIGN = "ASSIGN"


class Discipline(StrEnum):
    """The seats of a multidisciplinary team. Source: C.G.S. 17a-106a(b)."""

    COORDINATOR = "COORDINATOR"
    CHILD_WELFARE = "CHILD_WELFARE"
    LAW_ENFORCEMENT = "LAW_ENFORCEMENT"
    PROSECUTOR = "PROSECUTOR"
    MEDICAL = "MEDICAL"
    MENTAL_HEALTH = "MENTAL_HEALTH"
    ADVOCATE = "ADVOCATE"
    FORENSIC_INTERVIEWER = "FORENSIC_INTERVIEWER"


@dataclass(frozen=True, slots=True)
class Tie:
    """
    One relation that holds now, as the policy needs it.

    only: of a RECIPIENT, what live consents name: pairs of class and field, a blank field for the
    whole class; None where no consent limits.
    """

    kind: RelationKind
    discipline: str = ""
    only: frozenset[tuple[str, str]] | None = None

    def covers(self, field_class: FieldClass, field: str) -> bool:
        """Return whether the tie reaches a field; blank asks for any field of the class."""
        if self.only is None or field_class in FRAME:
            return True
        named = {name for each, name in self.only if each == field_class}
        return bool(named) if not field else bool(named & {"", field})


NEEDED: dict[Action, Permission] = {
    Action.READ: Permission.RECORD_READ,
    Action.SHOW: Permission.RECORD_READ,
    Action.WRITE: Permission.RECORD_WRITE,
    Action.EXPORT: Permission.RECORD_EXPORT,
    Action.ASSIGN: Permission.RECORD_ASSIGN,
}
"""The permission that an action takes besides the relation."""

ALSO: dict[RelationKind, Permission] = {
    RelationKind.BREAK_GLASS: Permission.GLASS_BREAK,
    RelationKind.HOLDER: Permission.NOTES_HOLD,
}
"""A permission that a relation takes as well. A holder's writing takes this one alone."""


@cache
def table() -> dict[tuple[RelationKind, str, Action], Classes]:
    """Return the policy by relation, discipline and action."""
    file = resources.files("fourfold.security.access").joinpath("need_to_know.csv")
    return {
        (RelationKind(row["relation"]), row["discipline"], Action(row["action"])): frozenset(
            FieldClass(code) for code in row["classes"].split()
        )
        for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    }


def allowed(action: Action, *, ties: Iterable[Tie], permissions: frozenset[Permission]) -> Classes:
    """
    Return the field classes of which an action is allowed on at least one field.

    ties: those that hold now; none is the ordinary case and allows nothing. A conflict of interest
    allows nothing, whatever else holds.
    """
    standing = tuple(ties)
    if any(tie.kind == RelationKind.CONFLICT for tie in standing):
        return NONE
    return NONE.union(*(_by(tie, action, permissions) for tie in standing))


def allows(
    action: Action,
    field_class: FieldClass,
    field: str,
    *,
    ties: Iterable[Tie],
    permissions: frozenset[Permission],
) -> bool:
    """Return whether an action is allowed on one field of a class."""
    standing = tuple(ties)
    return not any(tie.kind == RelationKind.CONFLICT for tie in standing) and any(
        field_class in _by(tie, action, permissions) and tie.covers(field_class, field)
        for tie in standing
    )


def _by(tie: Tie, action: Action, permissions: frozenset[Permission]) -> Classes:
    """Return the classes one tie opens for an action."""
    extra = ALSO.get(tie.kind)
    if extra is not None and extra not in permissions:
        return NONE
    holds_alone = tie.kind == RelationKind.HOLDER and action == Action.WRITE
    if not holds_alone and NEEDED[action] not in permissions:
        return NONE
    found = table().get((tie.kind, tie.discipline, action), NONE)
    if found and action == Action.READ:
        found |= {FieldClass.OPEN}
    return frozenset(each for each in found if tie.covers(each, ""))
