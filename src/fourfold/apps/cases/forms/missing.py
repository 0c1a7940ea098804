"""What is typed when a person is missing, and after they came back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.cases.states.missing import Heard, Question
from fourfold.apps.cases.states.screenings import WhyNot
from fourfold.components.fields import MomentField

QUESTIONS: dict[Question, Any] = {
    Question.WHY_LEFT: _("Why they left, in their words"),
    Question.WHILE_AWAY: _("What happened while they were away"),
    Question.WITH_WHOM: _("With whom they were"),
    Question.WHAT_HELPS: _("What would help them to stay"),
}
HEARD: dict[Heard, Any] = {
    Heard.TOLD: _("They told it"),
    Heard.REFUSED: _("They did not want to say"),
    Heard.UNKNOWN: _("They do not know"),
    Heard.NOT_ASKED: _("Not asked"),
}
WHY_NOT: dict[WhyNot, Any] = {
    WhyNot.NO_NEED_TO_TELL: _("It is known already; they need not tell it again"),
    WhyNot.REFUSED: _("They did not want to"),
    WhyNot.NOT_SAFE: _("It is not safe for them yet"),
    WhyNot.NOT_ALONE: _("They could not speak alone"),
    WhyNot.NO_INTERPRETER: _("There was no interpreter"),
    WhyNot.NOT_READY: _("They are not ready"),
    WhyNot.DONE_ELSEWHERE: _("Somebody else screened them"),
    WhyNot.NOT_REACHED: _("They could not be reached, or left again"),
}


def _words(label: Any, *, rows: int = 3, most: int = 20_000, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": most}),
    )


def _line(label: Any, *, hint: Any = "", most: int = 500) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        help_text=hint,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class Missing(forms.Form):
    """A person is missing."""

    known_at = MomentField(
        label=_("When did we know?"),
        help_text=_(
            "The time to tell police and NCMEC counts from here. Such as 4 28 2026, 2:30 PM"
        ),
    )
    missing_at = MomentField(label=_("When were they last seen?"), required=False)
    missing_from = _line(_("Missing from"), hint=_("The home or place they left."))
    last_seen = _words(
        _("Last seen"), hint=_("Where, with whom, clothes, telephone, what they said before.")
    )


class Told(forms.Form):
    """Police or NCMEC were told."""

    told_at = MomentField(label=_("When were they told?"))
    number = _line(
        _("The number they gave"),
        hint=_("Letters, figures and hyphens, no names. Leave it out if there is none yet."),
        most=80,
    )


class PoliceTold(Told):
    """Police were told. asks: whether they still have to be told of the trafficking too."""

    trafficking = forms.BooleanField(
        label=_("They were also told that the child is found to be trafficked"),
        help_text=_("The law asks for this too, within its own time."),
        required=False,
    )

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["trafficking"]


class Returned(forms.Form):
    """The person is back."""

    returned_at = MomentField(label=_("When did they come back, or were found?"))
    found_where = _line(_("Where they were found"))


class Mistaken(forms.Form):
    """They were not missing."""

    words = forms.CharField(
        label=_("How do you know?"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 2_000}),
    )


class ReturnTalk(forms.Form):
    """What the person told after the return: each question with how it was answered."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question, label in QUESTIONS.items():
            choices = [(code.value, words) for code, words in HEARD.items()]
            self.fields[f"{question.column}_how"] = forms.ChoiceField(
                label=label,
                choices=choices,
                widget=forms.RadioSelect,
                initial=Heard.NOT_ASKED.value,
            )
            self.fields[question.column] = _words(
                _("In their words"),
                rows=4,
                most=200_000 if question is Question.WHILE_AWAY else 20_000,
                hint=_("Covered on the page. If something is written already, empty keeps it.")
                if question is Question.WITH_WHOM
                else "",
            )

    def answers(self) -> dict[Question, tuple[Heard, str]]:
        """Return every question with how it was answered, and the words."""
        typed = self.cleaned_data
        return {
            question: (Heard(typed[f"{question.column}_how"]), typed[question.column])
            for question in QUESTIONS
        }

    def clean(self) -> dict[str, Any]:
        """Ask how, where words stand beside an answer that has none."""
        typed = super().clean() or {}
        for question in QUESTIONS:
            how = typed.get(f"{question.column}_how")
            if typed.get(question.column) and how and how != Heard.TOLD:
                self.add_error(
                    f"{question.column}_how",
                    _("There are words below. Choose “They told it”, or take the words out."),
                )
        return typed


class Screened(forms.Form):
    """A finished screening that was made after the return."""

    screening = forms.ChoiceField(label=_("Which screening?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["screening"]).choices = list(choices)


class NotScreened(forms.Form):
    """Why there was no screening."""

    why = forms.ChoiceField(
        label=_("Why was there no screening?"),
        choices=[(code.value, words) for code, words in WHY_NOT.items()],
        widget=forms.RadioSelect,
    )
    words = _words(_("More, if needed"))
