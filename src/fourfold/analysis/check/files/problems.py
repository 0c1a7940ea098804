"""What is wrong in a file, told so that a clerk can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fourfold.reference.contracts import Severity


@dataclass(frozen=True, slots=True)
class Problem:
    """
    One thing in one place.

    row: as a spreadsheet counts, the headings are row 1; 0: the whole file. column: the contract's
    field, or "" for the whole row. value: the cell as it came, cut to 80 characters; "" where it is
    empty. suggestion: the likely value, ready to be put in place, or "".
    """

    row: int
    column: str
    value: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """
    All places of a file where one rule is broken in one column.

    code: the rule's stable code (REQUIRED, NOT_A_DATE, a contract rule's own). heading: the column
    as the file calls it, or "". why: what is wrong, one sentence. fix: what to do, one sentence,
    with "Did you mean" where it can be said. count: how many places. examples: the first of them by
    row, at most as many as were asked for.
    """

    code: str
    severity: Severity
    column: str
    heading: str
    why: str
    fix: str
    count: int
    examples: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """
    The outcome of a check: every group of problems, errors first.

    rows: how many rows the file has, headings not counted; None if that could not be known.
    """

    rows: int | None
    groups: tuple[Group, ...]

    @property
    def errors(self) -> int:
        """How many places must be mended before the file can be taken."""
        return _count(self.groups, Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many places somebody must look at; the file can be sent as it is."""
        return _count(self.groups, Severity.WARNING)

    @property
    def can_be_sent(self) -> bool:
        """True if nothing in the file must be mended first."""
        return not self.errors


def _count(groups: Iterable[Group], severity: Severity) -> int:
    return sum(each.count for each in groups if each.severity is severity)
