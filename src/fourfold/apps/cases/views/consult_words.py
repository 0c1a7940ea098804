"""How consults are said: who did what when, how long it took, one line of a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourfold.apps.cases.forms.consults import CONCERNS, URGENCIES
from fourfold.apps.cases.queries.consults import Asked, Line
from fourfold.apps.cases.states.cases import Concern
from fourfold.apps.cases.states.consults import ConsultState, Urgency
from fourfold.apps.cases.views import saying
from fourfold.security.pages.frame import name_of

TONES = {Concern.SUSPECTED: "caution", Concern.CONFIRMED: "stop", Concern.NONE: "quiet"}


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One consult as a list says it. concerns: word and tone of each opinion."""

    one: Line
    number: str
    region: str
    urgency: str
    hurry: bool
    stands: str
    tone: str
    asked_by: str
    concerns: tuple[tuple[str, str], ...]
    took: str


def said_line(one: Line, asked: Asked | None = None) -> SaidLine:
    """Return a consult in words. asked: with its opinions, where the case is open."""
    stands, tone = _stands(one)
    return SaidLine(
        one=one,
        number=" ".join(one.case[at : at + 4] for at in range(0, 16, 4)),
        region=saying.region_name(one.region),
        urgency=str(URGENCIES[Urgency(one.urgency)]).partition(":")[0],
        hurry=one.urgency == Urgency.NOW,
        stands=stands,
        tone=tone,
        asked_by=name_of(one.asked_by),
        concerns=tuple(concern(each.concern) for each in asked.given) if asked else (),
        took=how_long(one.took) if one.took is not None else "",
    )


def concern(code: str) -> tuple[str, str]:
    """Return a level of concern as a word and the tone of its chip."""
    level = Concern(code)
    return str(CONCERNS[level]).partition(":")[0], TONES.get(level, "plain")


def who_did(account: str, at: datetime, pattern: str) -> str:
    """Say who did something and when. pattern: with {who} and {when}."""
    local = timezone.localtime(at)
    return pattern.format(who=name_of(account), when=formats.date_format(local, "M j, g:i A"))


def how_long(span: timedelta) -> str:
    """Say how long something took, in the two largest units that matter."""
    minutes = max(int(span.total_seconds() // 60), 0)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts: list[tuple[int, Any]] = [
        (days, ngettext("{} day", "{} days", days)),
        (hours, ngettext("{} hour", "{} hours", hours)),
        (minutes, ngettext("{} minute", "{} minutes", minutes)),
    ]
    said = [words.format(number) for number, words in parts if number][:2]
    return " ".join(said) or _("less than a minute")


def _stands(one: Line) -> tuple[str, str]:
    """Return where a consult stands, and the tone of its chip."""
    if one.state == ConsultState.TAKEN:
        return _("With {who}").format(who=name_of(one.taken_by)), "plain"
    if one.state == ConsultState.WAITING and one.meant_for:
        return _("Waits for {who}").format(who=name_of(one.meant_for)), "caution"
    if one.state == ConsultState.WAITING:
        words = _("Waits for a second opinion") if one.second else _("Waits")
        return words, "caution"
    if one.state == ConsultState.WITHDRAWN:
        return _("Taken back"), "quiet"
    return _("Answered"), "good"
