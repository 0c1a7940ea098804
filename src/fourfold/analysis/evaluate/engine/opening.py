"""A file of answers, opened as rows that SQL can ask for, with the columns that are needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from fourfold.analysis.check.files.bringing import Limits, recognise, to_plain
from fourfold.analysis.check.files.plain import Plain
from fourfold.analysis.check.files.problems import Group
from fourfold.analysis.check.files.recognition import FileKind, Match, Recognition
from fourfold.analysis.check.files.rules.table import (
    CannotRead,
    Table,
    open_parquet,
    open_table,
    select,
)
from fourfold.analysis.check.files.source import Scratch, Source
from fourfold.analysis.evaluate.codebook import Codebook
from fourfold.analysis.evaluate.engine.asked import Asked, BadRequest, CannotOpen
from fourfold.reference.contracts import About, Contract, ContractField, FieldType, Severity
from fourfold.reference.errors import did_you_mean, shorten

PARQUET = b"PAR1"
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Opened:
    """
    A file as SQL sees it.

    cells: SQL of its rows; columns: name to the SQL column that holds its text. quick: the same,
    items as FLOAT, and an error where one is none. numbered: the cells with `row`, as a spreadsheet
    counts. is_whole: no number in it can be a fraction.
    """

    table: Table
    cells: str
    quick: str
    numbered: str
    columns: Mapping[str, str]
    is_whole: bool


@contextmanager
def opened(
    source: Source,
    codebook: Codebook,
    asked: Asked,
    *,
    scratch: Callable[[], Scratch],
    answers: Mapping[str, str],
    limits: Limits,
    is_sure: bool = False,
) -> Iterator[Opened]:
    """
    Open CSV, TSV, XLSX, ODS, JSON lines or Parquet with the columns that are needed.

    is_sure: read a text file only after every line was looked at. Otherwise it is taken as it is,
    and whoever asks is told by CannotRead where that does not hold.
    :raises CannotOpen: where a column is missing, or the file is no such table.
    :raises BadRequest: where an item is named as the wave or as a group.
    """
    items = {each.code for each in codebook.items}
    for name in asked.columns:
        if name in items:
            raise BadRequest(f"The column {name} is an item of the codebook. Name another column.")
    wanted = tuple(dict.fromkeys((*asked.columns, *(each.code for each in codebook.items))))
    with source.open() as stream:
        is_parquet = stream.read(4) == PARQUET
    if is_parquet:
        with open_parquet(source) as table:
            yield _parquet(table, wanted, asked)
        return
    plain = _plain(source, _contract(wanted), answers, scratch, limits, is_sure=is_sure)
    with open_table(plain) as table:
        columns = {name: f"c{at}" for at, name in enumerate(plain.columns) if name}
        numbers = frozenset(columns[each.code] for each in codebook.items)
        yield Opened(
            table,
            table.rows(numbered=False),
            table.rows(numbered=False, numbers=numbers),
            table.rows(numbered=True),
            columns,
            _is_whole(plain.source),
        )


def _is_whole(text: Source) -> bool:
    """Say if a text has no fraction: one has a point, or a minus sign as in 25e-1."""
    with text.open() as stream:
        return not any(
            b"." in piece or b"-" in piece for piece in iter(lambda: stream.read(_PIECE), b"")
        )


def _contract(names: tuple[str, ...]) -> Contract:
    """Return the file's layout as a contract: every column is text, and needed."""
    fields = tuple(
        ContractField(name, name, "", FieldType.STRING, "", required=True) for name in names
    )
    return Contract(
        "answers", 1, date(2026, 1, 1), "Answers to a survey", "", "a person's answers",
        About.PERSON, "", (), fields,
    )  # fmt: skip


def _plain(
    source: Source,
    contract: Contract,
    answers: Mapping[str, str],
    scratch: Callable[[], Scratch],
    limits: Limits,
    *,
    is_sure: bool,
) -> Plain:
    seen = recognise(source, contract, answers=answers, limits=limits)
    # A column that is only nearly called like an item is never taken for it.
    near = {f"column:{c.place}": "" for c in seen.columns if c.match is Match.NEAR}
    if near:
        seen = recognise(source, contract, answers=near | dict(answers), limits=limits)
    _stop_where_unclear(seen)
    is_text = seen.kind is FileKind.TEXT and seen.encoding == "utf-8"
    if is_text and seen.header_row == 1 and not is_sure:
        columns = tuple(each.field for each in seen.columns)
        return Plain(source, columns, {}, delimiter=seen.delimiter)
    plain = to_plain(source, seen, contract, scratch=scratch, limits=limits)
    errors = [each for each in plain.problems if each.severity is Severity.ERROR]
    if errors:
        raise CannotOpen("\n".join(map(_told, errors)))
    return plain


def _stop_where_unclear(seen: Recognition) -> None:
    if seen.problems:
        raise CannotOpen("\n".join(map(_told, seen.problems)))
    for doubt in seen.doubts:
        if doubt.must:
            choices = ", ".join(f"{doubt.code}={each}" for each in doubt.choices)
            raise CannotOpen(f"{doubt.question} Answer with one of: {choices}.")
    if seen.missing:
        raise CannotOpen(_missing(seen.missing, [each.heading for each in seen.columns]))


def _missing(names: tuple[str, ...], headings: list[str]) -> str:
    lines = [
        f"The file has no column {shorten(name)}.{did_you_mean(name, headings)}" for name in names
    ]
    shown = ", ".join(map(shorten, headings[:30]))
    return "\n".join((*lines, f"Its columns are: {shown}. Correct the file, or the codebook."))


def _told(group: Group) -> str:
    places = ", ".join(str(each.row) for each in group.examples[:5] if each.row)
    return f"{group.why} {group.fix}" + (f" Rows: {places}." if places else "")


def _parquet(table: Table, wanted: tuple[str, ...], asked: Asked) -> Opened:
    try:
        held = [str(row[0]) for row in table.ask(f"DESCRIBE {select(['*'], table.parquet)}")]
    except CannotRead as problem:
        raise CannotOpen(f"This Parquet file cannot be read: {problem}. Write it anew.") from None
    if missing := tuple(each for each in wanted if each not in held):
        raise CannotOpen(_missing(missing, held))
    names = ['"' + name.replace('"', '""') + '"' for name in wanted]
    columns = {name: f"c{at}" for at, name in enumerate(wanted)}
    texts = [f"{name}::VARCHAR AS c{at}" for at, name in enumerate(names)]
    numbers = [
        text if name in asked.columns else f"{quoted}::FLOAT AS {columns[name]}"
        for name, quoted, text in zip(wanted, names, texts, strict=True)
    ]
    cells = select(texts, table.parquet)
    numbered = select(["row_number() OVER () + 1 AS row", "*"], f"({cells})")
    return Opened(table, cells, select(numbers, table.parquet), numbered, columns, False)
