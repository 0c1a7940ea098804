"""What is typed about a motion of a meeting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.apps.council.actions.motions import Told
from fourfold.apps.council.forms.meetings import ClockForm
from fourfold.apps.council.states.motions import About, Taken

Choices = list[tuple[str, str]]
WAYS = {
    Taken.ROLL_CALL: _("Roll call"),
    Taken.HANDS: _("Show of hands"),
    Taken.VOICE: _("By voice"),
}
CHOOSE = ("", _("Choose one"))


class SecondForm(forms.Form):
    """Who seconds a motion."""

    use_required_attribute = False
    seconder = forms.ChoiceField(label=_("Which seat seconds it?"))

    def __init__(self, *args: Any, seats: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["seconder"].choices = [CHOOSE, *seats]  # type: ignore[attr-defined]


class WordsForm(ClockForm):
    """The words of a motion, who makes it and who seconds it."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=40)
    text = forms.CharField(
        label=_("The motion, in the words it was made"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    mover = forms.ChoiceField(label=_("Which seat makes it?"))
    seconder = forms.ChoiceField(label=_("Which seat seconds it?"), required=False)

    field_order = ("once", "about", "item", "text", "mover", "seconder", "clock")

    def __init__(self, *args: Any, seats: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["mover"].choices = [CHOOSE, *seats]  # type: ignore[attr-defined]
        self.fields["seconder"].choices = [("", _("Nobody yet")), *seats]  # type: ignore[attr-defined]

    def told(self) -> Told:
        """Return what was said; the form is valid."""
        given = self.cleaned_data
        about, _mark, ref = given.get("about", "").partition(":")
        return Told(
            *(given["text"], given["mover"], given["seconder"], given.get("item", "")),
            About(about) if about else About.FREE,
            ref,
        )


class MotionForm(WordsForm):
    """A new motion, with its topic and what it is about."""

    about = forms.ChoiceField(
        label=_("What is it about?"),
        required=False,
        help_text=_("A recommendation is decided by this vote."),
    )
    item = forms.ChoiceField(label=_("Topic of the agenda"), required=False)

    def __init__(self, *args: Any, items: Choices, about: Choices, **how: Any) -> None:
        super().__init__(*args, **how)
        self.fields["item"].choices = [("", _("None")), *items]  # type: ignore[attr-defined]
        self.fields["about"].choices = [("", _("Something else")), *about]  # type: ignore[attr-defined]
        self.order_fields(self.field_order)


class PutForm(ClockForm):
    """How and when a motion is put to the vote."""

    way = forms.ChoiceField(
        label=_("How is the vote taken?"),
        choices=[(each.value, said) for each, said in WAYS.items()],
    )

    field_order = ("way", "clock")
