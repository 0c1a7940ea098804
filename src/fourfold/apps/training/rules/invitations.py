"""
Addresses as they are pasted, and what an invitation says.

TrainingError
├── BadAddresses     nothing that can be invited, or too many
└── OverAlready      the session has begun
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from fourfold.apps.training.rules.sessions import MOST_LINES, TrainingError

ADDRESS = re.compile(r"[^\s<>@,;\"()\[\]\x00-\x1f\x7f]{1,64}@[A-Za-z0-9.-]{1,180}\.[A-Za-z]{2,24}")
IN_BRACKETS = re.compile(r"<([^<>]*)>")


class BadAddresses(TrainingError):
    """Addresses that cannot be invited."""


class OverAlready(TrainingError):
    """A session that has begun invites nobody."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """
    Addresses as pasted. mails: each once, in small letters. problems: line from 1, and what it is.

    Names beside an address are not read.
    """

    mails: tuple[str, ...] = ()
    problems: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """What an invitation tells of. survey: its address, "" for none. moments are local."""

    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    survey: str = ""
    in_spanish: bool = False


def read_addresses(text: str) -> Pasted:
    """Read addresses, parted by lines, commas or semicolons: "Name <a@b.example>" is read, too."""
    mails: dict[str, None] = {}
    problems: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        for piece in re.split("[,;]", line):
            inside = IN_BRACKETS.search(piece)
            told = (inside[1] if inside else piece).strip().strip('"').casefold()
            if not told:
                continue
            if ADDRESS.fullmatch(told) and ".." not in told:
                mails[told] = None
            else:
                problems.append((number, told[:80]))
    return Pasted(tuple(mails), tuple(problems))


def check_mails(mails: tuple[str, ...]) -> None:
    """:raises BadAddresses:"""
    if not mails:
        raise BadAddresses("Paste at least one e-mail address.")
    if len(mails) > MOST_LINES:
        raise BadAddresses(f"Invite at most {MOST_LINES} people at once. Paste them in parts.")
    for each in mails:
        if not ADDRESS.fullmatch(each):
            raise BadAddresses(f"{each[:80]} is no e-mail address. Mend it or leave it out.")


def invitation(event: Event, *, sender: str) -> tuple[str, str]:
    """Return subject and body of an invitation; Spanish comes first where a session is in it."""
    english = _said(
        ("You are invited to a training:", "When:", "Where:"),
        event,
        when=f"{event.starts_at:%A, %B} {event.starts_at.day}, {event.starts_at.year}, "
        f"{_clock(event.starts_at)} to {_clock(event.ends_at)}",
        survey="Before you come, please answer a few questions. They ask for no name, and nobody "
        "sees who answered:",
        close="The appointment is attached for your calendar. Your address is erased here once "
        "this mail is sent.",
        sender=sender,
    )
    if not event.in_spanish:
        return f"Training: {event.title}, {event.starts_at:%B} {event.starts_at.day}", english
    spanish = _said(
        ("Le invitamos a una capacitación:", "Cuándo:", "Dónde:"),
        event,
        when=f"{event.starts_at:%d/%m/%Y}, {_clock(event.starts_at)} - {_clock(event.ends_at)}",
        survey="Antes de venir, responda por favor unas preguntas. No piden su nombre y nadie ve "
        "quién respondió:",
        close="La cita va adjunta para su calendario. Su dirección se borra aquí cuando este "
        "correo se haya enviado.",
        sender=sender,
    )
    subject = f"Capacitación: {event.title}, {event.starts_at:%d/%m/%Y}"
    return subject, f"{spanish}\n\n--\n\n{english}"


def paper_words(
    *, title: str, held_on: date, code: str, check_at: str, sender: str
) -> tuple[str, str]:
    """Return subject and body of the mail that brings a certificate."""
    body = (
        f"Your certificate is attached: {title}, {held_on:%B} {held_on.day}, {held_on.year}.\n\n"
        f"Anybody can check it with your name and this code, {code}, at {check_at}\n\n{sender}\n"
    )
    return f"Certificate: {title}", body


def _said(
    words: tuple[str, str, str], event: Event, *, when: str, survey: str, close: str, sender: str
) -> str:
    opening, at, where = words
    parts = [f"{opening}\n{event.title}", f"{at} {when}\n{where} {event.place}"]
    if event.survey:
        parts.append(f"{survey}\n\n{event.survey}")
    return "\n\n".join([*parts, close, sender]) + "\n"


def _clock(at: datetime) -> str:
    return f"{at:%I:%M %p}".lstrip("0")
