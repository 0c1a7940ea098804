"""What is typed about the budget."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fourfold.apps.council.rules.budget import MOST_BYTES, BadMoney, read_cents
from fourfold.apps.council.states.budget import EntryKind
from fourfold.apps.council.states.reports import FourP
from fourfold.components.fields import DayField

Choices = list[tuple[str, Any]]
KINDS = {
    EntryKind.ALLOCATED: _("Money given to the line"),
    EntryKind.COMMITTED: _("Money promised"),
    EntryKind.SPENT: _("Money paid"),
}


class MoneyField(forms.CharField):
    """An amount in dollars; its value is whole cents."""

    def clean(self, value: Any) -> Any:
        """Return cents. :raises ValidationError: says how an amount is written."""
        typed = super().clean(value)
        try:
            return read_cents(typed)
        except BadMoney as bad:
            raise ValidationError(str(bad)) from None


class LineForm(forms.Form):
    """A new line of the budget."""

    use_required_attribute = False
    code = forms.RegexField(
        r"^[A-Za-z][A-Za-z0-9_-]*$",
        label=_("Code"),
        max_length=20,
        help_text=_("Short, such as TRAINING. Lists and report cards name the line by it."),
    )
    name = forms.CharField(label=_("What is the money for?"), max_length=120)
    four_p = forms.ChoiceField(label=_("Which P?"))
    action = forms.ChoiceField(label=_("Which action of the plan does it pay for?"), required=False)
    reached = forms.ChoiceField(
        label=_("Which published figure says what came of it?"), required=False
    )

    def __init__(
        self, *args: Any, four_ps: Choices, plan: Choices, figures: Choices, **how: Any
    ) -> None:
        super().__init__(*args, **how)
        for name, choices in (
            ("four_p", [("", _("Choose one")), *four_ps]),
            ("action", [("", _("None")), *plan]),
            ("reached", [("", _("None")), *figures]),
        ):
            cast(forms.ChoiceField, self.fields[name]).choices = choices

    def four_p_told(self) -> FourP:
        """Return the P that was chosen; the form is valid."""
        return FourP(self.cleaned_data["four_p"])


class EntryForm(forms.Form):
    """An entry of a line."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    kind = forms.ChoiceField(label=_("What is it?"))
    amount = MoneyField(label=_("Amount in dollars"), max_length=20)
    on = DayField(label=_("Day"))
    who = forms.CharField(
        label=_("From whom, or to whom?"),
        max_length=200,
        help_text=_("The source of the money, or an organization. Never a person who is served."),
    )
    words = forms.CharField(label=_("What for?"), max_length=300)
    commitment = forms.ChoiceField(label=_("Does it pay what was promised?"), required=False)
    source = forms.ChoiceField(label=_("Which document says so?"), required=False)
    over_why = forms.CharField(
        label=_("Why over?"),
        max_length=300,
        required=False,
        help_text=_("Only for money that was paid although the line has less left."),
    )

    def __init__(self, *args: Any, commitments: Choices, sources: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        kinds = [(each.value, said) for each, said in KINDS.items()]
        for name, choices in (
            ("kind", [("", _("Choose one")), *kinds]),
            ("commitment", [("", _("No, it stands by itself")), *commitments]),
            ("source", [("", _("None of the pack")), *sources]),
        ):
            cast(forms.ChoiceField, self.fields[name]).choices = choices


class ExpensesForm(forms.Form):
    """A list of expenses: pasted, or a CSV file."""

    use_required_attribute = False
    pasted = forms.CharField(
        label=_("Paste the list here"),
        required=False,
        max_length=MOST_BYTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    file = forms.FileField(label=_("Or choose a CSV file"), required=False)
    over_why = forms.CharField(
        label=_("Why over?"),
        max_length=300,
        required=False,
        help_text=_("Only where a line has less left than was paid."),
    )

    def clean(self) -> dict[str, Any]:
        """:raises ValidationError: with nothing given, or too much."""
        given = super().clean() or self.cleaned_data
        file = given.get("file")
        if file is not None and file.size > MOST_BYTES:
            raise ValidationError(_("The file has over 500 KB. A list of expenses is shorter."))
        if file is None and not (given.get("pasted") or "").strip() and not self.errors:
            raise ValidationError(_("Paste a list, or choose a file."))
        return given
