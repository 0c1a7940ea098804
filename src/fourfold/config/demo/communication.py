"""A made-up communication plan: messages, a year of steps, and what was published."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from fourfold.apps.council.actions import campaigns
from fourfold.apps.council.actions import communication as actions
from fourfold.apps.council.states.campaigns import CampaignState
from fourfold.apps.council.states.communication import Channel, ReachUnit, StepState, Tone
from fourfold.apps.council.states.reports import FourP
from fourfold.reference import Pack
from fourfold.security.access.viewer import Viewer

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

DAY = timedelta(days=1)
MESSAGES = (
    (FourP.PREVENTION, "people who run hotels", "en", "You may be the first to see it. Call us."),
    (FourP.PROTECTION, "youth", "en", "What happened is not your fault. You can ask for help."),
    (FourP.PROTECTION, "youth", "es", "Lo que pasó no es su culpa. Puede pedir ayuda."),
    (FourP.PREVENTION, "men who buy", "en", "Buying hurts a person. Stop, and talk to somebody."),
)
APPROVED = 3
ASKED = (
    ("paying for sex harms somebody", 41, 96, 63, 98),
    ("a friend would say something", 30, 96, 35, 98),
)
"""What was asked before and after: yes and answers, each time."""
STEPS = (
    ("Posters in lodgings", Channel.PRINT, -120, 0, StepState.DONE),
    ("A talk on local radio", Channel.RADIO, -75, 1, StepState.DONE),
    ("Cards for school counselors", Channel.PRINT, -40, 2, StepState.DONE),
    ("An evening with parents", Channel.EVENT, -6, 1, StepState.UNDER_WAY),
    ("Banners on buses", Channel.OUTDOOR, -30, 0, StepState.DROPPED),
    ("A page with answers for drivers", Channel.WEB, 9, 3, StepState.PLANNED),
    ("Letters to truck stops", Channel.MAIL, 45, 0, StepState.PLANNED),
    ("Short films for phones", Channel.SOCIAL, 80, 2, StepState.PLANNED),
)
PIECES = (
    ("The Made-up Courier", Channel.PRINT, "What hotel staff notice", -115, 4200, ReachUnit.COPIES),
    ("Made-up Radio", Channel.RADIO, "An hour on asking for help", -75, None, None),
    ("The Made-up Courier", Channel.PRINT, "Cards in every school", -38, 3900, ReachUnit.COPIES),
    ("Made-up Town News", Channel.WEB, "Parents ask, and listen", -5, 610, ReachUnit.VISITS),
)


def fill_communication(staff: Staff, pack: Pack) -> None:
    """Write the messages, let two members approve three, plan the steps, log what came."""
    sam = staff.viewer("sam")
    readers: tuple[Viewer | str, ...] = (staff.viewer("max"), "a made-up member")
    before = staff.at - 150 * DAY
    said = []
    for nth, (four_p, audience, language, words) in enumerate(MESSAGES):
        told = actions.MessageTold(four_p, audience, words, language)
        made = actions.write(told, once=f"demo:message:{nth}", by=sam, at=before)
        for version, who in enumerate(readers if nth < APPROVED else (), start=1):
            actions.approve(made, version=version, by=who, at=before + version * DAY)
        said.append(made)
    seats = [each.code for each in pack.council_seats]
    steps = []
    for nth, (what, channel, days, of, state) in enumerate(STEPS):
        due_on = timezone.localdate(staff.at + days * DAY)
        told_step = actions.StepTold(
            f"Made up: {what.lower()}", channel, seats[nth % len(seats)], due_on, said[of]
        )
        made = actions.write(told_step, once=f"demo:step:{nth}", by=sam, at=before + 5 * DAY)
        steps.append(made)
        path = {
            StepState.DONE: (StepState.UNDER_WAY, StepState.DONE),
            StepState.UNDER_WAY: (StepState.UNDER_WAY,),
            StepState.DROPPED: (StepState.DROPPED,),
        }.get(state, ())
        for version, to in enumerate(path, start=1):
            why = "Made up: the space went to another campaign." if to is StepState.DROPPED else ""
            at = before + (5 + version) * DAY
            actions.move(made, to=to, version=version, why=why, by=sam, at=at)
    for nth, (outlet, channel, title, days, reach, unit) in enumerate(PIECES):
        at = staff.at + days * DAY
        piece = actions.CoverageTold(
            timezone.localdate(at),
            outlet,
            channel,
            title,
            Tone.AS_MEANT if nth % 2 else Tone.NEUTRAL,
            reach=reach,
            reach_unit=unit,
            reach_source="Made up: its own page of numbers" if reach else "",
            step=steps[nth],
        )
        actions.write(piece, once=f"demo:piece:{nth}", by=sam, at=at)
    _campaign(staff, pack, steps)


def _campaign(staff: Staff, pack: Pack, steps: list[str]) -> None:
    """Keep a made-up campaign against demand, with counts and a before and an after."""
    sam, today = staff.viewer("sam"), timezone.localdate(staff.at)
    (owner, *_rest) = pack.council_seats
    told = campaigns.CampaignTold(
        "Made up: End Demand at work",
        "Made up: men who drive for work hear from other men what paying for sex does.",
        FourP.PREVENTION,
        "men who drive for work",
        owner.code,
        today - 120 * DAY,
        today + 60 * DAY,
        steps=tuple(steps[:2]),
    )
    how: Any = {"by": sam, "at": staff.at - 100 * DAY}
    made = campaigns.enter(told, once="demo:campaign", **how)
    campaigns.move(made, to=CampaignState.RUNNING, version=1, why="Made up: it began.", **how)
    count = campaigns.ReachTold(
        ReachUnit.PEOPLE_THERE, 140, "Made up: talks at four depots", today - DAY, "sign-in sheets"
    )
    how["at"] = staff.at
    campaigns.count(made, told=count, once="demo:campaign:talks", **how)
    for nth, (question, yes, n, later_yes, later_n) in enumerate(ASKED):
        measure = campaigns.MeasureTold(
            f"Made up: {question}",
            today - 110 * DAY,
            yes,
            n,
            today - 4 * DAY,
            later_yes,
            later_n,
            "Made-up cards after each talk",
        )
        campaigns.measure(made, told=measure, once=f"demo:campaign:{nth}", **how)
