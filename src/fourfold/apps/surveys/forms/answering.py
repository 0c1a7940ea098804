"""One page of a survey: its fields as they are shown, and what was typed into them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from fourfold.apps.surveys.forms.words import SurveyWords
from fourfold.reference.forms import (
    Choice,
    Form,
    Kind,
    Language,
    Page,
    Question,
    Refusal,
    Standing,
    Why,
    choices_of,
)

BEGINS = "q-"
"""Before a question's name in the fields of the page."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose. words: beside it, "" where the code says it all."""

    id: str
    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """
    One question as it is shown. look: which template draws it. ends: the words at the two ends of a
    scale, "" for none. errors: why what was typed is not taken.
    """

    look: str
    id: str
    name: str
    label: str
    hint: str
    value: str
    options: tuple[Option, ...]
    ends: tuple[str, str]
    is_needed: bool
    errors: tuple[str, ...]


LOOKS = {
    Kind.TEXT: "text",
    Kind.INTEGER: "whole",
    Kind.DECIMAL: "number",
    Kind.DATE: "day",
    Kind.ONE: "one",
    Kind.MANY: "many",
    Kind.ACKNOWLEDGE: "many",
    Kind.NOTE: "note",
    Kind.HEADING: "heading",
}


def typed(sent: QueryDict) -> dict[str, str]:
    """
    Return what a page's fields hold, by question; several choices are parted by blanks.

    A box that nobody ticked sends nothing, so before its boxes stands a hidden field that is empty.
    """
    return {
        name.removeprefix(BEGINS): " ".join(each for each in sent.getlist(name) if each)
        for name in sent
        if name.startswith(BEGINS)
    }


def fields(
    form: Form,
    page: Page,
    now: Standing,
    *,
    told: Mapping[str, str],
    language: Language,
    words: SurveyWords,
    refusals: tuple[Refusal, ...] = (),
    today: date,
) -> Iterator[Field]:
    """Yield the fields of a page that apply. told: as typed, so nothing has to be typed anew."""
    for each in page.questions:
        if each.name not in now.asked or each.kind is Kind.CALCULATE:
            continue
        value = told.get(each.name, "")
        options = tuple(_options(form, each, now, value, language, today))
        is_scale, ends = _scale(options)
        long = each.kind is Kind.TEXT and "multiline" in each.appearance
        look = "long" if long else "scale" if is_scale else LOOKS[each.kind]
        yield Field(
            look=look,
            id=f"id-{each.name}",
            name=BEGINS + each.name,
            label=form.say(each.labels, language) or each.name,
            hint=form.say(each.hints, language) or (words.day_hint if look == "day" else ""),
            value=value,
            options=options,
            ends=ends,
            is_needed=bool(each.required),
            errors=tuple(
                _said(form, each, refusal, language, words)
                for refusal in refusals
                if refusal.name == each.name
            ),
        )


def _options(
    form: Form, each: Question, now: Standing, value: str, language: Language, today: date
) -> Iterator[Option]:
    if each.kind is Kind.ACKNOWLEDGE:
        yield Option(f"id-{each.name}-0", "OK", "OK", value == "OK")
        return
    chosen = set(value.split()) if each.kind is Kind.MANY else {value}
    offered: tuple[Choice, ...] = choices_of(each, now.values, today=today)
    for place, choice in enumerate(offered):
        words = form.say(choice.labels, language) or choice.name
        yield Option(f"id-{each.name}-{place}", choice.name, words, choice.name in chosen)


def _scale(options: tuple[Option, ...]) -> tuple[bool, tuple[str, str]]:
    """Tell a scale of numbers, whose middle says only its number; and the words at its ends."""
    inner = options[1:-1]
    if len(options) < 5 or not all(each.words == each.value for each in inner):
        return False, ("", "")
    return True, (options[0].words, options[-1].words)


def _said(
    form: Form, each: Question, refusal: Refusal, language: Language, words: SurveyWords
) -> str:
    own = form.say(refusal.words, language) if refusal.words else ""
    if own:
        return own
    if refusal.why is Why.OUTSIDE:
        return words.refused_range.format(least=each.least, most=each.most)
    return words.why[refusal.why]
