"""What is typed about a consult: the question, the answer, and where it goes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.cases.forms.once import OnceField
from fourfold.apps.cases.rules.concern import Advised, Reason
from fourfold.apps.cases.states.cases import Concern
from fourfold.apps.cases.states.consults import HandOn, Urgency, Withdraw

WORDS, LONG = 20_000, 200_000

URGENCIES = {
    Urgency.NOW: _("Now: the person may be in danger"),
    Urgency.TODAY: _("Today"),
    Urgency.THIS_WEEK: _("This week"),
}
CONCERNS = {
    Concern.NONE: _("None: nothing points to trafficking"),
    Concern.AT_RISK: _("At risk: it could come to it"),
    Concern.SUSPECTED: _("Suspected: there are signs"),
    Concern.CONFIRMED: _("Confirmed: it is known"),
}
HAND_ONS = {
    HandOn.TOWN_MOVED: _("The town belongs to another region now"),
    HandOn.WRONG_REGION: _("It came to the wrong region"),
    HandOn.CONFLICT: _("I know the people concerned"),
    HandOn.AWAY: _("I will be away"),
    HandOn.TOO_MUCH: _("I cannot answer in time"),
}
WITHDRAWS = {
    Withdraw.ASKED_TWICE: _("It was asked twice"),
    Withdraw.NOT_NEEDED: _("It is no longer needed"),
    Withdraw.CASE_ENDS: _("The case ends"),
}


def area(rows: int, most: int) -> forms.Textarea:
    """Return a box for words."""
    return forms.Textarea(attrs={"rows": rows, "maxlength": most})


def choose(form: forms.Form, name: str, choices: list[Any]) -> None:
    """Let a field of choices offer these."""
    cast(forms.ChoiceField, form.fields[name]).choices = choices


class Ask(forms.Form):
    """A question to the region."""

    why = forms.CharField(
        label=_("What makes you ask?"),
        max_length=WORDS,
        widget=area(6, WORDS),
        help_text=_("What was seen or said, in your words. The region's liaisons read it."),
    )
    question = forms.CharField(
        label=_("What do you want to know?"),
        max_length=WORDS,
        widget=area(3, WORDS),
        required=False,
    )
    urgency = forms.ChoiceField(
        label=_("How long can it wait?"), choices=[*URGENCIES.items()], widget=forms.RadioSelect
    )
    town = forms.ChoiceField(label=_("Where does the person live, or where were they found?"))
    key = OnceField()

    def __init__(
        self, *args: Any, towns: Iterable[tuple[str, str]], region: str = "", **options: Any
    ) -> None:
        """region: the case's own in words, which answers if no town is chosen; "" without one."""
        super().__init__(*args, **options)
        none = _("The region of the case: {}").format(region) if region else _("Choose a town")
        choose(self, "town", [("", none), *towns])
        self.fields["town"].required = not region


class Answer(forms.Form):
    """The level of concern, why, and what to do next."""

    concern = forms.ChoiceField(
        label=_("Level of concern"),
        choices=[*CONCERNS.items()],
        widget=forms.RadioSelect,
        required=False,
        help_text=_("It is a concern, not a finding. Bodies decide by themselves."),
    )
    reasons = forms.MultipleChoiceField(
        label=_("What speaks for it"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick what is known. What is not ticked is not ruled out."),
    )
    words = forms.CharField(
        label=_("Your reasons in your own words"),
        max_length=LONG,
        widget=area(6, LONG),
        required=False,
    )
    actions = forms.MultipleChoiceField(
        label=_("What the table recommends"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Take away what does not fit this person."),
    )
    advice = forms.CharField(
        label=_("What else you advise"), max_length=WORDS, widget=area(3, WORDS), required=False
    )
    beside = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, reasons: Iterable[Reason], table: Iterable[Advised], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["concern"].required = not self.is_bound  # a draft may lack it
        by_part = groupby(reasons, key=lambda each: each.part)
        grouped = [(part, [(each.code, each.words) for each in rows]) for part, rows in by_part]
        choose(self, "reasons", grouped)
        choose(self, "actions", [(each.code, each.action) for each in table])

    def offer(self, recommended: Iterable[Advised]) -> None:
        """Show these actions and no others; none takes the second half of the form away."""
        rows = [
            (each.code, f"{each.action} ({', '.join(filter(None, (each.who, each.when))).lower()})")
            for each in recommended
        ]
        choose(self, "actions", rows)
        if not rows:
            del self.fields["actions"], self.fields["advice"]


class HandOnTo(forms.Form):
    """To which region or liaison a consult goes, and why."""

    region = forms.ChoiceField(label=_("Region"), required=False)
    to = forms.ChoiceField(label=_("Liaison"), required=False)
    reason = forms.ChoiceField(
        label=_("Why"), choices=[*HAND_ONS.items()], widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Anything they should know"),
        max_length=WORDS,
        widget=area(2, WORDS),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        regions: Iterable[tuple[str, str]],
        liaisons: Mapping[str, str],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        choose(self, "region", [("", _("The same region")), *regions])
        choose(self, "to", [("", _("Anybody of the region")), *liaisons.items()])


class AskAgain(forms.Form):
    """Whose second opinion is asked, and why."""

    region = forms.ChoiceField(label=_("Which region is asked"), required=False)
    words = forms.CharField(
        label=_("Why another opinion"), max_length=WORDS, widget=area(3, WORDS), required=False
    )

    def __init__(self, *args: Any, regions: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        choose(self, "region", [("", _("The same region, another liaison")), *regions])


class TakeBack(forms.Form):
    """Why a consult is taken back."""

    reason = forms.ChoiceField(
        label=_("Why"), choices=[*WITHDRAWS.items()], widget=forms.RadioSelect
    )
