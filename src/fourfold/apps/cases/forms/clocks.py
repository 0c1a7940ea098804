"""What is typed about a duty that was done."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.components.fields import MomentField


class Done(forms.Form):
    """When a duty was done, and the number that shows it."""

    done_at = MomentField(label=_("When was it done?"))
    evidence = forms.CharField(
        label=_("Number or code that shows it"),
        required=False,
        max_length=80,
        help_text=_("Such as the police’s case number. No names, and no spaces."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
