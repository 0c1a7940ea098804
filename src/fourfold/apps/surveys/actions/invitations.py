"""What is noted by hand of an organization, and its link read out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import Invited, invitation_key
from fourfold.apps.surveys.rules import NoSuchStudy
from fourfold.apps.surveys.rules.frame_list import check_mailbox
from fourfold.apps.surveys.rules.invitations import MAY_ANSWER, InvitedState, check_by_hand
from fourfold.apps.surveys.states import WaveState
from fourfold.security import audit
from fourfold.security.events import Event


@transaction.atomic
def note(invited: str, *, wave: str, state: InvitedState, by: access.Who, at: datetime) -> None:
    """
    Note by hand where an organization stands; what is noted already is noted once.

    :raises NoSuchStudy: :raises MoveNotAllowed: if it answered meanwhile, for example.
    """
    found = _held(invited, wave=wave, by=by)
    if found.state == state.value:
        return
    check_by_hand(InvitedState(found.state), state)
    found.state = state.value
    found.save(update_fields=["state"])
    facts = {"organization": invited, "state": state.value}
    _record(Event.INVITED_NOTED, wave, facts, by=by, at=at)


@transaction.atomic
def set_mailbox(invited: str, *, wave: str, mail: str, by: access.Who, at: datetime) -> None:
    """Keep another mailbox of an organization. :raises NoSuchStudy: :raises BadSample:."""
    check_mailbox(mail.strip())
    found = _held(invited, wave=wave, by=by)
    found.mail = mail.strip()
    found.save(update_fields=["mail"])
    facts = {"organization": invited, "what": "mailbox"}
    _record(Event.INVITED_NOTED, wave, facts, by=by, at=at)


@transaction.atomic
def tell_link(invited: str, *, wave: str, by: access.Who, at: datetime) -> str:
    """
    Return the key of an organization's link, to be read out or written in a letter.

    The log says who saw it: with it somebody could answer in the organization's place.
    :raises NoSuchStudy: if there is none that may answer in an open wave.
    """
    found = _held(invited, wave=wave, by=by)
    is_open = found.wave.state == WaveState.OPEN.value
    if not is_open or InvitedState(found.state) not in MAY_ANSWER:
        raise NoSuchStudy("There is no link that could be used now.")
    if found.state == InvitedState.DRAWN.value:
        found.state = InvitedState.INVITED.value
        found.save(update_fields=["state"])
    _record(Event.INVITED_NOTED, wave, {"organization": invited, "what": "link"}, by=by, at=at)
    return invitation_key(invited)


def _held(invited: str, *, wave: str, by: access.Who) -> Invited:
    row = access.held(by, wave)
    found = Invited.objects.select_for_update(of=("self",)).select_related("wave")
    one = found.filter(id=invited, wave=row).first()
    if one is None:
        raise NoSuchStudy("There is no such organization.")
    return one


def _record(
    event: Event, wave: str, facts: dict[str, str], *, by: access.Who, at: datetime
) -> None:
    name = access.name_of(by)
    audit.record(event, by=name, subject=f"wave:{wave}", at=at, facts=facts)
