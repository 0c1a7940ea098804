"""Made-up report cards of four programs, one a P: three published, one that waits."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.apps.council.actions.cards import publish, write
from fourfold.apps.council.queries import plan
from fourfold.apps.council.rules.cards import CardTold, Measure
from fourfold.apps.council.states.cards import MeasureKind
from fourfold.apps.council.states.reports import FourP
from fourfold.reference import Pack

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

MADE_UP = "Made up for this demonstration"
DAY = timedelta(days=1)
MUCH, WELL, BETTER = MeasureKind.HOW_MUCH, MeasureKind.HOW_WELL, MeasureKind.BETTER_OFF
Told = tuple[int | None, ...]
PROGRAMS: tuple[
    tuple[str, FourP, str, str, str, str, tuple[tuple[MeasureKind, str, str, Told, int], ...]], ...
] = (
    (
        "Talks in schools",
        FourP.PREVENTION,
        "students of grades 6 to 12 and the adults around them",
        (
            "Made up: talks grew when two trainers joined, and stood still when one left. Schools "
            "ask for more talks than there are trainers."
        ),
        "Made-up school districts; made-up youth centers",
        "Made up: a second talk in the same school year; a letter to parents in their language.",
        (
            (MUCH, "Talks given", "count", (41, 55, 38, 62, 70, 78), 110),
            (WELL, "Said the talk was clear", "percent", (81, 84, None, 88, 87, 90), 95),
            (
                BETTER,
                "Could name where to find help",
                "percent",
                (52, 58, 55, 66, 64, 71),
                85,
            ),
        ),
    ),
    (
        "Beds that are open at night",
        FourP.PROTECTION,
        "youth who need a safe place on the same day",
        (
            "Made up: a home closed in one year, and its number fell. A year is hidden because the "
            "number was small."
        ),
        "Made-up shelters; a made-up hospital",
        "Made up: a person on call who knows which bed is open.",
        (
            (MUCH, "Nights in a safe bed", "count", (310, 402, 377, 298, 421, 460), 600),
            (WELL, "Placed on the day they asked", "percent", (48, 55, 51, 46, 60, 63), 90),
            (
                BETTER,
                "In a safe home after 90 days",
                "percent",
                (None, 61, 58, None, 66, 70),
                80,
            ),
        ),
    ),
    (
        "One prosecutor for a case",
        FourP.PROSECUTION,
        "survivors whose case is before a court",
        (
            "Made up: the same prosecutor from the first day to the last began three years ago. "
            "Three years are too few to say where it goes."
        ),
        "Made-up prosecutors; made-up victim advocates",
        "Made up: an advocate in the first meeting.",
        (
            (MUCH, "Cases with one prosecutor", "count", (11, 15, 18), 30),
            (WELL, "Told of each court day in time", "percent", (70, 74, 81), 100),
            (BETTER, "Said they were heard", "percent", (62, 65, 72), 85),
        ),
    ),
    (
        "Teams that meet",
        FourP.PARTNERSHIP,
        "towns and the people who work there against trafficking",
        "Made up: meetings went online, and more people came. Fewer came back in person.",
        "Made-up towns; made-up agencies",
        "Made up: one shared list of who does what.",
        (
            (MUCH, "Meetings held", "count", (12, 14, 13, 18, 22, 21), 24),
            (WELL, "Meetings with every discipline", "percent", (33, 41, 38, 52, 50, 57), 75),
            (
                BETTER,
                "Referrals answered in a day",
                "percent",
                (40, 47, 52, 49, 58, 63),
                80,
            ),
        ),
    ),
)


def fill_cards(staff: Staff, pack: Pack) -> None:
    """Write the cards; a member publishes all but the last."""
    if pack.code != "ct":
        return
    sam, max_ = staff.viewer("sam"), staff.viewer("max")
    today = timezone.localdate(staff.at)
    last = today.year - 1
    held = plan.actions(viewer=sam, today=today)
    for nth, (program, four_p, serves, story, partners, works, measures) in enumerate(PROGRAMS):
        told = CardTold(
            program,
            four_p,
            pack.council_seats[nth].code,
            serves,
            story,
            partners=partners,
            works=works,
            measures=tuple(_measure(*each, last=last) for each in measures),
            actions=tuple(each.id for each in held if each.four_p is four_p and each.action)[:2],
        )
        at = staff.at - (30 - 5 * nth) * DAY
        code = program.lower().replace(" ", "-")
        made = write(code, told=told, once=f"demo:card:{nth}", by=sam, at=at)
        if nth < len(PROGRAMS) - 1:
            publish(made, version=1, by=max_, at=at + 2 * DAY)


def _measure(
    kind: MeasureKind, name: str, unit: str, told: Told, target: int, *, last: int
) -> Measure:
    first = last - len(told) + 1
    years = tuple((first + nth, None if n is None else Decimal(n)) for nth, n in enumerate(told))
    return Measure(
        kind,
        name,
        unit,
        source=MADE_UP,
        years=years,
        target=Decimal(target),
        target_year=last + 3,
    )
