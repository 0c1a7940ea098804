"""How a clock is said: how it stands, how late it is, whose it is, and where it is met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from fourfold.apps.cases.queries.clocks import SeenClock
from fourfold.apps.cases.states.clocks import ClockState
from fourfold.security.access.roles import ROLES

C = ClockState
CHIPS: dict[ClockState, tuple[Any, str]] = {
    C.RUNNING: (_lazy("Running"), "plain"),
    C.DUE_SOON: (_lazy("Due soon"), "caution"),
    C.OVERDUE: (_lazy("Overdue"), "stop"),
    C.MET: (_lazy("Done in time"), "good"),
    C.MET_LATE: (_lazy("Done late"), "caution"),
    C.DROPPED: (_lazy("No longer needed"), "quiet"),
    C.MISSED: (_lazy("Never done"), "stop"),
}
"""What the chip of each state says, and its tone."""
PAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "CONSULT_ANSWERED": ("cases:consult", ()),
    "POLICE_TOLD": ("cases:missing_step", ("police",)),
    "NCMEC_TOLD": ("cases:missing_step", ("ncmec",)),
    "RETURN_SCREENED": ("cases:missing", ()),
}
"""Where a step that meets a clock is told, if it is about a part with a page of its own."""


@dataclass(frozen=True, slots=True)
class SaidClock:
    """
    One clock as its line says it. late: "3 hours late", or "". href: where it is met, or "".

    verb: what the link there says.
    """

    clock: SeenClock
    name: str
    stands: str
    tone: str
    whose: str
    late: str
    href: str
    verb: str


def said(clock: SeenClock, *, record: str, kind: str, may_write: bool) -> SaidClock:
    """Return a clock as a page says it. kind: "case" or "report"."""
    words, tone = CHIPS[clock.state]
    href, writes = met_at(clock, record=record, kind=kind)
    return SaidClock(
        clock=clock,
        name=_(clock.name),
        stands=str(words),
        tone=tone,
        whose=_(ROLES[clock.rule.whose].name) if clock.rule else "",
        late=late_in_words(clock.late),
        href=href if may_write and clock.state.is_open else "",
        verb=_("Write it down") if writes else _("Open it"),
    )


def met_at(clock: SeenClock, *, record: str, kind: str) -> tuple[str, bool]:
    """
    Return the address where a clock's duty is written down as done, and whether at once there.

    "" if there is none but the page of the record.
    """
    if clock.by_hand:
        return reverse(f"cases:clock_of_{kind}", args=[record, clock.id]), True
    steps = [each.step for each in clock.rule.met_by] if clock.rule and clock.about else []
    for step in steps:
        if step in PAGES:
            page, more = PAGES[step]
            return reverse(page, args=[record, clock.about, *more]), bool(more)
    return "", False


def late_in_words(late: timedelta) -> str:
    """Say how late something is, by its largest unit; nothing if it is in time."""
    minutes = int(late.total_seconds() // 60)
    if late <= timedelta():
        return ""
    if minutes < 60:
        return ngettext("{} minute late", "{} minutes late", max(minutes, 1)).format(
            max(minutes, 1)
        )
    if minutes < 48 * 60:
        return ngettext("{} hour late", "{} hours late", minutes // 60).format(minutes // 60)
    return ngettext("{} day late", "{} days late", late.days).format(late.days)
