"""Calls in words: where offices stand, periods, places, datasets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from fourfold.apps.submissions.queries.calls import Call, call_of
from fourfold.apps.submissions.rules.board import MISSING as MISSING
from fourfold.apps.submissions.rules.board import Tally
from fourfold.apps.submissions.rules.periods import PeriodKind, kind_of
from fourfold.apps.submissions.states import (
    Answered,
    CallStep,
    ReminderState,
    ReminderWay,
    RespondentKind,
)
from fourfold.reference import NotKnownThen, UnknownName, active_pack, district_of, name_of_district
from fourfold.security.access.viewer import Viewer

KINDS: dict[RespondentKind, Any] = {
    RespondentKind.AGENCY: _lazy("State agency"),
    RespondentKind.POLICE: _lazy("Police department"),
    RespondentKind.STATES_ATTORNEY: _lazy("State’s attorney"),
    RespondentKind.CHIEF_STATES_ATTORNEY: _lazy("Chief State’s Attorney"),
    RespondentKind.PROVIDER: _lazy("Service provider"),
    RespondentKind.HOTLINE: _lazy("Hotline"),
    RespondentKind.TRAINING: _lazy("Training office"),
    RespondentKind.LODGING: _lazy("Lodging office"),
}
STANDS: dict[Answered, tuple[Any, str]] = {
    Answered.ACCEPTED: (_lazy("Accepted"), "good"),
    Answered.NOTHING: (_lazy("Nothing to report"), "good"),
    Answered.EXCUSED: (_lazy("Excused"), "quiet"),
    Answered.SENT: (_lazy("Sent, to look at"), "caution"),
    Answered.RETURNED: (_lazy("Given back"), "caution"),
    Answered.DRAFT: (_lazy("Begun"), "plain"),
    Answered.NOT_YET: (_lazy("Not yet"), "plain"),
    Answered.LATE: (_lazy("Late"), "stop"),
}
"""Words and tone, in the order of the picture: what is whole first."""
STEPS: dict[CallStep, Any] = {
    CallStep.OPENED: _lazy("Opened"),
    CallStep.CHANGED: _lazy("Due day, words or reminders changed"),
    CallStep.ASKED: _lazy("Offices asked"),
    CallStep.CLOSED: _lazy("Closed"),
    CallStep.REOPENED: _lazy("Opened again"),
}
WAYS: dict[ReminderWay, Any] = {
    ReminderWay.MAIL: _lazy("Mail"),
    ReminderWay.LETTER: _lazy("Letter"),
}
REMINDED: dict[ReminderState, tuple[Any, str]] = {
    ReminderState.WAITING: (_lazy("Waits to be mailed"), "plain"),
    ReminderState.MAILING: (_lazy("Not known whether it went"), "caution"),
    ReminderState.MAILED: (_lazy("Mailed"), "good"),
    ReminderState.FAILED: (_lazy("Could not be mailed"), "stop"),
    ReminderState.TO_POST: (_lazy("To be posted"), "caution"),
    ReminderState.POSTED: (_lazy("Posted"), "good"),
    ReminderState.NOT_NEEDED: (_lazy("Not sent: it was answered"), "quiet"),
}


def title_of(call: Call) -> str:
    """Return what a call is called: its own title, or its dataset's with the period."""
    return call.title or f"{dataset_name(call.dataset)}, {period_of(call)}"


def title_of_code(code: str, *, viewer: Viewer) -> str:
    """Return what a call of this code is called; the code itself where the viewer sees none."""
    call = call_of(code, viewer=viewer)
    return title_of(call) if call else code


def dataset_name(dataset: str) -> str:
    """Return the title of a dataset's contract; one the pack has no more is called by its name."""
    try:
        return active_pack().contract(dataset).title
    except UnknownName:
        return dataset


def period_of(call: Call) -> str:
    """Say a call's period: 2029, the 1st quarter of 2029, January 2029, or its days."""
    if call.from_on is None or call.until_on is None:
        return str(call.year)
    return period_in_words(call.from_on, call.until_on)


