"""A study as it is asked for, and what a second person says of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.analysis.estimate import NAMES
from fourfold.apps.studies.actions.studies import StudyTold
from fourfold.apps.studies.rules import REPLICATES

MOST_SEED = 2_000_000_000
PANEL = ("panel", _("All that fit, side by side, with a verdict"))


class StudyForm(forms.Form):
    """What is to be estimated from which lists."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = forms.CharField(label=_("Name of the study"), max_length=120)
    lists = forms.MultipleChoiceField(
        label=_("Lists"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A list that is fed by another one is no second witness: leave it out."),
    )
    method = forms.ChoiceField(
        label=_("Method"),
        choices=[PANEL, *((each.value, name) for each, name in NAMES.items())],
    )
    replicates = forms.TypedChoiceField(
        label=_("Samples for the intervals"),
        coerce=int,
        choices=[(n, f"{n:,}") for n in REPLICATES],
        initial=REPLICATES[1],
        help_text=_("With 1,000 the limits still move between seeds by hundreds."),
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        min_value=0,
        max_value=MOST_SEED,
        initial=1,
        help_text=_("The same seed gives the same numbers, on any machine."),
    )

    def __init__(self, *args: Any, lists: tuple[str, ...], **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["lists"].choices = [(e, e) for e in lists]  # type: ignore[attr-defined]

    def told(self) -> StudyTold:
        """Return what was asked; the form is valid."""
        given = self.cleaned_data
        return StudyTold(
            name=given["name"],
            lists=tuple(given["lists"]),
            method=given["method"],
            replicates=given["replicates"],
            seed=given["seed"],
        )


class SignForm(forms.Form):
    """What the second person looked at."""

    use_required_attribute = False
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    words = forms.CharField(
        label=_("What did you look at?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Of each assumption that the data cannot speak of: why it may hold, or may not."
        ),
    )
