"""The file outside the database: whole, sealed, and never acted on when somebody touched it."""

from __future__ import annotations

import pytest

from fourfold.security.retention import stones
from fourfold.security.retention.errors import TombstonesUnusable
from fourfold.security.retention.stones import GONE, STAYED, Batch, Stone


def batch(number: int) -> Batch:
    gone = (Stone("CASE", f"C{number:015}", "record", "CASE_CLOSED"),)
    return Batch(f"B{number}", "2031-06-01T09:00:00-04:00", "otto", "petra", "d" * 64, gone)


def write(count: int = 3) -> None:
    for number in range(count):
        stones.going(batch(number))
        stones.close(f"B{number}", state=GONE)


def test_what_is_written_is_read_back_with_what_became_of_it() -> None:
    write(1)
    stones.going(batch(1))
    stones.close("B1", state=STAYED)
    stones.going(batch(2))

    assert list(stones.batches()) == [(batch(0), "GONE"), (batch(2), "GOING")]


def test_the_file_is_for_its_owner_alone_and_absent_means_none() -> None:
    assert list(stones.batches()) == []

    write(1)

    assert stones.path().stat().st_mode & 0o777 == 0o600


def _change(lines: list[bytes]) -> list[bytes]:
    return [lines[0].replace(b"C000000000000000", b"C000000000000009"), *lines[1:]]


@pytest.mark.parametrize(
    "tamper",
    [
        _change,
        lambda lines: lines[1:],
        lambda lines: [*lines[:2], *lines[3:]],
        lambda lines: [lines[2], lines[1], lines[0], *lines[3:]],
        lambda lines: [*lines, lines[0]],
        lambda lines: [*lines, b'{"state":"GOING","id":"X","stones":[],"seal":"0"}'],
        lambda lines: [*lines, b"not json"],
        lambda lines: [*lines, b'{"state":"GONE"}'],
        lambda lines: [*lines, b"[1]"],
    ],
    ids=["changed", "first cut", "one cut", "moved", "twice", "forged", "junk", "no seal", "list"],
)
def test_a_line_somebody_touched_stops_everything(tamper) -> None:
    write()
    lines = stones.path().read_bytes().splitlines()
    stones.path().write_bytes(b"\n".join(tamper(lines)) + b"\n")

    with pytest.raises(TombstonesUnusable, match="was changed, moved or taken out"):
        list(stones.batches())


@pytest.mark.parametrize("left", [1, 20, 100])
def test_a_line_that_a_kill_cut_short_is_left_out_and_written_over(left: int) -> None:
    write(1)
    whole = stones.path().read_bytes()
    stones.path().write_bytes(whole + whole.splitlines()[0][:left])

    assert list(stones.batches()) == [(batch(0), "GONE")]
    stones.going(batch(1))
    stones.close("B1", state=GONE)

    assert list(stones.batches()) == [(batch(0), "GONE"), (batch(1), "GONE")]


def test_another_key_file_reads_nothing(monkeypatch) -> None:
    write(1)
    other = type("Ring", (), {"audit": b"x" * 32})
    monkeypatch.setattr(stones, "ring", lambda: other)

    with pytest.raises(TombstonesUnusable, match="another key file"):
        list(stones.batches())


def test_a_line_longer_than_one_look_is_followed_all_the_same(monkeypatch) -> None:
    monkeypatch.setattr(stones, "_TAIL", 16)

    write(3)

    assert [state for _, state in stones.batches()] == ["GONE"] * 3
