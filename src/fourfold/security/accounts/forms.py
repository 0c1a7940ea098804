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
