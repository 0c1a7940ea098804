"""
Referring a person to a service.

A referral never waits for a consent: without one it is sent, and tells no fact. With one, what is
told is asked anew at every reading (access.services.is_told).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from fourfold.apps.cases.actions import records, telling
from fourfold.apps.cases.models import Case, Need, Referral, ReferralLink
from fourfold.apps.cases.rules import referring
from fourfold.apps.cases.states import services as states
from fourfold.apps.cases.states.services import LinkEnd, ReferralState
from fourfold.apps.cases.states.steps import Step
from fourfold.reference import active_pack
from fourfold.security.access import relations
from fourfold.security.access.agencies import providers
from fourfold.security.access.sight import NotKnown, Sight
from fourfold.security.access.viewer import Viewer
from fourfold.security.classes import FieldClass
from fourfold.security.consent import live_for
from fourfold.security.consent_codes import Purpose
from fourfold.security.ids import new_id
from fourfold.security.models import Agency
from fourfold.security.notices import NoticeKind, notify

S = ReferralState
TOLD = ("message", "health_note", "sud_note")
"""What the worker may write for the service to read, each by the consent for its class."""


def draft(
    case: str,
    *,
    kind: str,
    to_agency: str,
    purpose: str,
    need: str = "",
    tells: bool = False,
    told: dict[str, str] | None = None,
    once: str = "",
    by: Viewer,
) -> str:
    """
    Begin a referral; returns its id. Nothing leaves before it is sent.

    told: what the service may read if a consent names it, by the columns of `TOLD`.
    :raises NotKnown: also without the right to write what would be told; that is a line in the
    audit. :raises referring.NoSuchKind, referring.SameAgency, records.DoneBefore:.
    """
    referring.check_kind(kind, known=(row["code"] for row in active_pack().rows("service_types")))
    number = new_id()
    words = {name: said for name in TOLD if (said := (told or {}).get(name, "").strip())}
    writes = {FieldClass.PERSONAL, *(FieldClass(Referral.FIELD_CLASSES[name]) for name in words)}
    with records.changing(Case, case, by=by, writes=sorted(writes)) as seen:
        if once:
            records.once(once, leads_to=f"referral:{number}", by=by)
        referring.check_recipient(to_agency, agency=seen.record.agency)
        known = {each.code for each in active_pack().organizations}
        has_account = Agency.objects.filter(code=to_agency, is_active=True).exists()
        if to_agency not in known and not has_account:
            raise NotKnown("There is no such organization.")
        if need and not Need.objects.filter(pk=need, case=seen.record).exists():
            raise NotKnown("There is no such need.")
        made = Referral(
            id=number,
            agency=seen.record.agency,
            person=seen.record.person,
            case=seen.record,
            need=need,
            kind=kind,
            to_agency=to_agency,
            by_link=not has_account,
            purpose=Purpose(purpose).value,
            tells=tells,
            drafted_at=by.at,
            drafted_by=by.account,
        )
        for name, said in words.items():
            setattr(made, name, said)
        made.save(force_insert=True)
        facts = {"kind": kind, "to": to_agency}
        telling.tell(seen.record, Step.REFERRAL_DRAFTED, by=by, part=made, facts=facts)
    return number


def send(referral: str, *, case: str, person_said: str, version: int, by: Viewer) -> None:
    """
    Send a referral, after the person said yes to it.

    version: what the page showed.
    :raises referring.PersonNotAsked, referring.NeedsConsent, states.MoveNotAllowed:.
    :raises NotKnown, records.ChangedMeanwhile:.
    """
    referring.check_person_said(person_said)
    with _sending(referral, case=case, by=by) as (seen, found):
        states.check_move(S(found.state), S.SENT)
        if found.version != version:
            raise records.ChangedMeanwhile(found.drafted_by, seen.record.changed_at)
        until_at = by.at + referring.MOST_TIME
        if found.tells:
            _check_consent(found, at=by.at)
        found.state, found.person_said, found.said_at = S.SENT.value, person_said, by.at
        found.sent_at, found.sent_by, found.until_at = by.at, by.account, until_at
        found.answer_by_at = by.at + referring.ANSWER_WITHIN
        notify(
            providers(found.to_agency, at=by.at),
            NoticeKind.REFERRAL_CAME,
            subject=f"referral:{found.id}",
            at=by.at,
        )
        if found.tells:
            found.relation = relations.refer(
                seen.record, found.to_agency, purpose=found.purpose, until=until_at, by=by
            )
        _save(found)
        facts: dict[str, str | int] = {"kind": found.kind, "tells": int(found.tells)}
        facts["to"] = found.to_agency
        telling.tell(seen.record, Step.REFERRAL_SENT, by=by, part=found, facts=facts)


def revoke(referral: str, *, case: str, reason: str, words: str = "", by: Viewer) -> None:
    """
    Take a referral back: the service sees nothing of it from its next click on.

    :raises referring.ReasonMissing, states.MoveNotAllowed, NotKnown:.
    """
    referring.check_reason(S.REVOKED, reason, words)
    with _sending(referral, case=case, by=by) as (seen, found):
        states.check_move(S(found.state), S.REVOKED)
        was_sent = found.sent_at is not None
        found.state, found.reason, found.ended_at = S.REVOKED.value, reason, by.at
        found.why = words.strip() or None
        _save(found)
        ReferralLink.objects.filter(referral=found.id, ended_at=None).update(
            ended_at=by.at, ended_how=LinkEnd.REVOKED.value
        )
        if was_sent:
            notify(
                providers(found.to_agency, at=by.at),
                NoticeKind.REFERRAL_REVOKED,
                subject=f"referral:{found.id}",
                at=by.at,
            )
        if found.relation:
            with suppress(relations.NotHeld):  # its time was over before
                relations.withdraw(seen.record, found.relation, by=by)
        facts = {"kind": found.kind, "to": found.to_agency, "reason": reason}
        telling.tell(seen.record, Step.REFERRAL_REVOKED, by=by, part=found, facts=facts)


@contextmanager
def _sending(referral: str, *, case: str, by: Viewer) -> Iterator[tuple[Sight[Case], Referral]]:
    """Open a case for a change, with one of its referrals locked."""
    with records.changing(Case, case, by=by) as seen:
        found = Referral.objects.select_for_update().filter(pk=referral, case=seen.record).first()
        if found is None:
            raise NotKnown("There is no such referral.")
        yield seen, found


def _check_consent(referral: Referral, *, at: datetime) -> None:
    live = live_for(referral.to_agency, at).filter(
        person=referral.person, from_agency=referral.agency, purpose=referral.purpose
    )
    if not live.exists():
        raise referring.NeedsConsent(
            "No consent lets this service be told anything for this purpose. Ask for one, or send "
            "the referral without facts: then the service learns only that the person will call."
        )


def _save(referral: Referral) -> None:
    referral.version += 1
    referral.save()
