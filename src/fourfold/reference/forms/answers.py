"""What an answer asks next, and what is wrong with it: one form, one set of answers, one day."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fourfold.reference.forms.expressions import (
    Value,
    days_of,
    expression,
    written,
)
from fourfold.reference.forms.form import SILENT, Choice, Form, Kind, Language, Question
from fourfold.reference.forms.loops import order_of

MOST_TEXT = 5_000
_WHOLE = re.compile(r"-?\d{1,15}")
_DECIMAL = re.compile(r"-?(\d{1,15}(\.\d{0,10})?|\.\d{1,10})")


class Why(StrEnum):
    """Why an answer is not taken."""

    NEEDED = "NEEDED"
    NOT_WHOLE = "NOT_WHOLE"
    NOT_A_NUMBER = "NOT_A_NUMBER"
    NOT_A_DAY = "NOT_A_DAY"
    NOT_A_CHOICE = "NOT_A_CHOICE"
    TOO_LONG = "TOO_LONG"
    OUTSIDE = "OUTSIDE"
    RULE = "RULE"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One answer that is not taken. words: the form's own by language, for NEEDED and RULE."""

    name: str
    why: Why
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """
    Where an answer stands.

    asked: questions that apply, notes included. values: what was answered or worked out, of those;
    a blank is "". refusals: in the order of the form, of answers and of what is still needed.
    """

    asked: frozenset[str]
    values: Mapping[str, str]
    refusals: tuple[Refusal, ...]


def standing(form: Form, told: Mapping[str, str], *, today: date) -> Standing:
    """
    Work out where an answer stands.

    told: by question, as typed; choices of MANY are parted by blanks. Names that the form does not
    know, and answers to questions that do not apply, are left out.
    """
    values: dict[str, str] = {}
    known: dict[str, Value] = {}
    asked: set[str] = set()
    for name in order_of(form):
        question = form.by_name[name]
        if not all(_holds(text, known, today) for text in question.relevant):
            continue
        asked.add(name)
        if question.kind in SILENT:
            continue
        if question.kind is Kind.CALCULATE:
            found = _worked_out(question.calculation, known, today)
            values[name], known[name] = written(found), found
            continue
        values[name] = tidy(question, told.get(name, ""))
        day = days_of(values[name]) if question.kind is Kind.DATE else None
        known[name] = values[name] if day is None else day
    refusals = tuple(
        found
        for each in form.questions
        if each.name in asked and each.kind not in SILENT and each.kind is not Kind.CALCULATE
        for found in _refusals(each, values[each.name], known, today)
    )
    return Standing(frozenset(asked), values, refusals)


def tidy(question: Question, typed: str) -> str:
    """Return an answer without blanks around it; the choices of MANY once each, as listed."""
    plain = typed.replace("\0", "").replace("\r\n", "\n").strip()
    if question.kind is not Kind.MANY:
        return plain
    chosen = set(plain.split())
    listed = [each.name for each in question.choices if each.name in chosen]
    return " ".join([*listed, *sorted(chosen.difference(listed))])


def choices_of(
    question: Question, values: Mapping[str, Value], *, today: date
) -> tuple[Choice, ...]:
    """Return the choices that its filter leaves, as the answers stand."""
    if not question.choice_filter:
        return question.choices
    columns = frozenset(question.choices[0].columns) if question.choices else frozenset()
    kept = expression(question.choice_filter, columns | {"name"})
    return tuple(
        each
        for each in question.choices
        if kept.holds(values, today=today, columns={**each.columns, "name": each.name})
    )


def labels_of(form: Form, question: Question, value: str, language: Language) -> str:
    """Return an answer in words: the labels of what was chosen, else the answer itself."""
    if question.kind not in (Kind.ONE, Kind.MANY):
        return value
    words = {each.name: form.say(each.labels, language) or each.name for each in question.choices}
    chosen = value.split() if question.kind is Kind.MANY else [value] if value else []
    return "; ".join(words.get(each, each) for each in chosen)


def _holds(text: str, known: Mapping[str, Value], today: date) -> bool:
    return expression(text).holds(known, today=today)


def _worked_out(text: str, known: Mapping[str, Value], today: date) -> Value:
    return expression(text).value(known, today=today)


def _refusals(
    question: Question, value: str, known: Mapping[str, Value], today: date
) -> Iterator[Refusal]:
    if not value:
        if question.required and _holds(question.required, known, today):
            yield Refusal(question.name, Why.NEEDED, question.required_words)
        return
    why = _shape(question, value, known, today)
    if why is not None:
        yield Refusal(question.name, why, {})
        return
    if question.constraint:
        own = known[question.name]
        if not expression(question.constraint).holds(known, today=today, own=own):
            yield Refusal(question.name, Why.RULE, question.constraint_words)


def _shape(question: Question, value: str, known: Mapping[str, Value], today: date) -> Why | None:
    kind = question.kind
    if kind in (Kind.ONE, Kind.MANY):
        offered = {each.name for each in choices_of(question, known, today=today)}
        chosen = {value} if kind is Kind.ONE else set(value.split())
        return None if chosen <= offered else Why.NOT_A_CHOICE
    if kind is Kind.TEXT:
        return Why.TOO_LONG if len(value) > MOST_TEXT else None
    if kind is Kind.DATE:
        is_day = re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) and days_of(value) is not None
        return None if is_day else Why.NOT_A_DAY
    if kind is Kind.ACKNOWLEDGE:
        return None if value == "OK" else Why.NOT_A_CHOICE
    if kind is Kind.INTEGER and not _WHOLE.fullmatch(value):
        return Why.NOT_WHOLE
    if kind is Kind.DECIMAL and not _DECIMAL.fullmatch(value):
        return Why.NOT_A_NUMBER
    return _range(question, float(value))


def _range(question: Question, number: float) -> Why | None:
    if not question.most:
        return None
    least, most, step = (float(each) for each in (question.least, question.most, question.step))
    steps = (number - least) / step if step else 0.0
    on_step = math.isclose(steps, round(steps), abs_tol=1e-9)
    return None if least <= number <= most and on_step else Why.OUTSIDE
