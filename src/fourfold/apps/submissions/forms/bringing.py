"""Forms of bringing a file: the file, what it was taken for, and words to the Council."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.analysis.check.files.recognition import Recognition
from fourfold.apps.submissions.actions.keeping import REMEMBER

PASTED = "pasted.tsv"
LEAVE_OUT = "-"
"""What the page sends for a column that is not read: an empty answer would be none."""


class Bring(forms.Form):
    """A file, or cells pasted from a spreadsheet: one of the two."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=40)
    file = forms.FileField(label=_("File"), required=False)
    pasted = forms.CharField(
        label=_("Or paste cells here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"autocomplete": "off", "spellcheck": "false", "rows": 6}),
        help_text=_(
            "Mark the cells in your spreadsheet with their headings, copy them, and paste them."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse both and neither."""
        typed = super().clean() or {}
        has_file, has_text = bool(typed.get("file")), bool(str(typed.get("pasted", "")).strip())
        if "file" not in self.errors and has_file == has_text:
            self.add_error(
                "file",
                _("Choose a file or paste cells, not both.")
                if has_file
                else _("Choose a file, or paste cells into the box below."),
            )
        return typed

    def came(self) -> tuple[str, bytes]:
        """Return the file's name and what is in it; of pasted cells, as tab separated text."""
        file = self.cleaned_data["file"]
        if file:
            return str(file.name), file.read()
        return PASTED, str(self.cleaned_data["pasted"]).strip("\r\n").encode()


class Part(forms.Form):
    """One part of a file. start: where it begins, in bytes."""

    start = forms.IntegerField(min_value=0)
    part = forms.FileField(allow_empty_file=True)


class Beginning(forms.Form):
    """What a browser says before the first part. once: the same for the same file."""

    name = forms.CharField(max_length=200)
    size = forms.IntegerField(min_value=0)
    once = forms.RegexField(r"^[0-9a-z-]{8,60}$")


class TakenFor(forms.Form):
    """Answers to what is in doubt about a file, and the field that each column is read as."""

    remember = forms.BooleanField(
        label=_("Remember this for our office"),
        help_text=_("Next time these headings are read the same way without asking."),
        required=False,
        initial=True,
    )

    def __init__(
        self, *args: Any, found: Recognition, fields: list[tuple[str, str]], **how: Any
    ) -> None:
        """Ask what `found` doubts. fields: name and words of each field of the contract."""
        super().__init__(*args, **how)
        self.asked = {
            f"doubt-{at}": each
            for at, each in enumerate(found.doubts)
            if not each.code.startswith("column:")
        }
        for name, doubt in self.asked.items():
            self.fields[name] = forms.ChoiceField(
                label=doubt.question,
                choices=list(doubt.choices.items()),
                initial=None if doubt.must else doubt.suggested,
                required=doubt.must,
                widget=forms.RadioSelect,
                help_text=_("In the file: {}").format("  ·  ".join(doubt.shown))
                if doubt.shown
                else "",
            )
        self.doubted = doubted = {each.code: each for each in found.doubts}
        self.columns = [(f"column-{each.place}", each) for each in found.columns]
        choices = [(LEAVE_OUT, _("Leave it out")), *fields]
        for name, column in self.columns:
            doubt_of = doubted.get(f"column:{column.place}")
            now = doubt_of.suggested if doubt_of else column.field
            self.fields[name] = forms.ChoiceField(
                label=_("What “{}” holds").format(column.heading or _("no heading")),
                choices=choices,
                initial=now or LEAVE_OUT,
                required=False,
            )

    def answers(self) -> dict[str, str]:
        """Return code of a doubt to its answer: of every question, and of what was changed."""
        typed = self.cleaned_data
        said = {each.code: typed[name] for name, each in self.asked.items() if typed.get(name)}
        for name, column in self.columns:
            code = f"column:{column.place}"
            field = "" if typed.get(name) == LEAVE_OUT else typed.get(name) or column.field
            if code in self.doubted or field != column.field:
                said[code] = field
        return said | {REMEMBER: "yes" if typed["remember"] else "no"}


class Note(forms.Form):
    """What the office says to the Council about what was warned of."""

    note = forms.CharField(
        label=_("What should the Council know about these?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example: we checked the day with the case file, and it is right."),
    )


class GiveBack(forms.Form):
    """Why an answer goes back to its office."""

    why = forms.CharField(
        label=_("What should they mend?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The office reads this. Name rows and columns, and write no name of a person."),
    )
