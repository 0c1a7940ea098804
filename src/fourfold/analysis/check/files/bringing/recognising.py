"""What a file seems to be: said in full, asked about where it is in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from fourfold.analysis.check.files.bringing import tables
from fourfold.analysis.check.files.bringing.counting import counts_rows
from fourfold.analysis.check.files.bringing.headings import (
    Known,
    columns_of,
    doubts_of,
    known,
    missing,
    twice,
)
from fourfold.analysis.check.files.bringing.limits import HEAD_ROWS, MOST_COLUMNS, Limits
from fourfold.analysis.check.files.bringing.lines import Line
from fourfold.analysis.check.files.bringing.orders import date_order, decimal_sign
from fourfold.analysis.check.files.bringing.told import Findings, NotRead, whole_file
from fourfold.analysis.check.files.bringing.tops import Top, top_of
from fourfold.analysis.check.files.problems import Group
from fourfold.analysis.check.files.recognition import Column, Doubt, FileKind, Match, Recognition
from fourfold.analysis.check.files.source import Source
from fourfold.reference.contracts import Contract, FieldType
from fourfold.reference.errors import shorten

_FIRST_OF_ALL = ("delimiter", "sheet")
"""What columns there are depends on the answer, so nothing else is asked before it."""
_NUMBERS = (FieldType.INTEGER, FieldType.NUMBER)


def recognise(
    source: Source,
    contract: Contract,
    *,
    answers: Mapping[str, str] | None = None,
    remembered: Mapping[str, str] | None = None,
    other_contracts: Iterable[Contract] = (),
    limits: Limits | None = None,
) -> Recognition:
    """
    Say what a file is, from its head; it never raises for what is in the file.

    answers: by the code of a doubt; one that is no choice is not heard. remembered: folded heading
    (see `fold`) to the field it was read as before, "" for a column that is not read.
    other_contracts: what else the agency may have been asked for, to tell a file brought to the
    wrong place. limits: what is too much; by default those of a server.
    """
    answers, words = answers or {}, known(contract, remembered)
    try:
        opened = tables.opened(source, contract, answers, limits or Limits())
    except NotRead as problem:
        return Recognition(FileKind.TEXT, problems=(problem.group,))
    begun = Recognition(
        opened.kind, opened.encoding, opened.delimiter, sheet=opened.sheet, doubts=opened.doubts
    )  # fmt: skip
    if any(each.code in _FIRST_OF_ALL for each in opened.doubts):
        return begun
    try:
        head = list(islice(opened.rows(), HEAD_ROWS))
    except NotRead as problem:
        return replace(begun, problems=(problem.group,))
    if begun.kind is FileKind.HTCDS_CASE and (wrong := _wrong_in_case(head)):
        return replace(begun, problems=wrong)
    return _with_columns(begun, head, contract, words, answers, tuple(other_contracts))


def _wrong_in_case(head: Sequence[Line]) -> tuple[Group, ...]:
    findings = Findings()
    for line in head:
        for fault in line.faults:
            if not line.taken:
                findings.add(fault.code, line.number, value=fault.value)
    return findings.groups()


@dataclass(frozen=True, slots=True)
class _Seen:
    """The first rows under the headings."""

    rows: Sequence[Line]

    def values(self, place: int, *, typed: bool = True) -> list[str]:
        """Return the cells of a column; typed: also those a workbook holds as a number or a day."""
        rows = (each for each in self.rows if place < len(each.cells))
        cells = (each.cells[place] for each in rows if typed or place not in (each.typed or ()))
        return [cell for cell in cells if cell.strip()]

    def samples(self, place: int) -> tuple[str, ...]:
        kept = (shorten(" ".join(cell.split()), limit=40) for cell in self.values(place))
        return tuple(dict.fromkeys(kept))[:3]


def _with_columns(
    begun: Recognition,
    head: Sequence[Line],
    contract: Contract,
    words: Known,
    answers: Mapping[str, str],
    others: Sequence[Contract],
) -> Recognition:
    top = top_of(head, words, answer=answers.get("header_row", ""))
    if top is None:
        return replace(begun, problems=(whole_file("EMPTY_FILE"),))
    if len(top.headings) > MOST_COLUMNS:
        limit = f"{MOST_COLUMNS:,}"
        return replace(begun, problems=(whole_file("TOO_MANY_COLUMNS", limit=limit),))
    columns = columns_of(top.headings, contract, words, answers)
    if "header_row" not in answers and (wrong := _other_dataset(columns, top, contract, others)):
        return replace(begun, header_row=top.row, columns=tuple(columns), problems=(wrong,))
    below = [each for each in head if each.number > top.row and each.taken]
    seen = _Seen([each for each in below if not each.is_blank])
    columns = [_counted(each, seen) for each in columns]
    shown = tuple(replace(each, samples=seen.samples(each.place)) for each in columns)
    found = replace(begun, header_row=top.row, columns=shown)
    if top.doubt:
        if begun.kind is FileKind.HTCDS_CASE:
            return replace(found, problems=(whole_file("CASE_ELSEWHERE", asked=contract.title),))
        return replace(found, doubts=(*begun.doubts, top.doubt))
    doubts = [*begun.doubts, *_column_doubts(columns, contract, words, seen, answers)]
    dates, about_dates = date_order(
        _values(columns, contract, seen, (FieldType.DATE,)), answer=answers.get("dates", "")
    )
    decimal, about_decimal = decimal_sign(
        _values(columns, contract, seen, _NUMBERS),
        delimiter=begun.delimiter,
        answer=answers.get("decimal", ""),
    )
    return replace(
        found,
        dates=dates,
        decimal=decimal,
        doubts=(*doubts, *(each for each in (about_dates, about_decimal) if each)),
        missing=missing(columns, contract),
        problems=() if _has_rows(head, top) else (whole_file("NO_ROWS"),),
    )


def _counted(column: Column, seen: _Seen) -> Column:
    is_so = column.match is Match.NONE and counts_rows(column.heading, seen.values(column.place))
    return replace(column, match=Match.COUNTED) if is_so else column


def _has_rows(head: Sequence[Line], top: Top) -> bool:
    """Tell whether there is a row under the headings, also one that cannot be read."""
    return len(head) >= HEAD_ROWS or any(
        each.number > top.row and not (each.taken and each.is_blank) for each in head
    )


def _column_doubts(
    columns: Sequence[Column],
    contract: Contract,
    words: Known,
    seen: _Seen,
    answers: Mapping[str, str],
) -> list[Doubt]:
    unsure = {each.place for several in twice(columns, words).values() for each in several}
    asked = {each.place for each in columns if each.match in (Match.NEAR, Match.NONE)}
    samples = {place: seen.samples(place) for place in sorted(unsure | asked)}
    return doubts_of(columns, contract, words, samples, answers)


def _values(
    columns: Iterable[Column], contract: Contract, seen: _Seen, types: Sequence[FieldType]
) -> list[str]:
    kinds = {each.name: each.type for each in contract.fields}
    wanted = [each.place for each in columns if each.field and kinds[each.field] in types]
    return [value for place in wanted for value in seen.values(place, typed=False)]


def _other_dataset(
    columns: Sequence[Column], top: Top, contract: Contract, others: Sequence[Contract]
) -> Group | None:
    """Return the problem if the headings fit another contract, and this one hardly."""
    here = len({each.field for each in columns if each.field and each.match is not Match.NEAR})
    lacking = missing(columns, contract)
    if not lacking:
        return None
    for other in others:
        if other.name == contract.name:
            continue
        theirs = columns_of(top.headings, other, known(other), {})
        there = len({each.field for each in theirs if each.field and each.match is not Match.NEAR})
        if there > max(here, 1) and not missing(theirs, other):
            return whole_file("OTHER_DATASET", other=other.title, asked=contract.title)
    return None
