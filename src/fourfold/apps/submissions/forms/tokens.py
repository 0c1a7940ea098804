"""The form that makes a token."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

DAYS = ((30, _("30 days")), (90, _("90 days")), (180, _("180 days")), (365, _("One year")))


class NewToken(forms.Form):
    """For which program, which office, in whose name and how long."""

    office = forms.ChoiceField(label=_("Office"))
    name = forms.CharField(
        label=_("Which program?"),
        max_length=60,
        help_text=_("So that you know later which one to end. For example: records system, export"),
    )
    steward = forms.ChoiceField(
        label=_("In whose name?"),
        help_text=_(
            "A data steward of your agency. The token can do what they can do here, and ends when "
            "they stop being one."
        ),
    )
    days = forms.TypedChoiceField(
        label=_("How long?"), choices=DAYS, coerce=int, initial=90, widget=forms.RadioSelect
    )

    def __init__(
        self,
        *args: Any,
        offices: list[tuple[str, str]],
        stewards: list[tuple[str, str]],
        **how: Any,
    ) -> None:
        super().__init__(*args, **how)
        for name, choices in (("office", offices), ("steward", stewards)):
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = choices if len(choices) == 1 else [("", _("Choose one")), *choices]
