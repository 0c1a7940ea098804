"""Forms of the law's room: facts as yes, no or unknown, and what a body decided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.analysis.law import Fact
from fourfold.apps.cases.forms.once import OnceField
from fourfold.apps.cases.rules.law import bodies
from fourfold.apps.cases.states.law import Decision, TakeBack
from fourfold.components.fields import DayField
from fourfold.reference import Pack

TRUTHS = [("yes", _("Yes")), ("no", _("No")), ("unknown", _("Unknown"))]
DECISIONS = {
    Decision.MET: _("Yes, it is met"),
    Decision.NOT_MET: _("No, it is not met"),
    Decision.CANNOT_SAY: _("It could not say"),
}
TAKE_BACK = {
    TakeBack.WRONG_CASE: _("It belongs to another case"),
    TakeBack.WRONG_BODY: _("Another body decided it"),
    TakeBack.TYPED_WRONG: _("Something was typed wrong"),
}


class FactsForm(forms.Form):
    """One question for each fact it is made with; what is left alone stays as it is."""

    happened_on = DayField(
        label=_("When did it happen?"),
        required=False,
        help_text=_(
            "The law of that day counts. The last day, if it went on. For example: 4 28 2026"
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    key = OnceField()

    def __init__(self, facts: Iterable[Fact], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = [each.code for each in facts]
        for each in facts:
            self.fields[each.code] = forms.ChoiceField(
                label=each.question,
                choices=TRUTHS,
                widget=forms.RadioSelect,
                required=False,
            )

    def answers(self) -> dict[str, str]:
        """Return what was chosen, fact by fact; a question left alone is not in it."""
        return {code: self.cleaned_data[code] for code in self.asked if self.cleaned_data[code]}


class DecisionForm(forms.Form):
    """Who decided what by which definition, and when."""

    body = forms.ChoiceField(label=_("Who decided?"))
    definition = forms.ChoiceField(label=_("By which definition?"))
    decision = forms.ChoiceField(
        label=_("What was decided?"), choices=list(DECISIONS.items()), widget=forms.RadioSelect
    )
    counts_on = DayField(label=_("When did it happen?"), help_text=_("The law of that day counts."))
    decided_on = DayField(label=_("When was it decided?"))
    reasons = forms.CharField(
        label=_("Reasons that were given"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    key = OnceField()

    def __init__(self, pack: Pack, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deciding = {
            each.code: each.name
            if each.is_confirmed
            else _("{body} (its power to decide is not confirmed)").format(body=each.name)
            for each in bodies(pack)
        }
        scopes = {each.scope for each in bodies(pack)}
        definitions = [(d.code, d.title) for d in pack.definitions if d.scope in scopes]
        for name, choices in (("body", list(deciding.items())), ("definition", definitions)):
            cast(forms.ChoiceField, self.fields[name]).choices = [("", _("Choose one")), *choices]


class TakeBackForm(forms.Form):
    """Why the record of a decision was wrong."""

    why = forms.ChoiceField(
        label=_("What was wrong?"), choices=list(TAKE_BACK.items()), widget=forms.RadioSelect
    )
