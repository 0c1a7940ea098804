"""A needs assessment: its title, a finding, and each kind of evidence."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.council.states.reports import FindingKind, FourP

Choices = list[tuple[str, str]]
FOUR_PS = (
    (FourP.PREVENTION.value, _("Prevention")),
    (FourP.PROTECTION.value, _("Protection")),
    (FourP.PROSECUTION.value, _("Prosecution")),
    (FourP.PARTNERSHIP.value, _("Partnership")),
)
KINDS = (
    (FindingKind.STRENGTH.value, _("Strength")),
    (FindingKind.GAP.value, _("Gap")),
    (FindingKind.RECOMMENDATION.value, _("Recommendation")),
)


def _select(label: Any, choices: Choices) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", _("Choose one")), *choices])


class NewReport(forms.Form):
    """A report to begin."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=40)
    title = forms.CharField(label=_("Title"), max_length=160)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)


class NewFinding(forms.Form):
    """A finding to add."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=40)
    kind = forms.ChoiceField(label=_("What is it?"), choices=KINDS)
    four_p = forms.ChoiceField(label=_("Under which P?"), choices=FOUR_PS)
    words = forms.CharField(
        label=_("What was found?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class OneOf(forms.Form):
    """A figure, an answer or a quote to choose."""

    ref = forms.ChoiceField()

    def __init__(self, *args: Any, label: Any, choices: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["ref"] = _select(label, choices)


class OfTown(forms.Form):
    """A public measure of a town. ref: as evidence keeps it."""

    def __init__(self, *args: Any, measures: Choices, towns: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["measure"] = _select(_("Which measure?"), measures)
        self.fields["town"] = _select(_("Which town?"), towns)

    def clean(self) -> dict[str, Any]:
        """Put both together."""
        told = super().clean() or {}
        if "measure" in told and "town" in told:
            told["ref"] = json.dumps([*json.loads(told["measure"]), told["town"]])
        return told


class OfDocument(forms.Form):
    """Words of a document of the pack, with the place where they stand."""

    place = forms.CharField(
        label=_("Where in it?"),
        max_length=120,
        help_text=_("A page, a slide or a heading, so that somebody else finds it."),
    )
    quoted = forms.CharField(
        label=_("What does it say there, word for word?"),
        required=False,
        max_length=1000,
        help_text=_("Leave it out where the finding says it already."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, sources: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["ref"] = _select(_("Which document?"), sources)
        self.order_fields(["ref", "place", "quoted"])
