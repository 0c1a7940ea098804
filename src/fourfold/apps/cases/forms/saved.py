"""A search to keep."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

PAGES = {"cases": "cases:case_list", "reports": "cases:reports"}
"""Lists whose searches can be kept, with the names of their addresses."""
NAMES = {"cases": _("Cases"), "reports": _("Reports")}
"""What the lists are called."""


class SaveSearch(forms.Form):
    """A name for the filters of a list. address: the list's query as it stands."""

    name = forms.CharField(
        label=_("Name of this search"),
        max_length=60,
        help_text=_("Such as “Open, my region”. Never a person’s name."),
    )
    shared = forms.BooleanField(
        label=_("My colleagues may use it"),
        required=False,
        help_text=_("They see only what is theirs to see."),
    )
    page = forms.ChoiceField(choices=[(code, code) for code in PAGES], widget=forms.HiddenInput)
    address = forms.CharField(max_length=600, required=False, widget=forms.HiddenInput)