def period_in_words(from_on: date, until_on: date) -> str:
    """Say a period; until_on is the day after its last."""
    kind, number = kind_of(from_on, until_on)
    if kind == PeriodKind.YEAR:
        return str(from_on.year)
    if kind == PeriodKind.QUARTER:
        return _("Quarter {number} of {year}").format(number=number, year=from_on.year)
    if kind == PeriodKind.MONTH:
        return formats.date_format(from_on, "F Y")
    last = until_on - timedelta(days=1)
    return _("{first} to {last}").format(first=day(from_on), last=day(last))


def day(on: date | None) -> str:
    """Write a day as people do; "" for none."""
    return formats.date_format(on, "F j, Y") if on else ""


def due_in_words(due_on: date | None, *, on: date) -> str:
    """Say how far a due day is."""
    if due_on is None:
        return _("no due day")
    days = (due_on - on).days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in {} day", "in {} days", days).format(days)
    return ngettext("{} day ago", "{} days ago", -days).format(-days)


def reminder_day(days: int | None) -> str:
    """Say which day of a schedule a reminder is of."""
    if days is None:
        return _("When it was asked")
    if days < 0:
        return ngettext("{} day before", "{} days before", -days).format(-days)
    if days == 0:
        return _("On the day")
    return ngettext("{} day after", "{} days after", days).format(days)


def town_names() -> dict[str, str]:
    """Return the pack's towns by code."""
    return {row["code"]: row["name"] for row in active_pack().rows("towns")}


def district_names(*, on: date) -> dict[str, str]:
    """Return the judicial districts that there are on a day, by code, in the order of names."""
    found: dict[str, str] = {}
    for code in dict.fromkeys(row["code"] for row in active_pack().rows("districts")):
        try:
            found[code] = name_of_district(code, on=on)
        except (NotKnownThen, UnknownName):
            continue
    return dict(sorted(found.items(), key=lambda each: each[1]))


def district_of_town(town: str, *, on: date) -> str:
    """Return the code of a town's district today; "" if the pack does not say."""
    try:
        return district_of(town, on=on) if town else ""
    except (NotKnownThen, UnknownName):
        return ""


def picture(counted: Tally) -> list[dict[str, Any]]:
    """Return the pieces of the bar: words, count, and where each begins and how wide it is in %."""
    pieces: list[dict[str, Any]] = []
    before = 0
    for where, (words, tone) in STANDS.items():
        count = counted.of[where]
        if count:
            pieces.append(
                {
                    "where": where.value,
                    "look": where.value.lower().replace("_", "-"),
                    "words": words,
                    "tone": tone,
                    "count": count,
                    "x": round(100 * before / counted.asked, 3),
                    "width": round(100 * count / counted.asked, 3),
                }
            )
        before += count
    return pieces


def bar_in_words(counted: Tally) -> str:
    """Say what the bar shows, in one sentence."""
    parts = "; ".join(f"{each['words']} {each['count']}" for each in picture(counted))
    said = ngettext("Of {asked} office: {parts}.", "Of {asked} offices: {parts}.", counted.asked)
    return said.format(asked=counted.asked, parts=parts)


def counted_kinds(kinds: Iterable[RespondentKind]) -> list[tuple[str, int]]:
    """Return how many offices there are of each kind, in words."""
    found = list(kinds)
    return [(str(words), found.count(kind)) for kind, words in KINDS.items() if kind in found]


def today() -> date:
    """Return the day it is in the state."""
    return timezone.localdate()


def choice(label: Any) -> forms.ChoiceField:
    """Return a filter whose choices are filled in for each request."""
    return forms.ChoiceField(label=label, required=False)


def offer(form: forms.Form, name: str, choices: Iterable[Any]) -> None:
    """Give a filter its choices, after the one that leaves it out."""
    cast(forms.ChoiceField, form.fields[name]).choices = [("", _("All")), *choices]


def typed(label: Any) -> forms.CharField:
    """Return a filter by words, which stay out of the address."""
    return forms.CharField(label=label, required=False, max_length=80)


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what a form sent, even if nothing was checked in it; None before it was sent."""
    return request.POST if request.method == "POST" else None
