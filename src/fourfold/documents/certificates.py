"""Certificates of attendance as one PDF: US Letter, tagged to PDF/UA-1, one a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from fourfold.documents import tokens
from fourfold.documents.phrases import phrases
from fourfold.documents.typesetting import typeset

_TEMPLATE = Path(__file__).parent / "templates" / "certificate.typ"
CREDITS = {
    "POST": "{} hours of POST credit (police standards and training)",
    "CEU": "{} continuing education units (CEU)",
}


class NoCertificates(ValueError):
    """There is nothing to print."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """
    What one certificate says.

    minutes: how long the session was. credit: a key of CREDITS, "" where none is given, then
    credit_hours is None. code: as it is printed, in groups.
    """

    name: str
    course: str
    held_on: date
    minutes: int
    credit: str
    credit_hours: Decimal | None
    issued_on: date
    code: str


def render(
    certificates: Sequence[Certificate], *, issuer: str, check_at: str, language: str = "en"
) -> bytes:
    """
    Write certificates as PDF. The same certificates give the same bytes.

    issuer: who certifies. check_at: the address where anybody can check one.
    :raises NoCertificates: if there are none.
    :raises FontsMissing: if the set-up has not fetched the fonts.
    :raises CannotSet: if a letter is in none of the fonts, or does not fit.
    """
    if not certificates:
        raise NoCertificates("Nobody has a certificate to print. Issue them first.")
    on = phrases(language).on
    title = "Certificate of attendance"
    data: dict[str, Any] = {
        "title": title,
        "author": issuer,
        "issued": _parts(max(each.issued_on for each in certificates)),
        "lang": language,
        "family": tokens.FAMILY,
        "colors": {
            "ink": tokens.INK,
            "soft": tokens.SOFT,
            "line": tokens.LINE,
            "deep": tokens.DEEP,
        },
        "check_at": check_at,
        "certificates": [
            {
                "name": each.name,
                "course": each.course,
                "day": on(each.held_on),
                "length": _length(each.minutes),
                "credit": _credit(each),
                "issued": on(each.issued_on),
                "code": each.code,
            }
            for each in certificates
        ],
    }
    issued = max(each.issued_on for each in certificates)
    return typeset(_TEMPLATE, data, title=title, issued_on=issued)


def _parts(day: date) -> list[int]:
    return [day.year, day.month, day.day]


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    said = []
    if hours:
        said.append(f"{hours} hour{'' if hours == 1 else 's'}")
    if rest:
        said.append(f"{rest} minute{'' if rest == 1 else 's'}")
    return " ".join(said)


def _credit(each: Certificate) -> str:
    if not each.credit or each.credit_hours is None:
        return ""
    return CREDITS[each.credit].format(f"{each.credit_hours.normalize():f}")
