"""Every row of a file, looked at one by one and written anew as a plain table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fourfold.analysis.check.files.bringing.cells import (
    TOTAL,
    YES,
    Check,
    check_for,
    clean,
    is_total,
    joined_codes,
    saved_once,
)
from fourfold.analysis.check.files.bringing.headings import fold, known
from fourfold.analysis.check.files.bringing.limits import Limits
from fourfold.analysis.check.files.bringing.lines import WHOLE_ROW, Fault, Line, letter
from fourfold.analysis.check.files.bringing.told import Findings
from fourfold.analysis.check.files.bringing.values import NUMBER
from fourfold.analysis.check.files.plain import ROW
from fourfold.analysis.check.files.recognition import Column, Match, Recognition
from fourfold.analysis.check.files.source import Scratch, Source, source_of_bytes
from fourfold.reference.contracts import Contract, ContractField, FieldType

FLUSH = 2**20
MOST_FINE = 5_000
FEW = 4
"""From so many columns on, a row with only its first cell filled is a note."""


class Nowhere:
    """A scratch that keeps nothing, to look without copying."""

    def write(self, piece: bytes) -> object:
        return None

    def source(self, name: str) -> Source:
        return source_of_bytes(name, b"")

    def close(self) -> None:
        pass


@dataclass(frozen=True, slots=True)
class _Cell:
    """One field as it is read: from one column, or for the choices of a list from several."""

    field: ContractField
    heading: str
    places: tuple[int, ...]
    codes: tuple[str, ...]
    check: Check | None


def read_as(columns: Sequence[Column], contract: Contract) -> list[_Cell]:
    """Return the fields a file holds, in the order of its columns; of two columns the first."""
    words = known(contract)
    made: dict[str, _Cell] = {}
    for each in columns:
        if not each.field:
            continue
        field, code = contract.field(each.field), words.split(each.heading)[1]
        before = made.get(field.name)
        if before is None:
            codes = (code,) if code else ()
            made[field.name] = _Cell(field, each.heading, (each.place,), codes, check_for(field))
        elif code and before.codes:
            heading, places = f"{before.heading}, {each.heading}", (*before.places, each.place)
            made[field.name] = _Cell(field, heading, places, (*before.codes, code), before.check)
    return list(made.values())


def copied(
    lines: Iterator[Line],
    recognition: Recognition,
    contract: Contract,
    findings: Findings,
    target: Scratch,
    *,
    padded: bool,
    limits: Limits,
) -> tuple[str, ...]:
    """
    Write the rows under the headings as CSV with their numbers in front; returns its columns.

    padded: True if rows without their last cells are usual, as in a workbook.
    """
    cells = read_as(recognition.columns, contract)
    copy = _Copy(cells, recognition, contract, findings, padded=padded)
    text = io.StringIO(newline="")
    write = csv.writer(text, lineterminator="\n").writerow
    write([ROW, *(each.field.name for each in cells)])
    taken = 0
    for line in lines:
        if row := copy.row(line):
            write(row)
            taken += 1
        if taken > limits.rows:
            findings.add("TOO_MANY_ROWS", line.number, limit=f"{limits.rows:,}")
            break
        if not taken % 512 and text.tell() > FLUSH:
            target.write(text.getvalue().encode("utf-8", "replace"))
            text.seek(0)
            text.truncate()
    target.write(text.getvalue().encode("utf-8", "replace"))
    return tuple(each.field.name for each in cells)


class _Copy:
    """Looks at one row after the other."""

    def __init__(
        self,
        cells: Sequence[_Cell],
        recognition: Recognition,
        contract: Contract,
        findings: Findings,
        *,
        padded: bool,
    ) -> None:
        self._cells, self._findings, self._padded = cells, findings, padded
        self._head, self._decimal = recognition.header_row, recognition.decimal
        self._headings = [each.heading for each in recognition.columns]
        self._fields: Mapping[int, ContractField] = {
            place: each.field for each in cells for place in each.places
        }
        # Most columns hold few values: what was looked at once is not looked at again.
        self._fine: dict[int, set[str]] = {place: {""} for place in self._fields}
        self._counting = {each.place for each in recognition.columns if each.match is Match.COUNTED}
        self._last = self._head
        self._above = 0
        self._no_totals = frozenset(
            fold(each)
            for field in contract.fields
            for pair in field.choices.items()
            for each in pair
        )

    def row(self, line: Line) -> list[str] | None:
        """Return a row to write, its number first; None if it is left out."""
        if line.number <= self._head:
            self._at_top(line)
            return None
        if line.taken and (line.is_blank or self._is_only_counted(line)):
            return None
        if line.number > self._last + 1:
            self._blank(self._last + 1, line.number)
        self._last = line.number
        for fault in line.faults:
            self._tell(fault, line)
        if not line.taken or self._is_left_out(line):
            return None
        return [str(line.number), *(self._read(each, line) for each in self._cells)]

    def _is_only_counted(self, line: Line) -> bool:
        """Tell whether the row holds its number and nothing else."""
        if not self._counting:
            return False
        filled = [place for place, cell in enumerate(line.cells) if cell.strip()]
        return len(filled) == 1 and filled[0] in self._counting

    def _at_top(self, line: Line) -> None:
        for fault in line.faults:
            self._tell(fault, line)
        if line.number < self._head:
            self._above += not line.is_blank and not line.cells[0].casefold().startswith("sep=")
        else:
            held = [" ".join(cell.split()) for cell in line.cells]
            two = held[: len(self._headings)] != self._headings
            if two:
                self._findings.add("TWO_HEADER_ROWS", line.number)
            if self._above > two:
                self._findings.add("ROWS_ABOVE", 1)

    def _blank(self, first: int, until: int) -> None:
        for number in range(first, min(until, first + 100)):
            self._findings.add("BLANK_ROW", number)
        self._findings.more("BLANK_ROW", max(until - first - 100, 0))

    def _is_left_out(self, line: Line) -> bool:
        held = len(line.cells)
        if line.cells[0].strip() == self._headings[0] and self._is_heading(line.cells):
            self._findings.add("REPEATED_HEADINGS", line.number)
            return True
        if self._is_note(line.cells):
            self._findings.add("NOTE_ROW", line.number, value=line.cells[0])
            return True
        if is_total(line.cells, self._no_totals):
            shown = " | ".join(cell.strip() for cell in line.cells if cell.strip())
            self._findings.add("TOTALS_ROW", line.number, value=shown)
            return True
        if held > len(self._headings) and any(map(str.strip, line.cells[len(self._headings) :])):
            shown = f"{held} cells, {len(self._headings)} headings"
            self._findings.add("LONG_ROW", line.number, value=shown)
            return True
        if held < len(self._headings) and not self._padded:
            shown = f"{held} cells, {len(self._headings)} headings"
            self._findings.add("SHORT_ROW", line.number, value=shown)
        return False

    def _is_heading(self, cells: list[str]) -> bool:
        return [cell.strip() for cell in cells[: len(self._headings)]] == self._headings

    def _is_note(self, cells: list[str]) -> bool:
        alone = len(self._headings) >= FEW and bool(cells[0].strip())
        return (
            alone and not any(map(str.strip, cells[1:])) and not TOTAL.fullmatch(cells[0].strip())
        )

    def _read(self, cell: _Cell, line: Line) -> str:
        if cell.codes:
            chosen = [
                code
                for place, code in zip(cell.places, cell.codes, strict=True)
                if place < len(line.cells) and line.cells[place].strip().casefold() in YES
            ]
            return ";".join(chosen)
        place = cell.places[0]
        held = line.cells[place] if place < len(line.cells) else ""
        fine = self._fine[place]
        if held in fine and not line.typed:
            return held
        kept, codes = clean(held)
        for code in codes:
            meant = saved_once(kept) if code == "DOUBLE_ENCODED" else ""
            self._found(code, cell, line.number, kept, meant)
        looked = kept.strip()
        if cell.check and looked:
            typed = line.typed.get(place, "") if line.typed else ""
            if form := cell.check(looked, typed):
                self._found(form.code, cell, line.number, looked, form.suggestion)
                return kept
        if self._decimal != "." and line.typed and line.typed.get(place) == NUMBER:
            kept = kept.replace(".", self._decimal)
        if cell.field.type is FieldType.LIST:
            kept = joined_codes(kept, cell.field)
        if kept == held and not codes and not line.typed and len(fine) < MOST_FINE:
            fine.add(held)
        return kept

    def _found(self, code: str, cell: _Cell, row: int, value: str, suggestion: str = "") -> None:
        self._findings.add(
            code,
            row,
            field=cell.field.name,
            heading=cell.heading,
            value=value,
            suggestion=suggestion,
        )

    def _tell(self, fault: Fault, line: Line) -> None:
        if fault.place == WHOLE_ROW:
            self._findings.add(fault.code, line.number, value=fault.value)
        elif field := self._fields.get(fault.place):
            heading = self._headings[fault.place]
            self._findings.add(
                fault.code, line.number, field=field.name, heading=heading, value=fault.value
            )
        elif fault.place >= len(self._headings) or line.number <= self._head:
            where = f"Column {letter(fault.place)}"
            self._findings.add(fault.code, line.number, heading=where, value=fault.value)
