"""What an organization types to be listed, and what curators type about it."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.directory.rules.applying import Applying, Item, Reached
from fourfold.apps.directory.rules.languages import LANGUAGES
from fourfold.apps.directory.states import Looked, Way
from fourfold.components.fields import FoldedChecks
from fourfold.components.safe_contact import SafeContact

Choices = list[tuple[str, Any]]
LOOKED: Choices = [
    ("", _("Not looked at")),
    (Looked.YES.value, _("Yes")),
    (Looked.NO.value, _("No")),
    (Looked.NOT_APPLICABLE.value, _("Does not apply")),
]


def _lines(label: Any, most: int, hint: Any = "", rows: int = 3) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=most, required=False, widget=area, help_text=hint
    )


class ApplyForm(SafeContact):
    """An organization and one service of it."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    organization = forms.CharField(label=_("Name of your organization"), max_length=200)
    website = forms.URLField(
        label=_("Web address"), max_length=300, required=False, assume_scheme="https"
    )
    service = forms.CharField(
        label=_("Name of the service"),
        max_length=200,
        help_text=_("One service a form. Send another form for the next one."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("What kind of help is it?"), widget=FoldedChecks(_("Choose kinds of help"))
    )
    about = _lines(_("What do you do, in a few plain words?"), 2000)
    who = forms.CharField(
        label=_("Who is it for?"),
        max_length=500,
        required=False,
        help_text=_("Such as: women, families, people of any gender, immigrants."),
    )
    from_age = forms.IntegerField(
        label=_("Youngest age"), required=False, min_value=0, max_value=120
    )
    last_age = forms.IntegerField(label=_("Oldest age"), required=False, min_value=0, max_value=120)
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        required=False,
        choices=[(code, _(name)) for code, (name, _iso) in LANGUAGES.items()],
        widget=FoldedChecks(_("Choose languages")),
    )
    cost = forms.CharField(
        label=_("What does it cost?"), max_length=300, required=False, help_text=_("Such as: free.")
    )
    phones = _lines(_("Telephones for everybody"), 600, _("A line each."), 2)
    hours = _lines(_("When are you open?"), 600, _("In your own words."), 2)
    beds = forms.IntegerField(
        label=_("How many beds, if there are any?"), min_value=0, max_value=9999, required=False
    )
    towns = forms.MultipleChoiceField(
        label=_("Which towns do you serve? None means the whole state."),
        required=False,
        widget=FoldedChecks(_("Choose towns")),
    )
    is_private = forms.BooleanField(
        label=_("Our address is private"),
        required=False,
        help_text=_(
            "Then do not write it here. A curator asks for it by telephone and seals it; people "
            "are told the area and nothing else."
        ),
    )
    street = forms.CharField(label=_("Street"), max_length=200, required=False)
    town = forms.ChoiceField(label=_("Town"), required=False)
    postal_code = forms.CharField(label=_("ZIP code"), max_length=10, required=False)
    field_order = ("once", "organization", "website", "service", "kinds", "about", "who")

    def __init__(self, *args: Any, kinds: Choices, towns: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        cast(forms.MultipleChoiceField, self.fields["kinds"]).choices = kinds
        cast(forms.MultipleChoiceField, self.fields["towns"]).choices = towns
        cast(forms.ChoiceField, self.fields["town"]).choices = [("", _("Choose one")), *towns]
        # How to reach them comes last, whatever it stood at in the form it is taken from.
        last = ("way", "mailbox", "telephone", "may_leave", "best_time")
        self.order_fields([*(each for each in self.fields if each not in last), *last])

    def clean(self) -> dict[str, Any] | None:
        """Let the ages run forward."""
        given = super().clean() or {}
        first, last = given.get("from_age"), given.get("last_age")
        if first is not None and last is not None and last < first:
            self.add_error("last_age", _("The oldest age is below the youngest."))
        return given

    def said(self) -> Applying:
        """Return what was said; the form is valid."""
        given = self.cleaned_data
        names = [each for each in Applying.__dataclass_fields__ if each != "email"]
        told = {name: given[name] for name in names}
        for name in ("kinds", "languages", "towns"):
            told[name] = tuple(sorted(told[name]))
        return Applying(**told)

    def reached(self) -> Reached:
        """Return how they are reached; the form is valid."""
        given = self.cleaned_data
        return Reached(
            Way(given["way"]),
            given["mailbox"],
            given["telephone"],
            given["may_leave"],
            given["best_time"],
        )


class VettingForm(forms.Form):
    """The checklist: an answer and a note for each item."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, items: tuple[Item, ...], **how: Any) -> None:
        super().__init__(*args, **how)
        self.items = items
        for each in items:
            self.fields[each.code] = forms.ChoiceField(
                label=each.words, choices=LOOKED, required=False
            )
            self.fields[f"{each.code}-note"] = forms.CharField(
                label=_("Note"), max_length=500, required=False
            )

    def rows(self) -> list[tuple[Item, Any, Any]]:
        """Return each item with its two fields."""
        return [(each, self[each.code], self[f"{each.code}-note"]) for each in self.items]

    def found(self) -> dict[str, tuple[Looked, str]]:
        """Return what was looked at; the form is valid."""
        given = self.cleaned_data
        return {
            each.code: (Looked(given[each.code]), given[f"{each.code}-note"])
            for each in self.items
            if given[each.code]
        }


class WordsForm(forms.Form):
    """Words that go to the organization."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("What do you write?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In the language of the application. It goes as it is."),
    )
