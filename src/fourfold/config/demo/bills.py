"""Eight made-up bills across the states of a session, one of them brought by a list."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.apps.council.actions.bills import BillTold, follow, step, take_list
from fourfold.apps.council.rules.bills import BillStep
from fourfold.apps.council.states.bills import BillState
from fourfold.reference import Pack

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

HEARING, COMMITTEE = BillState.HEARING, BillState.COMMITTEE
HOUSE, SENATE = BillState.PASSED_HOUSE, BillState.PASSED_SENATE
SIGNED, FAILED = BillState.SIGNED, BillState.FAILED
BILLS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[BillState, ...]], ...] = (
    ("HB 90001", "count charges of trafficking apart from arrests", ("CGS_51_286H",), (), ()),
    (
        *("SB 90002", "let fines of buyers pay for services", ("CGS_53A_83",), ("R2016-04",)),
        (HEARING,),
    ),
    (
        *("HB 90003", "name obtaining a person in the crime of trafficking", ("CGS_53A_192A",)),
        *(("R2016-07",), (HEARING, COMMITTEE)),
    ),
    (
        *("SB 90004", "put the notice into bus stations", ("CGS_54_234A",), ()),
        (HEARING, COMMITTEE, SENATE),
    ),
    (
        *("HB 90005", "share reports of missing youth between towns", (), ("R2016-14",)),
        (COMMITTEE, HOUSE),
    ),
    (
        *("HB 90006", "erase records of survivors sooner", ("CGS_54_95C",), ()),
        (HEARING, COMMITTEE, HOUSE, SENATE, SIGNED),
    ),
    (
        *("SB 90007", "require training of many professions", (), ("R2016-05",)),
        (HEARING, FAILED),
    ),
)
EVIDENCE = {
    BillState.FILED: "Made-up: list of filed bills",
    HEARING: "Made-up: bulletin, testimony of the Council",
    COMMITTEE: "Made-up: joint favorable, 31 to 4",
    HOUSE: "Made-up: vote 121 to 24",
    SENATE: "Made-up: vote 33 to 3",
    SIGNED: "Made-up: signed by the governor",
    FAILED: "Made-up: not acted on before the session ended",
}
LIST = (
    "Session,Bill,Title,Step,Day,Evidence,Link,Laws,Recommendations\n"
    "{0},SB 90008,Made-up: an act to {1},filed,{2},Made-up: list of filed bills,,CGS_46A_170,\n"
    "{0},SB 90008,,public hearing,{3},Made-up: bulletin,,,\n"
)


def fill_bills(staff: Staff, pack: Pack) -> None:
    """Follow seven bills by hand, and one by a list."""
    if pack.code != "ct":
        return
    sam, today = staff.viewer("sam"), timezone.localdate(staff.at)
    first = today - timedelta(days=120)
    for nth, (number, what, laws, answers, path) in enumerate(BILLS):
        filed = first + timedelta(days=nth)
        told = BillTold(f"Made-up: an act to {what}", laws=laws, recommendations=answers)
        step_0 = BillStep(BillState.FILED, filed, EVIDENCE[BillState.FILED])
        made = follow(
            today.year, number=number, told=told, filed=step_0, today=today, by=sam, at=staff.at
        )
        for place, state in enumerate(path, start=1):
            on = filed + timedelta(days=18 * place)
            said = BillStep(state, on, EVIDENCE[state])
            step(made, told=said, version=place, today=today, by=sam, at=staff.at)
    days: tuple[date, ...] = (first, first + timedelta(days=30))
    text = LIST.format(today.year, "seat two more survivors on the Council", *days)
    take_list("made-up-bills.csv", content=text.encode(), today=today, by=sam, at=staff.at)
