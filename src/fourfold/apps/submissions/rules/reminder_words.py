"""
What a reminder says. Plain Python on values.

It names the call, its days and the way to answer: no figures, nothing about a person, nothing that
an office sent. The words that staff wrote to the offices stand on the call's own page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from fourfold.apps.submissions.states import Answered


@dataclass(frozen=True, slots=True)
class About:
    """What a reminder is about. until_on: the day after the period's last. council: who asks."""

    office: str
    title: str
    council: str
    from_on: date | None
    until_on: date | None
    due_on: date | None
    answered: Answered
    signs_in: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A mail. subject: one line."""

    subject: str
    body: str


def words_of(about: About, *, on: date) -> Words:
    """Return what an office is told on a day; the same words make its letter."""
    title = " ".join(about.title.split())
    return Words(
        _subject(title, about.due_on, on), "\n\n".join(_paragraphs(about, title, on)) + "\n"
    )


def _subject(title: str, due_on: date | None, on: date) -> str:
    if due_on is None:
        return f"{title}: your answer is asked for"
    if on > due_on:
        return f"{title}: your answer is missing"
    return f"{title}: please answer by {_day(due_on)}"


def _paragraphs(about: About, title: str, on: date) -> list[str]:
    found = [
        f"To {about.office}",
        f"{about.council} asks your office for: {title}.{_period(about)}",
    ]
    if about.due_on is None:
        found.append("We have no answer from your office yet.")
    elif on > about.due_on:
        late = (on - about.due_on).days
        found.append(
            f"Answers were due on {_day(about.due_on)}, {_days(late)} ago. We have no whole answer "
            "from your office yet. Please answer as soon as you can, or tell us what stands in "
            "the way."
        )
    else:
        left = (about.due_on - on).days
        near = "That is today." if not left else f"That is in {_days(left)}."
        found.append(f"Please answer by {_day(about.due_on)}. {near}")
    if about.answered is Answered.DRAFT:
        found.append("Your answer is begun and has not been sent yet.")
    if about.answered is Answered.RETURNED:
        found.append("Your answer was given back with a question, and waits for you.")
    if about.signs_in:
        found.append("To answer, sign in to Fourfold and open the call under My day.")
    else:
        found.append("To answer, use the link that was given to your office, or write back to us.")
    found.append(
        "If your office has nothing to report, say so: that is an answer too. "
        "Please send no names and no figures by mail."
    )
    return found


def _period(about: About) -> str:
    if about.from_on is None or about.until_on is None:
        return ""
    return f" It is about {_day(about.from_on)} to {_day(about.until_on - timedelta(days=1))}."


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _day(on: date) -> str:
    return f"{on:%B} {on.day}, {on.year}"
