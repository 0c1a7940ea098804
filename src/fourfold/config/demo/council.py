"""
A first needs assessment, of the words of a public document, and the plan that answers it.

The strengths, challenges and next steps are those of Connecticut's 2018 slides, word for word, as
the pack has them. Which P each belongs to is ours, and so are the actions: they are made up.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.apps.council.actions import needs, plan
from fourfold.apps.council.queries.plan import action as read_action
from fourfold.apps.council.states.plan import ActionState
from fourfold.apps.council.states.reports import EvidenceKind, FindingKind, FourP, ReportState
from fourfold.reference import Pack

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

TITLE = "Strengths, challenges and next steps, as told in 2018 (the P of each is ours)"
KINDS = {
    "STRENGTH": (FindingKind.STRENGTH, "slide “Strengths”"),
    "CHALLENGE": (FindingKind.GAP, "slide “Challenges”"),
    "NEXT_STEP": (FindingKind.RECOMMENDATION, "slide “Next Steps”"),
}
OURS = {
    "prevention": ("P18", "P21"),
    "protection": ("P16", "P17", "P20", "P23", "P24", "P27", "P31"),
    "prosecution": ("P22", "P26", "P28", "P30", "P33"),
    "partnership": ("P15", "P19", "P25", "P29", "P32", "P34"),
}
PLAN = {
    "P26": ("Made-up: bring the definitions side by side before the session begins", 40),
    "P27": ("Made-up: ask providers whom they do not reach, and publish the answer", -12),
    "P25": ("Made-up: one meeting a quarter with labor inspectors", 90),
}
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def fill_council(staff: Staff, pack: Pack) -> None:
    """Write, review and settle the first report, and answer three of its gaps."""
    rows = {row["code"]: row for row in pack.rows("voices")} if pack.code == "ct" else {}
    if not rows:
        return
    at = staff.at - 60 * timedelta(days=1)
    sam, max_ = staff.viewer("sam"), staff.viewer("max")
    report = needs.begin(TITLE, year=2018, once="demo:2018", by=sam, at=at)
    gaps = {}
    for four_p, codes in OURS.items():
        for code in codes:
            kind, place = KINDS[rows[code]["kind"]]
            made = needs.add_finding(
                report,
                kind=kind,
                four_p=FourP(four_p),
                words=rows[code]["text"],
                once=f"demo:{code}",
                by=sam,
                at=at + int(code[1:]) * MINUTE,
            )
            source = rows[code]["source"]
            told = {"place": place, "quoted": ""}
            needs.tie(made, kind=EvidenceKind.DOCUMENT, ref=source, **told, by=sam, at=at)
            gaps[code] = made
    needs.move(report, to=ReportState.REVIEWED, by=max_, at=at + 24 * HOUR)
    needs.move(report, to=ReportState.SETTLED, by=sam, at=at + 30 * HOUR)
    seats = [each.code for each in pack.council_seats]
    for nth, (code, (words, days)) in enumerate(PLAN.items()):
        action = plan.answer_gap(gaps[code], by=sam, at=at + 31 * HOUR)
        told_now: dict[str, str | date | None] = {
            "goal": "Made-up: the gap is named in no later assessment",
            "action": words,
            "owner": seats[nth % len(seats)],
            "due_on": timezone.localdate(staff.at + timedelta(days=days)),
            "evidence": "Made-up: minutes of the first meeting" if nth else "",
        }
        plan.change(action, told=told_now, version=1, why="Made up.", by=sam, at=at + 32 * HOUR)
        for to in (ActionState.OPEN, ActionState.STARTED, ActionState.DONE)[: nth + 1]:
            now = read_action(action, viewer=sam, today=timezone.localdate(staff.at))
            plan.move(action, to=to, version=now.version, why="Made up.", by=sam, at=at + 33 * HOUR)
