"""Asking the region for a consult, taking it, handing it on, taking it back, leaving the case."""

from __future__ import annotations

from fourfold.apps.cases.access.seats import answers, liaisons
from fourfold.apps.cases.actions import consulting, records, telling
from fourfold.apps.cases.actions.consulting import (
    KEEPS,
    NoRegion,
    NotNow,
    NotYours,
    TakenBefore,
    check_open,
    leave_queue,
    queue,
    untie,
)
from fourfold.apps.cases.models import Case, Consult
from fourfold.apps.cases.states.consults import ConsultState, HandOn, Urgency, Withdraw
from fourfold.apps.cases.states.steps import Step
from fourfold.reference import UnknownName, active_pack
from fourfold.reference.places import region_of
from fourfold.security.access import relations
from fourfold.security.access.policy import Action
from fourfold.security.access.sight import Sight, subject_of
from fourfold.security.access.viewer import Viewer
from fourfold.security.classes import FieldClass
from fourfold.security.ids import new_id
from fourfold.security.models import RelationKind
from fourfold.security.notices import NoticeKind, notify


def ask(
    case: str,
    *,
    why: str,
    urgency: Urgency,
    by: Viewer,
    question: str = "",
    town: str = "",
    key: str = "",
) -> str:
    """
    Ask the region of a town for a consult; returns its id.

    town: a code or name of the pack; blank: the case's own region. key: what the form carried.
    :raises NotKnown: if the viewer does not keep the case. :raises NoRegion: without any.
    :raises AskedAlready: if one is open. :raises records.DoneBefore: if the form came before.
    """
    made = new_id()
    with records.changing(Case, case, by=by, writes=KEEPS) as seen:
        if key:
            records.once(key, leads_to=f"consult:{made}", by=by)
        found = seen.record
        check_open(found)
        region = _region(found, town)
        consult = Consult(
            id=made,
            case=found,
            agency=found.agency,
            person=found.person,
            region=region,
            urgency=urgency.value,
            asked_by=by.account,
            asked_at=by.at,
            since_at=by.at,
            why=why,
            question=question or None,
        )
        consult.save(force_insert=True)
        if not found.region:
            found.region = region
            found.save(update_fields=["region"])
        queue(found, region, by=by)
        facts = {"region": region, "urgency": urgency.value}
        telling.tell(found, Step.CONSULT_ASKED, by=by, part=consult, facts=facts)
    return made


def take(consult: str, *, case: str, by: Viewer, over: str = "") -> None:
    """
    Take a consult: its taker works on the case from now, and answers.

    over: the account one takes it over from, as the page showed it; blank takes what waits.
    :raises TakenBefore: if somebody else has it. :raises NotYours: without a seat in the region's
    team, or after an opinion of one's own. :raises NotNow: if nobody waits for an answer.
    """
    with consulting.opened(consult, case=case, by=by) as found:
        one = found.consult
        if not answers(one.region, viewer=by):
            raise NotYours("Only the team of its region takes this consult.")
        if one.opinions and found.case.opinions.filter(consult=one.pk, by=by.account, nth__gt=0):
            raise NotYours("You gave an opinion. Somebody else gives the second one.")
        if one.state == ConsultState.TAKEN and one.taken_at:
            if one.taken_by == by.account or one.taken_by != over:
                raise TakenBefore(one.taken_by, one.taken_at)
            found.move(ConsultState.WAITING)
        found.move(ConsultState.TAKEN)
        one.tie = _tie(found.seen, by=by)
        one.taken_by, one.taken_at, one.meant_for = by.account, by.at, ""
        one.save(update_fields=["state", "tie", "taken_by", "taken_at", "meant_for"])
        step = Step.CONSULT_TAKEN_OVER if over else Step.CONSULT_TAKEN
        facts = {"before": over} if over else {}
        telling.tell(found.case, step, by=by, part=one, facts=facts)


