"""Filters of the consultation log, and one entry of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.council.forms.needs import FOUR_PS
from fourfold.apps.council.states.consultations import Asked, Way
from fourfold.components.fields import DayField

Choices = list[tuple[str, Any]]
ALL = ("", _("All"))
ASKED = [
    (Asked.ORGANIZATION.value, _("An organization")),
    (Asked.GROUP.value, _("A group")),
    (Asked.SURVIVORS.value, _("Survivors (nobody is named)")),
]
WAYS = [
    (Way.MEETING.value, _("Meeting")),
    (Way.SURVEY.value, _("Survey")),
    (Way.FOCUS_GROUP.value, _("Focus group")),
    (Way.LETTER.value, _("Letter")),
    (Way.HEARING.value, _("Hearing")),
]


class LogFilters(forms.Form):
    """Which entries are listed."""

    q = forms.CharField(label=_("Words"), required=False, max_length=80)
    p = forms.ChoiceField(label=_("P"), required=False, choices=[ALL, *FOUR_PS])
    asked = forms.ChoiceField(label=_("Who"), required=False, choices=[ALL, *ASKED])
    way = forms.ChoiceField(label=_("How"), required=False, choices=[ALL, *WAYS])
    changed = forms.ChoiceField(
        label=_("What changed"),
        required=False,
        choices=[ALL, ("yes", _("something changed")), ("no", _("nothing yet"))],
    )


class ConsultationForm(forms.Form):
    """One consultation."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    asked = forms.ChoiceField(label=_("Who was asked?"), choices=ASKED)
    organization = forms.ChoiceField(label=_("Which organization?"), required=False)
    who = forms.CharField(
        label=_("Which group?"),
        max_length=200,
        required=False,
        help_text=_("Such as: hotel managers of a town. Never name a person served."),
    )
    four_p = forms.ChoiceField(label=_("P"), choices=FOUR_PS)
    topic = forms.CharField(label=_("On what?"), max_length=200)
    about = forms.ChoiceField(label=_("Tied to"), required=False)
    on = DayField(label=_("When?"))
    way = forms.ChoiceField(label=_("How?"), choices=WAYS)
    study = forms.ChoiceField(label=_("Survey or focus groups"), required=False)
    said = forms.CharField(
        label=_("What did they say?"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In a few sentences, without anything that points at one person."),
    )
    document = forms.CharField(
        label=_("Document"),
        max_length=300,
        required=False,
        help_text=_("Its title, and where it is on file."),
    )
    changed = forms.CharField(
        label=_("What changed because of it?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Leave it blank as long as nothing did."),
    )
    changed_what = forms.ChoiceField(label=_("In what?"), required=False)

    def __init__(
        self, *args: Any, organizations: Choices, things: Choices, studies: Choices, **how: Any
    ) -> None:
        super().__init__(*args, **how)
        none = ("", _("None"))
        for name, choices in (
            ("organization", organizations),
            ("about", things),
            ("changed_what", things),
            ("study", studies),
        ):
            label = self.fields[name].label
            self.fields[name] = forms.ChoiceField(
                label=label, required=False, choices=[none, *choices]
            )
