"""Whose link somebody came by."""

from __future__ import annotations

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import Invited, Wave, invited_id
from fourfold.apps.surveys.rules import InvitationSpent, InvitationUseless
from fourfold.apps.surveys.rules.invitations import MAY_ANSWER, InvitedState


def check_link(wave: Wave, *, key: str, viewer: access.Who) -> Invited | None:
    """
    Return whose link this is; None for a wave that anybody answers. viewer: nobody.

    :raises InvitationUseless: :raises InvitationSpent:.
    """
    del viewer  # the key alone lets in
    if not wave.invites:
        return None
    found = Invited.objects.filter(wave=wave, id=invited_id(key)).first()
    state = InvitedState(found.state) if found else InvitedState.LISTED
    if state is InvitedState.ANSWERED:
        raise InvitationSpent("This organization has answered.")
    if found is None or state not in MAY_ANSWER:
        raise InvitationUseless("This link opens nothing here.")
    return found


def check_invitation(code: str, *, key: str, viewer: access.Who) -> None:
    """
    Check the link by which somebody comes to a wave. code: the wave's. viewer: nobody.

    :raises InvitationUseless: :raises InvitationSpent:.
    """
    wave = Wave.objects.filter(code=code).first()
    if wave is None or check_link(wave, key=key, viewer=viewer) is None:
        raise InvitationUseless("This link opens nothing here.")
