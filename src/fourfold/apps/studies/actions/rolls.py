"""Bringing the capture histories of a roll."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from fourfold.analysis.estimate import read_text
from fourfold.apps.studies import access
from fourfold.apps.studies.models import Roll
from fourfold.apps.studies.rules.tables import as_csv
from fourfold.security import audit
from fourfold.security.events import Event


@dataclass(frozen=True, slots=True)
class RollTold:
    """What somebody says of a roll they bring. until_on: the first day that is no longer in it."""

    name: str
    people: str
    area: str
    from_on: date
    until_on: date
    matched: str
    source: str
    is_example: bool = False


@transaction.atomic
def bring(
    told: RollTold,
    *,
    text: str,
    tabulate: bool = False,
    lists: tuple[str, ...] = (),
    once: str,
    by: access.Who,
    at: datetime,
) -> str:
    """
    Keep the histories of a roll; returns its id. The same `once` again makes nothing.

    text: CSV; only the counts by lists are kept, never a row about a person. tabulate: rows are
    people, or histories that repeat; lists: the columns that are lists, otherwise all.
    :raises BadHistories: with all that is wrong. :raises NotYours: for others than analysts.
    """
    access.check_counts(by)
    histories = read_text(text, tabulate=tabulate, lists=lists)
    content = as_csv(histories)
    kept = asdict(told) | {
        "content": content,
        "lists": list(histories.lists),
        "known": histories.n,
        "sha256": sha256(content.encode()).hexdigest(),
        "brought_at": at,
        "brought_by": access.name_of(by),
    }
    made, is_new = Roll.objects.get_or_create(once=once, defaults=kept)
    if not is_new:
        return made.pk
    audit.record(
        Event.ROLL_BROUGHT,
        by=access.name_of(by),
        subject=f"roll:{made.pk}",
        at=at,
        facts={"lists": len(histories.lists), "known": histories.n},
    )
    return made.pk
