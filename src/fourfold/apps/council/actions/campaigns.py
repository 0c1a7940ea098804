"""Campaigns are entered, changed and counted; what was wrong is taken out, and stays."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.actions import communication_log
from fourfold.apps.council.models import (
    Campaign,
    CampaignMeasure,
    CampaignReach,
)
from fourfold.apps.council.queries.studio_figures import indicators
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole
from fourfold.apps.council.rules.campaigns import check_counts
from fourfold.apps.council.states.campaigns import CampaignState, check_move
from fourfold.apps.council.states.communication import ReachUnit
from fourfold.apps.council.states.reports import FourP
from fourfold.reference import active_pack


@dataclass(frozen=True, slots=True)
class CampaignTold:
    """What a campaign says; see the model. line: id of a line of the budget, "" for none."""

    name: str
    aim: str
    four_p: FourP
    audience: str
    owner: str
    from_on: date
    until_on: date | None = None
    line: str = ""
    indicator: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReachTold:
    """A count the campaign has; see the model."""

    unit: ReachUnit
    number: int
    what: str
    on: date
    source: str


@dataclass(frozen=True, slots=True)
class MeasureTold:
    """A question asked before and after; see the model."""

    question: str
    before_on: date
    before_yes: int
    before_n: int
    after_on: date
    after_yes: int
    after_n: int
    source: str


@transaction.atomic
def enter(told: CampaignTold, *, once: str, by: access.Who, at: datetime) -> str:
    """Enter a campaign; the same `once` is the same one. Returns its id. :raises NotWhole:."""
    access.check_works(by)
    known = Campaign.objects.filter(once=once).first()
    if known is not None:
        return known.id
    columns = _columns(told, by=by)
    made = Campaign.objects.create(**columns, once=once, made_at=at, made_by=access.name_of(by))
    communication_log.record(made, step="entered", by=by, at=at)
    return made.id


@transaction.atomic
def change(
    campaign: str, *, told: CampaignTold, version: int, why: str, by: access.Who, at: datetime
) -> None:
    """Change what is said of a campaign. :raises NoSuchPaper, NotWhole, ChangedMeanwhile:."""
    held = _held(campaign, version=version, by=by)
    columns = _columns(told, by=by)
    story = {
        name: (_said(getattr(held, name)), _said(value))
        for name, value in columns.items()
        if getattr(held, name) != value
    }
    if not story:
        return
    if not why.strip():
        raise NotWhole("Say why it changes, in a few words.")
    for name, value in columns.items():
        setattr(held, name, value)
    communication_log.keep(held, told=story, step="changed", why=why, by=by, at=at)


@transaction.atomic
def move(
    campaign: str, *, to: CampaignState, version: int, why: str, by: access.Who, at: datetime
) -> None:
    """Move a campaign. :raises MoveNotAllowed:. :raises NotWhole: dropped without a reason."""
    held = _held(campaign, version=version, by=by)
    before = CampaignState(held.state)
    if before is to:
        return
    check_move(before, to)
    if to is CampaignState.DROPPED and not why.strip():
        raise NotWhole("Say why the campaign is dropped, in a few words.")
    held.state = to.value
    held.why = why.strip()[:300] if to is CampaignState.DROPPED else ""
    communication_log.keep(
        held, told={"state": (before.value, to.value)}, step="moved", why=why, by=by, at=at
    )


@transaction.atomic
def count(campaign: str, *, told: ReachTold, once: str, by: access.Who, at: datetime) -> str:
    """Enter a count of a campaign; the same `once` is the same one. Returns its id."""
    held = _held(campaign, by=by)
    known = CampaignReach.objects.filter(once=once).first()
    if known is not None:
        return known.id
    if not told.what.strip() or not told.source.strip():
        raise NotWhole("Say what was counted, and who says so.")
    if told.on > timezone.localdate(at):
        raise NotWhole("The day is still to come. Enter the count once it was made.")
    made = CampaignReach.objects.create(
        campaign=held,
        unit=told.unit.value,
        number=told.number,
        what=told.what.strip()[:160],
        on=told.on,
        source=told.source.strip()[:200],
        once=once,
        made_at=at,
        made_by=access.name_of(by),
    )
    communication_log.record(held, step="counted", by=by, at=at)
    return made.id


@transaction.atomic
def measure(campaign: str, *, told: MeasureTold, once: str, by: access.Who, at: datetime) -> str:
    """Enter a before and an after; the same `once` is the same one. Returns its id."""
    held = _held(campaign, by=by)
    known = CampaignMeasure.objects.filter(once=once).first()
    if known is not None:
        return known.id
    if not told.question.strip() or not told.source.strip():
        raise NotWhole("Say what was asked, and where the answers are.")
    if told.after_on <= told.before_on or told.after_on > timezone.localdate(at):
        raise NotWhole("Afterwards is a day after the first, and not one to come.")
    check_counts(told.before_yes, told.before_n, told.after_yes, told.after_n)
    words = {"question": told.question.strip()[:200], "source": told.source.strip()[:200]}
    made = CampaignMeasure.objects.create(
        campaign=held,
        **(asdict(told) | words),
        once=once,
        made_at=at,
        made_by=access.name_of(by),
    )
    communication_log.record(held, step="measured", by=by, at=at)
    return made.id


@transaction.atomic
def strike(entry: str, *, campaign: str, why: str, by: access.Who, at: datetime) -> None:
    """Take a count or a measure out that was entered by mistake; it stays, with the reason."""
    held = _held(campaign, by=by)
    rows: tuple[models.QuerySet[Any], ...] = (held.reached.all(), held.measures.all())
    found = next((one for one in (each.filter(id=entry).first() for each in rows) if one), None)
    if found is None:
        raise NoSuchPaper("There is no such entry.")
    if not why.strip():
        raise NotWhole("Say why it is taken out, in a few words.")
    if found.struck_why:
        return
    found.struck_why = why.strip()[:300]
    found.save(update_fields=["struck_why"])
    communication_log.record(held, step="taken_out", by=by, at=at)


def _columns(told: CampaignTold, *, by: access.Who) -> dict[str, Any]:
    words = {name: getattr(told, name).strip() for name in ("name", "aim", "audience")}
    if not all(words.values()):
        raise NotWhole("Give it a name, say what it is for, and for whom.")
    if told.until_on is not None and told.until_on < told.from_on:
        raise NotWhole("It ends on or after the day it begins. Correct the days.")
    if told.owner not in {each.code for each in active_pack().council_seats}:
        raise NotWhole("Choose a seat of the Council as owner.")
    line = access.budget_lines(by).filter(id=told.line).first() if told.line else None
    if told.line and line is None:
        raise NotWhole("Choose a line of the budget from the list, or leave it blank.")
    if told.indicator and told.indicator not in dict(indicators(viewer=by)):
        raise NotWhole("Choose a published indicator from the list, or leave it blank.")
    known = set(access.communication_steps(by).values_list("id", flat=True))
    if set(told.steps) - known:
        raise NotWhole("Choose steps of the communication plan from the list.")
    return words | {
        "four_p": told.four_p.value,
        "owner": told.owner,
        "from_on": told.from_on,
        "until_on": told.until_on,
        "line": line,
        "indicator": told.indicator,
        "steps": list(told.steps),
    }


def _held(campaign: str, *, by: access.Who, version: int | None = None) -> Campaign:
    access.check_works(by)
    held = access.campaigns(by).select_for_update(of=("self",)).filter(id=campaign).first()
    if held is None:
        raise NoSuchPaper("There is no such campaign.")
    if version is not None and held.version != version:
        raise ChangedMeanwhile(
            "Somebody changed this campaign since you opened the page. Look at what it says now, "
            "and do it again. What you typed is still in the form."
        )
    return held


def _said(value: Any) -> str:
    if isinstance(value, list):
        return str(len(value))
    return str(getattr(value, "name", "" if value is None else value))
