"""What staff type of a model's steps, and what the second reader says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.surveys.rules.fidelity import Did

DID = {
    Did.FOLLOWED: _("Followed"),
    Did.ADAPTED: _("Adapted"),
    Did.NOT_DONE: _("Not done"),
    Did.NOT_YET: _("Not yet"),
}


class ModelForm(forms.Form):
    """Which model a study follows."""

    use_required_attribute = False
    model = forms.ChoiceField(label=_("Which model does this survey follow?"))

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["model"].choices = offered  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """What became of a step."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=40)
    was = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    did = forms.ChoiceField(
        label=_("Was this step followed?"),
        choices=[(each.value, words) for each, words in DID.items()],
        widget=forms.RadioSelect,
    )
    deviation = forms.CharField(
        label=_("What was done in another way?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(
        label=_("Why?"),
        required=False,
        max_length=2000,
        help_text=_("For a step that was adapted or not done."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    evidence = forms.MultipleChoiceField(
        label=_("What of this survey shows it?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    place = forms.CharField(
        label=_("A document that shows it, and where in it"),
        required=False,
        max_length=300,
        help_text=_("For example: report of the university, page 12. Write no person's name."),
    )

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].choices = offered  # type: ignore[attr-defined]


class AgreeForm(forms.Form):
    """What a second person says of an answer."""

    use_required_attribute = False
    answer = forms.CharField(widget=forms.HiddenInput, max_length=16)
    agrees = forms.ChoiceField(
        label=_("Do you agree with this answer?"),
        choices=(("yes", _("Yes")), ("no", _("No"))),
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=_("What you would say otherwise"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
