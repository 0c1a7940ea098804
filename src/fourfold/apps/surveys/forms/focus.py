"""What staff type about a focus group: its plan, who came, transcripts, memos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fourfold.apps.surveys.actions.focus import Plan
from fourfold.apps.surveys.rules.focus import MOST_PEOPLE, BadTranscript, Category
from fourfold.apps.surveys.rules.focus_texts import (
    MOST_LETTERS,
    Said,
    docx_text,
    plain_text,
    read_text,
)
from fourfold.apps.surveys.states import ConsentRead
from fourfold.components.fields import DayField
from fourfold.security.edges import uploads

ONLINE = "online"
MOST_BYTES = 2_000_000
LANGUAGES = (
    ("en", _("English")),
    ("es", _("Spanish")),
    ("pt", _("Portuguese")),
    ("und", _("Another language")),
)
SCRIPT = _(
    "Thank you for coming. We ask about services, not about you. You may leave at any time, and "
    "you need not answer. Please use no names and tell no story that is not yours. We write down "
    "what is said, never who said it. It is kept locked, coded by two people, and destroyed. A "
    "sentence is printed only after two people made sure that it gives nobody away. Do you agree?"
)


class PlanForm(forms.Form):
    """A focus group as it is planned."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=40)
    name = forms.CharField(
        label=_("What is this group called?"),
        max_length=80,
        help_text=_("By kind, never by a person. For example: Made-up shelter staff, north"),
    )
    held_on = DayField(label=_("Day"))
    town = forms.ChoiceField(label=_("Where"))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    facilitator = forms.ChoiceField(label=_("Facilitator"))
    notes = forms.ChoiceField(label=_("Note taker"))
    first = forms.ChoiceField(label=_("First coder"))
    second = forms.ChoiceField(
        label=_("Second coder"),
        help_text=_("Each codes alone; neither sees the other’s codes before both have finished."),
    )
    script = forms.CharField(
        label=_("Words of consent, read to everybody before anything is asked"),
        max_length=2000,
        initial=SCRIPT,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_(
            "Ours to begin with, and UNCONFIRMED: ask whoever reviews research in your state."
        ),
    )

    def __init__(
        self,
        *args: Any,
        towns: Sequence[tuple[str, str]],
        people: Sequence[tuple[str, str]],
        **how: Any,
    ) -> None:
        """towns, people: codes and names to choose from."""
        super().__init__(*args, **how)
        choose = ("", _("Choose one"))
        for name in ("facilitator", "notes", "first", "second"):
            cast(forms.ChoiceField, self.fields[name]).choices = [choose, *people]
        cast(forms.ChoiceField, self.fields["town"]).choices = [
            choose,
            (ONLINE, _("Online")),
            *towns,
        ]

    def clean(self) -> dict[str, Any]:
        """Check that two different people code."""
        given = super().clean() or self.cleaned_data
        if given.get("first") and given.get("first") == given.get("second"):
            self.add_error("second", _("Two different people code. Choose another one."))
        return given

    def plan(self) -> Plan:
        """Return what was typed; the form is valid."""
        given = self.cleaned_data
        return Plan(
            name=given["name"],
            held_on=given["held_on"],
            town="" if given["town"] == ONLINE else given["town"],
            language=given["language"],
            script=given["script"],
            facilitator=given["facilitator"],
            notes=given["notes"],
            coders=(given["first"], given["second"]),
        )


class HeldForm(forms.Form):
    """How many came, of which kinds, and how consent was read."""

    use_required_attribute = False
    consent = forms.ChoiceField(
        label=_("Were the words of consent read, and did everybody who stayed agree?"),
        choices=(
            (ConsentRead.ALOUD, _("Yes, read aloud")),
            (ConsentRead.PAPER, _("Yes, on paper")),
            (ConsentRead.BOTH, _("Yes, aloud and on paper")),
            (ConsentRead.NO, _("No")),
        ),
        widget=forms.RadioSelect,
    )
    people = forms.IntegerField(
        label=_("How many people took part?"),
        min_value=2,
        max_value=MOST_PEOPLE,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "ff-number-box"}),
    )

    def __init__(self, *args: Any, categories: Sequence[Category], **how: Any) -> None:
        super().__init__(*args, **how)
        self.categories = {f"n-{each.kind}-{each.code}": each for each in categories}
        for name, each in self.categories.items():
            self.fields[name] = forms.IntegerField(
                label=each.name,
                min_value=0,
                max_value=MOST_PEOPLE,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "ff-number-box"}),
            )

    def of_kind(self, kind: str) -> list[Any]:
        """Return the boxes of one kind."""
        return [self[name] for name, each in self.categories.items() if each.kind == kind]

    def kinds(self) -> dict[tuple[str, str], int]:
        """Return the counts that were typed; the form is valid."""
        return {
            (each.kind, each.code): self.cleaned_data[name]
            for name, each in self.categories.items()
            if self.cleaned_data[name]
        }


class TranscriptForm(forms.Form):
    """A transcript, typed, pasted or brought as a file."""

    use_required_attribute = False
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = forms.CharField(
        label=_("What was said"),
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_(
            "Begin each turn with who speaks as a part, such as “P3:” or “Facilitator:”, never "
            "with a name. An empty line ends a turn."
        ),
    )
    file = forms.FileField(
        label=_("Or bring a file"),
        required=False,
        help_text=_("Text, Word (DOCX) or WebVTT, up to 2 MB. The file itself is not kept."),
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.docx,.vtt"}),
    )
    why = forms.CharField(label=_("What did you correct, and why?"), required=False, max_length=400)

    def __init__(self, *args: Any, corrects: bool, **how: Any) -> None:
        """corrects: there is a version already."""
        super().__init__(*args, **how)
        if corrects:
            del self.fields["file"]
        else:
            del self.fields["why"]

    def clean(self) -> dict[str, Any]:
        """Read the turns, of the file if there is one."""
        given = super().clean() or self.cleaned_data
        file = given.get("file")
        if file is None and not given.get("text"):
            raise ValidationError(_("Type what was said, or bring a file."))
        try:
            text = given.get("text", "") if file is None else _words_of(file)
            self.said: list[Said] = read_text(text)
        except (BadTranscript, uploads.Refused) as refused:
            self.add_error("file" if file else "text", str(refused))
        return given


class MemoForm(forms.Form):
    """A memo."""

    use_required_attribute = False
    once = forms.CharField(widget=forms.HiddenInput, max_length=40)
    code = forms.ChoiceField(label=_("On"), required=False)
    text = forms.CharField(
        label=_("Memo"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, codes: Sequence[tuple[str, str]], **how: Any) -> None:
        super().__init__(*args, **how)
        cast(forms.ChoiceField, self.fields["code"]).choices = [("", _("The group")), *codes]


def _words_of(file: Any) -> str:
    if file.size > MOST_BYTES:
        raise BadTranscript("The file has more than 2 MB. Bring the words alone, as text.")
    start = file.read(4)
    file.seek(0)
    if start.startswith(b"PK"):
        taken = uploads.accept(file, kinds={uploads.Kind.DOCX})
        return docx_text(taken.stream.read())
    return plain_text(file.read())
