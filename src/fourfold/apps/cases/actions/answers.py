"""
A service's answer to a referral, by an account of its own or by a one-time link.

AnsweredMeanwhile   somebody else answered while the page was open
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from fourfold.apps.cases.access import services as access
from fourfold.apps.cases.actions import records, telling
from fourfold.apps.cases.models import Case, Need, Referral, ReferralLink
from fourfold.apps.cases.rules import referring
from fourfold.apps.cases.states import services as states
from fourfold.apps.cases.states.services import ANSWERS, LinkEnd, ReferralState
from fourfold.apps.cases.states.steps import Step
from fourfold.security.access import relations
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer
from fourfold.security.notices import NoticeKind, notify

S = ReferralState
STEPS: dict[ReferralState, Step] = {
    S.ACCEPTED: Step.REFERRAL_ACCEPTED,
    S.WAITLISTED: Step.REFERRAL_WAITLISTED,
    S.DECLINED: Step.REFERRAL_DECLINED,
    S.DONE: Step.REFERRAL_DONE,
}


class AnsweredMeanwhile(records.ChangeError):
    """Somebody answered first. by: an account or a link; at: when; state: what they said."""

    def __init__(self, by: str, at: datetime | None, state: ReferralState) -> None:
        super().__init__("Somebody answered this referral while your page was open.")
        self.by, self.at, self.state = by, at, state


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What a service says. then: a state of `ANSWERS`. reason: of the list of that state.

    begins_on: the first day of the service, if it has begun. words: sealed.
    """

    then: str
    reason: str = ""
    words: str = ""
    begins_on: date | None = None


def answer(referral: str, *, said: Answer, version: int, by: Viewer) -> None:
    """
    Answer a referral that is with one's organization, or say that its service ended.

    version: what the page showed.
    :raises NotKnown: if no such referral is here now. :raises AnsweredMeanwhile:.
    :raises referring.ReasonMissing, SayWhat, TooLate, NotADay, states.MoveNotAllowed:.
    """
    _check(said)
    case_id = access.received(viewer=by).filter(pk=referral).values_list("case_id", flat=True)
    here = case_id.first()
    if here is None:
        raise NotKnown("There is no such referral.")
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=here)
        found = (
            access.received(viewer=by).select_for_update(of=("self",)).filter(pk=referral).first()
        )
        if found is None:  # taken back between the two looks
            raise NotKnown("There is no such referral.")
        _answer(found, case, said=said, version=version, by=by)


def answer_by_link(token: str, *, given: str, said: Answer, by: Viewer) -> None:
    """
    Answer by a one-time link, from the page that the right code showed; the link ends with it.

    given: what that page carried.
    :raises NotKnown: if the link or its page is over. :raises records.DoneBefore: if this page
    gave this answer before. Else as in `answer`.
    """
    _check(said)
    with transaction.atomic():
        own = ReferralLink.objects.filter(
            token_digest=access.secret_digest("link", token),
            pass_digest=access.secret_digest("pass", given),
            pass_until_at__gt=by.at,
        )
        live = own.filter(ended_at=None)
        case_id = live.values_list("case_id", flat=True).first()
        case = Case.objects.select_for_update().filter(pk=case_id).first()
        link = live.select_for_update(of=("self",)).first()
        found = Referral.objects.select_for_update().filter(
            pk=link.referral if link else "", state__in=states.WITH_THE_SERVICE
        )
        referral = found.first()
        if case is None or link is None or referral is None:
            _check_not_done(own, said)
            raise NotKnown("This page is over.")
        service = access.by_link(link, to_agency=referral.to_agency, asks=by)
        link.ended_at, link.ended_how = by.at, LinkEnd.ANSWERED.value
        link.save(update_fields=["ended_at", "ended_how"])
        _answer(referral, case, said=said, version=referral.version, by=service)


def _check_not_done(own: QuerySet[ReferralLink], said: Answer) -> None:
    """Raise DoneBefore if a page of one's own gave the very same answer a moment ago."""
    for link in own.filter(ended_how=LinkEnd.ANSWERED):
        found = Referral.objects.filter(pk=link.referral, answered_by=link.id).first()
        if found is not None and said == Answer(
            found.state, found.reason, found.reply or "", found.begins_on
        ):
            raise records.DoneBefore(f"referral:{found.id}")


def _check(said: Answer) -> None:
    if said.then not in ANSWERS:
        raise states.MoveNotAllowed("A service accepts, declines, waitlists, or says it is done.")
    referring.check_reason(S(said.then), said.reason, said.words)


def _answer(found: Referral, case: Case, *, said: Answer, version: int, by: Viewer) -> None:
    """Change a referral that is locked, and its need, for an answer, and tell it."""
    then = S(said.then)
    if found.version != version:
        at = found.ended_at or found.answered_at or found.sent_at
        raise AnsweredMeanwhile(found.answered_by or found.sent_by, at, S(found.state))
    states.check_move(S(found.state), then)
    if found.state == S.SENT:
        referring.check_in_time(found.answer_by_at, at=by.at)
    sent_on, today = timezone.localdate(found.sent_at), timezone.localdate(by.at)
    referring.check_first_day(said.begins_on, sent_on=sent_on, today=today)
    found.state, found.reason = then.value, said.reason
    found.reply = said.words.strip() or None
    found.answered_at, found.answered_by = by.at, by.account
    found.begins_on = said.begins_on or found.begins_on
    found.ended_at = by.at if then in (S.DECLINED, S.DONE) else None
    found.version += 1
    found.save()
    _serve(found)
    waiting = {found.sent_by, case.worker} - {""}
    notify(waiting, NoticeKind.REFERRAL_ANSWERED, subject=f"referral:{found.id}", at=by.at)
    if found.ended_at is not None and found.relation:
        with suppress(relations.NotHeld):  # its time was over before
            relations.withdraw(case, found.relation, by=by)
    facts = {"kind": found.kind, "to": found.to_agency}
    facts |= {"reason": said.reason} if said.reason else {}
    telling.tell(case, STEPS[then], by=by, part=found, facts=facts)


def _serve(found: Referral) -> None:
    """Note on its need the first day of a service."""
    if not (found.need and found.begins_on):
        return
    need = Need.objects.select_for_update().filter(pk=found.need).first()
    if need is not None and (need.served_on is None or need.served_on > found.begins_on):
        need.served_on = found.begins_on
        need.save(update_fields=["served_on"])
