"""What is typed at sign-in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from fourfold.security.models import Account

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
        help_text=_("From your authenticator app, or one of your recovery codes."),
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


class AppCode(Code):
    """The first code of an authenticator app."""

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.fields["code"].help_text = _("The six digits that the app shows now.")


class FactorName(forms.Form):
    """Another name for a passkey."""

    name = forms.CharField(
        label=_("What do you call this device?"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "usa-input"}),
    )


class NameForm(forms.Form):
    """Who asks for help to sign in."""

    email = forms.EmailField(
        label=_("Work e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "username", "class": "usa-input"}),
    )


class EntryForm(NameForm):
    """A code that a second person gave, and whose account it opens."""

    code = forms.CharField(
        label=_("The code you were given"),
        help_text=_("Sixteen letters and digits, such as 7Q2K-X0M9-D4TB-N8AE."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "usa-input"}
        ),
    )


class NewPassword(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "usa-input"}),
    )
    again = forms.CharField(
        label=_("The same once more"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "usa-input"}),
    )

    def __init__(self, *args: Any, account: Account, **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.account = account

    def clean_password(self) -> str:
        """Refuse what is short, leaked, guessable or about the person."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self.account)
        return password

    def clean(self) -> dict[str, Any]:
        """Compare both."""
        found = super().clean() or {}
        if "password" in found and found.get("again") != found["password"]:
            self.add_error("again", _("This differs from the password above. Type both again."))
        return found


class ChangePassword(NewPassword):
    """A new password in the place of the present one."""

    present = forms.CharField(
        label=_("Your present password"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(
            attrs={"autocomplete": "current-password", "class": "usa-input"}
        ),
    )
    field_order = ("present", "password", "again")
