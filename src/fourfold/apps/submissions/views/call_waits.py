"""What waits on My day because of data calls: for the Council's staff, and for stewards."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourfold.apps.submissions import queries as front
from fourfold.apps.submissions.queries import calls as queries
from fourfold.apps.submissions.states import Answered
from fourfold.apps.submissions.views import call_words as words
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.pages.waits import Wait

SOON = timedelta(days=14)
"""How long before its due day a call stands on My day of the staff."""


def waits(viewer: Viewer) -> list[Wait]:
    """Return answers to look at and calls due soon for staff; for a steward their open calls."""
    found: list[Wait] = []
    if viewer.may(Permission.CALL_OPEN):
        found += _of_staff(viewer)
    if viewer.may(Permission.BATCH_SEND):
        found += _of_steward(viewer)
    return found


def _of_staff(viewer: Viewer) -> list[Wait]:
    today = timezone.localdate(viewer.at)
    found = []
    for row in queries.calls(viewer=viewer, on=today):
        if row.call.closed_at is not None or not row.tally.asked:
            continue
        href = reverse("submissions:call", args=[row.call.code])
        title = words.title_of(row.call)
        if sent := row.tally.of[Answered.SENT]:
            said = ngettext("{} answer to look at", "{} answers to look at", sent).format(sent)
            found.append(
                Wait(
                    said, f"{href}?stands=SENT", ngettext("Look at it", "Look at them", sent), title
                )
            )
        if row.call.due_on and row.tally.missing and row.call.due_on <= today + SOON:
            said = ngettext(
                "{} office is missing in a call",
                "{} offices are missing in a call",
                row.tally.missing,
            ).format(row.tally.missing)
            found.append(
                Wait(
                    said,
                    f"{href}?stands=MISSING",
                    _("See which"),
                    title,
                    by_at=_end(row.call.due_on),
                )
            )
    return found


def _of_steward(viewer: Viewer) -> list[Wait]:
    found = []
    for each in front.calls_for(viewer=viewer):
        if each.call.closed_at is not None or each.line.answered not in words.MISSING:
            continue
        stands, _tone = words.STANDS[each.line.answered]
        about = _("{office}: {stands}").format(office=each.line.name, stands=stands)
        by_at = _end(each.line.due_on) if each.line.due_on else None
        href = reverse("submissions:bring_call", args=[each.call.code, each.line.organization])
        found.append(Wait(words.title_of(each.call), href, _("Answer"), about, by_at=by_at))
    return found


def _end(on: date) -> datetime:
    """Return the last moment of a day."""
    return timezone.make_aware(datetime.combine(on, time(23, 59, 59)))
