"""How long an answer link works."""

from __future__ import annotations

from datetime import date, timedelta

from fourfold.apps.submissions.rules.letters import covers
from fourfold.reference import UnknownName, active_pack

WORKS_AFTER_DUE = timedelta(days=30)
"""After the due day of the office, its link works for these days more."""


BY_LINK = "link:"
"""How the log calls an answer link that acts; its id follows."""


def is_link(name: str) -> bool:
    """Return whether the log means an answer link by a name."""
    return name.startswith(BY_LINK)


def works_until(due_on: date | None) -> date | None:
    """Return the last day on which a link works; None: as long as its call is open."""
    return None if due_on is None else due_on + WORKS_AFTER_DUE


def title_in_mail(
    title: str, *, dataset: str, from_on: date | None, until_on: date | None, year: int
) -> str:
    """Return what a mail calls a call, in English: its title, or its dataset and its period."""
    if title:
        return title
    try:
        asks = active_pack().contract(dataset).title
    except UnknownName:
        asks = dataset
    return f"{asks}, {covers(from_on, until_on, year)}"


def mail_words(*, office: str, title: str, address: str, until_on: date | None) -> tuple[str, str]:
    """Return subject and body of the mail that brings an office its link, without any figure."""
    until = f" It works until {until_on:%B} {until_on.day}, {until_on.year}." if until_on else ""
    body = (
        f"To: {office}\n\n"
        f"The Council asks your office: {title}.\n\n"
        f"Open this address to answer. No account is needed.{until}\n\n{address}\n\n"
        "Whoever has this address can answer for your office, so pass it on only to the person "
        "who answers. A link you got before opens nothing any more.\n"
    )
    return f"Data call: {title}", body
