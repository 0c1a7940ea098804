"""What is typed about minutes."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_LETTERS = 20_000


class MinutesForm(forms.Form):
    """What a block of minutes says. titled: its title can be changed."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("What is it about?"), max_length=200)
    words = forms.CharField(
        label=_("What was said or decided"),
        required=False,
        strip=False,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "true"}),
        help_text=_("Name offices and organizations. Never a person who is served."),
    )

    def __init__(self, *args: Any, titled: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not titled:
            del self.fields["title"]


class ApprovalForm(forms.Form):
    """Which later meeting approved the minutes, and how."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)
    meeting = forms.ChoiceField(label=_("Which meeting approved them?"))
    how = forms.CharField(
        label=_("How?"),
        max_length=300,
        required=False,
        help_text=_("Leave it empty if a motion of that meeting approved them: it is named here."),
    )

    def __init__(self, *args: Any, meetings: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["meeting"])
        field.choices = [("", _("Choose one")), *meetings]


class CorrectionForm(forms.Form):
    """Why published minutes are corrected."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=40)
    why = forms.CharField(label=_("What was wrong? Everybody reads it."), max_length=300)
