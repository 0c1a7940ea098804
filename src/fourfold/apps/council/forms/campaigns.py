"""Campaigns, their counts, and what was asked before and after, as they are typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.council.actions.campaigns import CampaignTold, MeasureTold, ReachTold
from fourfold.apps.council.forms.communication import UNITS
from fourfold.apps.council.forms.needs import FOUR_PS
from fourfold.apps.council.states.communication import ReachUnit
from fourfold.apps.council.states.reports import FourP
from fourfold.components.fields import DayField, FoldedChecks

Choices = list[tuple[str, Any]]
MOST = 1_000_000_000


class CampaignForm(forms.Form):
    """A campaign."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name"), max_length=120)
    aim = forms.CharField(
        label=_("What is it for?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    four_p = forms.ChoiceField(label=_("P"), choices=FOUR_PS)
    audience = forms.CharField(
        label=_("For whom?"), max_length=120, help_text=_("Such as: men who might pay for sex.")
    )
    owner = forms.ChoiceField(label=_("Who owns it?"))
    from_on = DayField(label=_("When does it begin?"))
    until_on = DayField(label=_("When does it end? Leave it blank if not known."), required=False)
    line = forms.ChoiceField(label=_("Line of the budget"), required=False)
    indicator = forms.ChoiceField(
        label=_("Published indicator it is about"),
        required=False,
        help_text=_("Only published figures are shown to everybody; this page is the Council's."),
    )
    steps = forms.MultipleChoiceField(
        label=_("Steps of the communication plan"),
        required=False,
        widget=FoldedChecks(_("Choose the steps that belong to it")),
    )

    def __init__(self, *args: Any, choices: dict[str, Choices], is_new: bool, **how: Any) -> None:
        super().__init__(*args, **how)
        for name in ("owner", "line", "indicator"):
            first = _("Choose a seat") if name == "owner" else _("None")
            self.fields[name].choices = [("", first), *choices[name]]  # type: ignore[attr-defined]
        self.fields["steps"].choices = choices["steps"]  # type: ignore[attr-defined]
        if not is_new:
            self.fields["why"] = forms.CharField(
                label=_("Why does it change?"), max_length=300, required=False
            )

    def told(self) -> CampaignTold:
        """Return what was said; the form is valid."""
        given = self.cleaned_data
        names = ("name", "aim", "audience", "owner", "from_on", "until_on", "line", "indicator")
        said = {name: given[name] for name in names}
        return CampaignTold(four_p=FourP(given["four_p"]), steps=tuple(given["steps"]), **said)


class ReachForm(forms.Form):
    """A count of a campaign."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    number = forms.IntegerField(label=_("How many?"), min_value=0, max_value=MOST)
    unit = forms.ChoiceField(label=_("Of what?"), choices=UNITS)
    what = forms.CharField(
        label=_("What was counted?"), max_length=160, help_text=_("Such as: cards at rest areas.")
    )
    on = DayField(label=_("Until which day?"))
    source = forms.CharField(label=_("Who says so?"), max_length=200)

    def told(self) -> ReachTold:
        """Return what was said; the form is valid."""
        given = self.cleaned_data
        what = (given["what"], given["on"], given["source"])
        return ReachTold(ReachUnit(given["unit"]), given["number"], *what)


class MeasureForm(forms.Form):
    """A question asked before and after."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    question = forms.CharField(
        label=_("What was asked?"),
        max_length=200,
        help_text=_("In the same words both times, of different people."),
    )
    before_on = DayField(label=_("When before?"))
    before_yes = forms.IntegerField(label=_("Before: how many said yes?"), min_value=0)
    before_n = forms.IntegerField(
        label=_("Before: how many answered?"), min_value=1, max_value=MOST
    )
    after_on = DayField(label=_("When after?"))
    after_yes = forms.IntegerField(label=_("After: how many said yes?"), min_value=0)
    after_n = forms.IntegerField(label=_("After: how many answered?"), min_value=1, max_value=MOST)
    source = forms.CharField(
        label=_("Where are the answers?"),
        max_length=200,
        help_text=_("Such as: the survey's name."),
    )

    def told(self) -> MeasureTold:
        """Return what was said; the form is valid."""
        return MeasureTold(
            **{name: given for name, given in self.cleaned_data.items() if name != "once"}
        )
