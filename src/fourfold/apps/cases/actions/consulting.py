"""
What the actions on consults are made of: their errors, opening one for a change, the queue.

ConsultError
├── NoRegion         it is not known which region answers
├── AskedAlready     a consult of this case is open
├── TakenBefore      somebody else took it
├── NotYours         your seat or your part in the case does not let you
├── NotNow           it is answered, or taken back, or waits; the message says what can be done
└── AnsweredBefore   somebody answered first
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from fourfold.apps.cases.access import region_team
from fourfold.apps.cases.access.seats import liaisons
from fourfold.apps.cases.actions import records
from fourfold.apps.cases.models import Case, Consult
from fourfold.apps.cases.states.cases import CaseState
from fourfold.apps.cases.states.consults import OPEN, ConsultState, MoveNotAllowed, check_move
from fourfold.security.access import relations
from fourfold.security.access.sight import NotKnown, Sight, subject_of
from fourfold.security.access.viewer import Viewer
from fourfold.security.classes import FieldClass
from fourfold.security.notices import NoticeKind, notify

KEEPS = (FieldClass.PERSONAL,)


class ConsultError(records.ChangeError):
    """Nothing was changed; the message says why and what to do."""


class NoRegion(ConsultError):
    """Nobody knows whom to ask."""


class AskedAlready(ConsultError):
    """One consult at a time. consult: its id; by, at: who asked, and when."""

    def __init__(self, consult: str, by: str, at: datetime) -> None:
        super().__init__("A consult of this case is open. Read it; you need not ask again.")
        self.consult, self.by, self.at = consult, by, at


class TakenBefore(ConsultError):
    """One takes it. by, at: who did, and when."""

    def __init__(self, by: str, at: datetime) -> None:
        super().__init__("Somebody took this consult before you. Nothing was changed.")
        self.by, self.at = by, at


class NotYours(ConsultError):
    """Somebody else's turn, or another region's."""


class NotNow(ConsultError):
    """The consult does not stand where this can be done."""


class AnsweredBefore(ConsultError):
    """Somebody answered first. by, at: who, and when. Your own words are kept."""

    def __init__(self, by: str, at: datetime) -> None:
        super().__init__(
            "Somebody answered this before you. What you wrote is kept: read theirs, then give "
            "yours beside it as another opinion, or leave it."
        )
        self.by, self.at = by, at


@dataclass(frozen=True, slots=True)
class Opened:
    """A consult that is being changed, and its case, locked."""

    seen: Sight[Case]
    consult: Consult

    @property
    def case(self) -> Case:
        """The case, locked."""
        return self.seen.record

    def move(self, then: ConsultState) -> None:
        """Take the next state. :raises NotNow: unless the table has this move."""
        try:
            check_move(ConsultState(self.consult.state), then)
        except MoveNotAllowed as refused:
            raise NotNow(f"{refused} Look at it again before you go on.") from None
        self.consult.state = then.value


@contextmanager
def opened(
    consult: str, *, case: str, by: Viewer, writes: tuple[FieldClass, ...] = ()
) -> Iterator[Opened]:
    """
    Open a consult for a change, its case locked, in a transaction that ends with the block.

    :raises NotKnown: if the case has no such consult for this viewer.
    """
    with records.changing(Case, case, by=by, writes=writes) as seen:
        found = seen.record.consults.filter(pk=consult).first()
        if found is None:
            raise NotKnown("There is no such consult.")
        yield Opened(seen, seen.part(found).record)


def check_open(case: Case, *, but: str = "") -> None:
    """
    Refuse a question if the case is closed, or another consult of it is open. but: leave this out.

    :raises NotNow, AskedAlready: if so.
    """
    if case.state != CaseState.OPEN:
        raise NotNow("The case is closed. Open it again before you ask for a consult.")
    open_ones = case.consults.filter(state__in=[each.value for each in OPEN]).exclude(pk=but)
    if found := open_ones.first():
        raise AskedAlready(found.pk, found.asked_by, found.asked_at)


def queue(case: Case, region: str, *, by: Viewer, only: str = "") -> None:
    """Put a case into a region's queue and tell its team, or the one it is meant for."""
    relations.put_in_queue(case, region_team(region), by=by)
    told = [only] if only else liaisons(region, agency=case.agency, at=by.at)
    told = [each for each in told if each != by.account]
    notify(told, NoticeKind.CONSULT_WAITS, subject=subject_of(case), at=by.at)


def leave_queue(found: Opened, *, by: Viewer) -> None:
    """Take a case out of the queue of its consult, if it still lies there."""
    with suppress(relations.NotHeld):
        relations.leave_queue(found.case, region_team(found.consult.region), by=by)


def untie(found: Opened, *, by: Viewer) -> None:
    """End the relation that taking gave, so that who handed it on knows the case no longer."""
    if found.consult.tie:
        with suppress(relations.NotHeld):
            relations.end(found.consult.tie, found.case, by=by)
        found.consult.tie = ""
