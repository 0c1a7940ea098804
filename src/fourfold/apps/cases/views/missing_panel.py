"""The panel of missing episodes on the case page, and how an episode is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from fourfold.apps.cases.forms.missing import HEARD, QUESTIONS, WHY_NOT
from fourfold.apps.cases.queries import missing as queries
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.queries.missing import SeenEpisode
from fourfold.apps.cases.states.missing import Heard, MissingState, Question
from fourfold.apps.cases.states.screenings import WhyNot
from fourfold.apps.cases.views.clock_words import SaidClock, said
from fourfold.apps.cases.views.panel import Panel
from fourfold.apps.cases.views.saying import Fact, facts_of

M = MissingState
CHIPS: dict[MissingState, tuple[Any, str]] = {
    M.MISSING: (_lazy("Missing"), "stop"),
    M.RETURNED: (_lazy("Back"), "caution"),
    M.FINISHED: (_lazy("Back, all written down"), "good"),
    M.MISTAKEN: (_lazy("Was not missing"), "quiet"),
}
"""What the chip of each state says, and its tone."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One question of the talk after the return. how: in words; fact: what was told, or None."""

    label: str
    how: str
    fact: Fact | None


@dataclass(frozen=True, slots=True)
class SaidEpisode:
    """
    One episode as its page says it. facts: before the return; answers: after it.

    is_shown: one of its masked values was just asked for.
    """

    one: SeenEpisode
    stands: str
    tone: str
    facts: list[Fact]
    answers: list[Answer]
    clocks: list[SaidClock]
    not_screened: str
    is_shown: bool


def panel(opened: OpenCase) -> Panel | None:
    """Show the times a person was missing, and the way to write down a new one."""
    found = queries.episodes(opened, viewer=opened.viewer)
    others = queries.elsewhere(opened, viewer=opened.viewer)
    may = opened.may_write() and not any(each.record.state == M.MISSING for each in found)
    if not found and not others and not may:
        return None
    values = {
        "episodes": [said_episode(each, opened) for each in found],
        "others": others,
        "may": may,
    }
    return Panel(
        "missing", _lazy("Missing and back"), "cases/panel_missing.html", values, quiet=not found
    )


def said_episode(one: SeenEpisode, opened: OpenCase) -> SaidEpisode:
    """Return an episode as a page says it, with the fields this viewer may see."""
    words, tone = CHIPS[MissingState(one.record.state)]
    names = ["missing_from", "last_seen", "found_where"]
    facts = [each for each in facts_of(opened, one.seen, names=names) if each.value or each.masked]
    why = one.record.not_screened_why
    return SaidEpisode(
        one=one,
        stands=str(words),
        tone=tone,
        facts=[each for each in facts if not _empty(one, each)],
        answers=list(_answers(one, opened)) if one.record.heard_at else [],
        clocks=[
            said(each, record=one.record.case_id, kind="case", may_write=one.may_write)
            for each in one.clocks
        ],
        not_screened=str(WHY_NOT[WhyNot(why)]) if why else "",
        is_shown=any(each.startswith(f"missingepisode:{one.record.id}:") for each in opened.shown),
    )


def _empty(one: SeenEpisode, fact: Fact) -> bool:
    """Tell whether a masked field has nothing under its mask."""
    return fact.masked and getattr(one.record, fact.name.rpartition(":")[2]) is None


def _answers(one: SeenEpisode, opened: OpenCase) -> Any:
    for question in Question:
        how = Heard(one.record.answers.get(question.value, Heard.NOT_ASKED.value))
        facts = facts_of(opened, one.seen, names=[question.column])
        told = [each for each in facts if not _empty(one, each) and (each.value or each.masked)]
        yield Answer(
            label=_(str(QUESTIONS[question])),
            how="" if how is Heard.TOLD and told else str(HEARD[how]),
            fact=told[0] if told else None,
        )
