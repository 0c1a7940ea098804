"""Every problem of a file at once: counted in one pass, and found in a second one if there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fourfold.analysis.check.files.plain import Plain
from fourfold.analysis.check.files.problems import Checked, Group, Problem
from fourfold.analysis.check.files.rules.book import RULE_BOOK
from fourfold.analysis.check.files.rules.given import (
    Among,
    Asked,
    Expected,
    Given,
    OfAll,
    PerRow,
    Repeats,
)
from fourfold.analysis.check.files.rules.shape import in_the_file, not_readable, of_another_shape
from fourfold.analysis.check.files.rules.table import (
    NUMBER,
    CannotRead,
    Table,
    open_table,
    select,
)
from fourfold.analysis.check.files.rules.values import prepared
from fourfold.reference.contracts import Contract, Severity

MOST_LETTERS = 80
NOTHING = Expected()
OFFERED = 3
"""How many likely values a group's fix names."""


def check_file(
    plain: Plain,
    contract: Contract,
    *,
    expected: Expected = NOTHING,
    most_examples: int = 100,
) -> Checked:
    """
    Check every row against the contract and return all problems, errors first.

    Rows that are blank in every column are left out and not counted. A row that is not shaped like
    the others is a problem of its own; the rest is checked all the same. most_examples: for each
    group, from 1. Never raises for what a file holds.
    """
    given = Given(plain, contract, expected)
    return answered(given, asked_by_book(given), most_examples)


def first_look(plain: Plain, contract: Contract, *, rows: int = 50_000) -> Checked:
    """
    Check the first rows only: what can be said early of a big file, and may not be all.

    Returns no number of rows unless the file ends before that; rules of the whole file are left to
    check_file.
    """
    given = Given(plain, contract)
    return answered(given, asked_by_book(given), 100, most_rows=rows)


def asked_by_book(given: Given) -> list[Asked]:
    """Return what all rules of the book ask, in its order."""
    return [each for rule in RULE_BOOK for each in rule.ask(given)]


def answered(
    given: Given, asked: Sequence[Asked], most_examples: int, *, most_rows: int | None = None
) -> Checked:
    """Return the answers to what rules asked, with the problems of the file's form."""
    if not given.plain.columns:  # nothing could be read, and its form says why
        return Checked(None, given.plain.problems)
    try:
        try:
            rows, found = _look(given, asked, most_examples, most_rows, tolerant=False)
        except CannotRead:
            rows, found = _look(given, asked, most_examples, most_rows, tolerant=True)
    except CannotRead as problem:
        return Checked(None, (*given.plain.problems, not_readable(problem)))
    groups = sorted((*given.plain.problems, *found), key=lambda each: each.severity.value)
    whole = most_rows is None or rows < most_rows
    return Checked(rows if whole else None, tuple(groups))


def _look(
    given: Given, asked: Sequence[Asked], most: int, most_rows: int | None, *, tolerant: bool
) -> tuple[int, list[Group]]:
    with open_table(given.plain, tolerant=tolerant) as table:
        look = _Look(given, table, most, most_rows)
        rows, broken = look.count(asked)
        found = look.find(broken)
        refused = table.refused() if tolerant else []
    if refused and not given.plain.numbered:
        numbers = [each.row for each in refused]
        found = [in_the_file(each, numbers) for each in found]
    return rows + len(refused), [*of_another_shape(refused, most), *found]


