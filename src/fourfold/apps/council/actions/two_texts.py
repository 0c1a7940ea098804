"""
Writing in blocks, for the rooms whose actions use it: steps in order, and texts side by side.

A text that came second is never written over the first: it is kept beside it until one is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from fourfold.apps.council import access
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper
from fourfold.apps.council.states.studio import Step


def clean(value: Any) -> Any:
    """Return a typed value with plain line ends and no null sign."""
    return value.replace("\r\n", "\n").replace("\x00", "") if isinstance(value, str) else value


def keep_beside(
    block: Any, *, told: Mapping[str, Any], names: Sequence[str], by: access.Who, at: datetime
) -> Any:
    """Keep a text that came second; None if the block says the same already."""
    if all(getattr(block, name) == clean(told[name]) for name in told if name in names):
        return None
    kept = {name: clean(told.get(name, getattr(block, name))) for name in names}
    return block.rivals.create(told=kept, at=at, by=access.name_of(by))


def settle(block: Any, *, rival: str, version: int, by: access.Who, at: datetime) -> dict[str, Any]:
    """Note that a text was chosen from; returns it for the block's story."""
    kept = block.rivals.select_for_update().filter(id=rival, settled_at=None).first()
    if kept is None:
        raise NoSuchPaper("That text was chosen from already.")
    if block.version != version:
        raise ChangedMeanwhile("The block changed again meanwhile. Look at all texts, and choose.")
    kept.settled_at, kept.settled_by = at, access.name_of(by)
    kept.save()
    return {"id": kept.id, "told": kept.told, "by": kept.by}


def step(
    paper: Any, *, block: Any, what: Step, before: dict[str, Any], by: access.Who, at: datetime
) -> None:
    """Write down a step behind the last one."""
    last = paper.steps.order_by("-nth").values_list("nth", flat=True).first() or 0
    paper.steps.create(
        block=block, nth=last + 1, what=what.value, before=before, at=at, by=access.name_of(by)
    )


def back(step: Any, *, block: Any, names: Sequence[str], at: datetime) -> None:
    """
    Take a step back, in memory: the block is as before, and what it said stays in the story.

    A text that was chosen from waits again.
    """
    what = Step(step.what)
    if what is Step.ADDED:
        block.removed_at = at
    elif what is Step.REMOVED:
        block.removed_at = None
    elif what is Step.CHANGED:
        step.before = {**step.before, "after": {name: getattr(block, name) for name in names}}
        beside = step.before.get("beside", {}).get("id", "")
        block.rivals.filter(id=beside).update(settled_at=None, settled_by="")
        for name in names:
            setattr(block, name, step.before[name])
        block.version += 1
    step.undone = True


def ids(paper: Any, *, but: str = "") -> list[str]:
    """Return the blocks that stand, in their order."""
    found = paper.blocks.filter(removed_at=None).order_by("place", "id")
    return [each for each in found.values_list("id", flat=True) if each != but]


def put_in_order(paper: Any, *, order: Iterable[str]) -> None:
    """Number the blocks in this order."""
    for place, block in enumerate(order, start=1):
        paper.blocks.filter(id=block).exclude(place=place).update(place=place)
