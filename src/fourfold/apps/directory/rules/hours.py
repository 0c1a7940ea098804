"""Opening hours: a line that people type, and the weekly rule (RFC 5545) that is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from fourfold.apps.directory.rules import NotWhole

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LINE = re.compile(
    r"^(?P<days>[a-z ,\-–]+?)\s+(?P<o>\d{1,2}):(?P<om>\d\d)\s*[-–]\s*(?P<c>\d{1,2}):(?P<cm>\d\d)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Hours:
    """Days of a week and when it opens and closes; closes 00:00 is midnight."""

    days: tuple[str, ...]
    opens: time
    closes: time

    @property
    def rule(self) -> str:
        """Return the rule, such as FREQ=WEEKLY;BYDAY=MO,TU."""
        return f"FREQ=WEEKLY;BYDAY={','.join(self.days)}"

    @property
    def line(self) -> str:
        """Return the line that people read and type."""
        closes = "24:00" if self.closes == time(0) else f"{self.closes:%H:%M}"
        return f"{_spans(self.days)} {self.opens:%H:%M}-{closes}"


def read_hours(text: str) -> tuple[Hours, ...]:
    """
    Read lines such as "Mo-Fr 09:00-17:00"; "Daily 00:00-24:00" is always open.

    :raises NotWhole: with every line that is not understood.
    """
    found, bad = [], []
    for line in filter(None, map(str.strip, text.splitlines())):
        try:
            found.append(_read(line))
        except ValueError:
            bad.append(line)
    if bad:
        raise NotWhole(
            f"These hours were not understood: {'; '.join(bad)}. "
            "Write a line such as Mo-Fr 09:00-17:00, or Daily 00:00-24:00."
        )
    return tuple(found)


def of_rule(rule: str, *, opens: time, closes: time) -> Hours:
    """Return the hours of a kept rule."""
    return Hours(tuple(rule.partition("BYDAY=")[2].split(",")), opens, closes)


def _read(line: str) -> Hours:
    match = LINE.match(line)
    if match is None:
        raise ValueError
    closes = time(0) if match["c"] == "24" and match["cm"] == "00" else None
    if closes is None:
        closes = time(int(match["c"]), int(match["cm"]))
    opens = time(int(match["o"]), int(match["om"]))
    if closes == opens and closes != time(0):
        raise ValueError
    return Hours(_days(match["days"]), opens, closes)


def _days(text: str) -> tuple[str, ...]:
    if text.strip().lower() == "daily":
        return DAYS
    named: set[int] = set()
    for part in text.replace("–", "-").split(","):
        ends = [DAYS.index(each.strip()[:2].upper()) for each in part.split("-")]
        first, last = ends[0], ends[-1]
        named |= {(first + nth) % 7 for nth in range((last - first) % 7 + 1)}
    return tuple(each for nth, each in enumerate(DAYS) if nth in named)


def _spans(days: tuple[str, ...]) -> str:
    if days == DAYS:
        return "Daily"
    at = [DAYS.index(each) for each in days]
    if len(at) > 2 and at == list(range(at[0], at[-1] + 1)):
        return f"{days[0].capitalize()}-{days[-1].capitalize()}"
    return ",".join(each.capitalize() for each in days)
