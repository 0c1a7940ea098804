"""What a letter is made of: what is asked, of whom, and who can be called. Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Occasion(StrEnum):
    """Why we write. ASKED: the call opens. SOON: it is due soon. DUE: the day is over."""

    ASKED = "ASKED"
    SOON = "SOON"
    DUE = "DUE"


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call with a question; a field that is not known is ""."""

    name: str
    phone: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """
    What a call asks.

    title: "Yearly report of police and prosecutors". law: its citation, "" if none. covers: the
    period in words. how: ways to answer, each a sentence. address: the Council's, line by line.
    """

    title: str
    law: str
    covers: str
    due_on: date
    council: str
    how: tuple[str, ...]
    contact: Contact
    address: tuple[str, ...] = ()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Office:
    """Who is asked. address: line by line, without the name. due_on: a later day granted to it."""

    code: str
    name: str
    address: tuple[str, ...] = ()
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """
    One letter, as it is printed on one page.

    subject: what it is about, also its heading. paragraphs: before the ways to answer. how: the
    ways. closing: after them. written_on: the day printed, and the only date of the file.
    """

    sender: tuple[str, ...]
    to: tuple[str, ...]
    written_on: date
    subject: str
    paragraphs: tuple[str, ...]
    how_title: str
    how: tuple[str, ...]
    closing: tuple[str, ...]
    signed: str
    language: str = "en"
