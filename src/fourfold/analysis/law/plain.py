"""Answers, questions and gaps as plain values, for JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from fourfold.analysis.law import words
from fourfold.analysis.law.determining import Answer, Reason
from fourfold.analysis.law.elements import Lack, Stand
from fourfold.analysis.law.facts import Vocabulary
from fourfold.analysis.law.gaps import Comparison
from fourfold.analysis.law.questions import Question
from fourfold.reference import Definition, DefinitionText

GAP_COLUMNS = (
    *("date", "definition", "against", "patterns", "covered_by_both", "covered_by_definition_only"),
    *("covered_by_others_only", "pattern", "what_the_others_miss"),
)
LACK_COLUMNS = (
    *("date", "definition", "its_text_of", "against", "text_of", "element", "what"),
    *("how_it_stands", "words", "words_of_the_other", "confirmed"),
)
STANDS = {
    Stand.NAMED: "named",
    Stand.NARROWER: "narrower",
    Stand.LACKING: "lacking",
    Stand.ASKED: "asked beyond",
    Stand.ASKED_IN_SOME: "asked beyond, in some of its ways",
    Stand.NOT_ASKED: "not asked",
    Stand.NOT_IN_FORCE: "not in force",
}


def answer_record(answer: Answer) -> dict[str, Any]:
    """Return an answer with its reasons, its text and what would decide it."""
    definition = answer.definition
    return {
        "definition": definition.code,
        "title": definition.title,
        "citation": definition.citation,
        "scope": definition.scope,
        "applies_to": definition.applies_to,
        "verdict": str(answer.verdict),
        "why": words.why(answer),
        "offense_class": answer.offense_class,
        "not_confirmed": list(dict.fromkeys(each.code for each in answer.unconfirmed)),
        "text": _text(answer.text) if answer.text else None,
        "met_by": _reasons(answer.met_by),
        "failing": [_reasons(way) for way in answer.failing],
        "deciding_sets": _sets(answer.deciders.any, answer.facts.vocabulary),
    }


def question_record(question: Question, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return a question with its words and the definitions it could decide."""
    return {
        "fact": question.fact,
        "question": vocabulary.by_code[question.fact].question,
        "could_decide_alone": list(question.alone),
        "could_help_decide": list(question.helps),
    }


def gap_rows(
    comparisons: Iterable[Comparison], vocabulary: Vocabulary
) -> list[dict[str, str | int]]:
    """Return one row for each gap; a comparison without one has a row that says so."""
    rows: list[dict[str, str | int]] = []
    for each in comparisons:
        common: tuple[str | int, ...] = (
            each.on.isoformat(),
            each.definition.title,
            "; ".join(other.title for other in each.against),
            each.both + each.only + each.other + each.neither,
            *(each.both, each.only, each.other),
        )
        said = [(words.pattern(gap, vocabulary), words.missing(gap)) for gap in each.gaps]
        for pair in said or [("none", "")]:
            rows.append(dict(zip(GAP_COLUMNS, (*common, *pair), strict=True)))
    return rows


def lack_rows(
    definition: Definition, *, of: Definition, found: Iterable[Lack] | None, on: date
) -> list[dict[str, str]]:
    """
    Return one row for each thing a definition lacks of another on a day.

    found: what `lacks` returned. Nothing lacking, or no text in force, is one row that says so.
    """
    texts = definition.text_on(on), of.text_on(on)
    acts = [text.act if text else "" for text in texts]
    common = (on.isoformat(), definition.title, acts[0], of.title, acts[1])
    if found is None:
        told = [("", "no text in force to compare", "not in force", "", "", "")]
    else:
        told = [
            (
                *(words.ELEMENTS[each.element], each.label, STANDS[each.stand]),
                *(each.words, each.other_words, "yes" if each.is_confirmed else "no"),
            )
            for each in found
        ] or [("", "nothing", "", "", "", "")]
    return [dict(zip(LACK_COLUMNS, (*common, *each), strict=True)) for each in told]


def _text(text: DefinitionText) -> dict[str, Any]:
    return {
        "code": text.code,
        "act": text.act,
        "from": _day(text.from_),
        "until": _day(text.until),
        "words": text.words,
        "confirmed": text.is_confirmed,
        "note": text.note,
        "source": list(text.source),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _reasons(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    return [
        {"element": each.element.code, "words": each.element.words, "facts": list(each.facts)}
        for each in reasons
    ]


def _sets(sets: Iterable[frozenset[str]], vocabulary: Vocabulary) -> list[list[str]]:
    return [sorted(one, key=vocabulary.order.__getitem__) for one in sets]
