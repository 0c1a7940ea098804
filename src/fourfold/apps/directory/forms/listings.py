"""What curators type about a listing."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.directory.rules.languages import LANGUAGES
from fourfold.apps.directory.states import ListingState, Reach
from fourfold.components.fields import DayField, FoldedChecks

Choices = list[tuple[str, Any]]
STATES: dict[ListingState, tuple[Any, str]] = {
    ListingState.DRAFT: (_("Draft"), "quiet"),
    ListingState.LISTED: (_("Listed"), "good"),
    ListingState.WITHDRAWN: (_("Withdrawn"), "stop"),
}
LISTS = ("kinds", "languages", "regions", "towns")


class Filters(forms.Form):
    """Which listings are shown."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), *((each.value, said[0]) for each, said in STATES.items())],
    )
    kind = forms.ChoiceField(label=_("Kind of help"), required=False)
    due = forms.BooleanField(label=_("To be checked"), required=False)

    def __init__(self, *args: Any, kinds: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["kind"] = forms.ChoiceField(
            label=_("Kind of help"), required=False, choices=[("", _("All")), *kinds]
        )


class ListingForm(forms.Form):
    """All that a listing says."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    organization = forms.ChoiceField(label=_("Organization"))
    name = forms.CharField(label=_("Name of the service"), max_length=200)
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of help"), required=False, widget=FoldedChecks(_("Choose kinds of help"))
    )
    description = forms.CharField(
        label=_("What it is"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Plain words. Never write here where a confidential place is."),
    )
    phones = forms.CharField(
        label=_("Telephones"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A line each: the number, a comma, what it is for."),
    )
    url = forms.CharField(label=_("Web address"), required=False, max_length=300)
    email = forms.EmailField(label=_("Email"), required=False, max_length=200)
    hours = forms.CharField(
        label=_("Hours"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A line each, such as Mo-Fr 09:00-17:00 or Daily 00:00-24:00."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        required=False,
        choices=[(code, name) for code, (name, _iso) in LANGUAGES.items()],
        widget=FoldedChecks(_("Choose languages")),
    )
    from_age = forms.IntegerField(label=_("From age"), required=False, min_value=0, max_value=120)
    until_age = forms.IntegerField(
        label=_("Until age"),
        required=False,
        min_value=1,
        max_value=130,
        help_text=_("The first age that is not served: 18 for people under 18."),
    )
    eligibility = forms.CharField(label=_("Who else it is for"), required=False, max_length=500)
    cost = forms.CharField(label=_("Cost"), required=False, max_length=300)
    accessibility = forms.CharField(label=_("Accessibility"), required=False, max_length=500)
    reach = forms.ChoiceField(
        label=_("Whom it serves by place"),
        required=False,
        choices=[
            (Reach.UNKNOWN.value, _("Not known")),
            (Reach.STATE.value, _("The whole state")),
            (Reach.LISTED.value, _("The regions and towns named below")),
        ],
    )
    regions = forms.MultipleChoiceField(
        label=_("Regions"), required=False, widget=FoldedChecks(_("Choose regions"))
    )
    towns = forms.MultipleChoiceField(
        label=_("Towns"), required=False, widget=FoldedChecks(_("Choose towns"))
    )
    why = forms.CharField(
        label=_("Why does it change?"),
        max_length=300,
        required=False,
        help_text=_("A few words. They stay with the listing."),
    )

    def __init__(
        self, *args: Any, organizations: Choices | None, lists: dict[str, Choices], **how: Any
    ) -> None:
        super().__init__(*args, **how)
        if organizations is None:
            del self.fields["organization"]
        else:
            del self.fields["why"]
            self.fields["organization"] = forms.ChoiceField(
                label=_("Organization"), choices=[("", _("Choose one")), *organizations]
            )
        for name, choices in lists.items():
            field = cast(forms.MultipleChoiceField, self.fields[name])
            field.choices = choices


class OrganizationForm(forms.Form):
    """Who offers help."""

    name = forms.CharField(label=_("Name"), max_length=200)
    other_name = forms.CharField(label=_("Other names"), required=False, max_length=200)
    about = forms.CharField(
        label=_("What it does"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    website = forms.CharField(label=_("Web address"), required=False, max_length=300)
    email = forms.EmailField(label=_("Email"), required=False, max_length=200)


class CheckForm(forms.Form):
    """It was checked with the organization."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = DayField(label=_("Checked on"))
    how = forms.CharField(
        label=_("How?"), max_length=300, help_text=_("A call, a visit, a letter; with whom.")
    )


class CapacityForm(forms.Form):
    """What is free now."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    unit = forms.CharField(label=_("What is counted"), max_length=40, help_text=_("Beds, places."))
    free = forms.IntegerField(
        label=_("Free now"),
        required=False,
        min_value=0,
        max_value=99999,
        help_text=_("Leave it empty if nobody knows."),
    )


class PlaceForm(forms.Form):
    """Where it is given."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    is_confidential = forms.BooleanField(
        label=_("This place is confidential"),
        required=False,
        help_text=_("Then people are told its region and nothing else."),
    )
    name = forms.CharField(label=_("Name of the place"), required=False, max_length=200)
    street = forms.CharField(label=_("Street"), required=False, max_length=200)
    town = forms.ChoiceField(label=_("Town"), required=False)
    postal_code = forms.CharField(label=_("ZIP code"), required=False, max_length=10)
    region = forms.ChoiceField(label=_("Region"), required=False)
    address = forms.CharField(
        label=_("Confidential address"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        help_text=_("It is sealed and never leaves this desk. Empty keeps the one that is kept."),
    )

    def __init__(self, *args: Any, towns: Choices, regions: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        for name, label, choices in (
            ("town", _("Town"), towns),
            ("region", _("Region"), regions),
        ):
            self.fields[name] = forms.ChoiceField(
                label=label, required=False, choices=[("", _("Choose one")), *choices]
            )


class WhyForm(forms.Form):
    """A step, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    why = forms.CharField(label=_("Why?"), max_length=300)
