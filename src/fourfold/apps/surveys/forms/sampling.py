"""Whom a wave asks: chosen from the pack, brought as a list, and drawn."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fourfold.apps.surveys.rules.frame_list import MOST_BYTES
from fourfold.apps.surveys.rules.invitations import MOST_DAYS
from fourfold.apps.surveys.rules.sampling import MOST_SEED, Allocation, Drawing, Split

NOWHERE = "-"
"""Stands for organizations without a region, as a box that is ticked."""


class FromPack(forms.Form):
    """Organizations of the pack, by kind and region."""

    use_required_attribute = False
    kinds = forms.MultipleChoiceField(label=_("Which kinds?"), widget=forms.CheckboxSelectMultiple)
    regions = forms.MultipleChoiceField(label=_("Where?"), widget=forms.CheckboxSelectMultiple)

    def __init__(
        self,
        *args: Any,
        kinds: list[tuple[str, int]],
        regions: list[tuple[str, str]],
        **how: Any,
    ) -> None:
        """kinds: with how many there are. regions: codes and names."""
        super().__init__(*args, **how)
        offered = [(kind, f"{kind} ({count})") for kind, count in kinds]
        cast(forms.MultipleChoiceField, self.fields["kinds"]).choices = offered
        places = [(NOWHERE, _("The whole state, or no region is known")), *regions]
        cast(forms.MultipleChoiceField, self.fields["regions"]).choices = places
        self.fields["regions"].initial = [code for code, _name in places]


class BringList(forms.Form):
    """A list of organizations, pasted or as a file."""

    use_required_attribute = False
    pasted = forms.CharField(
        label=_("Paste the list here"),
        required=False,
        max_length=MOST_BYTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("Or choose a CSV file"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean(self) -> dict[str, Any]:
        """Read the file as text, if there is one."""
        given = super().clean() or self.cleaned_data
        file = given.get("file")
        given["text"] = self._text_of(file) if file is not None else given.get("pasted") or ""
        if not given["text"].strip() and not self.errors:
            raise ValidationError(_("Paste a list, or choose a file."))
        return given

    def _text_of(self, file: Any) -> str:
        if file.size > MOST_BYTES:
            self.add_error("file", _("The file has over 2 MB. Such a list is shorter."))
            return ""
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            fix = _("The file is not in UTF-8. In a spreadsheet, save it as “CSV UTF-8”.")
            self.add_error("file", fix)
            return ""


class DrawForm(forms.Form):
    """How the sample is drawn."""

    use_required_attribute = False
    how = forms.ChoiceField(
        label=_("Who is asked?"),
        choices=(
            (Drawing.ALL.value, _("All of the list")),
            (Drawing.SAMPLE.value, _("A random sample of it")),
        ),
        widget=forms.RadioSelect,
        initial=Drawing.ALL.value,
    )
    size = forms.IntegerField(
        label=_("How many, for a sample?"), required=False, min_value=1, max_value=5_000
    )
    split = forms.ChoiceField(
        label=_("Drawn within each"),
        choices=(
            (Split.BOTH.value, _("sector and region")),
            (Split.SECTOR.value, _("sector")),
            (Split.REGION.value, _("region")),
        ),
        initial=Split.SECTOR.value,
    )
    allocation = forms.ChoiceField(
        label=_("Places of each"),
        choices=(
            (Allocation.PROPORTIONAL.value, _("in proportion to how many there are")),
            (Allocation.EQUAL.value, _("the same for each, so that small ones are heard")),
        ),
    )
    seed = forms.CharField(
        label=_("Seed"),
        required=False,
        max_length=MOST_SEED,
        help_text=_("With the same seed and list, anybody draws the same sample again."),
    )
    carries = forms.BooleanField(
        label=_("Sector and region stand beside answers; people are told so"),
        required=False,
        help_text=_("Only where at least five organizations share them."),
    )
    remind_days = forms.IntegerField(
        label=_("Remind by itself, days before the last day"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=_("Leave it empty to remind by hand only."),
    )


class MailboxForm(forms.Form):
    """The mailbox of one organization."""

    use_required_attribute = False
    mail = forms.CharField(
        label=_("The organization’s mailbox"),
        required=False,
        max_length=254,
        help_text=_("A shared mailbox, not a person’s."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
