"""Filters of the laws, a day to compare on, and what an assessment says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.council.forms.needs import FOUR_PS
from fourfold.apps.council.states.laws import Adequacy

Choices = list[tuple[str, Any]]
ALL = ("", _("All"))


class LawFilters(forms.Form):
    """Which laws are listed."""

    q = forms.CharField(label=_("Words"), required=False, max_length=80)
    p = forms.ChoiceField(label=_("P"), required=False, choices=[ALL, *FOUR_PS])
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    stands = forms.ChoiceField(label=_("Effect"), required=False)

    def __init__(self, *args: Any, kinds: Choices, stands: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["kind"] = forms.ChoiceField(
            label=_("Kind"), required=False, choices=[ALL, *kinds]
        )
        also = [("GAP", _("has a gap")), ("NONE", _("not assessed"))]
        self.fields["stands"] = forms.ChoiceField(
            label=_("Effect"), required=False, choices=[ALL, *stands, *also]
        )


class OnDay(forms.Form):
    """A day to compare on."""

    on = forms.DateField(
        label=_("On the day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class AssessForm(forms.Form):
    """What an assessment says of a law."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    adequacy = forms.ChoiceField(label=_("Does the law do what it is for?"))
    measure = forms.CharField(
        label=_("How is its effect measured?"),
        max_length=300,
        required=False,
        help_text=_(
            "For example: convictions in a year. Leave it blank where nothing measures it."
        ),
    )
    gap = forms.CharField(
        label=_("What is missing?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Name the figures and the documents it rests on. Everyone can read them later."
        ),
    )

    def __init__(self, *args: Any, choices: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["adequacy"] = forms.ChoiceField(
            label=_("Does the law do what it is for?"), choices=choices, widget=forms.RadioSelect
        )

    def told(self) -> dict[str, Any]:
        """Return what was said, as the action takes it."""
        given = self.cleaned_data
        said = {name: given[name] for name in ("measure", "gap", "reasons")}
        return {"adequacy": Adequacy(given["adequacy"]), **said}
