"""Letters as one PDF: US Letter, tagged to PDF/UA-1, each office on a page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fourfold.documents import tokens
from fourfold.documents.letters.shapes import Letter
from fourfold.documents.phrases import phrases
from fourfold.documents.typesetting import typeset

_TEMPLATE = Path(__file__).parents[1] / "templates" / "letter.typ"


class NoLetters(ValueError):
    """There is nobody to write to."""


def render(letters: Sequence[Letter], *, title: str) -> bytes:
    """
    Write letters as PDF. The same letters give the same bytes.

    :raises NoLetters: if there are none.
    :raises FontsMissing: if the set-up has not fetched the fonts.
    :raises CannotSet: if a letter is in none of the fonts, or does not fit.
    """
    if not letters:
        raise NoLetters("No office is left to write to. Every office has answered.")
    written = max(each.written_on for each in letters)
    words = phrases(letters[0].language)
    lang, _, region = letters[0].language.partition("-")
    data: dict[str, Any] = {
        "title": title,
        "author": letters[0].signed,
        "issued": [written.year, written.month, written.day],
        "lang": lang,
        "region": region or None,
        "family": tokens.FAMILY,
        "colors": {
            "ink": tokens.INK,
            "soft": tokens.SOFT,
            "line": tokens.LINE,
            "deep": tokens.DEEP,
        },
        "letters": [
            {
                "sender": list(each.sender),
                "to": list(each.to),
                "day": words.on(each.written_on),
                "subject": each.subject,
                "paragraphs": list(each.paragraphs),
                "how_title": each.how_title,
                "how": list(each.how),
                "closing": list(each.closing),
                "signed": each.signed,
            }
            for each in letters
        ],
    }
    return typeset(_TEMPLATE, data, title=title, issued_on=written)
