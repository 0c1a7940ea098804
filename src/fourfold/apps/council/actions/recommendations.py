"""Recommendations are written, commented on, taken over from the pack, and followed up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.models import (
    Recommendation,
    RecommendationComment,
    RecommendationFate,
)
from fourfold.apps.council.queries.seats import seat, seat_of
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole
from fourfold.apps.council.states.votes import DECIDED, Category, Fate, Stage, check_move
from fourfold.reference import active_pack
from fourfold.security import audit
from fourfold.security.events import Event

TURN = 4_197_031
"""The number of this register's turn among PostgreSQL's advisory locks, for the next number."""
NAMES_ACT = re.compile(r"\b[A-Z]\.A\. \d")
"""How a later status names an act: P.A. 17-32."""
EDITED = (Stage.DRAFT.value, Stage.COMMENT.value)


@dataclass(frozen=True, slots=True)
class Said:
    """What a recommendation says. statutes: codes of the pack."""

    text: str
    category: Category
    four_p: tuple[str, ...]
    statutes: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


@transaction.atomic
def draft(said: Said, *, year: int, once: str, by: access.Who, at: datetime) -> str:
    """Write a draft; the same `once` is the same draft. Returns its code."""
    access.check_works(by)
    _check_said(said)
    _take_turn()
    known = Recommendation.objects.filter(once=once).first()
    if known is not None:
        return known.code
    rows = Recommendation.objects.filter(year=year)
    numbers = rows.filter(category=said.category.value).values_list("number", flat=True)
    nths = (each.rpartition("-")[2] for each in rows.values_list("code", flat=True))
    nth = max((int(each) for each in nths if each.isdecimal()), default=0) + 1
    made = Recommendation.objects.create(
        code=f"R{year}-{nth:02d}",
        year=year,
        number=max(numbers, default=0) + 1,
        **_fields(said),
        once=once,
        made_at=at,
        made_by=access.name_of(by),
    )
    _record(made, "drafted", by=by, at=at)
    return made.code


@transaction.atomic
def change(code: str, *, said: Said, version: int, by: access.Who, at: datetime) -> None:
    """
    Change the words, before a vote is open.

    :raises ChangedMeanwhile: if it was changed from elsewhere since `version`.
    """
    held = _held(code, by=by)
    _check_said(said)
    if held.stage not in EDITED:
        raise NotWhole("Its words are what is voted on. They change no more.")
    _check_version(held, version)
    for name, value in _fields(said).items():
        if name != "category":
            setattr(held, name, value)
    held.version += 1
    held.save()
    _record(held, "changed", by=by, at=at)


@transaction.atomic
def move(code: str, *, to: Stage, version: int, by: access.Who, at: datetime) -> None:
    """Ask members for comments, take a draft back, or go on with it. A vote is opened apart."""
    held = _held(code, by=by)
    if to.value in DECIDED or to is Stage.VOTE or held.stage == Stage.VOTE.value:
        raise NotWhole("Only a vote decides this.")
    _check_version(held, version)
    check_move(Stage(held.stage), to)
    held.stage = to.value
    held.version += 1
    held.save()
    _record(held, to.value.lower(), by=by, at=at)


@transaction.atomic
def comment(code: str, *, text: str, once: str, by: access.Who, at: datetime) -> None:
    """Keep what a member or staff says of it, with the member's seat and agency of that day."""
    if not access.reads(by):
        raise NoSuchPaper("There is no such recommendation.")
    held = access.recommendations(by).filter(code=code).first()
    if held is None:
        raise NoSuchPaper("There is no such recommendation.")
    if not text.strip():
        raise NotWhole("Write your comment first.")
    if held.stage not in (Stage.COMMENT.value, Stage.VOTE.value):
        raise NotWhole("Comments are taken from the day it is open for them until it is decided.")
    today = timezone.localdate(at)
    sits = seat_of(viewer=by, on=today) or ""
    line = seat(sits, viewer=by, on=today) if sits else None
    _made, is_new = RecommendationComment.objects.get_or_create(
        once=once,
        defaults={
            "recommendation": held,
            "seat": sits,
            "agency": (line.organization_name or line.name)[:200] if line else "",
            "text": text.strip(),
            "made_at": at,
            "made_by": access.name_of(by),
        },
    )
    if is_new:
        _record(held, "commented", by=by, at=at)


