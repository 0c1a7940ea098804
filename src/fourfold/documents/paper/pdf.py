"""A form as PDF: US Letter, tagged to PDF/UA-1, in few pages, with room to write by hand."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from fourfold.documents import tokens
from fourfold.documents.paper.blocks import Form
from fourfold.documents.phrases import phrases
from fourfold.documents.typesetting import typeset

_TEMPLATE = Path(__file__).parents[1] / "templates" / "form.typ"


def render(form: Form) -> bytes:
    """
    Write a form as PDF. The same form gives the same bytes.

    :raises FontsMissing: if the set-up has not fetched the fonts.
    :raises CannotSet: if a letter is in none of the fonts.
    """
    return typeset(_TEMPLATE, as_data(form), title=form.title, issued_on=form.issued_on)


def as_data(form: Form) -> dict[str, Any]:
    """Return a form as the template reads it: plain dicts, lists, strings and numbers."""
    words = phrases(form.language)
    lang, _, region = form.language.partition("-")
    issued = form.issued_on
    return {
        "title": form.title,
        "lead": form.lead,
        "lang": lang,
        "region": region or None,
        "code": form.code,
        "author": form.author,
        "issued": [issued.year, issued.month, issued.day],
        "page": words.page,
        "of": words.of,
        "ticked": words.ticked,
        "empty": words.empty,
        "notice": form.notice,
        "parts": [_part(each) for each in form.parts],
        "sections": [
            {
                "title": section.title,
                "number": section.number,
                "staff": section.for_staff,
                "parts": [_part(each) for each in section.parts],
            }
            for section in form.sections
        ],
        "family": tokens.FAMILY,
        "colors": {
            "ink": tokens.INK,
            "soft": tokens.SOFT,
            "line": tokens.LINE,
            "rule": tokens.RULE,
            "wash": tokens.WASH,
            "deep": tokens.DEEP,
        },
    }


def _part(part: Any) -> dict[str, Any]:
    return {"kind": type(part).__name__.lower(), **asdict(part)}
