"""
Who may be asked for rows about people, and why a ground is refused. Plain Python on values.

SubmissionError
├── NoGround            the office has no ground to send rows about people
├── BoundToCounts       the law that binds the agency lets it give totals only
├── CountsNeedNone      the dataset is about counts; no ground is needed
├── UnknownLaw          the law is not one of the pack's
├── GroundStands        a ground is there, or waits for its second person
├── NoSuchGround        no such ground
├── NeedsAnotherPerson  the second person is the first
└── NotWaiting          the ground was decided, or has ended
"""

from __future__ import annotations

from collections.abc import Iterable

from fourfold.apps.submissions.rules.figures import SubmissionError
from fourfold.reference.contracts import About, Contract, named
from fourfold.reference.packs import Pack


class NoGround(SubmissionError):
    """An office has no ground to send rows about people."""


class BoundToCounts(SubmissionError):
    """The law that binds the agency lets it give totals only."""


class CountsNeedNone(SubmissionError):
    """The dataset is about counts."""


class UnknownLaw(SubmissionError):
    """The law is not one of the pack's."""


class GroundStands(SubmissionError):
    """A ground is there already, or waits for its second person."""


class NoSuchGround(SubmissionError):
    """There is no such ground."""


class NeedsAnotherPerson(SubmissionError):
    """One person cannot be both."""


class NotWaiting(SubmissionError):
    """The ground was decided, or has ended."""


def points_to_people(contract: Contract) -> bool:
    """Return whether a dataset's rows could point to a person, by themselves or together."""
    return contract.about is About.PERSON or any(each.identifies for each in contract.fields)


def datasets_about_people(pack: Pack) -> list[tuple[str, str]]:
    """Return name and title of each contract whose rows could point to a person."""
    return [(each.name, each.title) for each in pack.contracts if points_to_people(each)]


def laws_of(pack: Pack) -> list[tuple[str, str]]:
    """Return code and words of each law of the pack."""
    return [
        (row["code"], f"{row['citation']} {named(row)}".strip()) for row in pack.rows("statutes")
    ]


def check_grounds(contract: Contract, *, without: Iterable[str]) -> None:
    """
    Raise NoGround if rows about people are asked of offices without a ground.

    without: the names of the offices that have none. Encoded names count as names: programs under
    VAWA, FVPSA and VOCA may not share them (34 U.S.C. 12291(b)(2), 28 CFR 94.115).
    """
    names = sorted(without)
    if not names or not points_to_people(contract):
        return
    others = f" and {len(names) - 1} more" if len(names) > 1 else ""
    raise NoGround(
        f"{contract.title} is about people one by one, and there is no legal ground on record for "
        f"{names[0]}{others} to send it. Ask for counts, or have the ground confirmed first."
    )
