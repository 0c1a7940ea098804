"""What the page of a one-time link says: one record of words for each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fourfold.apps.cases.states.services import ReferralState


@dataclass(frozen=True, slots=True)
class LinkWords:
    """
    The words of the page, in one language. `{…}` are gaps; the frame's words are the report page's.

    facts: labels by record and column, such as "person.phone"; what is not there keeps the desk's.
    refused: by the name of an error, what it says to whoever answers.
    """

    enter: str
    code: str
    code_help: str
    code_needed: str
    open: str
    once: str
    asks: str
    told: str
    none_told: str
    use: str
    as_written: str
    sud: str
    sud_notice: str
    answer: str
    then: str
    then_needed: str
    answers: Mapping[ReferralState, str]
    reason: str
    reason_help: str
    no_reason: str
    reasons: Mapping[ReferralState, Mapping[str, str]]
    other_reason: str
    choose_reason: str
    begins: str
    begins_help: str
    boxes: tuple[str, str, str]
    no_day: str
    words: str
    words_help: str
    send: str
    time: str
    thanks: str
    thanks_text: str
    over: str
    over_text: str
    recorded: str
    facts: Mapping[str, str]
    refused: Mapping[str, str]
