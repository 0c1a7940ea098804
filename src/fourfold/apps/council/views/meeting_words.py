"""What pages say of meetings and their clocks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from fourfold.apps.council.forms.meetings import KINDS
from fourfold.apps.council.queries.meetings import MeetingLine
from fourfold.apps.council.rules.meetings import Running, Stands
from fourfold.apps.council.states.meetings import PostKind

POSTS = {
    PostKind.NOTICE: _("Notice"),
    PostKind.AGENDA: _("Agenda"),
    PostKind.VOTES: _("Votes in writing"),
    PostKind.MINUTES: _("Minutes"),
}
STANDS = {
    Stands.DUE: (_("due"), "plain"),
    Stands.OVERDUE: (_("overdue"), "stop"),
    Stands.DONE: (_("filed in time"), "good"),
    Stands.LATE: (_("filed late"), "caution"),
}
TO_FILE = {
    PostKind.NOTICE: _("The notice of a meeting is to be posted"),
    PostKind.AGENDA: _("The agenda of a meeting is to be posted"),
    PostKind.VOTES: _("The votes of a meeting are to be filed in writing"),
    PostKind.MINUTES: _("Minutes of a meeting are to be filed"),
}
NOT_CONFIRMED = _("our default, not confirmed by counsel")
HOUR = 3600
DAY = 24 * HOUR


def title_of(meeting: MeetingLine) -> Any:
    """Return what a meeting is called."""
    return meeting.group or KINDS[meeting.kind]


def law_words(citation: str, *, is_confirmed: bool) -> str:
    """Say which law sets a time; a default that no source says is called one."""
    return citation if is_confirmed else f"{citation}, {NOT_CONFIRMED}".strip(", ")


def clock_rows(clocks: Iterable[Running]) -> list[tuple[Running, Any, Any, str, str]]:
    """Return each clock with its words, how it stands with its tone, and how late it is."""
    return [
        (each, POSTS[each.clock.post], *STANDS[each.stands], late_words(each.late_by))
        for each in clocks
    ]


def late_words(late: timedelta) -> str:
    """Say how late something is, in whole days or hours; below an hour it says so. "" if not."""
    seconds = int(late.total_seconds())
    if seconds <= 0:
        return ""
    if seconds >= 2 * DAY:
        return ngettext("{} day", "{} days", seconds // DAY).format(seconds // DAY)
    if seconds >= HOUR:
        return ngettext("{} hour", "{} hours", seconds // HOUR).format(seconds // HOUR)
    return str(_("less than an hour"))
