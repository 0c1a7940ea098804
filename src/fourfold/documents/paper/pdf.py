"""A form as PDF: US Letter, tagged to PDF/UA-1, in few pages, with room to write by hand."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from fourfold.documents import tokens
from fourfold.documents.fonts import folder
from fourfold.documents.paper.blocks import Form
from fourfold.documents.pdf import CannotSet
from fourfold.documents.phrases import phrases

_TEMPLATE = Path(__file__).parents[1] / "templates" / "form.typ"


def render(form: Form) -> bytes:
    """
    Write a form as PDF. The same form gives the same bytes.

    :raises FontsMissing: if the set-up has not fetched the fonts.
    :raises CannotSet: if a letter is in none of the fonts.
    """
    data = json.dumps(as_data(form), ensure_ascii=False, sort_keys=True)
    import typst  # noqa: PLC0415 - 81 MB; only who makes a PDF pays for it

    issued = datetime.combine(form.issued_on, time(), tzinfo=UTC)
    try:
        pdf: bytes = typst.compile(
            str(_TEMPLATE),
            root=str(_TEMPLATE.parent),
            font_paths=[str(folder())],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": data},
            pdf_standards=["ua-1"],
            timestamp=int(issued.timestamp()),
        )
    except typst.TypstError as problem:
        raise CannotSet(
            f"The form {form.title!r} could not be made: {problem.message}"
        ) from problem
    return pdf


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
