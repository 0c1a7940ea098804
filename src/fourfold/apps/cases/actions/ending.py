"""
Closing a case and opening it again; with the last open case of a person their file ends.

EndError
├── StillOpen    something waits for an answer or an end; `ends` says what
└── SayWhy       no reason was written
"""

from __future__ import annotations

from fourfold.apps.cases.actions import files, records, telling
from fourfold.apps.cases.models import Case
from fourfold.apps.cases.queries import open_ends
from fourfold.apps.cases.queries.open_ends import OpenEnd
from fourfold.apps.cases.states.cases import CaseOutcome, CaseState, EndedBecause, check_move
from fourfold.apps.cases.states.steps import Step
from fourfold.security.access.viewer import Viewer

FEWEST_WORDS = 3
ENDS = (
    CaseOutcome.CLOSED,
    CaseOutcome.UNSUBSTANTIATED,
    CaseOutcome.UNFOUNDED,
    CaseOutcome.NOT_ACCEPTED,
)
"""How a case can be closed; the schedule of the state says how long each is kept."""


class EndError(records.ChangeError):
    """The case stays as it was; the message says why."""


class StillOpen(EndError):
    """Something is still open. ends: what."""

    def __init__(self, ends: list[OpenEnd]) -> None:
        super().__init__(
            "Something is still open in this case. End it first, or write why the case is closed "
            "all the same."
        )
        self.ends = ends


class SayWhy(EndError):
    """The words are missing."""


def close(
    case: str,
    *,
    outcome: CaseOutcome,
    because: EndedBecause,
    words: str,
    by: Viewer,
    version: int,
    despite: str = "",
) -> None:
    """
    Close a case. words: how it ended. despite: why, although something is still open.

    :raises NotKnown: if the viewer does not keep it. :raises MoveNotAllowed: if it is not open.
    :raises EndError: as the tree at the top says. :raises ChangedMeanwhile: as its name.
    """
    if outcome not in ENDS:
        raise SayWhy("Choose how the case ended.")
    with records.changing(Case, case, by=by, version=version) as seen:
        found = seen.record
        check_move(CaseState(found.state), CaseState.CLOSED)
        _check_words(words, "Write in a few words how it ended.")
        ends = open_ends.open_ends(found, viewer=by)
        if ends and len(despite.split()) < FEWEST_WORDS:
            raise StillOpen(ends)
        found.state, found.outcome = CaseState.CLOSED.value, outcome.value
        found.because, found.closed_at = because.value, by.at
        found.save(update_fields=["state", "outcome", "because", "closed_at"])
        files.end(found, by=by)
        facts = {"outcome": outcome.value, "because": because.value, "open": len(ends)}
        said = "\n\n".join(each for each in (words, despite if ends else "") if each)
        telling.tell(found, Step.CASE_CLOSED, by=by, facts=facts, words=said)


def reopen(case: str, *, words: str, by: Viewer, version: int) -> None:
    """
    Open a closed or transferred case again. words: why.

    :raises NotKnown: if the viewer does not keep it. :raises MoveNotAllowed: if it is open.
    :raises SayWhy: without words. :raises ChangedMeanwhile: as its name.
    """
    with records.changing(Case, case, by=by, version=version) as seen:
        found = seen.record
        check_move(CaseState(found.state), CaseState.OPEN)
        _check_words(words, "Write in a few words why it is opened again.")
        found.state, found.outcome = CaseState.OPEN.value, CaseOutcome.OPEN.value
        found.because, found.closed_at = "", None
        found.save(update_fields=["state", "outcome", "because", "closed_at"])
        files.begin(found)
        telling.tell(found, Step.CASE_REOPENED, by=by, words=words)


def _check_words(words: str, otherwise: str) -> None:
    if len(words.split()) < FEWEST_WORDS:
        raise SayWhy(otherwise)
