"""What staff type about calls: period, days, words, whom to ask, and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fourfold.apps.submissions.rules.choosing import Choice
from fourfold.apps.submissions.rules.periods import NoSuchPeriod, PeriodKind, period
from fourfold.apps.submissions.rules.reminders import FURTHEST, OPENING
from fourfold.components.fields import DayField, FoldedChecks

PERIODS = [
    (PeriodKind.YEAR.value, _("A year")),
    (PeriodKind.QUARTER.value, _("A quarter")),
    (PeriodKind.MONTH.value, _("A month")),
    (PeriodKind.DAYS.value, _("Days I name")),
]
NUMBERS = [("", _("Choose"))] + [(str(each), str(each)) for each in range(1, 13)]


def _words() -> forms.CharField:
    return forms.CharField(
        label=_("Words to the offices"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Shown on the call’s page, not in mails. Name nobody who is served."),
    )


def _version() -> forms.IntegerField:
    """Return the version that the page shows, so that nobody is overwritten unseen."""
    return forms.IntegerField(widget=forms.HiddenInput)


def _days(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=40,
        help_text=_("Numbers of days, with commas between them. For example: 14, 3"),
    )


def _unmark(form: forms.Form, *names: str) -> None:
    """Leave "you may leave this out" away where the question itself says when it counts."""
    for name in names:
        setattr(form.fields[name], "is_unmarked", True)  # noqa: B010 - a field has no such name


class Schedule(forms.Form):
    """When offices are reminded."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        _unmark(self, "before", "after")

    at_opening = forms.BooleanField(
        label=_("Tell each office on the day it is asked"), required=False
    )
    before = _days(_("Remind this many days before the due day"))
    after = _days(_("Remind this many days after the due day"))

    def clean_before(self) -> list[int]:
        """Return the days before."""
        return _numbers(self.cleaned_data["before"])

    def clean_after(self) -> list[int]:
        """Return the days after."""
        return _numbers(self.cleaned_data["after"])

    def schedule(self) -> list[int | None]:
        """Return the days of the schedule, as rules.reminders has them."""
        given = self.cleaned_data
        opening: list[int | None] = [OPENING] if given["at_opening"] else []
        return [*opening, *(-each for each in given["before"]), *given["after"]]


def as_typed(schedule: Iterable[int | None]) -> dict[str, Any]:
    """Return a schedule as its form holds it."""
    days = [each for each in schedule if each is not OPENING]
    return {
        "at_opening": len(days) < len(list(schedule)),
        "before": ", ".join(str(-each) for each in sorted(days) if each < 0),
        "after": ", ".join(str(each) for each in sorted(days) if each >= 0),
    }


class Ask(forms.Form):
    """Whom to ask."""

    use_required_attribute = False
    kinds = forms.MultipleChoiceField(
        label=_("All offices of a kind"), required=False, widget=forms.CheckboxSelectMultiple
    )
    districts = forms.MultipleChoiceField(
        label=_("Only in these judicial districts"),
        required=False,
        widget=FoldedChecks(_("Choose districts")),
        help_text=_("Checked together with kinds, only offices of both are asked."),
    )
    last_time = forms.BooleanField(label=_("The same as last time"), required=False)
    codes = forms.MultipleChoiceField(
        label=_("And these offices"),
        required=False,
        widget=FoldedChecks(_("Choose offices by hand")),
    )

    def __init__(self, *args: Any, offers: Mapping[str, list[Any]], last: int, **kw: Any) -> None:
        """offers: choices by field. last: how many offices the newest call of the dataset asked."""
        super().__init__(*args, **kw)
        _unmark(self, "kinds", "districts", "codes")
        for name, choices in offers.items():
            cast(forms.MultipleChoiceField, self.fields[name]).choices = choices
        if not last:
            del self.fields["last_time"]
        else:
            self.fields["last_time"].label = _("The same as last time ({count} offices)").format(
                count=last
            )

    def choice(self, last_time: Iterable[str]) -> Choice:
        """Return what was chosen. last_time: the codes of the offices asked then."""
        given = self.cleaned_data
        return Choice(
            kinds=frozenset(given["kinds"]),
            districts=frozenset(given["districts"]),
            codes=frozenset(given["codes"]),
            last_time=frozenset(last_time) if given.get("last_time") else frozenset(),
        )


