"""
Money on plain values: whole cents, sums that always agree, and when an entry is refused.

A line has what was allocated to it, less what is spent and what is still promised; the rest is
left. An entry is never changed: another one with the opposite sign takes it back.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from fourfold.apps.council.rules import CouncilError
from fourfold.apps.council.states.budget import EntryKind, EntryState

MOST_CENTS = 10**13
MOST_ROWS = 2_000
MOST_BYTES = 500_000
COLUMNS = ("line", "day", "amount", "to", "what")
AMOUNT = re.compile(r"\$?\d{1,3}(,\d{3})*(\.\d{2})?|\$?\d{1,11}(\.\d{2})?", re.ASCII)
DAYS = ("%Y-%m-%d", "%m/%d/%Y")
Problem = tuple[int, str, str, str]
"""A row (0: the file), its column, what is wrong, what to do."""


class OverBudget(CouncilError):
    """More than is left of a line."""


class BadMoney(CouncilError):
    """An amount or a day that cannot be."""


@dataclass(frozen=True, slots=True)
class Told:
    """What sums need of an entry. commitment: the id of the one it pays or takes from, or ""."""

    kind: EntryKind
    cents: int
    state: EntryState = EntryState.STANDS
    commitment: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of a line, in cents. committed: promised and not paid yet. asked: not agreed yet."""

    allocated: int = 0
    committed: int = 0
    spent: int = 0
    asked: int = 0

    @property
    def remaining(self) -> int:
        """What is left; below zero: over."""
        return self.allocated - self.committed - self.spent

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.allocated + other.allocated,
            self.committed + other.committed,
            self.spent + other.spent,
            self.asked + other.asked,
        )


def told_of(rows: Iterable[Any]) -> list[Told]:
    """Return what sums need of kept entries."""
    return [
        Told(
            EntryKind(each.kind),
            each.cents,
            EntryState(each.state),
            each.commitment_id or "",
            each.id,
        )
        for each in rows
    ]


def sums_of(entries: Iterable[Told]) -> Sums:
    """Add up entries. What was refused counts nowhere; what is asked for counts apart."""
    told = dict.fromkeys(EntryKind, 0)
    asked = paid = 0
    for each in entries:
        if each.state is EntryState.ASKED:
            asked += each.cents
        elif each.state is EntryState.STANDS:
            told[each.kind] += each.cents
            if each.kind is EntryKind.SPENT and each.commitment:
                paid += each.cents
    return Sums(
        told[EntryKind.ALLOCATED], told[EntryKind.COMMITTED] - paid, told[EntryKind.SPENT], asked
    )


def open_of(commitment: str, *, entries: Iterable[Told]) -> int:
    """Return what of a commitment is promised and not paid yet."""
    left = 0
    for each in entries:
        if each.state is not EntryState.STANDS or commitment not in (each.id, each.commitment):
            continue
        left += {EntryKind.COMMITTED: 1, EntryKind.SPENT: -1}.get(each.kind, 0) * each.cents
    return left


def check_left(cents: int, *, sums: Sums) -> None:
    """:raises OverBudget: if a line has less left than is to be promised."""
    if cents > sums.remaining:
        raise OverBudget(
            f"The line has {money(max(sums.remaining, 0))} left, and this is {money(cents)}. "
            f"{money(cents - max(sums.remaining, 0))} is missing. Promise less, or give the line "
            "more money first."
        )


def is_large(cents: int, *, over: int) -> bool:
    """Tell whether a commitment needs a second person: above the sum, not at it."""
    return cents > over


def fiscal_year(day: date, *, starts: tuple[int, int]) -> int:
    """Return a day's fiscal year, named by the year in which it ends. starts: month, day."""
    if starts == (1, 1):
        return day.year
    return day.year + ((day.month, day.day) >= starts)


def days_of(year: int, *, starts: tuple[int, int]) -> tuple[date, date]:
    """Return the first and last day of a fiscal year."""
    before = year if starts == (1, 1) else year - 1
    first = date(before, *starts)
    return first, date(before + 1, *starts) - timedelta(days=1)


