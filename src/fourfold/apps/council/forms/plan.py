"""What an action of the plan says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.components.fields import DayField

Choices = list[tuple[str, str]]


class ActionForm(forms.Form):
    """Goal, action, owner, due day and evidence; and why it changes."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    goal = forms.CharField(
        label=_("Goal"),
        max_length=300,
        required=False,
        help_text=_("What is better when it is done?"),
    )
    action = forms.CharField(label=_("What is done?"), max_length=300, required=False)
    owner = forms.ChoiceField(label=_("Who owns it?"), required=False)
    due_on = DayField(label=_("Until when?"), required=False)
    evidence = forms.CharField(
        label=_("Evidence"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What shows that it is done: a document, a figure, a vote."),
    )
    why = forms.CharField(
        label=_("Why does it change?"),
        max_length=300,
        help_text=_("A few words. They stay with the plan."),
    )

    def __init__(self, *args: Any, seats: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        owner = forms.ChoiceField(
            label=_("Who owns it?"), required=False, choices=[("", _("Nobody yet")), *seats]
        )
        self.fields["owner"] = owner


class MoveForm(forms.Form):
    """A step of an action, and why."""

    version = forms.IntegerField()
    to = forms.CharField(max_length=10)
    why = forms.CharField(max_length=300, required=False)


class WaitForm(forms.Form):
    """Another action to wait for."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = forms.ChoiceField(label=_("Wait until this is done"))

    def __init__(self, *args: Any, others: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["on"] = forms.ChoiceField(
            label=_("Wait until this is done"), choices=[("", _("Choose one")), *others]
        )
