"""
A form on paper: which number a question has on the sheet, and which one is typed for a choice.

Printed sheets and the page on which they are typed take both from here, so that they agree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fourfold.reference.forms.form import SILENT, Form, Kind, Language, Question

_EQUALS = re.compile(r"""\$\{\s*([\w.\-]+)\s*\}\s*(!?=)\s*['"]([^'"]*)['"]""")
_SELECTED = re.compile(r"""selected\(\s*\$\{\s*([\w.\-]+)\s*\}\s*,\s*['"]([^'"]*)['"]\s*\)""")
_NAMES = re.compile(r"\$\{\s*([\w.\-]+)\s*\}")
TIMES_ON_PAPER = 3
NOT_ASKED_ON_PAPER = frozenset({*SILENT, Kind.CALCULATE})


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A question on paper. number: from 1. codes: of its choices in order; () for a blank line."""

    number: int
    question: Question
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkipWords:
    """How a skip is said; {number} of the question, {words} of the answer, {numbers} of several."""

    only_if: str
    only_unless: str
    only_fits: str
    both: str


def paper_lines(form: Form) -> tuple[PaperLine, ...]:
    """
    Return what people answer on paper, in order.

    What is worked out is not printed, nor a repeated part more than three times.
    """
    asked = [
        each
        for each in form.questions
        if each.kind not in NOT_ASKED_ON_PAPER and each.time <= TIMES_ON_PAPER
    ]
    return tuple(
        PaperLine(number, each, codes_on_paper(each)) for number, each in enumerate(asked, start=1)
    )


def codes_on_paper(question: Question) -> tuple[str, ...]:
    """Return what is typed for each choice: its own name if all are numbers, else its place."""
    if question.kind is Kind.ACKNOWLEDGE:
        return ("1",)
    names = [each.name for each in question.choices]
    if names and all(each.isdecimal() and each.isascii() and len(each) < 4 for each in names):
        return tuple(names)
    return tuple(str(place) for place in range(1, len(names) + 1))


def skip_words(form: Form, relevant: Sequence[str], *, language: Language, words: SkipWords) -> str:
    """
    Say in words when a question applies; "" where it always does.

    What is not a plain comparison with one answer is said by the questions that it looks at.
    """
    said: list[str] = []
    for each in relevant:
        for part in _parts(each):
            found = _said(form, part, language, words)
            if found and found not in said:
                said.append(found)
    return words.both.join(said)


def _parts(text: str) -> list[str]:
    """Part what must all hold; an expression with brackets or "or" stays whole."""
    is_plain = not re.search(r"\bor\b|\bnot\b", re.sub(r"'[^']*'|\"[^\"]*\"", "", text))
    return re.split(r"\s+and\s+", text) if is_plain else [text]


def _said(form: Form, text: str, language: Language, words: SkipWords) -> str:
    numbers = {each.question.name: each.number for each in paper_lines(form)}
    plain = text.strip()
    if (found := _EQUALS.fullmatch(plain)) and found[1] in numbers and found[3]:
        how = words.only_if if found[2] == "=" else words.only_unless
        return how.format(
            number=numbers[found[1]], words=_label(form, found[1], found[3], language)
        )
    if (found := _SELECTED.fullmatch(plain)) and found[1] in numbers:
        label = _label(form, found[1], found[2], language)
        return words.only_if.format(number=numbers[found[1]], words=label)
    looked = sorted({numbers[name] for name in _NAMES.findall(plain) if name in numbers})
    return words.only_fits.format(numbers=", ".join(map(str, looked))) if looked else ""


def _label(form: Form, name: str, value: str, language: Language) -> str:
    for each in form.by_name[name].choices:
        if each.name == value:
            return form.say(each.labels, language) or value
    return value
