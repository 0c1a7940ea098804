"""Made-up report cards of the Council."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from fourfold.apps.council.actions import cards
from fourfold.apps.council.rules.cards import CardTold, Measure
from fourfold.apps.council.states.cards import MeasureKind
from fourfold.apps.council.states.reports import FourP
from fourfold.reference import active_pack
from tests.make.people import NOW

BY, OTHER = "staff", "member"


MEASURES = (
    Measure(
        MeasureKind.HOW_MUCH,
        "Talks given",
        source="Made-up list",
        years=tuple((2024 + nth, Decimal(n)) for nth, n in enumerate((10, 12, 11, 15, 14))),
        target=Decimal(20),
        target_year=2031,
    ),
    Measure(
        MeasureKind.HOW_WELL,
        "Said the talk was clear",
        "percent",
        source="Made-up survey",
        years=((2027, None), (2028, Decimal(80))),
    ),
    Measure(
        MeasureKind.BETTER_OFF, "Asked for help later", source="Made-up", years=((2028, None),)
    ),
)


def card_told(**how: Any) -> CardTold:
    """Return what a made-up report card says."""
    seat = active_pack().council_seats[0].code
    told = CardTold(
        "Talks", FourP.PREVENTION, seat, "made-up people", "A made-up story.", measures=MEASURES
    )
    return replace(told, **how)


def report_card(code: str = "talks") -> str:
    """Write a draft of a report card; returns its program's code."""
    cards.write(code, told=card_told(), once=f"card:{code}", by=BY, at=NOW)
    return code


def published_card(code: str = "talks") -> str:
    """Write a report card and let a second person publish it; returns its program's code."""
    made = cards.write(code, told=card_told(), once=f"card:{code}", by=BY, at=NOW)
    cards.publish(made, version=1, by=OTHER, at=NOW)
    return code
