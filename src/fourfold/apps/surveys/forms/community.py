"""Bringing measures of towns, and weighing them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.analysis.community import Method
from fourfold.apps.surveys.queries.community import SeriesLine

HEAVIEST = 10
MORE, LESS = "more", "less"


class BringCommunity(forms.Form):
    """A file, and what it is of."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_(
            "With the columns town, variable, value and unit; margin for a margin of error, and "
            "worse, “more” or “less”, if you have them. Up to 5 MB."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv"}),
    )
    source = forms.CharField(
        label=_("Where were the values published?"),
        max_length=200,
        help_text=_("Publisher and table, so that somebody else finds them again."),
    )
    vintage = forms.CharField(
        label=_("Of when are they?"), max_length=40, help_text=_("For example: 2018-2022")
    )
    is_made_up = forms.BooleanField(
        label=_("The values are made up, to try things out"), required=False
    )


class Weighing(forms.Form):
    """The weight and direction of each series, and how units are made alike; all by address."""

    method = forms.ChoiceField(
        label=_("How are different units made alike?"),
        choices=(
            (Method.PERCENTILE.value, _("By rank among towns (percentile)")),
            (Method.Z_SCORE.value, _("By distance from the mean (z-score)")),
        ),
    )

    def __init__(self, given: Any, *, lines: Sequence[SeriesLine]) -> None:
        defaults = {"method": Method.PERCENTILE.value}
        for each in lines:
            defaults[f"w-{each.id}"] = f"{each.by_default:g}"
            defaults[f"d-{each.id}"] = MORE if each.series.more_is_worse else LESS
        super().__init__(defaults | {name: given[name] for name in given if name in defaults})
        self.lines = lines
        for each in lines:
            self.fields[f"w-{each.id}"] = forms.FloatField(
                label=_("Weight"),
                min_value=0,
                max_value=HEAVIEST,
                widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
            )
            self.fields[f"d-{each.id}"] = forms.ChoiceField(
                label=_("Vulnerable when"), choices=((MORE, _("high")), (LESS, _("low")))
            )

    def rows(self) -> list[tuple[SeriesLine, forms.BoundField, forms.BoundField]]:
        """Return each series with its two fields."""
        return [(each, self[f"w-{each.id}"], self[f"d-{each.id}"]) for each in self.lines]

    def weights(self) -> dict[str, float]:
        """Return the weights given, by a series' id."""
        return {each.id: self.cleaned_data[f"w-{each.id}"] for each in self.lines}

    def more_is_worse(self) -> dict[str, bool]:
        """Return the directions given, by a series' id."""
        return {each.id: self.cleaned_data[f"d-{each.id}"] == MORE for each in self.lines}
