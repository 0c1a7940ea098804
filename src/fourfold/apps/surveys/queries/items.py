"""Shares of a wave's answers, as evidence shows them: with N, and none that is small."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from fourfold.apps.surveys import access
from fourfold.apps.surveys.queries.forms import parsed
from fourfold.apps.surveys.queries.opening import opened_answers
from fourfold.apps.surveys.states import WaveState
from fourfold.reference.forms import Kind

LEAST = 11
"""A count from 1 to 10 is not shown, nor one that another count gives away."""


@dataclass(frozen=True, slots=True)
class Item:
    """One answer to one question. ref: "wave|question|choice". value: "57% of 42 answers"."""

    ref: str
    words: str
    value: str


def waves(*, viewer: access.Who) -> list[tuple[str, str]]:
    """Return the closed waves, each with its study: what they say changes no more."""
    if not access.runs(viewer):
        return []
    closed = access.waves(viewer).filter(state=WaveState.CLOSED.value)
    found = closed.select_related("study").order_by("-moved_at", "id")
    return [(each.id, f"{each.study.title}: {each.name}") for each in found]


def items(wave: str, *, viewer: access.Who) -> list[Item]:
    """
    Return each choice of each question of a wave with the share of those who answered it.

    Left out: counts of 1 to 10 and those that leave 1 to 10 over, and free text.
    """
    row = access.waves(viewer).select_related("study").filter(id=wave).first()
    if row is None or not access.runs(viewer):
        return []
    form = parsed(row.study.form_id)
    asked = [each for each in form.questions if each.kind in (Kind.ONE, Kind.MANY)]
    counts: Counter[tuple[str, str]] = Counter()
    answered: Counter[str] = Counter()
    # In the order of their ids, which say nothing of the order in which people answered.
    for answer in opened_answers(row.responses.order_by("id"), viewer=viewer):
        for each in asked:
            given = answer.answers.get(each.name)
            if given:
                answered[each.name] += 1
                counts.update((each.name, choice) for choice in given.split())
    language = form.languages[0]
    found = []
    for each in asked:
        n = answered[each.name]
        for choice in each.choices:
            count = counts[(each.name, choice.name)]
            if n < LEAST or 0 < count < LEAST or 0 < n - count < LEAST:
                continue
            question = form.say(each.labels, language) or each.name
            label = form.say(choice.labels, language) or choice.name
            found.append(
                Item(
                    f"{wave}|{each.name}|{choice.name}",
                    f"“{question}” “{label}” ({row.study.title}, {row.name})",
                    f"{100 * count / n:.0f}% of {n:,} answers",
                )
            )
    return found
