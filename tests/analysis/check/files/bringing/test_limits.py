"""What is too much is told before it costs anything."""

from __future__ import annotations

import pytest

from fourfold.analysis.check.files.bringing import COMMAND_LINE, Limits, recognise, to_plain
from fourfold.analysis.check.files.source import Source, source_of_bytes
from tests.make.bad_files.asked import STAYS, InMemory, text


def test_a_file_that_is_too_large_is_not_opened() -> None:
    def opened() -> InMemory:
        raise AssertionError

    source = Source("a.csv", 101 * 2**20, opened)  # type: ignore[arg-type]
    told = recognise(source, STAYS).problems

    assert [each.code for each in told] == ["TOO_LARGE"]
    assert "100 MB" in told[0].why
    assert Limits().size < source.size < COMMAND_LINE.size


def test_a_copy_ends_at_the_most_rows() -> None:
    source = source_of_bytes("a.csv", text().encode("cp1252"))
    recognition = recognise(source, STAYS)
    plain = to_plain(source, recognition, STAYS, scratch=InMemory, limits=Limits(rows=2))

    assert [each.code for each in plain.problems] == ["TOO_MANY_ROWS"]


def test_a_copy_that_fails_leaves_nothing() -> None:
    made: list[InMemory] = []

    class Full(InMemory):
        def write(self, piece: bytes) -> int:
            raise OSError("full")

    def scratch() -> InMemory:
        made.append(Full())
        return made[-1]

    source = source_of_bytes("a.csv", text().encode("cp1252"))
    recognition = recognise(source, STAYS)
    with pytest.raises(OSError, match="full"):
        to_plain(source, recognition, STAYS, scratch=scratch)

    assert [each.closed for each in made] == [True]
