"""A recognised file as a plain table: itself where it is one already, otherwise a copy."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from fourfold.analysis.check.files.bringing import tables
from fourfold.analysis.check.files.bringing.copying import Nowhere, copied, read_as
from fourfold.analysis.check.files.bringing.headings import known, near_heading, twice
from fourfold.analysis.check.files.bringing.limits import HEAD_ROWS, Limits
from fourfold.analysis.check.files.bringing.scanning import Window, plain_part
from fourfold.analysis.check.files.bringing.told import Findings, NotRead
from fourfold.analysis.check.files.plain import Plain
from fourfold.analysis.check.files.recognition import FileKind, Recognition
from fourfold.analysis.check.files.source import Scratch, Source, part_of, source_of_bytes
from fourfold.reference.contracts import Contract


def to_plain(
    source: Source,
    recognition: Recognition,
    contract: Contract,
    *,
    scratch: Callable[[], Scratch],
    limits: Limits | None = None,
    most_examples: int = 100,
) -> Plain:
    """
    Return a file as a plain table, with everything that is wrong with its form.

    It never raises for what is in the file. scratch: makes a place for a copy; it is called only
    if one is needed, and the caller closes what it made when nothing reads the copy any more.
    """
    findings = Findings(most=most_examples)
    _tell_columns(recognition, contract, findings)
    if recognition.problems or not recognition.columns:
        return _nothing(recognition, findings, contract)
    limits = limits or Limits()
    try:
        opened = tables.reopened(source, recognition, contract, limits)
        may_be = _may_be_plain(opened, recognition, contract)
        if window := _window(source, recognition) if may_be else None:
            return _as_it_is(source, window, recognition, contract, findings)
        return _copy(opened, source.name, recognition, contract, scratch, limits, findings)
    except NotRead as problem:
        return _nothing(recognition, findings, contract, problem)


def _tell_columns(recognition: Recognition, contract: Contract, findings: Findings) -> None:
    for doubt in recognition.doubts:
        if doubt.must:
            findings.add("NOT_ANSWERED", question=doubt.question)
    for field, several in twice(recognition.columns, known(contract)).items():
        findings.add("SEVERAL_COLUMNS", field=field, heading=several[0].heading)
    for name in recognition.missing:
        near = near_heading(name, contract, recognition.columns)
        findings.add("MISSING_COLUMN", field=name, name=name, near=near)


def _may_be_plain(opened: tables.Opened, recognition: Recognition, contract: Contract) -> bool:
    """Tell whether it is worth proving: UTF-8, no survey's columns, nothing to say of the head."""
    words = known(contract)
    from_survey = any("/" in each.heading for each in recognition.columns if each.field)
    split = any(words.split(each.heading)[0] for each in recognition.columns)
    is_text = recognition.kind is FileKind.TEXT and recognition.encoding == "utf-8"
    if not is_text or split or from_survey:
        return False
    head = islice(opened.rows(), recognition.header_row + HEAD_ROWS)
    found = Findings(most=1)
    copied(head, recognition, contract, found, Nowhere(), padded=False, limits=Limits())
    return not found.groups()


def _window(source: Source, recognition: Recognition) -> Window | None:
    with source.open() as stream:
        mark = 3 if stream.read(3) == b"\xef\xbb\xbf" else 0
    return plain_part(
        source,
        mark=mark,
        header_row=recognition.header_row,
        headings=[each.heading for each in recognition.columns],
        delimiter=recognition.delimiter,
    )


def _as_it_is(
    source: Source,
    window: Window,
    recognition: Recognition,
    contract: Contract,
    findings: Findings,
) -> Plain:
    used = {each.field.name: each for each in read_as(recognition.columns, contract)}
    columns = [
        each.field if each.field and used[each.field].places[0] == each.place else ""
        for each in recognition.columns
    ]
    columns += [""] * (window.columns - len(columns))
    return Plain(
        part_of(source, window.start, window.end),
        tuple(columns),
        {name: cell.heading for name, cell in used.items()},
        delimiter=recognition.delimiter,
        first_row=recognition.header_row + 1,
        decimal=recognition.decimal,
        dates=recognition.dates,
        problems=findings.groups(order=used),
    )


def _copy(
    opened: tables.Opened,
    name: str,
    recognition: Recognition,
    contract: Contract,
    scratch: Callable[[], Scratch],
    limits: Limits,
    findings: Findings,
) -> Plain:
    target = scratch()
    try:
        columns = copied(
            opened.rows(),
            recognition,
            contract,
            findings,
            target,
            padded=recognition.kind is not FileKind.TEXT,
            limits=limits,
        )
        made = target.source(name)
    except BaseException:
        target.close()
        raise
    for note in opened.notes():
        if not note.row or note.row > recognition.header_row:
            findings.add(note.code, note.row, value=note.value)
    return Plain(
        made,
        columns,
        {each.field.name: each.heading for each in read_as(recognition.columns, contract)},
        numbered=True,
        decimal=recognition.decimal,
        dates=recognition.dates,
        problems=findings.groups(order=[each.name for each in contract.fields]),
    )


def _nothing(
    recognition: Recognition,
    findings: Findings,
    contract: Contract,
    problem: NotRead | None = None,
) -> Plain:
    """Return a table without rows, and why."""
    problems = (*recognition.problems, *((problem.group,) if problem else ()))
    if not recognition.problems:
        problems += findings.groups(order=[each.name for each in contract.fields])
    return Plain(source_of_bytes("", b"row\n"), (), {}, numbered=True, problems=problems)