def money(cents: int) -> str:
    """Say cents as dollars: -$1,234.50."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}${whole:,}.{rest:02d}"


def read_cents(typed: str) -> int:
    """Read an amount above zero: 1234, 1,234.50, $12.00. :raises BadMoney:."""
    plain = typed.strip().replace("$ ", "$")
    if not AMOUNT.fullmatch(plain):
        raise BadMoney(f"{typed.strip()[:20]!r} is no amount. Write it like 1,234.50.")
    whole, _dot, rest = plain.lstrip("$").replace(",", "").partition(".")
    cents = int(whole) * 100 + int(rest or 0)
    if not 0 < cents <= MOST_CENTS:
        raise BadMoney("An amount is above zero. To take an entry back, reverse it.")
    return cents


@dataclass(frozen=True, slots=True)
class Expense:
    """One row of a list of expenses, read."""

    line: str
    on: date
    cents: int
    to: str
    what: str


@dataclass(frozen=True, slots=True)
class ExpensesRead:
    """A list as it was read: rows, or else every problem of it."""

    rows: tuple[Expense, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def cents(self) -> int:
        """The sum of the list."""
        return sum(each.cents for each in self.rows)


def read_expenses(
    content: bytes, *, lines: Iterable[str], days: tuple[date, date], today: date
) -> ExpensesRead:
    """Read a CSV list of expenses; every problem is told by row and column."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _bad("The file is not text in UTF-8.", "Save it as CSV UTF-8 and bring it again.")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        return _bad("The file is no CSV.", "Save it as CSV from your spreadsheet.")
    if not rows:
        return _bad("The list is empty.", "Write headings and one expense a row.")
    heads = [each.strip().casefold() for each in rows[0]]
    missing = [each for each in COLUMNS if heads.count(each) != 1]
    if missing:
        return _bad(
            f"Not found once: {', '.join(missing)}.", f"Head the columns {', '.join(COLUMNS)}."
        )
    told = [(nth, each) for nth, each in enumerate(rows[1:], start=2) if any(map(str.strip, each))]
    if not 1 <= len(told) <= MOST_ROWS:
        return _bad(f"The list has {len(told):,} expenses.", f"Bring 1 to {MOST_ROWS:,}.")
    known, found, problems = set(lines), [], []
    for nth, cells in told:
        if len(cells) != len(heads):
            problems.append((nth, "", f"It has {len(cells)} cells.", f"Fill {len(heads)} cells."))
            continue
        row, wrong = _expense(dict(zip(heads, map(str.strip, cells), strict=True)), known, days)
        if row and row.on > today:
            wrong.append(("day", "The day is still to come.", "Bring it when it is paid."))
        problems += [(nth, *each) for each in wrong]
        if row:
            found.append(row)
    return ExpensesRead((), tuple(problems)) if problems else ExpensesRead(tuple(found))


def _expense(
    cells: Mapping[str, str], lines: set[str], days: tuple[date, date]
) -> tuple[Expense | None, list[tuple[str, str, str]]]:
    wrong, cents, on = [], 0, None
    if cells["line"] not in lines:
        said = f"There is no line {cells['line'][:40]!r} in this year."
        wrong.append(("line", said, "Write the code of a line of this page."))
    try:
        cents = read_cents(cells["amount"])
    except BadMoney as bad:
        wrong.append(("amount", str(bad), "Mend the amount."))
    try:
        on = read_day(cells["day"])
        check_day(on, days=days)
    except BadMoney as bad:
        wrong.append(("day", str(bad), "Mend the day."))
    for name in ("to", "what"):
        if not 0 < len(cells[name]) <= 200 or not cells[name].isprintable():
            wrong.append((name, "It is empty, or too long.", "Write 1 to 200 letters."))
    if wrong or on is None:
        return None, wrong
    return Expense(cells["line"], on, cents, cells["to"], cells["what"]), wrong


def read_day(typed: str) -> date:
    """Read a day like 2026-10-02 or 10/2/2026. :raises BadMoney:."""
    for form in DAYS:
        try:
            return datetime.strptime(typed, form).date()  # noqa: DTZ007 - a day, no moment
        except ValueError:
            continue
    raise BadMoney(f"{typed[:20]!r} is no day. Write it like 2026-10-02.")


def check_day(on: date, *, days: tuple[date, date]) -> None:
    """:raises BadMoney: for a day outside the fiscal year."""
    if not days[0] <= on <= days[1]:
        raise BadMoney(f"{on} is not in the fiscal year, {days[0]} to {days[1]}.")


def _bad(why: str, fix: str) -> ExpensesRead:
    return ExpensesRead((), ((0, "", why, fix),))
