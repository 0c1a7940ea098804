"""The panel of services on the case page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fourfold.apps.cases.queries import services as queries
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.states.services import ReferralState
from fourfold.apps.cases.views import service_words as words
from fourfold.apps.cases.views.panel import Panel

S = ReferralState
LIVE = (S.DRAFT, S.SENT, S.WAITLISTED, S.ACCEPTED)


def panel(opened: OpenCase) -> Panel | None:
    """Show needs, referrals by state, what is unmet and how long a first service took."""
    found = queries.board(opened, viewer=opened.viewer)
    if found is None:
        return None
    values = {
        "needs": words.needs(found),
        "live": words.referrals([each for each in found.referrals if each.state in LIVE]),
        "over": words.referrals([each for each in found.referrals if each.state not in LIVE]),
        "first": words.first_service(found) if found.needs else "",
        "keeps": found.keeps,
    }
    return Panel("services", _("Services"), "cases/panel_services.html", values, "below")
