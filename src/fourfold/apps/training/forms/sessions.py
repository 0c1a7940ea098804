"""What staff type about a session, and what somebody types who signs in at one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from fourfold.apps.training.rules.sessions import MOST_HEADS, MOST_NAME, Plan, one_line
from fourfold.apps.training.states import Credit, Language, Sector
from fourfold.components.fields import FoldedChecks, MomentField

MOST_BYTES = 1_000_000


class SessionForm(forms.Form):
    """One session."""

    use_required_attribute = False
    course = forms.ChoiceField(label=_("Course"))
    starts_at = MomentField(label=_("Begins"))
    minutes = forms.IntegerField(
        label=_("Length in minutes"),
        min_value=1,
        max_value=720,
        help_text=_("A course of two days is two sessions."),
    )
    place = forms.CharField(label=_("Place"), max_length=120)
    town = forms.ChoiceField(label=_("Town"))
    language = forms.ChoiceField(label=_("Language"))
    sector = forms.ChoiceField(label=_("For whom"))
    trainers = forms.MultipleChoiceField(
        label=_("Trainers"), required=False, widget=FoldedChecks(_("Choose trainers"))
    )
    curriculum = forms.CharField(
        label=_("Curriculum version"), max_length=20, required=False, help_text=_("Such as 2.1")
    )
    expected = forms.IntegerField(
        label=_("People expected"), min_value=0, max_value=MOST_HEADS, required=False
    )
    capacity = forms.IntegerField(
        label=_("Seats"), min_value=0, max_value=MOST_HEADS, required=False
    )
    credit = forms.ChoiceField(label=_("Credit"), required=False)
    credit_hours = forms.DecimalField(
        label=_("Hours credited"), max_digits=4, decimal_places=2, min_value=0, required=False
    )

    is_public = forms.BooleanField(
        label=_("Show it on the public calendar"),
        required=False,
        help_text=_("With course, time, place and town. A group of youth is never shown."),
    )

    def __init__(self, *args: Any, offers: Mapping[str, Iterable[Any]], **kw: Any) -> None:
        """offers: choices by field."""
        super().__init__(*args, **kw)
        for name, choices in offers.items():
            cast(forms.ChoiceField, self.fields[name]).choices = [*choices]

    def plan(self) -> Plan:
        """Return what was typed; the form is valid."""
        given = self.cleaned_data
        return Plan(
            course=given["course"],
            starts_at=given["starts_at"],
            minutes=given["minutes"],
            place=one_line(given["place"]),
            town=given["town"],
            language=Language(given["language"]),
            sector=Sector(given["sector"]),
            curriculum=given["curriculum"],
            capacity=given["capacity"],
            expected=given["expected"],
            credit=Credit(given["credit"]) if given["credit"] else None,
            credit_hours=given["credit_hours"],
            trainers=tuple(given["trainers"]),
            is_public=given["is_public"],
        )


class OffForm(forms.Form):
    """Why a session is called off."""

    use_required_attribute = False
    why = forms.CharField(label=_("Why is it called off?"), max_length=400)


class CountForm(forms.Form):
    """How many were in the room."""

    use_required_attribute = False
    counted = forms.IntegerField(
        label=_("People in the room"),
        min_value=0,
        max_value=MOST_HEADS,
        required=False,
        help_text=_("Leave it empty to take the count back."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "ff-number-box"}),
    )


class PersonForm(forms.Form):
    """Somebody who is at a session."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("Your name"),
        max_length=MOST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Type your name.")},
    )
    workplace = forms.CharField(
        label=_("Where you work"),
        max_length=MOST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Type where you work.")},
    )
    mail = forms.CharField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_("Only so that the training office can reach you about this training."),
        widget=forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )

    def clean_mail(self) -> str:
        """Return the address, if it is one."""
        mail = one_line(self.cleaned_data["mail"])
        if mail:
            validate_email(mail)
        return mail


class AddForm(PersonForm):
    """Somebody whom the trainer adds."""

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["name"].label = _("Name")
        self.fields["workplace"].label = _("Workplace")
        self.fields["mail"].label = _("E-mail")
        for field in self.fields.values():
            field.help_text = ""
            field.widget.attrs["autocomplete"] = "off"


class ListForm(forms.Form):
    """A list of people: pasted from a spreadsheet, or a CSV or Excel file."""

    use_required_attribute = False
    pasted = forms.CharField(
        label=_("Paste the list here"),
        required=False,
        max_length=200_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    file = forms.FileField(label=_("Or choose a CSV or Excel file"), required=False)

    def clean(self) -> dict[str, Any]:
        """:raises ValidationError: with nothing given, or too much."""
        given = super().clean() or self.cleaned_data
        file = given.get("file")
        if file is not None and file.size > MOST_BYTES:
            raise ValidationError(_("The file has over 1 MB. A list of people is shorter."))
        if file is None and not (given.get("pasted") or "").strip() and not self.errors:
            raise ValidationError(_("Paste a list, or choose a file."))
        return given
