"""What is typed when a report goes to somebody else, or gets a supervisor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

QUEUE = "QUEUE"
CHOOSE = ("", _("Choose"))


class GiveOn(forms.Form):
    """Who takes a report over, and why."""

    use_required_attribute = False

    to = forms.ChoiceField(label=_("Who takes it over?"))
    words = forms.CharField(
        label=_("Why?"),
        max_length=2_000,
        help_text=_("They read it first. What is urgent, and what did you promise the caller?"),
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 2_000}),
        error_messages={"required": _("Write it in a few words.")},
    )

    def __init__(self, *args: Any, colleagues: Mapping[str, str], **more: Any) -> None:
        """colleagues: names by account."""
        super().__init__(*args, **more)
        queue = (QUEUE, _("Nobody yet: back to the Careline’s queue"))
        cast(forms.ChoiceField, self.fields["to"]).choices = [CHOOSE, queue, *_by_name(colleagues)]


class Supervisor(forms.Form):
    """Who answers for a report."""

    use_required_attribute = False

    account = forms.ChoiceField(label=_("Who?"))

    def __init__(self, *args: Any, colleagues: Mapping[str, str], **more: Any) -> None:
        """colleagues: names by account."""
        super().__init__(*args, **more)
        choices = [CHOOSE, *_by_name(colleagues)]
        cast(forms.ChoiceField, self.fields["account"]).choices = choices


def _by_name(colleagues: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(colleagues.items(), key=lambda each: each[1])
