"""Answering a consult: a draft that is never lost, the answer, another opinion beside it."""

from __future__ import annotations

from dataclasses import dataclass

from fourfold.apps.cases.access.seats import answers
from fourfold.apps.cases.actions import consulting, telling
from fourfold.apps.cases.actions.consulting import (
    KEEPS,
    AnsweredBefore,
    NoRegion,
    NotNow,
    NotYours,
    Opened,
    TakenBefore,
    check_open,
    leave_queue,
    queue,
)
from fourfold.apps.cases.models import Opinion
from fourfold.apps.cases.rules.concern import check_answer
from fourfold.apps.cases.states.consults import ConsultState
from fourfold.apps.cases.states.steps import Step
from fourfold.reference import active_pack
from fourfold.security import audit
from fourfold.security.access.sight import subject_of
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event
from fourfold.security.notices import NoticeKind, notify


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What a liaison says. concern: a code, or blank. reasons, actions: codes of the pack; actions
    are None until some are chosen.
    """

    concern: str = ""
    reasons: tuple[str, ...] = ()
    words: str = ""
    actions: tuple[str, ...] | None = None
    advice: str = ""


def keep(consult: str, *, case: str, said: Answer, by: Viewer) -> None:
    """
    Keep what somebody wrote so far, as their draft; a second draft takes the first one's place.

    :raises NotYours: if one neither took the consult nor sits in its region's team.
    """
    with consulting.opened(consult, case=case, by=by, writes=KEEPS) as found:
        draft = _draft(found, by=by)
        if draft.nth:
            raise NotNow("You gave your opinion before. It stays as it is.")
        draft.concern = said.concern
        draft.reasons = list(said.reasons)
        draft.actions = None if said.actions is None else list(said.actions)
        draft.words, draft.advice = said.words or None, said.advice or None
        draft.changed_at = by.at
        draft.save()
        audit.record(
            Event.RECORD_CHANGED,
            by=by.account,
            subject=subject_of(found.case),
            at=by.at,
            facts={"field": "opinion.words"},
        )


def answer(consult: str, *, case: str, said: Answer, by: Viewer, beside: int = 0) -> None:
    """
    Answer a consult with a level of concern, its reasons and what to do next.

    beside: how many opinions the page showed, to give another one beside them. What was said is
    kept as a draft first, so nothing is lost if this is refused.
    :raises rules.concern.ConcernError: if it is not whole. :raises AnsweredBefore: if somebody
    answered first, and `beside` does not say that one has seen it. :raises TakenBefore: if
    somebody took it over. :raises NotNow: if nobody took it yet.
    """
    keep(consult, case=case, said=said, by=by)
    level = check_answer(
        said.concern,
        reasons=said.reasons,
        actions=said.actions or (),
        words=said.words,
        pack=active_pack(),
    )
    with consulting.opened(consult, case=case, by=by, writes=KEEPS) as found:
        one = found.consult
        _check_turn(found, beside, by=by)
        waited = one.state == ConsultState.TAKEN
        if waited:
            leave_queue(found, by=by)
        found.move(ConsultState.ANSWERED)
        first = not one.opinions
        one.opinions += 1
        if first:
            one.answered_by, one.answered_at = by.account, by.at
        one.second = False
        one.save(update_fields=["state", "opinions", "answered_by", "answered_at", "second"])
        given = _draft(found, by=by)
        given.nth, given.given_at = one.opinions, by.at
        given.save(update_fields=["nth", "given_at"])
        found.case.concern = level.value
        found.case.save(update_fields=["concern"])
        told = {one.asked_by, found.case.worker} - {by.account, ""}
        notify(told, NoticeKind.CONSULT_ANSWERED, subject=subject_of(found.case), at=by.at)
        step = Step.CONSULT_ANSWERED if first else Step.CONSULT_SECOND_GIVEN
        minutes = int((by.at - one.asked_at).total_seconds() // 60)
        facts = {"nth": one.opinions, "minutes": minutes, "concern": level.value}
        telling.tell(found.case, step, by=by, part=one, facts=facts)


def ask_again(consult: str, *, case: str, by: Viewer, region: str = "", words: str = "") -> None:
    """
    Ask somebody else for a second opinion; the first stays, and both are shown.

    region: a code, to ask another region's team; blank asks the same.
    :raises NotNow: if it is not answered yet, or the case has another open consult.
    """
    with consulting.opened(consult, case=case, by=by, writes=KEEPS) as found:
        one = found.consult
        if one.state != ConsultState.ANSWERED:
            raise NotNow("It has no answer yet. Wait for the first one.")
        new = region or one.region
        if new not in {each.code for each in active_pack().regions}:
            raise NoRegion(f"There is no region {new}. Choose one of the list.")
        check_open(found.case, but=one.pk)
        queue(found.case, new, by=by)
        found.move(ConsultState.WAITING)
        one.region, one.second, one.since_at = new, True, by.at
        one.taken_by, one.taken_at, one.tie = "", None, ""
        one.save(
            update_fields=["state", "region", "second", "since_at", "taken_by", "taken_at", "tie"]
        )
        facts = {"region": new}
        telling.tell(
            found.case, Step.CONSULT_SECOND_ASKED, by=by, part=one, facts=facts, words=words
        )


def _draft(found: Opened, *, by: Viewer) -> Opinion:
    """
    Return this viewer's opinion, a new one if they have none.

    :raises NotYours: if they may write none.
    """
    case, one = found.case, found.consult
    own = Opinion.objects.filter(case=case, consult=one.pk, by=by.account).first()
    if own is not None:
        return own
    if one.taken_by != by.account and not answers(one.region, viewer=by):
        raise NotYours("Only the team of its region answers this consult.")
    return Opinion(
        case=case,
        agency=case.agency,
        person=case.person,
        consult=one.pk,
        by=by.account,
        changed_at=by.at,
    )


def _check_turn(found: Opened, beside: int, *, by: Viewer) -> None:
    """Raise unless this viewer answers now, or has seen what others answered."""
    one = found.consult
    if one.state == ConsultState.TAKEN and one.taken_by == by.account:
        return
    if one.state == ConsultState.TAKEN and one.taken_at:
        raise TakenBefore(one.taken_by, one.taken_at)
    if one.state != ConsultState.ANSWERED:
        raise NotNow("Take this consult first. What you wrote is kept.")
    if beside != one.opinions:
        last = found.case.opinions.filter(consult=one.pk, nth=one.opinions).get()
        raise AnsweredBefore(last.by, last.given_at or last.changed_at)
