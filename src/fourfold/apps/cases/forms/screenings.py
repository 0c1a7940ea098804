"""What is typed about a screening: which form, how it was done, answers, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fourfold.apps.cases.forms.consults import area, choose
from fourfold.apps.cases.forms.once import OnceField
from fourfold.apps.cases.forms.people import LANGUAGES
from fourfold.apps.cases.rules.screening import SAID, Answered
from fourfold.apps.cases.states.screenings import Alone, Interpreter, Occasion, WhyNot
from fourfold.components.fields import DayField
from fourfold.reference.instruments import Asks, Instrument, Item, Kind, NoAnswer

WORDS, LONG = 2_000, 200_000
NOT_NOTED = ("", _("Not noted"))

OCCASIONS = {
    Occasion.FIRST: _("First screening"),
    Occasion.RETURN: _("They came back after being missing"),
    Occasion.NEW_SIGNS: _("New signs"),
    Occasion.FOLLOW_UP: _("Follow-up"),
}
ALONES = {
    Alone.ALONE: _("Yes"),
    Alone.NOT_ALONE: _("No, somebody was there"),
    Alone.UNKNOWN: _("Not known"),
}
INTERPRETERS = {
    Interpreter.NONE_NEEDED: _("None was needed"),
    Interpreter.TRAINED: _("A trained interpreter"),
    Interpreter.CAME_ALONG: _("Somebody who came along"),
    Interpreter.NONE_FOUND: _("None could be found"),
}
WHY_NOTS = {
    WhyNot.NO_NEED_TO_TELL: _("They need not tell it: enough is known"),
    WhyNot.REFUSED: _("They did not want to"),
    WhyNot.NOT_SAFE: _("It was not safe to ask"),
    WhyNot.NOT_ALONE: _("They could not speak alone"),
    WhyNot.NO_INTERPRETER: _("No interpreter was there"),
    WhyNot.NOT_READY: _("They were not ready: tired, hurt or upset"),
    WhyNot.DONE_ELSEWHERE: _("Somebody else screened them lately"),
    WhyNot.NOT_REACHED: _("They could not be reached"),
}
NO_ANSWERS = {
    NoAnswer.UNKNOWN: _("Does not know"),
    NoAnswer.REFUSED: _("Does not want to say"),
    NoAnswer.NOT_ASKED: _("Not asked"),
}


class Around(forms.Form):
    """When and how a screening was done."""

    occasion = forms.ChoiceField(
        label=_("Why now"), choices=[*OCCASIONS.items()], widget=forms.RadioSelect
    )
    asked_on = DayField(label=_("Day"), required=True)
    language = forms.ChoiceField(
        label=_("Language"), choices=[NOT_NOTED, *LANGUAGES.items()], required=False
    )
    alone = forms.ChoiceField(
        label=_("Could they speak alone?"), choices=[NOT_NOTED, *ALONES.items()], required=False
    )
    interpreter = forms.ChoiceField(
        label=_("Interpreter"), choices=[NOT_NOTED, *INTERPRETERS.items()], required=False
    )
    key = OnceField()

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_asked_on(self) -> date:
        """Refuse a day that has not come, or that nobody remembers."""
        day: date = self.cleaned_data["asked_on"]
        if day > self.today or day.year < self.today.year - 30:
            raise ValidationError(_now("This day has not come yet, or is too long ago."))
        return day


class Begin(Around):
    """Which form, and how it is done."""

    form = forms.ChoiceField(label=_("Which questions"), widget=forms.RadioSelect)
    field_order = ("form", "occasion", "asked_on", "language", "alone", "interpreter")

    def __init__(self, *args: Any, offered: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        choose(self, "form", [*offered])


class NotDone(Around):
    """Why there was no screening."""

    why = forms.ChoiceField(
        label=_("Why not"), choices=[*WHY_NOTS.items()], widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Anything to add"), max_length=LONG, widget=area(3, LONG), required=False
    )
    field_order = ("why", "words", "occasion", "asked_on")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("language", "alone", "interpreter"):
            del self.fields[name]


class Stop(forms.Form):
    """Why a screening that was begun is not finished."""

    why = forms.ChoiceField(
        label=_("Why it stops"), choices=[*WHY_NOTS.items()], widget=forms.RadioSelect
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on the page. typed: the box of a number or of words; only_if: when it counts."""

    item: Item
    answer: BoundField
    typed: BoundField | None
    only_if: str


