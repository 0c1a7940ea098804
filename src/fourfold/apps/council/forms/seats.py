"""Who sits from when until when, how a term ends, and what a member declares."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.council.states.seats import ConflictAbout, Ending
from fourfold.components.fields import DayField

Choices = list[tuple[str, Any]]
WHY: dict[str, Any] = {
    "label": _("Why?"),
    "max_length": 300,
    "help_text": _("It stays with the seat."),
}


class SitsForm(forms.Form):
    """Somebody sits, or stands in, from a day on."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    member = forms.ChoiceField(label=_("Who?"), required=False)
    name = forms.CharField(label=_("Name of somebody new"), max_length=120, required=False)
    from_on = DayField(label=_("First day"))
    until_on = DayField(label=_("Last day, if there is one"), required=False)
    letter = forms.CharField(
        label=_("Letter of appointment"),
        max_length=300,
        required=False,
        help_text=_("Its date, and where it is on file. A designee needs one."),
    )
    why = forms.CharField(**WHY)

    def __init__(self, *args: Any, members: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        choices = [("", _("Somebody new")), *members]
        self.fields["member"] = forms.ChoiceField(label=_("Who?"), required=False, choices=choices)

    def clean(self) -> dict[str, Any]:
        """Refuse a form that names nobody, or two people."""
        given = super().clean() or {}
        if bool(given.get("member")) is bool(given.get("name", "").strip()):
            self.add_error("member", _("Choose a person, or write the name of somebody new."))
        return given


class EndForm(forms.Form):
    """How a term ends, and on which day."""

    term = forms.ChoiceField(label=_("Whose term?"))
    how = forms.ChoiceField(
        label=_("How does it end?"),
        choices=[
            (Ending.RESIGNED.value, _("They resigned")),
            (Ending.LEFT_OFFICE.value, _("They left the office that holds the seat")),
            (Ending.REPLACED.value, _("Somebody else was appointed")),
            (Ending.OVER.value, _("The term is over")),
            (Ending.MISTAKE.value, _("It was entered by mistake")),
        ],
    )
    on = DayField(label=_("Last day on the seat"))
    why = forms.CharField(**WHY)

    def __init__(self, *args: Any, terms: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["term"] = forms.ChoiceField(label=_("Whose term?"), choices=terms)


class ReappointForm(forms.Form):
    """A holder goes on the day after their term."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    term = forms.CharField(widget=forms.HiddenInput, max_length=32)
    until_on = DayField(label=_("New last day, if there is one"), required=False)
    letter = forms.CharField(label=_("Letter of appointment"), max_length=300, required=False)


class PersonForm(forms.Form):
    """Whether the roster names a person, and how they sign in."""

    member = forms.CharField(widget=forms.HiddenInput, max_length=32)
    version = forms.IntegerField(widget=forms.HiddenInput)
    email = forms.EmailField(
        label=_("Address they sign in with"),
        required=False,
        help_text=_("Leave it blank if they have no account."),
    )
    is_public = forms.BooleanField(
        label=_("The public roster names this person; they agreed"), required=False
    )


class ConflictForm(forms.Form):
    """A member declares what may set their own interest against a matter."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    what = forms.ChoiceField(label=_("What is it about?"), required=False)
    matter = forms.CharField(label=_("The matter"), max_length=200)
    why = forms.CharField(
        label=_("Why may it touch your own interest?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("You and the Council's staff can read this; nobody else."),
    )
    from_on = DayField(label=_("From"))
    until_on = DayField(label=_("Until, if there is an end"), required=False)

    def __init__(self, *args: Any, papers: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        general = _("In general: no vote on anything while it holds")
        self.fields["what"] = forms.ChoiceField(
            label=_("What is it about?"),
            choices=[("", _("Choose one")), (ConflictAbout.GENERAL.value, general), *papers],
            help_text=_("Recommendations that wait for a vote, and topics of meetings to come."),
        )

    def about(self) -> dict[str, Any]:
        """Return what was chosen, as a declaration takes it."""
        kind, _between, ref = self.cleaned_data["what"].partition(":")
        return {"about": ConflictAbout(kind), "ref": ref}
