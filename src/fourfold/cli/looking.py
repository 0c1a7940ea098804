"""A file looked at on this machine: recognised, made plain and checked, with a bar."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from rich.progress import Progress, SpinnerColumn, TextColumn

from fourfold.analysis.check.files.bringing import COMMAND_LINE, recognise, to_plain
from fourfold.analysis.check.files.plain import Plain
from fourfold.analysis.check.files.problems import Checked
from fourfold.analysis.check.files.recognition import Recognition
from fourfold.analysis.check.files.rules import Expected, check_file, staged
from fourfold.analysis.check.files.said import Outcome, outcome_of, said
from fourfold.analysis.check.files.source import Source, source_of
from fourfold.cli.out import WRONG_USE, stop, trouble
from fourfold.cli.scratch import Held, Packed
from fourfold.reference import Contract

USUAL = 100
"""Places kept of a group of problems."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in a file. plain: its rows, None where they cannot be read."""

    source: Source
    contract: Contract
    recognition: Recognition
    checked: Checked
    plain: Plain | None

    @property
    def outcome(self) -> Outcome:
        """What the check came to."""
        return outcome_of(self.recognition, self.checked)

    @property
    def said(self) -> dict[str, Any]:
        """What was found, in the shape that all programs read."""
        return said(self.source.name, self.contract, self.recognition, self.checked)


def today() -> date:
    """Return the day it is here."""
    return datetime.now().astimezone().date()


def opened(file: Path, *, code: int) -> Source:
    """Return a file as a source, or end with one message and this exit code."""
    try:
        source = source_of(file)
        with source.open():
            return source
    except OSError as problem:
        reason = problem.strerror or str(problem)
        stop(f"{file} cannot be opened: {reason}. Check the name.", code=code)


def answers_of(given: list[str]) -> dict[str, str]:
    """Return what --answer said, code to value, or end with one message."""
    answers = {}
    for each in given:
        code, mark, value = each.partition("=")
        if not mark or not code.strip():
            stop(
                f"--answer wants CODE=VALUE, such as dates=MDY or column:3=town, not {each!r}.",
                code=WRONG_USE,
            )
        answers[code.strip()] = value.strip()
    return answers


def look(
    source: Source,
    contract: Contract,
    *,
    answers: Mapping[str, str],
    expected: Expected,
    stack: ExitStack,
    remembered: Mapping[str, str] | None = None,
    most_examples: int = USUAL,
) -> Looked:
    """
    Look at a whole file. stack: holds what the plain table is read from.

    remembered: folded headings to their fields.
    """
    recognition = recognise(
        source, contract, answers=answers, remembered=remembered or {}, limits=COMMAND_LINE
    )
    if not recognition.can_be_read:
        checked = Checked(None, recognition.problems)
        return Looked(source, contract, recognition, checked, None)

    def scratch() -> Packed:
        made = Packed()
        stack.callback(made.close)
        return made

    def held() -> Held:
        made = Held()
        stack.callback(made.close)
        return made

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.fields[read]}"))
    with Progress(*columns, console=trouble, transient=True) as bar:
        task = bar.add_task("Reading the file", read="")
        done = [0]

        def told(size: int) -> None:
            done[0] += size
            bar.update(task, read=f"{done[0] / 2**20:,.0f} MB read")

        counted = replace(
            source, open=lambda: io.BufferedReader(_Counted(source.open(), told), 1 << 20)
        )
        plain = to_plain(counted, recognition, contract, scratch=scratch, limits=COMMAND_LINE)
        plain = staged(plain, contract, scratch=held)
        bar.update(task, description="Checking every row")
        checked = check_file(plain, contract, expected=expected, most_examples=most_examples)
    return Looked(source, contract, recognition, checked, plain)


class _Counted(io.RawIOBase):
    """A stream that says how much was read of it."""

    def __init__(self, stream: BinaryIO, told: Callable[[int], None]) -> None:
        self._stream, self._told = stream, told

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._stream.read(len(buffer))
        buffer[: len(piece)] = piece
        self._told(len(piece))
        return len(piece)

    def close(self) -> None:
        self._stream.close()
        super().close()
