"""
Letters and mails to the offices that a data call asks.

The words are calm and blame nobody; what a letter and a mail say is the same. Sending is not here.
"""

from fourfold.documents.letters.pages import render
from fourfold.documents.letters.shapes import Contact, Letter, Occasion, Office, Request
from fourfold.documents.letters.texts import (
    PLACEHOLDERS,
    Mail,
    UnknownPlaceholder,
    letter,
    mail,
    placeholders_in,
    words_of,
)

__all__ = [
    "PLACEHOLDERS",
    "Contact",
    "Letter",
    "Mail",
    "Occasion",
    "Office",
    "Request",
    "UnknownPlaceholder",
    "letter",
    "mail",
    "placeholders_in",
    "render",
    "words_of",
]
