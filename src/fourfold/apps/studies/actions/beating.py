"""How far a running study is. No step of its own: what begins and ends it is told in the log."""

from __future__ import annotations

from datetime import datetime

from fourfold.apps.studies import access
from fourfold.apps.studies.actions.working import Work
from fourfold.apps.studies.states import StudyState


def beat(work: Work, *, share: float, doing: str, by: access.Who, at: datetime) -> bool:
    """Say that the work goes on, and how far it is; False if it is to end."""
    mine = access.studies(by).filter(
        pk=work.study, state=StudyState.RUNNING.value, tries=work.turn, told_at=None
    )
    return bool(mine.update(beat_at=at, share=share, doing=doing))
