"""Sessions as calendars read them: iCalendar, RFC 5545."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

MOST_OCTETS = 75
"""Of one line (RFC 5545, 3.1); a longer one goes on after a line break and a blank."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """One session in a calendar. uid: its own for all time. told, address: "" for none."""

    uid: str
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    told: str = ""
    address: str = ""


def calendar(found: Iterable[Appointment], *, named: str, at: datetime) -> str:
    """Return a calendar of these. at: the moment it is made, as its stamp."""
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Fourfold//training//EN"),
        *("CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{_plain(named)}"),
    ]
    for each in found:
        lines += [
            *("BEGIN:VEVENT", f"UID:{_plain(each.uid)}", f"DTSTAMP:{_moment(at)}"),
            *(f"DTSTART:{_moment(each.starts_at)}", f"DTEND:{_moment(each.ends_at)}"),
            *(f"SUMMARY:{_plain(each.title)}", f"LOCATION:{_plain(each.place)}"),
            *([f"DESCRIPTION:{_plain(each.told)}"] if each.told else []),
            *([f"URL:{each.address}"] if each.address else []),
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _plain(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    kept = "".join(
        each for each in text.replace("\r\n", "\n") if each == "\n" or each.isprintable()
    )
    return kept.replace("\n", "\\n")


def _folded(line: str) -> str:
    parts, part = [], ""
    for letter in line:
        if len((part + letter).encode()) > MOST_OCTETS:
            parts.append(part)
            part = " "
        part += letter
    return "\r\n".join([*parts, part])
