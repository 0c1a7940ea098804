"""A survey on paper: US Letter, tagged to PDF/UA-1, to be ticked by hand and typed by number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from fourfold.documents import tokens
from fourfold.documents.phrases import phrases
from fourfold.documents.typesetting import typeset
from fourfold.reference.forms import (
    TIMES_ON_PAPER,
    Form,
    Kind,
    Language,
    Page,
    PaperLine,
    Question,
    SkipWords,
    paper_lines,
    skip_words,
)

_TEMPLATE = Path(__file__).parent / "templates" / "questionnaire.typ"
_ROW_FROM, _NUMBERS_FROM = 4, 7
"""From so many choices on a question is a row of boxes; and from so many they say numbers only."""
_LINES, _LONG = 1, 4


@dataclass(frozen=True, slots=True)
class PaperWords:
    """What the paper says around a form's own words, in one language."""

    office: str
    one: str
    many: str
    day: tuple[str, str, str]
    range: str
    turn: str
    skips: SkipWords


ENGLISH = PaperWords(
    office="For the office: No.",
    one="Mark one.",
    many="Mark all that fit.",
    day=("year", "month", "day"),
    range="From {least} to {most}.",
    turn="Thank you. Please give the sheets back as you were told.",
    skips=SkipWords(
        only_if="Only if you answered “{words}” to question {number}.",
        only_unless="Skip this if you answered “{words}” to question {number}.",
        only_fits="Only if it fits your answer to: question {numbers}.",
        both=" ",
    ),
)
SPANISH = PaperWords(
    office="Para la oficina: N.º",
    one="Marque una.",
    many="Marque todas las que correspondan.",
    day=("año", "mes", "día"),
    range="De {least} a {most}.",
    turn="Gracias. Por favor, devuelva las hojas como se le indicó.",
    skips=SkipWords(
        only_if="Solo si respondió «{words}» a la pregunta {number}.",
        only_unless="Sáltela si respondió «{words}» a la pregunta {number}.",
        only_fits="Solo si corresponde a su respuesta a la pregunta: {numbers}.",
        both=" ",
    ),
)
_SPOKEN = {"en": ENGLISH, "es": SPANISH}


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """
    One form to be printed for one wave.

    issuer: who asks. code: the wave's, at the foot of each page. lead: what people read first,
    paragraphs parted by blank lines. promises: what is promised to them. pair: title, help and
    hint of the field for a self-made code, () where none is asked for.
    """

    form: Form
    language: Language
    issuer: str
    code: str
    lead: str
    promises: tuple[str, ...]
    pair: tuple[str, ...]
    issued_on: date


def render(asked: Questionnaire) -> bytes:
    """
    Write a form as PDF; the same form gives the same bytes.

    A form in a language that the house does not speak has its own words, and ours in English.
    :raises FontsMissing: if the set-up has not fetched the fonts.
    :raises CannotSet: if a letter is in none of the fonts, or does not fit.
    """
    form, language = asked.form, asked.language
    words, said = _SPOKEN.get(language.code, ENGLISH), phrases(_ours(language))
    lines = {each.question.name: each for each in paper_lines(form)}
    title = form.say(form.titles, language) or form.id
    data: dict[str, Any] = {
        "title": title,
        "author": asked.issuer,
        "issued": [asked.issued_on.year, asked.issued_on.month, asked.issued_on.day],
        "lang": language.code[:2] or "en",
        "family": tokens.FAMILY,
        "colors": {
            "ink": tokens.INK,
            "soft": tokens.SOFT,
            "rule": tokens.RULE,
            "line": tokens.LINE,
            "deep": tokens.DEEP,
            "wash": tokens.WASH,
        },
        "office": words.office,
        "empty": said.empty,
        "page": said.page,
        "of": said.of,
        "code": asked.code,
        "lead": [each.strip() for each in asked.lead.split("\n\n") if each.strip()],
        "promises": list(asked.promises),
        "pair": list(asked.pair),
        "turn": words.turn,
        "pages": [
            made for page in form.pages if (made := _page(form, page, lines, language, words))
        ],
    }
    return typeset(_TEMPLATE, data, title=title, issued_on=asked.issued_on)


def _ours(language: Language) -> str:
    return language.code if language.code in _SPOKEN else "en"


