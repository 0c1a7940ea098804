"""Made-up offices that answer the yearly call of police and prosecutors on a page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from fourfold.apps.submissions.actions import links
from fourfold.apps.submissions.actions.answering import send_answers
from fourfold.apps.submissions.actions.asking import nothing_to_report
from fourfold.apps.submissions.queries.answering import question_of
from fourfold.apps.submissions.rules.answering import Layout, key_of, rows_of
from fourfold.apps.submissions.rules.links import BY_LINK
from fourfold.reference import FieldType

WORDS = (
    ("a1", ("A regional task force, once a month.", "None this year.", "A joint training day.")),
    ("a3", ("Our written policy of 2024.", "Case by case, with the state’s attorney.", "None.")),
    ("a4", ("Calls with the office every quarter.", "By mail, as cases come.", "None so far.")),
    ("a5", ("Two hours for every officer, online.", "Four hours for new officers.", "None.")),
    ("a6", ("No interpreter at night.", "Data on phones is slow to come.", "None named.")),
)
NOTHING_EVERY = 6
"""Every sixth office says that it has nothing to report."""


def answer_some(call: str, *, offices: Sequence[str], at: datetime) -> list[str]:
    """
    Let made-up offices answer a call of one row each; returns the batches they sent.

    offices: codes of offices that are asked. The numbers follow from an office's place in the list,
    so that the demonstration is the same each time.
    """
    sent = []
    for place, office in enumerate(offices):
        question = question_of(call, office=office, viewer="demo")
        if question is None or question.layout is None:
            raise LookupError(f"The call {call} asks {office} nothing that can be typed.")
        by = link_of(call, office=office, at=at)
        if place % NOTHING_EVERY == NOTHING_EVERY - 1:
            nothing_to_report(call, organization=office, by=by, at=at)
            continue
        typed = rows_of(question.layout, _typed(question.layout, place))
        sent.append(send_answers(call, office=office, typed=typed, by=by, at=at))
    return sent


def link_of(call: str, *, office: str, at: datetime) -> str:
    """Give an office without an account its answer link; returns what the log calls it."""
    made = links.make(call, respondent=office, by="demo", at=at)
    return f"{BY_LINK}{made.id}"


def _typed(layout: Layout, place: int) -> dict[str, str]:
    said = {key_of(0, name): words[place % len(words)] for name, words in WORDS}
    numbers = [each.name for each in layout.asked if each.type is FieldType.INTEGER]
    all_referrals = (place * 7) % 9
    for nth, name in enumerate(numbers):
        said[key_of(0, name)] = str(all_referrals if nth == 0 else all_referrals // (nth + 1))
    if any(each.name == "b2" for each in layout.asked):
        said[key_of(0, "b2")] = "Made-up: one plea, none appealed."
    return said
