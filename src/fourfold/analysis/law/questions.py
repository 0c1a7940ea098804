"""Which fact to ask next: the one that could decide the most open definitions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fourfold.analysis.law.determining import Answer, Verdict


@dataclass(frozen=True, slots=True)
class Question:
    """
    A fact worth asking.

    fact: its code. alone: codes of the open definitions that this one answer could decide.
    helps: of those it could help decide together with others; alone are among them.
    """

    fact: str
    alone: tuple[str, ...]
    helps: tuple[str, ...]


def next_questions(answers: Iterable[Answer]) -> tuple[Question, ...]:
    """
    Rank the unknown facts of open answers; every fact that could help is there, once.

    First those that could decide the most open definitions alone, then those that could help
    decide the most, then in the order of the pack. Nothing open: no questions.
    """
    alone: dict[str, list[str]] = {}
    helps: dict[str, list[str]] = {}
    order: dict[str, int] = {}
    for answer in answers:
        if answer.verdict is not Verdict.OPEN:
            continue
        order = answer.facts.vocabulary.order
        found = answer.deciders
        singles = {code for one in found.any if len(one) == 1 for code in one}
        for code in {code for one in (*found.to_meet, *found.to_fail) for code in one}:
            helps.setdefault(code, []).append(answer.definition.code)
            if code in singles:
                alone.setdefault(code, []).append(answer.definition.code)
    ranked = sorted(
        helps, key=lambda code: (-len(alone.get(code, ())), -len(helps[code]), order[code])
    )
    return tuple(Question(code, tuple(alone.get(code, ())), tuple(helps[code])) for code in ranked)