def _page(
    form: Form,
    page: Page,
    lines: dict[str, PaperLine],
    language: Language,
    words: PaperWords,
) -> dict[str, Any] | None:
    asked = (each for each in page.questions if each.time <= TIMES_ON_PAPER)
    shown = [each for each in asked if each.kind is not Kind.CALCULATE]
    if not shown:
        return None
    shared = _shared([each.relevant for each in shown])

    def skip(each: Question) -> str:
        own = each.relevant[len(shared) :]
        return skip_words(form, own, language=language, words=words.skips)

    parts: list[dict[str, Any]] = []
    for _key, group in groupby(shown, key=lambda each: (_row_of(each, lines), skip(each))):
        parts += _parts(form, list(group), lines, language, words, skip)
    return {
        "title": form.say(page.labels, language),
        "skip": skip_words(form, shared, language=language, words=words.skips),
        "parts": parts,
    }


def _row_of(each: Question, lines: dict[str, PaperLine]) -> str:
    """Return what questions share that stand as rows of one table, else their own name."""
    is_row = each.kind is Kind.ONE and len(each.choices) >= _ROW_FROM and not each.hints
    is_row = is_row and not each.choice_filter and ("likert" in each.appearance or _is_scale(each))
    return f"list:{each.list_name}" if is_row and each.list_name else each.name


def _is_scale(each: Question) -> bool:
    return all(one.name.isdecimal() for one in each.choices)


def _shared(relevant: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return what holds for all, from the outside in."""
    common: list[str] = []
    for found in zip(*relevant, strict=False):
        if len(set(found)) > 1:
            break
        common.append(found[0])
    return tuple(common)


def _parts(
    form: Form,
    group: list[Question],
    lines: dict[str, PaperLine],
    language: Language,
    words: PaperWords,
    skip: Any,
) -> Iterator[dict[str, Any]]:
    first = group[0]
    if not _row_of(first, lines).startswith("list:"):
        for each in group:
            yield _single(form, each, lines.get(each.name), language, words, skip(each))
        return
    labels = [form.say(each.labels, language) or each.name for each in first.choices]
    codes = lines[first.name].codes
    is_numbers = len(labels) >= _NUMBERS_FROM
    yield {
        "kind": "table",
        "skip": skip(first),
        "ends": [labels[0], labels[-1]] if is_numbers else [],
        "heads": list(codes)
        if is_numbers
        else [_head(code, label) for code, label in zip(codes, labels, strict=True)],
        "rows": [
            {
                "number": lines[each.name].number,
                "label": form.say(each.labels, language) or each.name,
            }
            for each in group
        ],
    }


def _head(code: str, label: str) -> str:
    return label if label.split(" ")[0] == code else f"{code} {label}"


def _single(
    form: Form,
    each: Question,
    line: PaperLine | None,
    language: Language,
    words: PaperWords,
    skip: str,
) -> dict[str, Any]:
    label = form.say(each.labels, language) or each.name
    if line is None:
        return {
            "kind": "heading" if each.kind is Kind.HEADING else "note",
            "label": label,
            "skip": skip,
        }
    hints = [form.say(each.hints, language)]
    made: dict[str, Any] = {"number": line.number, "label": label, "skip": skip}
    if each.kind in (Kind.ONE, Kind.MANY, Kind.ACKNOWLEDGE):
        labels = [form.say(one.labels, language) or one.name for one in each.choices] or ["OK"]
        hints.append({Kind.ONE: words.one, Kind.MANY: words.many}.get(each.kind, ""))
        made |= {
            "kind": "boxes",
            "columns": 1 if max(map(len, labels)) > 34 or len(labels) < 4 else 2,
            "boxes": [
                {"code": code, "label": one} for code, one in zip(line.codes, labels, strict=True)
            ],
        }
    elif each.kind is Kind.DATE:
        made |= {"kind": "day", "fields": list(words.day)}
    elif each.kind is Kind.TEXT:
        made |= {"kind": "lines", "lines": _LONG if "multiline" in each.appearance else _LINES}
    else:
        made |= {"kind": "short"}
        if each.most:
            hints.append(words.range.format(least=each.least, most=each.most))
    return made | {"hint": " ".join(each for each in hints if each)}
