"""Fields that forms share: days and moments typed in boxes, and how a widget gets our look."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _


class ThreeBoxes(forms.MultiWidget):
    """Month, day and year as three boxes with labels, in that order."""

    template_name = "components/three_boxes.html"
    use_fieldset = True
    sizes: tuple[tuple[str, int], ...] = (("month", 2), ("day", 2), ("year", 4))
    labels: tuple[Any, ...] = (_("Month"), _("Day"), _("Year"))

    def __init__(self) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput(
                attrs={"maxlength": size, "autocomplete": "off"}
                | ({"inputmode": "numeric"} if size <= 4 else {})
            )
            for name, size in self.sizes
        }
        super().__init__(boxes)

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return the context with a label for each box."""
        context = super().get_context(name, value, dict(attrs or {}))
        for box, label in zip(context["widget"]["subwidgets"], self.labels, strict=True):
            box["label"] = label
        return context

    def decompress(self, value: Any) -> list[Any]:
        """Return the three boxes of a day."""
        return [value.month, value.day, value.year] if isinstance(value, date) else ["", "", ""]

    def id_for_label(self, id_: str) -> str:
        """Lead from an error to the first box."""
        return f"{id_}_0" if id_ else id_


class FoldedChecks(forms.CheckboxSelectMultiple):
    """Many boxes to check, folded below a few words until one asks for them, or has checked one."""

    template_name = "components/folded_checks.html"

    def __init__(self, words: Any) -> None:
        super().__init__()
        self.words = words

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return the context with the words, and whether it stands open."""
        context = super().get_context(name, value, dict(attrs or {}))
        return context | {"words": self.words, "is_open": bool(value)}


class DayField(forms.MultiValueField):
    """A day typed as month, day and year. Empty is None; half a day is an error that says so."""

    widget: type[ThreeBoxes] = ThreeBoxes

    def __init__(self, **kwargs: Any) -> None:
        boxes = tuple(forms.CharField(required=False) for _box in self.widget.sizes)
        kwargs.setdefault("help_text", _("For example: 4 28 2026"))
        super().__init__(boxes, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[Any]) -> date | None:
        """
        Return the day, or None if all boxes are empty.

        :raises ValidationError: if it is half filled or no day of the calendar.
        """
        typed = [str(box or "").strip() for box in data_list or []]
        if not any(typed):
            return None
        try:
            if not all(box.isdecimal() and len(box) <= 4 for box in typed) or len(typed[2]) < 4:
                raise ValueError("no three numbers, or the year lacks digits")
            month, day, year = (int(box) for box in typed)
            return date(year, month, day)
        except ValueError as problem:
            raise ValidationError(
                _("This is no day of the calendar. Type month, day and a year of four digits.")
            ) from problem


class DayAndTime(ThreeBoxes):
    """Month, day, year and the time, as four boxes with labels."""

    sizes = (*ThreeBoxes.sizes, ("time", 8))
    labels = (*ThreeBoxes.labels, _("Time"))

    def decompress(self, value: Any) -> list[Any]:
        """Return the four boxes of a moment, in the state's own time."""
        if not isinstance(value, datetime):
            return ["", "", "", ""]
        local = timezone.localtime(value)
        return [local.month, local.day, local.year, formats.date_format(local, "g:i A")]


class MomentField(DayField):
    """
    A day and a time of day typed in boxes, as a moment in UTC; of two, when clocks go back, the
    earlier.

    The time is typed as 2:30 PM or 14:30; 2:30 alone could be either, so it is an error that says
    so. Empty is None.
    """

    widget = DayAndTime

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("For example: 4 28 2026, 2:30 PM"))
        super().__init__(**kwargs)

    def compress(self, data_list: list[Any]) -> Any:
        """
        Return the moment, or None if all boxes are empty.

        :raises ValidationError: if it is half filled, no day, no time, or skipped by the clocks.
        """
        *day, typed = data_list or ["", "", "", ""]
        on = super().compress(day)
        if on is None and not str(typed or "").strip():
            return None
        at = _time(str(typed or ""))
        if on is None or at is None:
            raise ValidationError(_("Type the day and the time, with AM or PM."))
        local = datetime.combine(on, at, tzinfo=timezone.get_current_timezone())
        moment = local.astimezone(UTC)
        if moment.astimezone(local.tzinfo).time() != at:
            raise ValidationError(_("The clocks skip this time on that day. Please check it."))
        return moment


_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(?:([ap])\.?m?\.?)?", re.IGNORECASE)


def _time(typed: str) -> time | None:
    """Return a time of day as typed; None if it is none, or could be morning or evening."""
    found = _TIME.fullmatch(typed.strip())
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    in_halves = 1 <= hour <= 12 and bool(half)
    by_24 = not half and found[2] is not None and (hour > 12 or found[1].startswith("0"))
    if minute > 59 or hour > 23 or not (in_halves or by_24):
        return None
    return time(hour % 12 + (12 if half == "p" else 0) if half else hour, minute)


CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "usa-checkbox__input"),
    (forms.CheckboxSelectMultiple, ""),
    (forms.RadioSelect, ""),
    (forms.MultiWidget, ""),
    (forms.ClearableFileInput, "usa-file-input"),
    (forms.Select, "usa-select"),
    (forms.Textarea, "usa-textarea"),
    (forms.Widget, "usa-input"),
)
"""The class of each kind of widget; the first that fits counts."""


def class_of(widget: forms.Widget) -> str:
    """Return the class that gives a widget our look."""
    return next(name for kind, name in CLASSES if isinstance(widget, kind))
