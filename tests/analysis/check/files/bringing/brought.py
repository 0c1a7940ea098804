"""What these tests do with each file: recognise it, make it plain, read the rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from fourfold.analysis.check.files.bringing import recognise, to_plain
from fourfold.analysis.check.files.plain import ROW, Plain
from fourfold.analysis.check.files.recognition import Recognition
from fourfold.analysis.check.files.source import source_of_bytes
from fourfold.reference.contracts import Contract
from tests.make.bad_files.asked import STAYS, VISITS, InMemory


@dataclass(frozen=True)
class Brought:
    recognition: Recognition
    plain: Plain
    copied: bool

    @property
    def codes(self) -> set[str]:
        return {each.code for each in self.plain.problems}

    @property
    def asked(self) -> set[str]:
        return {each.code for each in self.recognition.doubts}

    @property
    def must_be_asked(self) -> set[str]:
        return {each.code for each in self.recognition.doubts if each.must}

    def places(self, code: str) -> list[tuple[int, str]]:
        found = [each for each in self.plain.problems if each.code == code]
        return [(place.row, place.column) for each in found for place in each.examples]


def bring(
    content: bytes,
    contract: Contract = STAYS,
    *,
    answers: Mapping[str, str] | None = None,
    remembered: Mapping[str, str] | None = None,
) -> Brought:
    source = source_of_bytes("made-up", content)
    recognition = recognise(
        source, contract, answers=answers, remembered=remembered, other_contracts=[STAYS, VISITS]
    )
    made: list[InMemory] = []

    def scratch() -> InMemory:
        made.append(InMemory())
        return made[-1]

    return Brought(
        recognition, to_plain(source, recognition, contract, scratch=scratch), bool(made)
    )


def rows_of(plain: Plain) -> list[list[str]]:
    """The rows as the rules read them, each cell under its field, with their numbers."""
    with plain.source.open() as stream:
        text = io.TextIOWrapper(stream, "utf-8-sig", newline="")
        rows = list(csv.reader(text, strict=True, delimiter=plain.delimiter))[1:]
    names = ((ROW,) if plain.numbered else ()) + plain.columns
    read = []
    for number, row in enumerate(rows, start=plain.first_row):
        held = {name: cell for name, cell in zip(names, row, strict=True) if name}
        read.append([held.pop(ROW, str(number)), *(held.get(each, "") for each in FIELDS)])
    return read


FIELDS = [each.name for each in STAYS.fields]
