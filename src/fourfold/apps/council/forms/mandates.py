"""What is typed about a duty."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.components.fields import DayField

Choices = list[tuple[Any, Any]]


class AssessForm(forms.Form):
    """Where a duty stands in a year, and why."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    said = forms.ChoiceField(label=_("Where does it stand?"))
    words = forms.CharField(
        label=_("Why?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("These words are public once a second person read them. Name no person."),
    )

    def __init__(self, *args: Any, said: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        field = cast(forms.ChoiceField, self.fields["said"])
        field.choices = [("", _("Choose one")), *said]


class ProofForm(forms.Form):
    """Evidence: something Fourfold holds, or a document it does not hold."""

    use_required_attribute = False
    ref = forms.ChoiceField(label=_("What shows it?"), required=False)
    words = forms.CharField(
        label=_("Or another document"),
        max_length=300,
        required=False,
        help_text=_("Its title, if it is not on the list above."),
    )
    place = forms.CharField(
        label=_("Where in it?"), max_length=120, required=False, help_text=_("A page or a section.")
    )

    def __init__(self, *args: Any, offered: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        field = cast(forms.ChoiceField, self.fields["ref"])
        field.choices = [("", _("Not on this list")), *offered]


class ReportForm(forms.Form):
    """A report that a working group owes."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    title = forms.CharField(label=_("Which report?"), max_length=200)
    group = forms.CharField(label=_("Of which working group?"), max_length=120)
    due_on = DayField(label=_("Until when?"), required=False)


class ReceiveForm(forms.Form):
    """That a report came."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)
    on = DayField(label=_("When did it come?"))
    proof = forms.CharField(
        label=_("Where is it?"),
        max_length=300,
        help_text=_("Its address, its number, or who keeps it."),
    )
