"""The courses of the state's pack, and its towns: facts, each with a source."""

from __future__ import annotations

from dataclasses import dataclass

from fourfold.apps.training.rules.sessions import YOUTH_KINDS, BadSession
from fourfold.reference import active_pack


@dataclass(frozen=True, slots=True)
class Course:
    """One course of training_courses.csv. A field the source does not give is ""."""

    code: str
    title: str
    audience: str
    sessions: str
    duration: str
    certification: str
    kind: str
    source: tuple[str, ...]

    @property
    def counts_only(self) -> bool:
        """True for groups of minors: they are counted and never named."""
        return self.kind in YOUTH_KINDS


def courses() -> dict[str, Course]:
    """Return the pack's courses by code, in its order."""
    return {
        row["code"]: Course(
            row["code"],
            row["title"],
            row["audience"],
            row["sessions"],
            row["duration"],
            row["certification"],
            row["kind"],
            row.parts("source"),
        )
        for row in active_pack().rows("training_courses")
    }


def course_of(code: str) -> Course:
    """Return a course. :raises BadSession: if the pack has none of this code."""
    found = courses().get(code)
    if found is None:
        raise BadSession(f"The pack has no course {code[:40]!r}. Choose one of its list.")
    return found


def town_names() -> dict[str, str]:
    """Return the pack's towns by code."""
    return {row["code"]: row["name"] for row in active_pack().rows("towns")}


def check_town(code: str) -> None:
    """:raises BadSession: if the pack has no such town."""
    if code not in town_names():
        raise BadSession(f"The pack has no town {code[:40]!r}. Choose one of its list.")
