"""What holds for minutes, on plain values: what they still lack, and what changed in a version."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from json import dumps

from fourfold.documents.minutes_told import (
    Motion,
    Part,
    Told,
    as_kept,
)


@dataclass(frozen=True, slots=True)
class PartChange:
    """What changed of a topic. before: "" for a new one; after: "" for one that is out."""

    title: str
    before: str
    after: str
    motions: bool
    facts: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed from one paper to the next."""

    attendance: bool
    quorum: bool
    meeting: bool
    parts: tuple[PartChange, ...]

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return self.attendance or self.quorum or self.meeting or bool(self.parts)


def digest_of(told: Told) -> str:
    """Return the digest of what minutes say, wherever they stand: who approved them is left out."""
    said = replace(told, state="", approved_in=None, approved_how="")
    return sha256(dumps(as_kept(said), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def lacks(told: Told) -> tuple[str, ...]:
    """Return the topics of which nothing is said and on which nothing was moved."""
    return tuple(each.title for each in told.parts if not each.words.strip() and not each.motions)


def changed(before: Told, after: Told) -> Changed:
    """Return what changed between two papers of one meeting."""
    old = {each.id: each for each in before.parts}
    new = {each.id: each for each in after.parts}
    rows = [_change(old.get(one), part) for one, part in new.items() if old.get(one) != part]
    rows += [_change(part, None) for one, part in old.items() if one not in new]
    if before.others != after.others:
        rows.append(PartChange("", "", "", motions=True, facts=False))
    facts = ("meeting", "place", "starts_at", "ends_at")
    return Changed(
        before.seats != after.seats,
        before.spans != after.spans,
        any(getattr(before, name) != getattr(after, name) for name in facts),
        tuple(rows),
    )


def _change(before: Part | None, after: Part | None) -> PartChange:
    nothing: tuple[Motion, ...] = ()
    facts = False
    if before and after:
        was = (before.title, before.presenter, before.carried_from)
        facts = was != (after.title, after.presenter, after.carried_from)
    return PartChange(
        after.title if after else before.title if before else "",
        before.words if before else "",
        after.words if after else "",
        motions=(before.motions if before else nothing) != (after.motions if after else nothing),
        facts=facts,
    )
