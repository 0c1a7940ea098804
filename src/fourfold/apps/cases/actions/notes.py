"""
A provider's own privileged notes: written, and read by nobody else.

They stand in no story and on no clock: who works on the case does not learn that there is one.
"""

from __future__ import annotations

from django.db import transaction

from fourfold.apps.cases.access import services as access
from fourfold.apps.cases.actions import records
from fourfold.apps.cases.models import Case, ProviderNote
from fourfold.apps.cases.rules.referring import ReferringError
from fourfold.apps.cases.states.services import ReferralState
from fourfold.security import audit
from fourfold.security.access import relations
from fourfold.security.access.need_to_know import rights
from fourfold.security.access.policy import Action
from fourfold.security.access.sight import NotKnown, Sight
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event
from fourfold.security.ids import new_id
from fourfold.security.keys import opened


class NothingWritten(ReferringError):
    """The note is empty."""


def write_note(referral: str, *, words: str, once: str = "", by: Viewer) -> str:
    """
    Keep a privileged note on a person whose referral one's organization accepted; returns its id.

    once: the form's key. :raises records.DoneBefore: if it came before.
    :raises NotKnown: without such a referral, or without the right to keep such notes.
    :raises NothingWritten:.
    """
    if not words.strip():
        raise NothingWritten("Write something first.")
    number = new_id()
    with transaction.atomic():
        if once:
            records.once(once, leads_to=f"note:{number}", by=by)
        accepted = access.received(viewer=by).filter(pk=referral, state=ReferralState.ACCEPTED)
        found = accepted.select_related("case").first()
        if found is None:
            raise NotKnown("There is no such referral.")
        try:
            relations.hold(found.case, by=by)
        except relations.MayNotGive:
            raise NotKnown("There is no such referral.") from None
        note = ProviderNote(
            id=number,
            agency=found.agency,
            person=found.person,
            case=found.case,
            referral=found.id,
            holder=by.account,
            written_at=by.at,
        )
        if not Sight(note, rights(by, found.case)).may(Action.WRITE, "words"):
            raise NotKnown("There is no such referral.")
        with opened(holder=by.account):
            note.words = words
            note.save(force_insert=True)
        audit.record(
            Event.RECORD_CHANGED,
            by=by.account,
            subject=f"{Case._meta.label_lower}:{found.case_id}",
            at=by.at,
            facts={"field": "provider_note"},
            agency=by.agency,
        )
    return note.id
