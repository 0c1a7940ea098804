"""Fields that forms share: dates typed as three boxes, and how a widget gets our look."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class ThreeBoxes(forms.MultiWidget):
    """Month, day and year as three boxes with labels, in that order."""

    template_name = "components/three_boxes.html"
    use_fieldset = True

    def __init__(self) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput(
                attrs={"inputmode": "numeric", "maxlength": size, "autocomplete": "off"}
            )
            for name, size in (("month", 2), ("day", 2), ("year", 4))
        }
        super().__init__(boxes)

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return the context with a label for each box."""
        context = super().get_context(name, value, dict(attrs or {}))
        labels = (_("Month"), _("Day"), _("Year"))
        for box, label in zip(context["widget"]["subwidgets"], labels, strict=True):
            box["label"] = label
        return context

    def decompress(self, value: Any) -> list[Any]:
        """Return the three boxes of a day."""
        return [value.month, value.day, value.year] if isinstance(value, date) else ["", "", ""]

    def id_for_label(self, id_: str) -> str:
        """Lead from an error to the first box."""
        return f"{id_}_0" if id_ else id_


class DayField(forms.MultiValueField):
    """A day typed as month, day and year. Empty is None; half a day is an error that says so."""

    widget = ThreeBoxes

    def __init__(self, **kwargs: Any) -> None:
        boxes = tuple(forms.CharField(required=False) for _box in range(3))
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
