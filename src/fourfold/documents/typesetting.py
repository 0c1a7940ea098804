"""One way from data and a template to a PDF: Typst, with our fonts and PDF/UA-1's own checks."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from fourfold.documents.fonts import folder


class CannotSet(RuntimeError):
    """Typst refused the document; the message says why, in its words."""


def typeset(template: Path, data: Mapping[str, Any], *, title: str, issued_on: date) -> bytes:
    """
    Write a PDF; the same data gives the same bytes. Data goes in as JSON, never as markup.

    :raises FontsMissing: if the set-up has not fetched the fonts.
    :raises CannotSet: if a letter is in none of the fonts, or the layout fails.
    """
    import typst  # noqa: PLC0415 - 81 MB; only who makes a PDF pays for it

    issued = datetime.combine(issued_on, time(), tzinfo=UTC)
    try:
        pdf: bytes = typst.compile(
            str(template),
            root=str(template.parent),
            font_paths=[str(folder())],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
            pdf_standards=["ua-1"],
            timestamp=int(issued.timestamp()),
        )
    except typst.TypstError as problem:
        raise CannotSet(_reason(title, problem.message)) from problem
    return pdf


def _reason(title: str, message: str) -> str:
    """Say what Typst could not do; a letter without a picture in our fonts is named."""
    opening = f"The PDF of {title!r} could not be made: "
    if found := re.search(r'the text `"(.+?)"` could not be displayed', message):
        codes = ", ".join(f"U+{ord(letter):04X}" for letter in found[1])
        return f"{opening}no font has {found[1]} ({codes}). Write it in Latin letters, or in words."
    return f"{opening}{message}"
