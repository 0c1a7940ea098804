"""A bill, its steps, and lists of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fourfold.apps.council.forms.recommendations import FATES
from fourfold.apps.council.rules.bills import BillStep
from fourfold.apps.council.states.bills import BillState
from fourfold.components.fields import DayField, FoldedChecks

Choices = list[tuple[str, Any]]
ALL = ("", _("All"))
MOST_BYTES = 1_000_000


class BillFilters(forms.Form):
    """Which bills are listed."""

    q = forms.CharField(label=_("Words"), required=False, max_length=80)
    session = forms.ChoiceField(label=_("Session"), required=False)
    state = forms.ChoiceField(label=_("Stands"), required=False)
    law = forms.ChoiceField(label=_("Law"), required=False)

    def __init__(self, *args: Any, choices: dict[str, Choices], **how: Any) -> None:
        super().__init__(*args, **how)
        for name, each in choices.items():
            label = self.fields[name].label
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=[ALL, *each])


class BillForm(forms.Form):
    """What is said of a bill."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title"), max_length=300)
    summary = forms.CharField(
        label=_("What it would do"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, laws: Choices, recommendations: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["laws"] = forms.MultipleChoiceField(
            label=_("Laws it is about"),
            required=False,
            choices=laws,
            widget=FoldedChecks(_("Choose laws")),
        )
        self.fields["recommendations"] = forms.MultipleChoiceField(
            label=_("Recommendations it answers"),
            required=False,
            choices=recommendations,
            widget=FoldedChecks(_("Choose recommendations")),
        )

    def told(self) -> dict[str, Any]:
        """Return what was said, as the action takes it."""
        given = self.cleaned_data
        lists = {name: tuple(given[name]) for name in ("laws", "recommendations")}
        return {"title": given["title"], "summary": given["summary"], **lists}


class NewBill(BillForm):
    """A bill to follow, with its filing."""

    session = forms.IntegerField(
        label=_("Session"), min_value=2000, max_value=2099, help_text=_("The year of the session.")
    )
    number = forms.CharField(label=_("Number"), max_length=20, help_text=_("As HB 7112 or SB 930."))
    on = DayField(label=_("Filed on"))
    evidence = forms.CharField(label=_("Where is that told?"), max_length=500, required=False)
    link = forms.CharField(label=_("Link"), max_length=500, required=False)
    field_order = ("session", "number", "title", "on", "evidence", "link", "summary")

    def step(self) -> BillStep:
        """Return its filing."""
        given = self.cleaned_data
        return BillStep(BillState.FILED, given["on"], given["evidence"], given["link"])


class StepForm(forms.Form):
    """The next step of a bill."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(label=_("What happened?"))
    on = DayField(label=_("On which day?"))
    evidence = forms.CharField(
        label=_("Where is that told?"),
        max_length=500,
        required=False,
        help_text=_("A vote, a page of a journal. A link alone will do."),
    )
    link = forms.CharField(label=_("Link"), max_length=500, required=False)

    def __init__(self, *args: Any, steps: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["state"] = forms.ChoiceField(
            label=_("What happened?"), choices=[("", _("Choose one")), *steps]
        )
        self.order_fields(["version", "state", "on", "evidence", "link"])

    def step(self) -> BillStep:
        """Return the step."""
        given = self.cleaned_data
        return BillStep(BillState(given["state"]), given["on"], given["evidence"], given["link"])


class OfferForm(forms.Form):
    """What a bill brought to one recommendation."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput)
    recommendation = forms.CharField(widget=forms.HiddenInput, max_length=20)
    kind = forms.ChoiceField(label=_("What became of it?"), choices=FATES)
    words = forms.CharField(
        label=_("In words"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class BillList(forms.Form):
    """A list of steps: pasted from a spreadsheet, or a CSV or Excel file."""

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
            raise ValidationError(_("The file has over 1 MB. A list of bills is shorter."))
        if file is None and not (given.get("pasted") or "").strip() and not self.errors:
            raise ValidationError(_("Paste a list, or choose a file."))
        return given

    def content(self) -> tuple[str, bytes]:
        """Return its name and its bytes."""
        file, pasted = self.cleaned_data["file"], self.cleaned_data["pasted"] or ""
        if file is not None:
            return file.name, file.read()
        return "list.csv", pasted.replace("\r\n", "\n").encode("utf-8", "replace")