class Questions(forms.Form):
    """
    The questions of an instrument, none of them forced, or the result of a licensed form.

    answers: what was saved before.
    """

    words = forms.CharField(
        label=_("What else you saw or heard"), max_length=LONG, widget=area(4, LONG), required=False
    )
    seen_at = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        instrument: Instrument,
        answers: Mapping[str, Answered] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.instrument = instrument
        if instrument.kind == Kind.RESULT_ONLY:
            self._ask_result()
        for item in instrument.items:
            self._ask(item, (answers or {}).get(item.code))

    def parts(self) -> list[tuple[str, list[Asked]]]:
        """Return the questions under their headings."""
        shown = [
            Asked(item, self[f"a_{item.code}"], self._box(item), self._only_if(item))
            for item in self.instrument.items
        ]
        return [
            (part, list(rows)) for part, rows in groupby(shown, key=lambda each: each.item.part)
        ]

    def answers(self) -> dict[str, Answered]:
        """Return what was answered, by item; what was left empty is not there."""
        typed, found = self.cleaned_data, dict[str, Answered]()
        for item in self.instrument.items:
            answer = typed.get(f"a_{item.code}", "")
            words = typed.get(f"w_{item.code}", "")
            if item.asks == Asks.WORDS and words and not answer:
                answer = SAID
            if item.asks == Asks.NUMBER and words and not answer:
                answer, words = words, ""
            if answer:
                found[item.code] = Answered(answer, words)
        return found

    def clean(self) -> dict[str, Any]:
        """Refuse a number that is none; two answers to one question are not guessed at."""
        typed: dict[str, Any] = super().clean() or {}
        for item in self.instrument.items:
            box, answer = typed.get(f"w_{item.code}", ""), typed.get(f"a_{item.code}", "")
            if item.asks == Asks.NUMBER and box and not (box.isdecimal() and len(box) < 7):
                self.add_error(f"w_{item.code}", _now("Type a whole number, such as 12."))
            elif item.asks == Asks.NUMBER and box and answer:
                self.add_error(f"w_{item.code}", _now("Type a number or choose below, not both."))
        return typed

    def _ask(self, item: Item, before: Answered | None) -> None:
        said = before.answer if before else ""
        choices = [*item.choices.items(), *((code.value, _) for code, _ in NO_ANSWERS.items())]
        self.fields[f"a_{item.code}"] = forms.ChoiceField(
            label=item.text,
            choices=choices,
            widget=forms.RadioSelect,
            required=False,
            initial=said if said in dict(choices) else "",
        )
        box = before.words if before else ""
        if item.asks == Asks.NUMBER and said.isdecimal():
            box = said
        if item.words or item.asks in (Asks.WORDS, Asks.NUMBER):
            small = item.asks == Asks.NUMBER
            label = {Asks.NUMBER: _("Number"), Asks.WORDS: _("What they said")}
            self.fields[f"w_{item.code}"] = forms.CharField(
                label=label.get(item.asks, _("What they said, if it helps")),
                max_length=6 if small else WORDS,
                widget=forms.TextInput(attrs={"inputmode": "numeric"}) if small else area(2, WORDS),
                required=False,
                initial=box,
            )

    def _ask_result(self) -> None:
        bands = [(str(nth), words) for nth, (_least, words) in enumerate(self.instrument.bands, 1)]
        if bands:
            self.fields["band"] = forms.ChoiceField(
                label=_("Result"), choices=bands, widget=forms.RadioSelect, required=False
            )
        self.fields["result_words"] = forms.CharField(
            label=_("The result as the form prints it"), max_length=500, required=False
        )
        self.order_fields(["band", "result_words", "words"])

    def _box(self, item: Item) -> BoundField | None:
        name = f"w_{item.code}"
        return self[name] if name in self.fields else None

    def _only_if(self, item: Item) -> str:
        """Say under which answers an item is asked."""
        items = {each.code: each for each in self.instrument.items}
        ways = [
            _now(" and ").join(
                _now("“{question}” is {answer}").format(
                    question=items[code].text, answer=items[code].choices[answer].lower()
                )
                for code, answer in sorted(held)
            )
            for held in item.asked_if
        ]
        return _now(", or ").join(ways)
