"""How it is safe to reach somebody: the same questions wherever an open form asks for a contact."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

WAYS = (("EMAIL", _("By email")), ("CALL", _("By telephone")), ("TEXT", _("By text message")))


class SafeContact(forms.Form):
    """Where and when it is safe to write or call, and whether a message may be left."""

    way = forms.ChoiceField(
        label=_("How is it safe to reach you?"),
        choices=WAYS,
        widget=forms.RadioSelect,
        initial="EMAIL",
    )
    mailbox = forms.EmailField(
        label=_("Email"),
        max_length=200,
        required=False,
        help_text=_("One that only those read who may know of it."),
    )
    telephone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
    may_leave = forms.BooleanField(label=_("You may leave a message there"), required=False)
    best_time = forms.CharField(
        label=_("When is it safe, and when is it not?"), max_length=200, required=False
    )

    def clean(self) -> dict[str, Any] | None:
        """Ask for what the chosen way needs."""
        given = super().clean() or {}
        way, mailbox = given.get("way"), given.get("mailbox")
        if way == "EMAIL" and not mailbox and "mailbox" not in self.errors:
            self.add_error("mailbox", _now("Give an email, or choose another way."))
        if way in ("CALL", "TEXT") and not given.get("telephone"):
            self.add_error("telephone", _now("Give a number, or choose another way."))
        return given
