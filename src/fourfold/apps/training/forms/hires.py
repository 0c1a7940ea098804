"""What somebody types of a place that attests."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.training.rules.hires import MOST_HIRES, Hires
from fourfold.apps.training.rules.sessions import MOST_NAME, one_line
from fourfold.components.fields import DayField


class HiresForm(forms.Form):
    """One attestation."""

    use_required_attribute = False
    place = forms.CharField(
        label=_("Place"), max_length=MOST_NAME, help_text=_("The name as it stands on the door.")
    )
    town = forms.ChoiceField(label=_("Town"))
    attested_on = DayField(label=_("Day of the attestation"))
    hired = forms.IntegerField(
        label=_("Employees hired since the last attestation"), min_value=0, max_value=MOST_HIRES
    )
    trained = forms.IntegerField(
        label=_("Of them trained when hired"), min_value=0, max_value=MOST_HIRES
    )

    def __init__(self, *args: Any, towns: dict[str, str], **how: Any) -> None:
        super().__init__(*args, **how)
        field = cast(forms.ChoiceField, self.fields["town"])
        field.choices = [("", _("Choose")), *towns.items()]

    def told(self) -> Hires:
        """Return what was typed; the form is valid."""
        given = self.cleaned_data
        return Hires(
            one_line(given["place"]),
            given["town"],
            given["attested_on"],
            given["hired"],
            given["trained"],
        )
