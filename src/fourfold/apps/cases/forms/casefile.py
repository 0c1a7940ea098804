"""What is typed when a case is written, closed, moved, handed over or followed up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.cases.forms.once import OnceField
from fourfold.apps.cases.states.cases import CaseOutcome, EndedBecause
from fourfold.apps.cases.states.follow_ups import FollowUpKind, FollowUpResult
from fourfold.components.fields import DayField

OUTCOMES = {
    CaseOutcome.CLOSED: _("Work is done"),
    CaseOutcome.UNSUBSTANTIATED: _("Looked into, not substantiated"),
    CaseOutcome.UNFOUNDED: _("Unfounded: nothing happened"),
    CaseOutcome.NOT_ACCEPTED: _("Not accepted for a response"),
}
BECAUSE = {
    EndedBecause.GOALS_MET: _("What was planned is done"),
    EndedBecause.SAFE_WITH_FAMILY: _("Safe with family or friends"),
    EndedBecause.OTHER_RESPONSE: _("Somebody else helps now"),
    EndedBecause.PERSON_DECLINED: _("The person did not want help"),
    EndedBecause.MOVED_AWAY: _("Moved away"),
    EndedBecause.LOST_CONTACT: _("Contact was lost"),
    EndedBecause.NOT_TRAFFICKED: _("It was no trafficking"),
    EndedBecause.OTHER: _("Another reason"),
}
KINDS = {
    FollowUpKind.VISIT: _("A visit"),
    FollowUpKind.CALL: _("A telephone call"),
    FollowUpKind.MESSAGE: _("A message"),
    FollowUpKind.WITH_SCHOOL: _("Ask the school"),
    FollowUpKind.WITH_PROVIDER: _("Ask the provider"),
}
RESULTS = {
    FollowUpResult.WELL: _("Well, as far as one can see"),
    FollowUpResult.NEEDS_HELP: _("Needs help again"),
    FollowUpResult.NOT_REACHED: _("Not reached: it is not known how they are"),
    FollowUpResult.DECLINED: _("Did not want to talk"),
    FollowUpResult.NOT_NEEDED: _("Left out: no longer needed"),
}


def area(rows: int = 4, most: int = 2_000) -> forms.Textarea:
    """Return a box for words."""
    return forms.Textarea(attrs={"rows": rows, "maxlength": most})


class Deed(forms.Form):
    """What every form about a case carries: the version it saw, and its own key."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    once = OnceField()

    def choose(self, name: str, choices: Mapping[Any, Any]) -> None:
        """Let a field offer these."""
        cast(forms.ChoiceField, self.fields[name]).choices = list(choices.items())


class Summary(Deed):
    """What the case is about."""

    summary = forms.CharField(
        label=_("What is this case about?"),
        required=False,
        max_length=200_000,
        help_text=_("For a colleague who opens it for the first time. Facts before opinions."),
        widget=area(rows=14, most=200_000),
    )


class Close(Deed):
    """How a case ended."""

    because = forms.ChoiceField(
        label=_("Why does the work end?"), choices=list(BECAUSE.items()), widget=forms.RadioSelect
    )
    outcome = forms.ChoiceField(
        label=_("How does the law count it?"),
        choices=list(OUTCOMES.items()),
        widget=forms.RadioSelect,
        help_text=_("How long the record is kept follows from this."),
    )
    words = forms.CharField(label=_("How did it end?"), max_length=2_000, widget=area())
    despite = forms.CharField(
        label=_("Why is it closed although something is still open?"),
        required=False,
        max_length=2_000,
        widget=area(rows=2),
    )


class Why(Deed):
    """A reason, and nothing else."""

    words = forms.CharField(label=_("Why?"), max_length=2_000, widget=area())


class Move(Deed):
    """Another region."""

    region = forms.ChoiceField(label=_("Which region takes over?"))
    words = forms.CharField(label=_("Why?"), max_length=2_000, widget=area())


class HandOver(Deed):
    """Another agency or state, what it is told, and on which ground."""

    to_agency = forms.ChoiceField(label=_("Which agency?"))
    to_name = forms.CharField(
        label=_("If it is not in the list: who, and where?"), required=False, max_length=300
    )
    things = forms.MultipleChoiceField(
        label=_("What is told?"), widget=forms.CheckboxSelectMultiple
    )
    purpose = forms.ChoiceField(label=_("What for?"))
    exception = forms.ChoiceField(label=_("On which ground?"))
    ordered = forms.MultipleChoiceField(
        label=_("If a court orders it: what does the order name?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing else is told."),
    )
    reviewed_by = forms.ChoiceField(
        label=_("If a court orders it: who else has read the order?"),
        required=False,
        help_text=_("A supervisor of this case, who is told that you named them."),
    )
    words = forms.CharField(
        label=_("Why does the other agency take over?"), max_length=2_000, widget=area()
    )


class Plan(Deed):
    """A day to look in again."""

    kind = forms.ChoiceField(
        label=_("How will you look in?"), choices=list(KINDS.items()), widget=forms.RadioSelect
    )
    due_on = DayField(label=_("On which day?"))


class Found(Deed):
    """What was found."""

    result = forms.ChoiceField(
        label=_("How is the person?"), choices=list(RESULTS.items()), widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("What did you find?"), required=False, max_length=20_000, widget=area()
    )


class Colleague(Deed):
    """Somebody of the agency."""

    account = forms.ChoiceField(label=_("Who?"))


class TakeAlong(forms.Form):
    """Why a file leaves, and in which form."""

    purpose = forms.ChoiceField(label=_("What do you need it for?"))
    form = forms.ChoiceField(label=_("Which file?"), widget=forms.RadioSelect)


class BringIn(Deed):
    """A case file from elsewhere."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "HTCDS 2.0 as CSV, with the columns field and value. What does not fit is said."
        ),
    )
