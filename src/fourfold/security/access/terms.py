"""The terms of use an agency accepts before its people may work with records."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Terms:
    """One version of the terms. paragraphs: plain words, one duty each."""

    version: str
    paragraphs: tuple[str, ...]


CURRENT = Terms(
    version="2026-11",
    paragraphs=(
        (
            "We open a record only to do our work for that person, and only as much as the work "
            "needs."
        ),
        (
            "Each of us signs in with an account of our own. We share no password, key or open "
            "session."
        ),
        (
            "We know that every reading of a record is kept in a log, and that a privacy officer "
            "reads it."
        ),
        (
            "We open a record in an emergency only when someone may come to harm otherwise, say "
            "why, and answer the review."
        ),
        (
            "We share what a record says only with the person's consent or where the law names an "
            "exception, and write it down."
        ),
        "We end the accounts and roles of people who leave or change their work on the same day.",
        "When something went wrong, or may have, we tell the privacy officer at once.",
    ),
)
"""The terms in force. A new version asks every agency again before its people go on."""
