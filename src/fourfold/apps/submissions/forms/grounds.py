"""The form that names the ground on which an office sends records."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _


class NewGround(forms.Form):
    """Which office, which dataset, by which law, confirmed how."""

    office = forms.ChoiceField(
        label=_("Office"),
        help_text=_("Offices bound by VAWA, FVPSA or VOCA are not here: they give counts only."),
    )
    dataset = forms.ChoiceField(label=_("Dataset"))
    law = forms.ChoiceField(label=_("By which law?"))
    words = forms.CharField(
        label=_("How did counsel confirm it?"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Which opinion or letter, and of which day. No names of people served."),
    )

    def __init__(
        self,
        *args: Any,
        offices: list[tuple[str, str]],
        datasets: list[tuple[str, str]],
        laws: list[tuple[str, str]],
        **how: Any,
    ) -> None:
        super().__init__(*args, **how)
        for name, choices in (("office", offices), ("dataset", datasets), ("law", laws)):
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = [("", _("Choose one")), *choices]
