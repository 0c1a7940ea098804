"""A sheet of paper as it is typed: numbers to answers, and two typings against each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from fourfold.reference.forms import Form, Kind, PaperLine, Why, paper_lines, standing

UNREADABLE = "x"
"""Typed for a cell that cannot be read: two ticks, a scribble. A cell left blank is left blank."""
ONE_IN = 10
_PARTS = re.compile(r"[\s,;+]+")


@dataclass(frozen=True, slots=True)
class SheetRead:
    """
    What a sheet says. values: as an answer keeps them. unreadable: names of such questions.

    wrong: by question, why what was typed cannot be. left_out: numbers on paper of questions that
    were answered and do not apply after the answers before.
    """

    values: Mapping[str, str]
    unreadable: tuple[str, ...]
    wrong: Mapping[str, Why]
    left_out: tuple[int, ...]

    @property
    def is_empty(self) -> bool:
        """Nothing stands on the sheet."""
        return not self.unreadable and not any(self.values.values())


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that two typings read differently. first, second: what was typed, "" for a blank."""

    name: str
    number: int
    first: str
    second: str


def read_sheet(form: Form, typed: Mapping[str, str], *, today: date) -> SheetRead:
    """
    Read what was typed from a sheet, by question.

    Nobody can be asked again, so what the form calls needed may be left blank.
    """
    told: dict[str, str] = {}
    unreadable: list[str] = []
    wrong: dict[str, Why] = {}
    lines = paper_lines(form)
    for line in lines:
        name, cell = line.question.name, typed.get(line.question.name, "").strip()
        if cell.casefold() == UNREADABLE:
            unreadable.append(name)
            continue
        value = _value(line, cell)
        if value is None:
            wrong[name] = Why.NOT_A_CHOICE
        else:
            told[name] = value
    now = standing(form, told, today=today)
    refused = {each.name: each.why for each in now.refusals if each.why is not Why.NEEDED}
    left_out = [
        line.number
        for line in lines
        if told.get(line.question.name) and line.question.name not in now.asked
    ]
    return SheetRead(now.values, tuple(unreadable), {**refused, **wrong}, tuple(left_out))


def cell_of(line: PaperLine, values: Mapping[str, str], unreadable: tuple[str, ...]) -> str:
    """Return what is typed for an answer that is kept."""
    value = values.get(line.question.name, "")
    if line.question.name in unreadable:
        return UNREADABLE
    if line.question.kind is Kind.ACKNOWLEDGE:
        return "1" if value else ""
    if not line.codes or not value:
        return value
    names = [each.name for each in line.question.choices]
    return " ".join(line.codes[names.index(each)] for each in value.split() if each in names)


def differences(form: Form, first: SheetRead, second: SheetRead) -> tuple[Difference, ...]:
    """Return the cells that two typings read differently; capitals and blanks are no difference."""
    return tuple(
        Difference(line.question.name, line.number, one, two)
        for line in paper_lines(form)
        for one, two in (
            [
                cell_of(line, first.values, first.unreadable),
                cell_of(line, second.values, second.unreadable),
            ],
        )
        if _plain(one) != _plain(two)
    )


def in_sample(sheet: str) -> bool:
    """Tell whether a sheet is one of those typed twice: one in ten, by the chance of its id."""
    return crc32(sheet.encode()) % ONE_IN == 0


def _value(line: PaperLine, cell: str) -> str | None:
    if not line.codes or not cell:
        return cell
    if line.question.kind is Kind.ACKNOWLEDGE:
        return "OK" if cell == "1" else None
    by_code = dict(zip(line.codes, (each.name for each in line.question.choices), strict=True))
    parts = _PARTS.split(cell) if line.question.kind is Kind.MANY else [cell]
    if not all(each in by_code for each in parts if each):
        return None
    return " ".join(by_code[each] for each in parts if each)


def _plain(cell: str) -> str:
    return " ".join(cell.casefold().split())
