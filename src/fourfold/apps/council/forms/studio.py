"""What is typed in the studio."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.council.states.studio import Begin
from fourfold.components.fields import DayField
from fourfold.documents.studio import Kind

Choices = list[tuple[str, str]]
AREA = {"rows": 10, "spellcheck": "true"}


class NewStudioReport(forms.Form):
    """A year's report, and what it begins from."""

    once = forms.CharField(max_length=40, widget=forms.HiddenInput)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    title = forms.CharField(label=_("Title"), max_length=160)
    issued_on = DayField(label=_("Day of the report"))
    start = forms.ChoiceField(
        label=_("Begin"),
        widget=forms.RadioSelect,
        choices=[
            (Begin.LAST.value, _("From last year's report")),
            (Begin.PACK.value, _("From the pack's edition of this year")),
            (Begin.EMPTY.value, _("Empty")),
        ],
    )

    def clean_issued_on(self) -> Any:
        """Ask for a day."""
        if self.cleaned_data.get("issued_on") is None:
            raise forms.ValidationError(_("Type the day of the report."))
        return self.cleaned_data["issued_on"]


class TitleForm(forms.Form):
    """Title, subtitle, day."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=160)
    subtitle = forms.CharField(label=_("Subtitle"), max_length=200, required=False)
    title_es = forms.CharField(label=_("Title in Spanish"), max_length=160, required=False)
    issued_on = DayField(label=_("Day of the report"))


class BlockForm(forms.Form):
    """What a block says: only the fields its kind has."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    once = forms.CharField(max_length=40, widget=forms.HiddenInput, required=False)
    level = forms.TypedChoiceField(
        label=_("Level"),
        coerce=int,
        choices=[(1, _("Chapter")), (2, _("Section")), (3, _("Part"))],
    )
    four_p = forms.ChoiceField(
        label=_("P"),
        required=False,
        choices=[
            ("", _("None")),
            ("prevention", _("Prevention")),
            ("protection", _("Protection")),
            ("prosecution", _("Prosecution")),
            ("partnership", _("Partnership")),
        ],
    )
    ref = forms.CharField(max_length=80, required=False)
    english = forms.CharField(
        label=_("English"), required=False, strip=False, widget=forms.Textarea(attrs=AREA)
    )
    spanish = forms.CharField(
        label=_("Spanish"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={**AREA, "lang": "es"}),
    )
    alt = forms.CharField(
        label=_("What the picture shows"),
        max_length=300,
        required=False,
        help_text=_("For people who cannot see it. A picture is not taken without it."),
    )
    file = forms.FileField(
        label=_("Picture"), required=False, help_text=_("JPEG or PNG, up to 25 MB.")
    )

    FIELDS: dict[Kind, tuple[str, ...]] = {
        Kind.HEADING: ("level", "four_p", "english", "spanish"),
        Kind.TEXT: ("english", "spanish"),
        Kind.FIGURE: ("ref", "four_p", "english", "spanish"),
        Kind.CHART: ("ref", "english", "spanish"),
        Kind.TABLE: ("ref", "english", "spanish"),
        Kind.PICTURE: ("file", "alt", "english", "spanish"),
        Kind.RECOMMENDATIONS: ("ref", "english", "spanish"),
        Kind.ACTIVITIES: (),
        Kind.LAWS: ("ref", "english", "spanish"),
        Kind.PLAN: ("english", "spanish"),
        Kind.PAGE_BREAK: (),
    }

    def __init__(self, *args: Any, kind: Kind, refs: Choices | None = None, **how: Any) -> None:
        super().__init__(*args, **how)
        shown = ("version", "once", *self.FIELDS[kind])
        for name in [each for each in self.fields if each not in shown]:
            del self.fields[name]
        if "ref" in self.fields:
            self.fields["ref"] = _ref(kind, refs or [])
            self.order_fields(shown)
        if kind is Kind.HEADING:
            for name in ("english", "spanish"):
                self.fields[name].widget = forms.TextInput()
        elif kind is not Kind.TEXT and kind is not Kind.TABLE:
            for name in set(self.fields) & {"english", "spanish"}:
                self.fields[name].widget.attrs["rows"] = 2


def _ref(kind: Kind, refs: Choices) -> forms.Field:
    if kind is Kind.FIGURE:
        return forms.ChoiceField(label=_("Which figure?"), choices=refs)
    if kind is Kind.CHART:
        return forms.ChoiceField(label=_("Which figures?"), choices=refs)
    if kind is Kind.TABLE:
        none = ("", _("None: the table is typed below"))
        return forms.ChoiceField(label=_("Which figures?"), choices=[none, *refs], required=False)
    return forms.RegexField(r"^\d{4}$", label=_("Of which year?"), required=False)


class AskForm(forms.Form):
    """Whom to ask for activities, and until when."""

    seat = forms.ChoiceField(label=_("For which seat?"))
    account = forms.ChoiceField(label=_("Who answers?"))
    due_on = DayField(label=_("Until when?"))

    def __init__(self, *args: Any, seats: Choices, people: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["seat"] = forms.ChoiceField(label=_("For which seat?"), choices=seats)
        self.fields["account"] = forms.ChoiceField(
            label=_("Who answers?"),
            required=False,
            choices=[("", _("Whoever speaks for the seat")), *people],
        )

    def clean_due_on(self) -> Any:
        """Ask for a day."""
        if self.cleaned_data.get("due_on") is None:
            raise forms.ValidationError(_("Type the day until when it is due."))
        return self.cleaned_data["due_on"]


def _told(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 4})
    )


class ActivityTold(forms.Form):
    """What an agency did in the year, by P."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    prevention = _told(_("Prevention: what did you do?"))
    protection = _told(_("Protection: what did you do?"))
    prosecution = _told(_("Prosecution: what did you do?"))
    partnership = _told(_("Partnership: what did you do?"))
    figures = forms.CharField(
        label=_("Figures, each with its source"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line: what was counted, the number, the period, and where it stands."),
    )