class NewCall(Ask, Schedule):
    """A new call of a dataset: period, due day, words, whom to ask, reminders."""

    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=200,
        help_text=_("Left out, it is the dataset and the period."),
    )
    period = forms.ChoiceField(label=_("It asks about"), choices=PERIODS)
    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=2000,
        max_value=2199,
        help_text=_("For a year, a quarter or a month."),
    )
    number = forms.ChoiceField(
        label=_("Which quarter or month"),
        choices=NUMBERS,
        required=False,
        help_text=_("Only for a quarter, 1 to 4, or a month, 1 to 12."),
    )
    from_on = DayField(
        label=_("First day"),
        required=False,
        help_text=_("Only for days you name. For example: 4 28 2026"),
    )
    last_on = DayField(label=_("Last day"), required=False, help_text=_("Included."))
    due_on = DayField(label=_("Answers are due on"))
    words = _words()
    field_order = (
        *("title", "period", "year", "number", "from_on", "last_on", "due_on", "words"),
        *("kinds", "districts", "last_time", "codes", "at_opening", "before", "after"),
    )

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        _unmark(self, "title", "year", "number", "from_on", "last_on")

    def clean(self) -> dict[str, Any]:
        """Turn the period into days."""
        given = super().clean() or self.cleaned_data
        kind = PeriodKind(given.get("period") or PeriodKind.YEAR)
        if kind is PeriodKind.DAYS:
            self._check_days(given)
        elif not given.get("year"):
            self.add_error("year", _("Say which year."))
        elif kind is not PeriodKind.YEAR and not given.get("number"):
            self.add_error("number", _("Say which quarter or month."))
        else:
            try:
                given["days"] = period(
                    kind, year=given["year"], number=int(given.get("number") or 1)
                )
            except NoSuchPeriod as refused:
                self.add_error("number", str(refused))
        return given

    def _check_days(self, given: dict[str, Any]) -> None:
        first, last = given.get("from_on"), given.get("last_on")
        if not first or not last:
            self.add_error("from_on", _("Name the first and the last day."))
        elif last < first:
            self.add_error("last_on", _("The last day is before the first."))
        else:
            given["days"] = (first, last + timedelta(days=1))


def code_of(dataset: str, *, kind: str, days: tuple[date, date]) -> str:
    """Return the code of a call: its dataset and period, which together stand once."""
    first, until = days
    ends = {
        PeriodKind.YEAR.value: f"{first:%Y}",
        PeriodKind.QUARTER.value: f"{first:%Y}-q{(first.month + 2) // 3}",
        PeriodKind.MONTH.value: f"{first:%Y-%m}",
    }
    end = ends.get(kind, f"{first:%Y%m%d}-{until - timedelta(days=1):%Y%m%d}")
    return f"{dataset.replace('_', '-')[: 39 - len(end)]}-{end}"


class ChangeCall(Schedule):
    """Another due day, other words, another schedule."""

    version = _version()
    due_on = DayField(label=_("Answers are due on"), required=False)
    words = _words()
    field_order = ("version", "due_on", "words", "at_opening", "before", "after")


class Why(forms.Form):
    """A reason."""

    use_required_attribute = False
    why = forms.CharField(
        label=_("Why?"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept with the call. Name nobody who is served."),
    )


class LaterDay(forms.Form):
    """A day of an office's own."""

    use_required_attribute = False
    version = _version()
    due_on = DayField(
        label=_("Answer due on"),
        required=False,
        help_text=_("Leave it empty for the call’s own day. For example: 4 28 2026"),
    )


class Sure(forms.Form):
    """Nothing to type: one asks once more, and does it."""


def _numbers(typed: str) -> list[int]:
    found = []
    for part in typed.replace(";", ",").split(","):
        text = part.strip()
        if not text:
            continue
        if not text.isdecimal() or not text.isascii() or int(text[:5]) > FURTHEST:
            raise ValidationError(
                _("{part} is no number of days from 0 to {most}.").format(
                    part=text[:20], most=FURTHEST
                )
            )
        found.append(int(text))
    return found
