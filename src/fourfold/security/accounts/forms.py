"""What is typed at sign-in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_PASSWORD = 1024


class SignIn(forms.Form):
    """Name and password. Whether they fit is not a matter of the form."""

    email = forms.EmailField(
        label=_("Work e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "username webauthn", "class": "usa-input"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(
            attrs={"autocomplete": "current-password", "class": "usa-input"}
        ),
    )


class Code(forms.Form):
    """A code of an authenticator app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": "usa-input",
            }
        ),
    )


class PasskeyName(forms.Form):
    """What the person calls a new passkey, and what their browser made."""

    name = forms.CharField(
        label=_("What do you call this device?"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "usa-input"}),
    )
    credential = forms.CharField(max_length=20_000, widget=forms.HiddenInput)
