"""What is typed about a place in a working group."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.council.actions.groups import Place
from fourfold.apps.council.forms.needs import FOUR_PS
from fourfold.apps.council.states.groups import Background
from fourfold.apps.council.states.reports import FourP
from fourfold.components.fields import DayField

BACKGROUNDS = {
    Background.SURVIVOR: _("Survivor (nobody is named)"),
    Background.PRACTITIONER: _("Practitioner"),
    Background.RESEARCHER: _("Researcher"),
}


class PlaceForm(forms.Form):
    """A place in a working group."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    group = forms.CharField(
        label=_("Working group"), max_length=120, widget=forms.TextInput(attrs={"list": "groups"})
    )
    background = forms.ChoiceField(
        label=_("What does the place bring?"),
        choices=[(each.value, said) for each, said in BACKGROUNDS.items()],
        widget=forms.RadioSelect,
    )
    four_p = forms.ChoiceField(label=_("Under which P?"), choices=FOUR_PS)
    organization = forms.ChoiceField(
        label=_("Which organization fills it?"),
        required=False,
        help_text=_("Leave it out for a survivor."),
    )
    from_on = DayField(label=_("Since when?"))

    def __init__(self, *args: Any, organizations: list[tuple[str, str]], **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["organization"].choices = [("", _("None")), *organizations]  # type: ignore[attr-defined]

    def place(self) -> Place:
        """Return what was said; the form is valid."""
        told = self.cleaned_data
        return Place(
            told["group"],
            Background(told["background"]),
            FourP(told["four_p"]),
            told["from_on"],
            told["organization"],
        )
