"""Made-up grounds on which offices may send rows about people."""

from __future__ import annotations

from fourfold.apps.submissions.models import Ground, Respondent
from fourfold.apps.submissions.states import GroundState
from tests.make.people import NOW


def give(office: str, dataset: str) -> str:
    """Put on record that an office may send a dataset's rows; returns the ground's id."""
    made = Ground.objects.create(
        respondent=Respondent.objects.get(code=office),
        dataset=dataset,
        law="CGS_46A_170",
        words="Made-up opinion of counsel",
        state=GroundState.HELD.value,
        proposed_at=NOW,
        proposed_by="setup",
        decided_at=NOW,
        decided_by="setup-2",
    )
    return made.id
