"""Report cards are written by one, published by another; no version erases the one before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from fourfold.apps.council import access
from fourfold.apps.council.models import ReportCard
from fourfold.apps.council.queries.cards import indicators
from fourfold.apps.council.rules import NotWhole, NotYours
from fourfold.apps.council.rules.cards import (
    CardTold,
    check_to_publish,
    check_told,
    measure_of,
)
from fourfold.apps.council.states.cards import CardState, check_move
from fourfold.reference import active_pack
from fourfold.security import audit
from fourfold.security.events import Event


@transaction.atomic
def write(code: str, *, told: CardTold, once: str, by: access.Who, at: datetime) -> str:
    """
    Begin the next version of a program's card, as a draft; the same `once` is the same draft.

    :raises NotWhole: if something is missing, or another draft of it waits. :raises NoSuchPaper:.
    """
    access.check_works(by)
    _check(told, by=by)
    known = ReportCard.objects.filter(once=once).first()
    if known is not None:
        return known.id
    held = ReportCard.objects.select_for_update().filter(code=code)
    if held.filter(state=CardState.DRAFT.value).exists():
        raise NotWhole(
            "Another draft of this card waits for a second person. Open the card again: change "
            "that draft, or take it back first."
        )
    name = access.name_of(by)
    made = ReportCard.objects.create(
        code=code,
        nth=held.count() + 1,
        **_columns(told, by=by),
        once=once,
        made_at=at,
        made_by=name,
        writers=[name],
    )
    _record(made, "written", by=by, at=at)
    return made.id


@transaction.atomic
def change(card: str, *, told: CardTold, version: int, by: access.Who, at: datetime) -> None:
    """Change a draft. :raises ChangedMeanwhile: if somebody did since. :raises NotWhole:."""
    access.check_works(by)
    held = _draft(card, version=version, by=by)
    _check(told, by=by)
    for column, value in _columns(told, by=by).items():
        setattr(held, column, value)
    name = access.name_of(by)
    held.writers = [*(each for each in held.writers if each != name), name]
    held.version += 1
    held.save()
    _record(held, "changed", by=by, at=at)


@transaction.atomic
def publish(card: str, *, version: int, by: access.Who, at: datetime) -> None:
    """
    Let a second person publish a draft: then everyone can read it, and it changes no more.

    :raises NotYours: if they wrote in it. :raises NotWhole: without a measure of each kind.
    """
    held = _draft(card, version=version, by=by)
    if access.name_of(by) in held.writers:
        raise NotYours("Somebody who wrote nothing in it publishes a report card.")
    check_to_publish([measure_of(each) for each in held.measures])
    _close(held, CardState.PUBLISHED, by=by, at=at)


@transaction.atomic
def withdraw(card: str, *, version: int, by: access.Who, at: datetime) -> None:
    """Take a draft back; it stays among the versions. :raises ChangedMeanwhile, NoSuchPaper:."""
    access.check_works(by)
    _close(_draft(card, version=version, by=by), CardState.WITHDRAWN, by=by, at=at)


def _check(told: CardTold, *, by: access.Who) -> None:
    seats = [each.code for each in active_pack().council_seats]
    check_told(told, seats=seats, indicators=[code for code, _name in indicators(viewer=by)])


def _columns(told: CardTold, *, by: access.Who) -> dict[str, Any]:
    known = set(access.plan(by).filter(id__in=told.actions).values_list("id", flat=True))
    return {
        "program": told.program.strip(),
        "four_p": told.four_p.value,
        "owner": told.owner,
        "serves": told.serves.strip(),
        "budget_line": told.budget_line.strip(),
        "story": told.story.strip(),
        "partners": told.partners.strip(),
        "works": told.works.strip(),
        "measures": [each.row() for each in told.measures],
        "actions": [each for each in told.actions if each in known],
    }


def _draft(card: str, *, version: int, by: access.Who) -> ReportCard:
    rows = access.cards(by)
    return access.held_draft(rows, card, version=version, what="report card", by=by)


def _close(held: ReportCard, to: CardState, *, by: access.Who, at: datetime) -> None:
    check_move(CardState(held.state), to)
    held.state, held.closed_at, held.closed_by = to.value, at, access.name_of(by)
    held.version += 1
    held.save()
    _record(held, to.value.lower(), by=by, at=at)


def _record(held: ReportCard, step: str, *, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.REPORT_CARD_CHANGED,
        by=access.name_of(by),
        subject=f"report-card:{held.id}",
        at=at,
        facts={"step": step, "program": held.code, "nth": held.nth},
    )
