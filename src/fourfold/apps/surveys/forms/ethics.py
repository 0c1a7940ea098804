"""What staff type of a study's review, and of its repeating."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.surveys.rules.ethics import MOST_YEARS, Decision
from fourfold.components.fields import DayField


class ReviewForm(forms.Form):
    """A review of a study."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=40)
    reviewed_by = forms.CharField(
        label=_("Who reviewed it?"),
        max_length=120,
        help_text=_("The body, not a person."),
    )
    reviewed_on = DayField(label=_("On which day?"))
    reference = forms.CharField(
        label=_("Reference"), max_length=80, help_text=_("The number under which they keep it.")
    )
    decision = forms.ChoiceField(
        label=_("What was decided?"),
        choices=(
            (Decision.APPROVED.value, _("Approved")),
            (Decision.EXEMPT.value, _("Exempt: it needs no approval")),
            (Decision.CHANGES.value, _("Changes asked for")),
            (Decision.REFUSED.value, _("Refused")),
        ),
        widget=forms.RadioSelect,
    )
    said = forms.CharField(
        label=_("Conditions, or what is to be changed"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RepeatForm(forms.Form):
    """How often a survey is repeated."""

    use_required_attribute = False
    years = forms.IntegerField(
        label=_("Repeat every how many years?"),
        required=False,
        min_value=1,
        max_value=MOST_YEARS,
        help_text=_("Leave it empty if it is not repeated."),
    )


class WaveForm(forms.Form):
    """The next wave."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("What is the wave called?"), max_length=80, help_text=_("For example: 2032")
    )
