"""The staff's forms: a study, and an XLSForm that is brought."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.surveys.states import WavePart
from fourfold.components.fields import DayField

ONCE, BOTH = "once", "both"
WAVES: dict[str, tuple[WavePart, ...]] = {
    ONCE: (WavePart.ONCE,),
    BOTH: (WavePart.BEFORE, WavePart.AFTER),
}


class NewStudy(forms.Form):
    """What is asked, when, and what people read before they begin."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=40)
    title = forms.CharField(
        label=_("What is this survey called?"),
        max_length=120,
        help_text=_("For staff. For example: Training of school nurses, spring 2030"),
    )
    form = forms.ChoiceField(label=_("Which form?"))
    waves = forms.ChoiceField(
        label=_("How often do the same people answer?"),
        choices=((ONCE, _("Once")), (BOTH, _("Before and after a training"))),
        initial=ONCE,
        widget=forms.RadioSelect,
    )
    asks_youth = forms.BooleanField(
        label=_("People under 18 are asked"),
        required=False,
        help_text=_("It then opens only after a review is noted."),
    )
    words = forms.CharField(
        label=_("What people read before they begin"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Who asks, what for, and what happens with the answers."),
    )
    words_es = forms.CharField(
        label=_("The same in Spanish"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "es"}),
    )
    asked = forms.IntegerField(
        label=_("How many people are asked?"),
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text=_("With it you see a response rate. Leave it empty if nobody knows."),
    )
    until_on = DayField(
        label=_("Last day for answers"),
        required=False,
        help_text=_("Leave it empty to close the survey by hand."),
    )

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **how: Any) -> None:
        super().__init__(*args, **how)
        field = cast(forms.ChoiceField, self.fields["form"])
        field.choices = [("", _("Choose one")), *offered]


class BringForm(forms.Form):
    """An XLSForm."""

    file = forms.FileField(
        label=_("XLSForm"),
        help_text=_("An .xlsx workbook with the sheets survey, choices and settings; up to 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


class NewDevice(forms.Form):
    """A device that may send answers."""

    name = forms.CharField(
        label=_("Which device?"),
        max_length=60,
        help_text=_("So that you know later which one to end. For example: blue tablet"),
    )
    event = forms.CharField(
        label=_("Code of the event (optional)"),
        max_length=40,
        required=False,
        help_text=_("All its answers then belong to that session. Blank: to none."),
    )
