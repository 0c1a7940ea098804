"""What is typed of a release."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ProposeForm(forms.Form):
    """A release on its way."""

    use_required_attribute = False
    title = forms.CharField(
        label=_("What is it called?"),
        max_length=200,
        help_text=_("Those who agree to it read this. The public page has its own words."),
    )
