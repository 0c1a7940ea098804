"""Writing down what a person wants and needs, and what became of it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from fourfold.apps.cases.actions import records, telling
from fourfold.apps.cases.models import Case, Need
from fourfold.apps.cases.rules import referring
from fourfold.apps.cases.states import services as states
from fourfold.apps.cases.states.services import NeedState, WhyUnmet, Wish
from fourfold.apps.cases.states.steps import Step
from fourfold.reference import active_pack
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer
from fourfold.security.ids import new_id

STEPS: dict[NeedState, Step] = {
    NeedState.OPEN: Step.NEED_REOPENED,
    NeedState.UNMET: Step.NEED_UNMET,
    NeedState.MET: Step.NEED_MET,
    NeedState.WITHDRAWN: Step.NEED_WITHDRAWN,
}


def note_need(
    case: str, *, kind: str, wish: str, words: str = "", once: str = "", by: Viewer
) -> str:
    """
    Write down a need and what the person says of it; returns its id.

    kind: code of service_types.csv. wish: a code of `Wish`. words: the person's own, sealed.
    once: the form's key. :raises NotKnown, referring.NoSuchKind, records.DoneBefore:.
    """
    referring.check_kind(kind, known=(row["code"] for row in active_pack().rows("service_types")))
    number = new_id()
    with records.changing(Case, case, by=by) as seen:
        if once:
            records.once(once, leads_to=f"need:{number}", by=by)
        need = Need.objects.create(
            id=number,
            agency=seen.record.agency,
            person=seen.record.person,
            case=seen.record,
            kind=kind,
            wish=Wish(wish).value,
            asked_at=by.at,
            noted_by=by.account,
            changed_at=by.at,
            words=words.strip() or None,
        )
        telling.tell(seen.record, Step.NEED_NOTED, by=by, part=need, facts={"kind": kind})
    return number


def move_need(
    need: str,
    *,
    case: str,
    then: str,
    reason: str = "",
    why: str = "",
    served_on: date | None = None,
    by: Viewer,
) -> None:
    """
    Say what became of a need: met, unmet with a reason, no longer there, or there again.

    served_on: the first day of a service, where it is met.
    :raises NotKnown: if the case has no such need. :raises MoveNotAllowed:.
    :raises ReasonMissing, SayWhat, NotADay: see `referring`.
    """
    wanted = NeedState(then)
    if wanted is NeedState.UNMET:
        if reason not in set(WhyUnmet):
            raise referring.ReasonMissing("Say why the need is not met, so that it can be counted.")
        referring.check_words(reason, why)
    with records.changing(Case, case, by=by) as seen:
        found = Need.objects.select_for_update().filter(pk=need, case=seen.record).first()
        if found is None:
            raise NotKnown("There is no such need.")
        states.check_need_move(NeedState(found.state), wanted)
        if wanted is NeedState.MET:
            asked_on, today = timezone.localdate(found.asked_at), timezone.localdate(by.at)
            day = served_on or found.served_on or today
            referring.check_first_day(day, sent_on=min(asked_on, day), today=today)
            found.served_on = day
        found.state, found.changed_at = wanted.value, by.at
        found.reason = reason if wanted is NeedState.UNMET else ""
        found.why = why.strip() or None
        found.save(
            update_fields=["state", "reason", "why", "changed_at", "served_on"],
        )
        facts = {"kind": found.kind, **({"reason": found.reason} if found.reason else {})}
        telling.tell(seen.record, STEPS[wanted], by=by, part=found, facts=facts)
