"""What a reader sets each assumption to; nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.analysis.demand import LARGEST, Assumption, Factor

ENDS = (("low", _("Low")), ("base", _("Base")), ("high", _("High")))


class AssumeForm(forms.Form):
    """Low, base and high of each factor. What is left blank is as the calculator starts."""

    def __init__(self, *args: Any, factors: Iterable[Factor], **how: Any) -> None:
        super().__init__(*args, **how)
        self.factors = tuple(factors)
        for each in self.factors:
            most = min(each.most or LARGEST, LARGEST)
            for end, said in ENDS:
                self.fields[f"{each.code}.{end}"] = forms.DecimalField(
                    label=said,
                    required=False,
                    min_value=Decimal(0),
                    max_value=most,
                    max_digits=12,
                    decimal_places=2,
                    widget=forms.TextInput(attrs={"inputmode": "decimal", "size": "8"}),
                )

    def clean(self) -> dict[str, Any]:
        """Refuse ends that are no range, at each assumption."""
        given = super().clean() or {}
        for each in self.factors:
            names = [f"{each.code}.{end}" for end, _said in ENDS]
            if any(name in self.errors for name in names):
                continue
            low, base, high = (self._value(given, each, end) for end, _said in ENDS)
            if not low <= base <= high:
                self.add_error(names[1], _("Low, base and high must go up, in this order."))
        return given

    def told(self) -> dict[str, Assumption]:
        """Return each assumption as given, by code."""
        given = self.cleaned_data
        return {
            each.code: Assumption(
                each.code, *(self._value(given, each, end) for end, _said in ENDS)
            )
            for each in self.factors
        }

    @staticmethod
    def _value(given: dict[str, Any], factor: Factor, end: str) -> Decimal:
        value = given.get(f"{factor.code}.{end}")
        return Decimal(value if value is not None else getattr(factor.start, end))
