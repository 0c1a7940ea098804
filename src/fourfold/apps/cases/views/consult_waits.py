"""What waits for a viewer among consults, for My day."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.apps.cases.queries import consults
from fourfold.apps.cases.views.consult_words import said_line
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.pages.waits import Wait


def waits(viewer: Viewer) -> list[Wait]:
    """Return the consults that wait for this viewer's answer, and those that anybody may take."""
    if not viewer.may(Permission.RECORD_CREATE):
        return []
    found = consults.lists(viewer=viewer)
    return [
        *(_wait(each, _("A consult waits for your answer"), _("Answer it")) for each in found.mine),
        *(
            _wait(each, _("A consult waits in your region"), _("Look at it"))
            for each in found.waiting
        ),
    ]


def _wait(one: consults.Line, words: str, action: str) -> Wait:
    line = said_line(one)
    return Wait(
        words=words,
        about=_("{region}, {urgency}. Asked by {who}.").format(
            region=line.region, urgency=line.urgency.lower(), who=line.asked_by
        ),
        href=reverse("cases:consult", args=[one.case, one.id]),
        action=action,
        since_at=one.since_at,
    )