@dataclass(frozen=True)
class _Look:
    given: Given
    table: Table
    most: int
    most_rows: int | None

    def count(self, asked: Sequence[Asked]) -> tuple[int, list[tuple[Asked, int]]]:
        """Return how many rows there are, and what is broken how often: one pass, no order."""
        wanted = ["count(*)"]
        for each in asked:
            wanted += _aggregates(each)
        (numbers,) = self._ask(wanted, numbered=False)
        answers = iter(numbers)
        rows = next(answers)
        broken: list[tuple[Asked, int]] = []
        for each in asked:
            taken = [next(answers) for _ in _aggregates(each)]
            if isinstance(each, Group | Among):
                broken.append((each, 1))
            elif isinstance(each, OfAll):
                group = None if self.most_rows else each.judge(taken[0])
                broken += [(group, 1)] if group else []
            elif isinstance(each, Repeats):
                broken += [(each, taken[0] - taken[1])] if taken[0] > taken[1] else []
            elif taken[0]:
                broken.append((each, taken[0]))
        return rows, broken

    def find(self, broken: Sequence[tuple[Asked, int]]) -> list[Group]:
        """Return the groups with their first rows: a second pass, in the file's order."""
        per_row = [each for each, _ in broken if isinstance(each, PerRow)]
        wanted: list[str] = []
        for each in per_row:
            shown = self._shown(each.column)
            wanted.append(f"min({{'n': {NUMBER}, 'v': {shown}}}, {self.most:d}) {_where(each)}")
            wanted.append(f"approx_top_k({shown}, {2 * OFFERED:d}) {_where(each)}")
        answers: Iterator[Any] = iter(())
        if wanted:
            (row,) = self._ask(wanted, numbered=True)
            answers = iter(row)
        groups: list[Group] = []
        for asked, count in broken:
            if isinstance(asked, PerRow):
                groups.append(self._group(asked, count, next(answers), next(answers)))
            elif isinstance(asked, Repeats):
                groups += self._repeats(asked)
            elif isinstance(asked, Among):
                groups += self._among(asked)
            elif isinstance(asked, Group):
                groups.append(asked)
        return groups

    def _repeats(self, asked: Repeats) -> Iterator[Group]:
        key = f"hash({', '.join(asked.over)})"
        filled = _filled(asked)
        rows = self._rows([key, filled], numbered=False)
        again = select([f"{key} AS h"], rows, f"WHERE {filled} GROUP BY h HAVING count(*) > 1")
        rest = f"WHERE {filled} AND {key} IN ({again})"
        shown = self._shown(asked.column)
        yield from self._told(asked, rest, self._rows([shown, filled, key], numbered=True))

    def _among(self, asked: Among) -> Iterator[Group]:
        """Compare sums of rows that belong together; a first look sees too few rows for it."""
        if self.most_rows:
            return
        over = f"hash({', '.join(asked.over)})"
        sums = [
            "*",
            f"sum({asked.number}) OVER (PARTITION BY {over}, {asked.kind}) AS part",
            f"sum({asked.number}) FILTER (WHERE {asked.whole}) OVER (PARTITION BY {over}) AS whole",
        ]
        wanted = [*sums, asked.part, self._shown(asked.column)]
        summed = f"({select(sums, self._rows(wanted, numbered=True))})"
        yield from self._told(asked, f"WHERE {asked.part} AND part > whole", summed)

    def _told(self, asked: Repeats | Among, rest: str, rows: str) -> Iterator[Group]:
        shown = self._shown(asked.column)
        wanted = ["count(*)", f"min({{'n': {NUMBER}, 'v': {shown}}}, {self.most:d})"]
        ((count, first),) = self.table.ask(select(wanted, rows, rest))
        if count:
            plain = PerRow(asked.code, asked.severity, asked.column, "", asked.why, asked.fix)
            yield self._group(plain, count, first, [])

    def _group(
        self, asked: PerRow, count: int, first: Iterable[Any], often: Iterable[str]
    ) -> Group:
        suggest = asked.suggest or (lambda _: "")
        examples = tuple(
            Problem(
                int(each["n"]), asked.column, each["v"], suggest(each["v"]) if each["v"] else ""
            )
            for each in first or ()
        )
        fix = asked.fix
        if asked.suggest and asked.severity is Severity.ERROR:
            likely = {each: suggest(each) for each in often or () if each}
            fix = _with_likely(fix, {each: said for each, said in likely.items() if said})
        heading = self.given.heading(asked.column) if asked.column else ""
        return Group(
            asked.code, asked.severity, asked.column, heading, asked.why, fix, count, examples
        )

    def _shown(self, column: str) -> str:
        if not column:
            return "''"
        return f"coalesce(left({self.given.raw(column)}, {MOST_LETTERS:d}), '')"

    def _ask(self, wanted: list[str], rest: str = "", *, numbered: bool) -> list[tuple[Any, ...]]:
        return self.table.ask(select(wanted, self._rows([*wanted, rest], numbered=numbered), rest))

    def _rows(self, wanted: list[str], *, numbered: bool) -> str:
        rows = self.table.rows(numbered=numbered, most=self.most_rows)
        plain, contract = self.given.plain, self.given.contract
        return f"({prepared(plain, contract, rows, wanted, numbered=numbered)})"


def _aggregates(asked: Asked) -> list[str]:
    if isinstance(asked, PerRow):
        return [f"count_if({asked.broken})"]
    if isinstance(asked, OfAll):
        return [asked.aggregate]
    if isinstance(asked, Repeats):
        where = f"FILTER (WHERE {_filled(asked)})"
        return [f"count(*) {where}", f"count(DISTINCT hash({', '.join(asked.over)})) {where}"]
    return []


def _filled(asked: Repeats) -> str:
    return " AND ".join(f"{each} IS NOT NULL" for each in asked.over)


def _where(asked: PerRow) -> str:
    return f"FILTER (WHERE {asked.broken})"


def _with_likely(fix: str, likely: dict[str, str]) -> str:
    """Return a fix that begins with the likely values of the most frequent wrong ones."""
    said = [f"Did you mean {meant} instead of {wrong}?" for wrong, meant in likely.items()]
    return " ".join((*said[:OFFERED], fix))
