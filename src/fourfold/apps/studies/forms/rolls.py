"""A roll, as it is brought."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fourfold.apps.studies.actions.rolls import RollTold
from fourfold.components.fields import DayField

MOST_BYTES = 5_000_000
ELSEWHERE = "-"
Choices = list[tuple[str, str]]


class RollForm(forms.Form):
    """What the lists are, and the table of who is on which."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = forms.CharField(label=_("Name of the roll"), max_length=120)
    people = forms.CharField(
        label=_("Who was counted?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "One definition for all lists. Such as: people under 18 whom an agency believed to be "
            "trafficked."
        ),
    )
    area = forms.ChoiceField(label=_("Where?"))
    from_on = DayField(label=_("First day"))
    last_on = DayField(label=_("Last day"))
    matched = forms.CharField(
        label=_("How was it found out who is on two lists?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source = forms.CharField(label=_("Whose lists are they?"), max_length=300)
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_(
            "CSV: a column of 0 and 1 for each list, and one named count: how many people are on "
            "exactly those lists."
        ),
    )
    pasted = forms.CharField(
        label=_("Or paste the lines"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    tabulate = forms.BooleanField(
        label=_("Each row is one person: count them. Only the counts are kept."), required=False
    )
    lists = forms.CharField(
        label=_("Columns that are lists"),
        max_length=400,
        required=False,
        help_text=_("With commas. Leave it blank if all are, but for count."),
    )
    is_example = forms.BooleanField(
        label=_("This is published data to learn on. Nothing of it is ever released."),
        required=False,
    )

    def __init__(self, *args: Any, areas: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["area"].choices = [*areas, (ELSEWHERE, _("Elsewhere"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for a table, and for a period that runs forward."""
        given = super().clean() or {}
        first, last = given.get("from_on"), given.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _now("The last day is before the first."))
        if given.get("area") == ELSEWHERE and not given.get("is_example"):
            self.add_error("area", _now("Choose where; only data to learn on come from elsewhere."))
        file, pasted = given.get("file"), given.get("pasted") or ""
        if not file and not pasted.strip():
            self.add_error("file", _now("Choose a file, or paste the lines."))
        elif file and file.size > MOST_BYTES:
            self.add_error("file", _now("The file is larger than 5 MB. Count its rows first."))
        elif file:
            try:
                given["text"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", _now("It is no text in UTF-8. Save it as CSV in UTF-8."))
        else:
            given["text"] = pasted
        return given

    def told(self) -> RollTold:
        """Return what was said; the form is valid."""
        given = self.cleaned_data
        names = ("name", "people", "area", "from_on", "matched", "source", "is_example")
        said = {name: given[name] for name in names}
        if said["area"] == ELSEWHERE:
            said["area"] = ""
        return RollTold(**said, until_on=given["last_on"] + timedelta(days=1))

    def columns(self) -> tuple[str, ...]:
        """Return the columns that are lists; none for all."""
        return tuple(e.strip() for e in self.cleaned_data["lists"].split(",") if e.strip())
