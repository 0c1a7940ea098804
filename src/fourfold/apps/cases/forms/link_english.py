"""The page of a one-time link in English."""

from __future__ import annotations

from fourfold.apps.cases.forms.link_words import LinkWords
from fourfold.apps.cases.forms.services import ANSWERS, DECLINED, DONE, WAITLISTED
from fourfold.apps.cases.states.services import ReferralState as S

ENGLISH = LinkWords(
    enter="Enter your code",
    code="Code",
    code_help="Eight digits. The person who sent you the link says them on the phone.",
    code_needed="Type the eight digits.",
    open="Open",
    once="It opens once. Have ten minutes, and answer on the page that comes.",
    asks="{} asks whether you can help.",
    told="What the person lets you know",
    none_told=(
        "No fact is told. A person will call you about this kind of help; what they share is "
        "theirs to say."
    ),
    use="Use it only to give this help, and pass it on to nobody. That you saw it is recorded.",
    as_written="",
    sud="Drug or alcohol treatment",
    sud_notice="",
    answer="Your answer",
    then="Can you help?",
    then_needed="Choose an answer.",
    answers={state: str(words) for state, words in ANSWERS.items()},
    reason="Why?",
    reason_help="Not needed if you take them.",
    no_reason="No reason",
    reasons={
        S.WAITLISTED: {code.value: str(words) for code, words in WAITLISTED.items()},
        S.DECLINED: {code.value: str(words) for code, words in DECLINED.items()},
        S.DONE: {code.value: str(words) for code, words in DONE.items()},
    },
    other_reason="This reason belongs to another answer. Choose again.",
    choose_reason="Choose why, so that the next step can be planned.",
    begins="First day of the service",
    begins_help="Only if it has begun. For example: 4 28 2026",
    boxes=("Month", "Day", "Year"),
    no_day="This is no day of the calendar. Type month, day and a year of four digits.",
    words="More about it",
    words_help="You may leave this out. The worker reads it. Kept sealed.",
    send="Send your answer",
    time="This page can be answered for 30 minutes.",
    thanks="Thank you",
    thanks_text=(
        "Your answer is with the worker. You can close this page; the link opens nothing more."
    ),
    over="This page is over",
    over_text=(
        "It was answered, taken back, or open too long. Call the person who sent you the link; "
        "they can send a new one."
    ),
    recorded="For services that were sent a link. What is opened here is recorded.",
    facts={},
    refused={},
)
