"""
Giving a case to another region, taking one over, and handing one to another agency or state.

MoveError
├── NoSuchRegion   the pack has no such region, or the case lies there already
├── TakenBefore    somebody took it over first
├── NoReader       who is said to have read an order does not supervise the case
└── SayWhy         no reason was written
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from fourfold.apps.cases.access import region_team
from fourfold.apps.cases.actions import files, records, telling
from fourfold.apps.cases.actions.ending import FEWEST_WORDS
from fourfold.apps.cases.models import Case, Transfer
from fourfold.apps.cases.states.cases import CaseOutcome, CaseState, check_move
from fourfold.apps.cases.states.steps import Step
from fourfold.reference import active_pack
from fourfold.security import consent
from fourfold.security.access import relations
from fourfold.security.access.answering import supervisors_of
from fourfold.security.access.sight import subject_of
from fourfold.security.access.viewer import Viewer
from fourfold.security.consent import Release, Thing
from fourfold.security.consent_codes import Form
from fourfold.security.ids import new_id
from fourfold.security.notices import NoticeKind, notify


class MoveError(records.ChangeError):
    """The case stays where it is; the message says why."""


class NoSuchRegion(MoveError):
    """There is nowhere to move it to."""


class TakenBefore(MoveError):
    """Somebody else has it. by: the account."""

    def __init__(self, by: str) -> None:
        super().__init__("Somebody took this case over before you. Nothing was changed.")
        self.by = by


class NoReader(MoveError):
    """A second person reads what a court orders: a supervisor of the case, not just anybody."""


class SayWhy(MoveError):
    """The words are missing."""


@dataclass(frozen=True, slots=True)
class Handed:
    """
    To whom a case goes, and on which ground.

    to_agency: a code; else to_name says whom. things: kinds of facts that are told. exception: a
    confirmed row of the pack's list; blank rests on live consents. ordered, reviewed_by: where a
    paper orders it; the reader supervises the case, and is told.
    """

    things: frozenset[Thing]
    purpose: str
    to_agency: str = ""
    to_name: str = ""
    exception: str = ""
    ordered: frozenset[Thing] = frozenset()
    reviewed_by: str = ""


def move(case: str, *, region: str, words: str, by: Viewer, version: int) -> None:
    """
    Give an open case to another region: its team sees it from now, and nobody who kept it before.

    :raises NotKnown: if the viewer does not keep it. :raises MoveError: as the tree says.
    :raises relations.NotHere: if nobody there could take it. :raises ChangedMeanwhile: as its name.
    """
    with records.changing(Case, case, by=by, version=version) as seen:
        found = seen.record
        _check_open(found)
        _check_words(words, "Write in a few words why the other region takes over.")
        if region not in {row["code"] for row in active_pack().rows("regions")}:
            raise NoSuchRegion("Choose a region of the list.")
        if region == found.region:
            raise NoSuchRegion("The case is in this region already.")
        relations.hand_over(found, region_team(region), by=by)
        found.region, found.worker = region, ""
        found.save(update_fields=["region", "worker"])
        telling.tell(found, Step.CASE_MOVED, by=by, facts={"region": region}, words=words)


def take(case: str, *, by: Viewer) -> None:
    """
    Take over a case that lies in a queue of one's own without a worker.

    :raises NotKnown: if one may not know of it. :raises TakenBefore: if it has a worker.
    :raises relations.MayNotGive: if it lies in no queue of one's own.
    """
    with records.changing(Case, case, by=by, writes=()) as seen:
        found = seen.record
        if found.worker:
            raise TakenBefore(found.worker)
        relations.take(found, by=by)
        found.worker = by.account
        found.save(update_fields=["worker"])
        with suppress(relations.NotHeld):  # it lay in a team's queue, and stays there
            relations.leave_queue(found, region_team(found.region), by=by)
        telling.tell(found, Step.CASE_TAKEN, by=by)


def transfer(case: str, *, handed: Handed, words: str, by: Viewer, version: int) -> str:
    """
    Hand an open case to another agency or state, on a consent or a legal exception.

    What is told is written down in the same transaction; returns the id of the transfer.
    :raises NotKnown: if the viewer does not keep it. :raises SayWhy: without words.
    :raises NoReader: if it is ordered and nobody else who supervises the case read the order.
    :raises consent.DisclosureRefused: if nothing carries it. :raises ChangedMeanwhile: as its name.
    """
    made = new_id()
    with records.changing(Case, case, by=by, version=version) as seen:
        found = seen.record
        check_move(CaseState(found.state), CaseState.TRANSFERRED)
        _check_words(words, "Write in a few words why the other agency takes over.")
        if handed.reviewed_by and handed.reviewed_by not in supervisors_of(found, at=by.at):
            raise NoReader("Choose somebody who supervises this case and has read the order.")
        told = consent.disclose(_release(found, handed), by=by.account, at=by.at)
        done = Transfer.objects.create(
            id=made,
            case=found,
            agency=found.agency,
            person=found.person,
            at=by.at,
            by=by.account,
            to_agency=handed.to_agency,
            to_name=handed.to_name or None,
            things=sorted(map(str, handed.things)),
            purpose=handed.purpose,
            exception=handed.exception,
            disclosures=[each.id for each in told.disclosures],
        )
        found.state, found.outcome = CaseState.TRANSFERRED.value, CaseOutcome.TRANSFERRED.value
        found.closed_at = by.at
        found.save(update_fields=["state", "outcome", "closed_at"])
        files.end(found, by=by)
        if any(each.by_order for each in told.disclosures):
            to = {handed.reviewed_by}
            notify(to, NoticeKind.RELEASE_COMPELLED, subject=subject_of(found), at=by.at)
        facts: dict[str, str | int] = {"things": len(handed.things)}
        if handed.to_agency:
            facts["to"] = handed.to_agency
        telling.tell(found, Step.CASE_TRANSFERRED, by=by, part=done, facts=facts, words=words)
    return made


def _release(case: Case, handed: Handed) -> Release:
    return Release(
        person=case.person,
        from_agency=case.agency,
        to_agency=handed.to_agency,
        things=handed.things,
        purpose=handed.purpose,
        form=Form.PRINT,
        exception=handed.exception,
        ordered=handed.ordered,
        reviewed_by=handed.reviewed_by,
        told_name=handed.to_name,
    )


def _check_open(case: Case) -> None:
    if case.state != CaseState.OPEN:
        raise NoSuchRegion("Only an open case goes to another region. Open it again first.")


def _check_words(words: str, otherwise: str) -> None:
    if len(words.split()) < FEWEST_WORDS:
        raise SayWhy(otherwise)
