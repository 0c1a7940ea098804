"""
Certificates: when one is issued, and how a code is typed.

TrainingError
├── TooEarly           the session has not ended
├── NoSuchCertificate  there is none, or it is not yours
├── AlreadyRevoked     somebody revoked it before
└── NoReason           a certificate is revoked for a reason
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from fourfold.apps.training.rules.sessions import TrainingError


class TooEarly(TrainingError):
    """The session is still going on."""


class NoSuchCertificate(TrainingError):
    """No certificate of this number."""


class AlreadyRevoked(TrainingError):
    """It was revoked before."""


class NoReason(TrainingError):
    """A reason is missing."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What anybody who has the code and the name is told. revoked_on: None while it is valid."""

    title: str
    held_on: date
    minutes: int
    credit: str
    credit_hours: Decimal | None
    revoked_on: date | None


def check_ended(ends_at: datetime, *, now: datetime) -> None:
    """:raises TooEarly: before a session's end."""
    if now < ends_at:
        raise TooEarly("The session has not ended. Certificates are issued after it.")


def code_of(typed: str) -> str:
    """Return a code as it is kept: capitals, blanks and dashes do not matter, O is 0, I and L 1."""
    plain = "".join(each for each in typed.upper() if each.isalnum())
    return plain.translate(str.maketrans("OIL", "011"))


def code_in_groups(code: str) -> str:
    """Return a code as it is printed: "7Q2K-X0M9-D4TB-N8AE"."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
