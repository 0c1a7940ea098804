"""Lists and drafts of the demonstration: a shared search, a supervised report, words not saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from fourfold.apps.cases.actions import drafts, saved, working
from fourfold.apps.cases.models import MissingEpisode, Report
from fourfold.apps.cases.states.drafts import DraftKind
from fourfold.apps.cases.states.missing import MissingState
from fourfold.apps.cases.states.reports import Answer, ReportState
from fourfold.config.demo.cases.youths import Youth
from fourfold.security.ids import new_id

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

HOUR = timedelta(hours=1)
HALF_TYPED = (
    "She says the other girls at the home knew where she was and were told not to tell. She walked "
    "to the gas station and somebody she knows from"
)


def fill(staff: Staff, youths: Sequence[Youth]) -> None:
    """Let Carmen share a search and call in Luis; let Luis be called away while he types."""
    carmen = staff.viewer("carmen", before=2 * HOUR)
    saved.save(
        "late=LATE&state=ALL", page="reports", name="Clocks are over", shared=True, by=carmen
    )
    saved.save("taker=NOBODY", page="reports", name="Waiting for us", shared=True, by=carmen)
    taken = Report.objects.filter(state=ReportState.TAKEN, mandated=Answer.YES)
    luis = staff.accounts["luis"]
    for report in taken.order_by("received_at")[:1]:
        working.call_supervisor(report.id, account=luis, kind="report", by=carmen)
    back = MissingEpisode.objects.filter(state=MissingState.RETURNED, case__worker=luis)
    for episode in back.order_by("known_at")[:1]:
        drafts.keep_of_case(
            new_id(),
            kind=DraftKind.TALK,
            case=episode.case_id,
            about=episode.id,
            told={"version": ["1"], "why_left_how": ["TOLD"], "why_left": [HALF_TYPED]},
            by=staff.viewer("luis", before=HOUR),
        )
