"""The table a lawyer signs is what the engine answers, and the oracle wrote it."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from fourfold import reference
from fourfold.analysis import law

from .golden import ASKED, FILE, PACK, combinations, expected, header

CT = reference.load_pack(PACK)


def said(answer: law.Answer) -> str:
    """Write an answer as the table does: the verdict, and what the nearest ways miss."""
    if answer.verdict is not law.Verdict.NOT_MET:
        return str(answer.verdict)
    least = len(answer.failing[0])
    ways = {
        "+".join(sorted(reason.element.code for reason in way))
        for way in answer.failing
        if len(way) == least
    }
    return f"NOT_MET: {' or '.join(sorted(ways))}"


@pytest.mark.slow
def test_the_table_is_what_trying_every_completion_says() -> None:
    assert FILE.read_text(encoding="utf-8") == expected()


@pytest.mark.slow
def test_the_engine_answers_every_row_as_the_table_says() -> None:
    words = law.Vocabulary(CT.law_facts)
    with FILE.open(encoding="utf-8", newline="") as opened:
        rows = {tuple(row[:5]): row[5:] for row in list(csv.reader(opened))[1:]}

    wrong = []
    for combination, known in combinations():
        if known is None:
            continue
        facts = words.facts(known)
        for (code, day), cell in zip(ASKED, rows.pop(combination), strict=True):
            answer = law.determine(CT.definition(code), facts, on=date.fromisoformat(day))
            if said(answer) != cell:
                wrong.append((combination, code, day, said(answer)))
    assert wrong == []
    assert rows == {}


def test_every_text_of_the_pack_is_in_the_table() -> None:
    texts = {text.code for definition in CT.definitions for text in definition.texts}
    days = [(code, date.fromisoformat(day)) for code, day in ASKED]

    asked = {CT.definition(code).text_on(day) for code, day in days}

    assert texts == {text.code for text in asked if text}
    assert None in asked
    assert len(header()) == len(ASKED) + 5
