"""What is typed about a person: facts, wishes, and what one looks somebody up by."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.cases.rules.lookup import Sought, TooFewAttributes, check_enough
from fourfold.apps.cases.rules.people import FIELDS
from fourfold.apps.cases.states.answers import NoValue
from fourfold.apps.cases.states.persons import Channel, Gender, Language, Race
from fourfold.components.fields import DayField

WISHES = 20_000

GENDERS = {
    Gender.FEMININE: _("Girl or woman"),
    Gender.MASCULINE: _("Boy or man"),
    Gender.TRANSGENDER_FEMININE: _("Transgender girl or woman"),
    Gender.TRANSGENDER_MASCULINE: _("Transgender boy or man"),
    Gender.NON_CONFORMING: _("Does not fit these words"),
}
RACES = {
    Race.HISPANIC: _("Hispanic or Latino"),
    Race.WHITE: _("White"),
    Race.BLACK: _("Black or African American"),
    Race.MULTI_RACIAL: _("More than one race"),
    Race.ASIAN: _("Asian"),
    Race.OTHER: _("Another"),
}
LANGUAGES = {
    Language.ENGLISH: _("English"),
    Language.SPANISH: _("Spanish"),
    Language.PORTUGUESE: _("Portuguese"),
    Language.HAITIAN_CREOLE: _("Haitian Creole"),
    Language.POLISH: _("Polish"),
    Language.ARABIC: _("Arabic"),
    Language.MANDARIN: _("Mandarin"),
    Language.VIETNAMESE: _("Vietnamese"),
    Language.AMERICAN_SIGN_LANGUAGE: _("American Sign Language"),
    Language.OTHER: _("Another language"),
}
CHANNELS = {
    Channel.CALL: _("Call"),
    Channel.TEXT: _("Text"),
    Channel.MAIL: _("Letter"),
    Channel.E_MAIL: _("E-mail"),
    Channel.IN_PERSON: _("In person"),
    Channel.THROUGH_SOMEBODY: _("Through somebody they trust"),
}
WHYS = {
    NoValue.NOT_ASKED: _("Not asked yet"),
    NoValue.REFUSED: _("They did not want to say"),
    NoValue.UNKNOWN: _("Nobody knows"),
}
GROUPS = {
    "NAMES": _("Names"),
    "ABOUT": _("About them"),
    "CONTACT": _("How to reach them"),
    "AROUND": _("Around them"),
}
SAFE = ("channels", "hours", "never")
"""The parts of safe contact, which are typed one by one and kept as one fact."""


def _text(label: Any, most: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False, **options)


def _several(label: Any, choices: Mapping[Any, Any], **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=list(choices.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        **options,
    )


class Facts(forms.Form):
    """
    The facts of a person. A field may stay empty; `why_…` says why, and counts only then.

    masked: fields whose values this viewer does not see here: left empty, they stay as they are.
    """

    given_name = _text(_("Given name"), 200)
    family_name = _text(_("Family name"), 200)
    other_names = _text(
        _("Other names"),
        1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Nicknames, names online, names they had before. One on each line."),
    )
    born_on = DayField(label=_("Date of birth"), required=False)
    sure = forms.BooleanField(
        label=_("The year of birth is right"), required=False, widget=forms.HiddenInput
    )
    gender = forms.ChoiceField(
        label=_("Gender"),
        required=False,
        choices=[("", _("Choose")), *GENDERS.items()],
        help_text=_("As the person names it."),
    )
    race = _several(_("Race and ethnicity"), RACES, help_text=_("As the person names it."))
    languages = _several(_("Languages they speak well"), LANGUAGES)
    phone = _text(_("Telephone"), 60)
    channels = _several(_("Safe ways to reach them"), CHANNELS)
    hours = _text(_("Safe times"), 200, help_text=_("For example: after school, until 5"))
    never = _text(
        _("Never"),
        500,
        help_text=_("Who must not pick up, where not to send anything, what not to say."),
    )
    street = _text(_("Street"), 300)
    town = forms.ChoiceField(label=_("Town"), required=False)
    school = _text(_("School"), 200)
    guardian = _text(_("Parent or guardian"), 500)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        towns: Iterable[tuple[str, str]],
        masked: Collection[str] = (),
        shut: Collection[str] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.masked = frozenset(masked)
        cast(forms.ChoiceField, self.fields["town"]).choices = [("", _("Choose")), *towns]
        for name in self.masked:
            self.fields[name].help_text = _("Masked. Leave it empty to keep what is there.")
        for names in FIELDS.values():
            for name in names:
                if name in shut:
                    for each in SAFE if name == "safe_contact" else (name,):
                        del self.fields[each]
                    continue
                self.fields[f"why_{name}"] = forms.ChoiceField(
                    label=_("If there is no answer"),
                    required=False,
                    choices=([("", _("Leave it as it is"))] if name in self.masked else [])
                    + list(WHYS.items()),
                )

    def ask_whether_sure(self) -> None:
        """Show the box that says an unlikely year of birth is right."""
        self.fields["sure"].widget = forms.CheckboxInput()

    def facts(self) -> dict[str, Any]:
        """Return what was typed, field to value or to why there is none."""
        typed = self.cleaned_data
        found: dict[str, Any] = {}
        for name in (each for names in FIELDS.values() for each in names):
            if f"why_{name}" not in typed:
                continue
            value: Any = typed.get(name)
            if name == "safe_contact":
                value = {each: typed[each] for each in SAFE if typed[each]}
            if name == "other_names":
                value = [line.strip() for line in typed[name].splitlines() if line.strip()]
            why = typed[f"why_{name}"]
            if value:
                found[name] = value
            elif why or name not in self.masked:
                found[name] = NoValue(why or NoValue.NOT_ASKED)
        return found


def typed_as(values: Mapping[str, Any], *, unanswered: Mapping[str, str]) -> dict[str, Any]:
    """Return what the form shows first: the values, and why others are missing."""
    shown = {name: value for name, value in values.items() if name != "safe_contact"}
    shown |= dict(values.get("safe_contact") or {})
    shown["other_names"] = "\n".join(values.get("other_names") or [])
    return shown | {f"why_{name}": why for name, why in unanswered.items()}


class Wishes(forms.Form):
    """What the person wants."""

    wishes = forms.CharField(
        label=_("What does the person want?"),
        max_length=WISHES,
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": WISHES}),
        help_text=_("In their own words where you can. It stands at the top of the case."),
    )
    last = forms.CharField(required=False, widget=forms.HiddenInput)


class LookUp(forms.Form):
    """What is known of somebody who may be known already."""

    given = forms.CharField(label=_("Given name or nickname"), max_length=200, required=False)
    family = forms.CharField(
        label=_("Family name"),
        max_length=200,
        required=False,
        help_text=_("Two family names may stand in any order."),
    )
    born_on = DayField(label=_("Date of birth"), required=False)
    born_year = forms.IntegerField(
        label=_("Or the year alone"),
        required=False,
        min_value=1900,
        max_value=2200,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4}),
    )
    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for each in self.fields.values():
            each.widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not self.errors:
            try:
                check_enough(self.sought())
            except TooFewAttributes as few:
                self.add_error(None, str(few))
        return typed

    def sought(self) -> Sought:
        """Return what to look up."""
        return Sought(**{name: self.cleaned_data[name] for name in self.fields})
