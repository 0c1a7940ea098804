"""Recommendations, comments, votes and what became of them, as forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.council.actions.recommendations import Said
from fourfold.apps.council.forms.needs import FOUR_PS
from fourfold.apps.council.states.votes import Category, Choice, Fate
from fourfold.components.fields import DayField

CATEGORIES = [
    (Category.POLICY_CONCEPT.value, _("Policy concept")),
    (Category.FURTHER_RESEARCH.value, _("Further research")),
]
CHOICES = [
    (Choice.FOR.value, _("For")),
    (Choice.AGAINST.value, _("Against")),
    (Choice.ABSTAIN.value, _("Abstain")),
]
FATES = [
    (Fate.BILL.value, _("In a bill")),
    (Fate.PUBLIC_ACT.value, _("In a public act")),
    (Fate.SECTION.value, _("In a section of the statutes")),
    (Fate.DONE.value, _("Done")),
    (Fate.REFUSED.value, _("Refused")),
    (Fate.SUPERSEDED.value, _("Superseded")),
]
ALL = ("", _("All"))


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RecommendationFilters(forms.Form):
    """Which recommendations are listed."""

    year = forms.ChoiceField(label=_("Year"), required=False)
    p = forms.ChoiceField(label=_("P"), required=False, choices=[ALL, *FOUR_PS])
    category = forms.ChoiceField(label=_("Category"), required=False, choices=[ALL, *CATEGORIES])
    fate = forms.ChoiceField(
        label=_("What became of it"),
        required=False,
        choices=[ALL, *FATES, ("NONE", _("Not known"))],
    )

    def __init__(self, *args: Any, years: list[int], **how: Any) -> None:
        super().__init__(*args, **how)
        choices = [ALL, *((str(each), str(each)) for each in years)]
        self.fields["year"] = forms.ChoiceField(label=_("Year"), required=False, choices=choices)


class RecommendationForm(forms.Form):
    """What is recommended."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label=_("What is recommended?"), max_length=2000, widget=_area(4))
    category = forms.ChoiceField(label=_("Category"), choices=CATEGORIES)
    four_p = forms.MultipleChoiceField(
        label=_("Which P?"), choices=FOUR_PS, widget=forms.CheckboxSelectMultiple
    )
    statutes = forms.MultipleChoiceField(label=_("Laws it speaks of"), required=False)
    sections = forms.CharField(
        label=_("Sections, as they are cited"),
        required=False,
        max_length=300,
        help_text=_("Joined by semicolons, for example: 53a-83; 53a-86."),
    )

    def __init__(self, *args: Any, laws: list[tuple[str, str]], **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["statutes"] = forms.MultipleChoiceField(
            label=_("Laws it speaks of"), required=False, choices=laws
        )

    def said(self) -> Said:
        """Return what was said, as the action takes it."""
        given = self.cleaned_data
        sections = tuple(each.strip() for each in given["sections"].split(";") if each.strip())
        return Said(
            given["text"],
            Category(given["category"]),
            tuple(given["four_p"]),
            tuple(given["statutes"]),
            sections,
        )


class CommentForm(forms.Form):
    """What somebody says of a recommendation."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=40)
    comment = forms.CharField(label=_("Your comment"), max_length=2000, widget=_area(3))


class OpenVote(forms.Form):
    """A vote by mail. In a meeting a vote is taken on a motion."""

    until = DayField(label=_("Last day to vote"))


class VoteForm(forms.Form):
    """A vote."""

    choice = forms.ChoiceField(label=_("Your vote"), choices=CHOICES, widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Your reason, if you want it printed"),
        required=False,
        max_length=500,
        widget=_area(2),
    )


class FateForm(forms.Form):
    """What became of a recommendation."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=40)
    kind = forms.ChoiceField(label=_("What became of it?"), choices=FATES)
    words = forms.CharField(label=_("In words"), max_length=500, widget=_area(2))
    evidence = forms.CharField(label=_("Where can it be read?"), max_length=300)
    on = DayField(label=_("On which day? Leave it blank if not known."), required=False)
