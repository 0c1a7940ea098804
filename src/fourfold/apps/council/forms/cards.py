"""What a report card says: the program, and its measures in their slots."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fourfold.apps.council.forms.needs import FOUR_PS
from fourfold.apps.council.rules.cards import CardTold, Measure
from fourfold.apps.council.states.cards import MeasureKind
from fourfold.apps.council.states.reports import FourP

Choices = list[tuple[str, Any]]
KINDS = [
    (MeasureKind.HOW_MUCH.value, _("How much did we do?")),
    (MeasureKind.HOW_WELL.value, _("How well did we do it?")),
    (MeasureKind.BETTER_OFF.value, _("Is anyone better off?")),
]
_YEAR = re.compile(r"^\s*((?:19|20)\d\d)[\s,:]+(\S+)\s*$")


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class CardForm(forms.Form):
    """The words of a card."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    program = forms.CharField(label=_("Program"), max_length=120)
    four_p = forms.ChoiceField(label=_("P"), choices=FOUR_PS)
    owner = forms.ChoiceField(label=_("Which seat owns it?"))
    serves = forms.CharField(label=_("Whom does it serve?"), max_length=300)
    budget_line = forms.CharField(
        label=_("Line of the budget"),
        max_length=20,
        required=False,
        help_text=_("Its code, such as PRINT. Leave it blank for none."),
    )
    story = forms.CharField(
        label=_("Story behind the curve"),
        max_length=2000,
        widget=_area(3),
        help_text=_("Why do the numbers look as they do? What helps, what hinders?"),
    )
    partners = forms.CharField(
        label=_("Partners"), max_length=1000, required=False, widget=_area(2)
    )
    works = forms.CharField(
        label=_("What works to do better"), max_length=2000, required=False, widget=_area(2)
    )
    actions = forms.MultipleChoiceField(
        label=_("Next actions of the plan"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, seats: Choices, actions: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["owner"] = forms.ChoiceField(
            label=_("Which seat owns it?"), choices=[("", _("Choose one")), *seats]
        )
        self.fields["actions"] = forms.MultipleChoiceField(
            label=_("Next actions of the plan"),
            required=False,
            choices=actions,
            widget=forms.CheckboxSelectMultiple,
        )

    def told(self, measures: tuple[Measure, ...]) -> CardTold:
        """Return what the card says, as the action takes it."""
        given = self.cleaned_data
        names = ("program", "owner", "serves", "budget_line", "story", "partners", "works")
        return CardTold(
            four_p=FourP(given["four_p"]),
            measures=measures,
            actions=tuple(given["actions"]),
            **{name: given[name] for name in names},
        )


class MeasureForm(forms.Form):
    """One measure. A slot without a name holds nothing."""

    name = forms.CharField(label=_("Measure"), max_length=160, required=False)
    kind = forms.ChoiceField(label=_("What does it ask?"), choices=KINDS)
    unit = forms.ChoiceField(
        label=_("Unit"), choices=[("count", _("a number")), ("percent", _("percent"))]
    )
    indicator = forms.ChoiceField(label=_("Published indicator"), required=False)
    years = forms.CharField(
        label=_("Or type its years"),
        max_length=1000,
        required=False,
        widget=_area(4),
        help_text=_("One year a line, such as 2024 31. Write hidden for a number not shown."),
    )
    source = forms.CharField(label=_("Source of typed years"), max_length=200, required=False)
    target = forms.DecimalField(
        label=_("Target"), required=False, min_value=Decimal(0), max_digits=12, decimal_places=2
    )
    target_year = forms.IntegerField(
        label=_("Target year"), required=False, min_value=1990, max_value=2099
    )

    def __init__(self, *args: Any, indicators: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["indicator"] = forms.ChoiceField(
            label=_("Published indicator"),
            required=False,
            choices=[("", _("None: typed below")), *indicators],
        )

    def clean_years(self) -> tuple[tuple[int, Decimal | None], ...]:
        """Read one year a line; every wrong line is told."""
        found: dict[int, Decimal | None] = {}
        wrong = []
        for line in self.cleaned_data["years"].splitlines():
            if not line.strip():
                continue
            try:
                year, value = _read(line)
                if year in found:
                    raise ValueError
                found[year] = value
            except (ValueError, InvalidOperation):
                wrong.append(line.strip()[:40])
        if wrong:
            said = _now("Not a year and a number, or a year twice: %s") % "; ".join(wrong)
            raise forms.ValidationError(said)
        return tuple(sorted(found.items()))

    def clean(self) -> dict[str, Any]:
        """Refuse a slot that says something and has no name."""
        given = super().clean() or {}
        says = any(given.get(each) for each in ("years", "source", "indicator", "target_year"))
        if says and not given.get("name"):
            self.add_error("name", _("Name the measure, or empty its other fields."))
        return given

    def told(self) -> Measure | None:
        """Return the measure, None for an empty slot."""
        given = dict(self.cleaned_data)
        if not given["name"]:
            return None
        return Measure(
            kind=MeasureKind(given.pop("kind")),
            **given | ({"years": (), "source": ""} if given["indicator"] else {}),
        )


def typed(measure: Measure) -> dict[str, Any]:
    """Return a measure as its form shows it."""
    lines = (f"{year} {'hidden' if n is None else f'{n:f}'}" for year, n in measure.years)
    return measure.row() | {"years": "\n".join(lines)}


def _read(line: str) -> tuple[int, Decimal | None]:
    found = _YEAR.match(line)
    if not found:
        raise ValueError
    if found[2].lower() == "hidden":
        return int(found[1]), None
    value = Decimal(found[2].replace(",", ""))
    if not value.is_finite() or not 0 <= value < 10**10:
        raise ValueError
    return int(found[1]), value