def hand_on(
    consult: str,
    *,
    case: str,
    why: HandOn,
    by: Viewer,
    region: str = "",
    to: str = "",
    words: str = "",
) -> None:
    """
    Hand a consult to another region, or to another liaison of the region; it waits there.

    region: a code; blank keeps it. to: an account of that region's team, who is told and takes it;
    anybody of the team still may. Who had taken it leaves the case, unless it is theirs.
    :raises NoRegion: if the pack has no such region. :raises NotYours: if somebody else has it, or
    the one it is for has no seat there.
    """
    with consulting.opened(consult, case=case, by=by, writes=KEEPS) as found:
        one = found.consult
        supervises = found.seen.rights.may(Action.ASSIGN, FieldClass.INTERNAL, "")
        if one.state == ConsultState.TAKEN and by.account != one.taken_by and not supervises:
            raise NotYours("Who took it hands it on, or a supervisor of the case does.")
        new = region or one.region
        if new not in {each.code for each in active_pack().regions}:
            raise NoRegion(f"There is no region {new}. Choose one of the list.")
        if to and to not in liaisons(new, agency=found.case.agency, at=by.at):
            raise NotYours("The one you chose has no seat in that region's team now.")
        if new == one.region and not to and one.state == ConsultState.WAITING:
            raise NotNow("It waits in this region already. Choose another region or a liaison.")
        found.move(ConsultState.WAITING)
        if new != one.region:
            leave_queue(found, by=by)
            queue(found.case, new, by=by, only=to)
        elif to:
            notify([to], NoticeKind.CONSULT_WAITS, subject=subject_of(found.case), at=by.at)
        untie(found, by=by)
        one.region, one.meant_for, one.since_at = new, to, by.at
        one.taken_by, one.taken_at = "", None
        one.save(
            update_fields=["state", "region", "meant_for", "since_at", "taken_by", "taken_at"]
            + ["tie"]
        )
        facts = {"why": why.value, "region": new}
        telling.tell(found.case, Step.CONSULT_HANDED_ON, by=by, part=one, facts=facts, words=words)


def withdraw(consult: str, *, case: str, why: Withdraw, by: Viewer) -> None:
    """
    Take a consult back that waits and that nobody answered.

    :raises NotNow: once somebody took it; they answer it, or hand it on.
    """
    with consulting.opened(consult, case=case, by=by, writes=KEEPS) as found:
        one = found.consult
        if one.opinions:
            raise NotNow("It was answered once. What was said stays.")
        found.move(ConsultState.WITHDRAWN)
        leave_queue(found, by=by)
        one.withdrawn_why, one.meant_for = why.value, ""
        one.save(update_fields=["state", "withdrawn_why", "meant_for"])
        facts = {"why": why.value}
        telling.tell(found.case, Step.CONSULT_WITHDRAWN, by=by, part=one, facts=facts)


def leave(consult: str, *, case: str, by: Viewer) -> None:
    """
    Leave the case after one's answer: the relation that taking gave ends now.

    :raises NotNow: before the answer. :raises NotYours: if it gave this viewer none.
    """
    with consulting.opened(consult, case=case, by=by) as found:
        one = found.consult
        if one.state != ConsultState.ANSWERED:
            raise NotNow("Answer it first, or hand it on.")
        if one.taken_by != by.account or not one.tie:
            raise NotYours("You do not work on this case because of this consult.")
        untie(found, by=by)
        one.save(update_fields=["tie"])
        telling.tell(found.case, Step.CONSULT_LEFT, by=by, part=one)


def _region(case: Case, town: str) -> str:
    """Return the region that answers: the town's, or the case's own."""
    if not town and case.region:
        return case.region
    if not town:
        raise NoRegion("Choose the town where the person lives or was found.")
    try:
        found = region_of(town)
    except UnknownName as unknown:
        raise NoRegion(str(unknown)) from None
    if not found:
        raise NoRegion(f"The state's list names no region for {town}. Choose a town near it.")
    return found


def _tie(seen: Sight[Case], *, by: Viewer) -> str:
    """Give the taker the case; "" if it is theirs already."""
    if any(tie.kind == RelationKind.ASSIGNED for tie in seen.rights.ties):
        return ""
    return relations.take(seen.record, by=by)