@transaction.atomic
def follow_up(
    code: str,
    *,
    kind: Fate,
    words: str,
    evidence: str,
    on: date | None,
    once: str,
    by: access.Who,
    at: datetime,
) -> None:
    """Keep what became of a recommendation that was decided, and where that can be read."""
    held = _held(code, by=by)
    if held.stage not in DECIDED:
        raise NotWhole("It is not decided yet. What becomes of it comes later.")
    if not words.strip() or not evidence.strip():
        raise NotWhole("Say what became of it, and where that can be read.")
    if on is not None and on > timezone.localdate(at):
        raise NotWhole("The day is still to come. Enter it when it has happened.")
    _made, is_new = RecommendationFate.objects.get_or_create(
        once=once,
        defaults={
            "recommendation": held,
            "kind": kind.value,
            "on": on,
            "words": words.strip()[:500],
            "evidence": evidence.strip()[:300],
            "made_at": at,
            "made_by": access.name_of(by),
        },
    )
    if is_new:
        _record(held, "followed_up", by=by, at=at)


@transaction.atomic
def take_over(*, by: access.Who, at: datetime) -> int:
    """
    Take over the recommendations that documents of the pack print; returns how many are new.

    Only what is printed is kept: who opposed, who abstained, and that the Council made it.
    """
    access.check_works(by)
    _take_turn()
    known = set(Recommendation.objects.values_list("code", flat=True))
    new = [each for each in active_pack().recommendations if each.code not in known]
    for each in new:
        is_research = "further" in each.category.lower()
        made = Recommendation.objects.create(
            code=each.code,
            year=each.year,
            number=each.number_in_category,
            category=(Category.FURTHER_RESEARCH if is_research else Category.POLICY_CONCEPT).value,
            text=each.text,
            four_p=list(each.four_p),
            statutes=list(each.statutes),
            sections=list(each.sections),
            stage=Stage.APPROVED.value,
            is_printed=True,
            opposed_by=list(each.opposed_by),
            abstained=list(each.abstained),
            sources=list(each.source),
            once=f"pack:{each.code}",
            made_at=at,
            made_by=access.name_of(by),
        )
        if each.later_status:
            is_act = NAMES_ACT.search(each.later_status) is not None
            RecommendationFate.objects.create(
                recommendation=made,
                kind=(Fate.PUBLIC_ACT if is_act else Fate.DONE).value,
                words=each.later_status[:500],
                evidence="; ".join(each.source)[:300],
                once=f"pack:{each.code}",
                made_at=at,
                made_by=access.name_of(by),
            )
        _record(made, "taken_over", by=by, at=at)
    return len(new)


def _fields(said: Said) -> dict[str, object]:
    return {
        "category": said.category.value,
        "text": said.text.strip(),
        "four_p": list(said.four_p),
        "statutes": list(said.statutes),
        "sections": list(said.sections),
    }


def _check_said(said: Said) -> None:
    if not said.text.strip():
        raise NotWhole("Write what is recommended.")
    if not said.four_p:
        raise NotWhole("Choose at least one P.")
    _check_statutes(said.statutes)


def _check_statutes(codes: Sequence[str]) -> None:
    known = {row["code"] for row in active_pack().rows("statutes")}
    if unknown := sorted(set(codes) - known):
        raise NotWhole(f"The pack has no law {', '.join(unknown)}. Choose it from the list.")


def _check_version(held: Recommendation, version: int) -> None:
    if held.version != version:
        raise ChangedMeanwhile(
            "Somebody changed this recommendation meanwhile. Look at it as it stands now; what "
            "you typed is still in the form."
        )


def _take_turn() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def _held(code: str, *, by: access.Who) -> Recommendation:
    access.check_works(by)
    held = access.recommendations(by).select_for_update().filter(code=code).first()
    if held is None:
        raise NoSuchPaper("There is no such recommendation.")
    return held


def _record(held: Recommendation, what: str, *, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.RECOMMENDATION_CHANGED,
        by=access.name_of(by),
        subject=f"recommendation:{held.code}",
        at=at,
        facts={"what": what, "stage": held.stage},
    )
