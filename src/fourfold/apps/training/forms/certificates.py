"""What is typed about certificates."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.training.rules.sessions import MOST_NAME


class VerifyForm(forms.Form):
    """A certificate's code and its holder's name."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("Code on the certificate"),
        max_length=40,
        help_text=_("Capitals, blanks and dashes do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(
        label=_("Holder’s name, as printed on it"),
        max_length=MOST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class RevokeForm(forms.Form):
    """Why a certificate is revoked."""

    use_required_attribute = False
    why = forms.CharField(label=_("Why is it revoked?"), max_length=400)
