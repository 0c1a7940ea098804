"""Whom to invite."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class InviteForm(forms.Form):
    """E-mail addresses."""

    use_required_attribute = False
    pasted = forms.CharField(
        label=_("E-mail addresses"),
        max_length=60_000,
        strip=False,
        help_text=_("One a line, or parted by commas. Names beside them are not read."),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": _("Paste at least one e-mail address.")},
    )
