"""What waits for a viewer among referrals, for My day."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.apps.cases.queries import received
from fourfold.apps.cases.queries import services as queries
from fourfold.apps.cases.states.services import ReferralState
from fourfold.apps.cases.views.saying import code_in_words
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.pages.frame import agency_name
from fourfold.security.pages.waits import Wait


def waits(viewer: Viewer) -> list[Wait]:
    """Return referrals that wait for this viewer's answer, and those of theirs to plan anew."""
    if not viewer.may(Permission.RECORD_READ):
        return []
    here = [
        Wait(
            words=_("A referral waits for an answer"),
            about=_("{kind}. From {agency}.").format(
                kind=code_in_words(each.kind), agency=agency_name(each.from_agency)
            ),
            href=reverse("cases:referral_here", args=[each.id]),
            action=_("Answer it"),
            since_at=each.sent_at,
            by_at=each.answer_by_at,
        )
        for each in received.waiting(viewer=viewer)
    ]
    own = queries.mine(viewer=viewer)
    cases = queries.cases_of([each.id for each in own], viewer=viewer)
    return here + [
        Wait(
            words=_("A service declined: choose the next step")
            if each.state == ReferralState.DECLINED
            else _("A service has not answered in time"),
            about=_("{kind}. Sent to {agency}.").format(
                kind=code_in_words(each.kind), agency=agency_name(each.to_agency)
            ),
            href=reverse("cases:referral", args=[cases[each.id], each.id]),
            action=_("Look at it"),
            since_at=each.moved_at,
        )
        for each in own
    ]
