"""What staff type about codes and quotes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.surveys.rules.focus_codes import Code

FOUR_PS = (
    ("prevention", _("Prevention")),
    ("protection", _("Protection")),
    ("prosecution", _("Prosecution")),
    ("partnership", _("Partnership")),
)


class CodeForm(forms.Form):
    """One code of the codebook."""

    use_required_attribute = False
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    key = forms.RegexField(
        r"^[a-z][a-z0-9_]{1,19}$",
        label=_("Key"),
        help_text=_("Small letters, digits and _. It never changes: such as safe_housing"),
    )
    name = forms.CharField(label=_("Name"), max_length=60)
    four_p = forms.ChoiceField(label=_("Which of the four Ps?"), choices=FOUR_PS)
    parent = forms.ChoiceField(label=_("Below which code?"), required=False)
    definition = forms.CharField(
        label=_("Definition"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    when = forms.CharField(
        label=_("When to use it"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    when_not = forms.CharField(
        label=_("When not to use it"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    example = forms.CharField(
        label=_("Example"),
        required=False,
        max_length=300,
        help_text=_("Make one up. Words that somebody said stay in their transcript."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, codes: Sequence[Code], **how: Any) -> None:
        super().__init__(*args, **how)
        cast(forms.ChoiceField, self.fields["parent"]).choices = [
            ("", _("None")),
            *((each.key, each.name) for each in codes),
        ]

    def code(self) -> Code:
        """Return what was typed; the form is valid."""
        given = dict(self.cleaned_data)
        given.pop("based_on")
        return Code(**given)


class QuoteForm(forms.Form):
    """A quote as it would be printed."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=40)
    code = forms.ChoiceField(label=_("What does it speak of?"))
    words = forms.CharField(
        label=_("Words to print"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Take out what could tell who it was, and write […] in its place."),
    )

    def __init__(self, *args: Any, codes: Sequence[Code], **how: Any) -> None:
        super().__init__(*args, **how)
        cast(forms.ChoiceField, self.fields["code"]).choices = [
            ("", _("Choose one")),
            *((each.key, each.name) for each in codes),
        ]
