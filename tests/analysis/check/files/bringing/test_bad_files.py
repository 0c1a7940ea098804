"""Hundreds of bad files against a table of what becomes of each; no file ends in a traceback."""

from __future__ import annotations

import csv
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fourfold.analysis.check.files.bringing.told import ALL_WORDS
from fourfold.reference.contracts import Severity
from tests.make.bad_files.all import bad_files

from .brought import Brought, bring, rows_of

EXPECTED = Path(__file__).with_name("bad_files.csv")
MOST_SECONDS, MOST_MEMORY = 2.0, 200 * 1024


@dataclass(frozen=True)
class Outcome:
    name: str
    row: dict[str, str]
    seconds: float
    grown: int
    brought: Brought


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return list(_outcomes())


def _outcomes() -> Iterator[Outcome]:
    for bad in bad_files():
        content = bad.make()
        before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        brought = bring(content, answers=bad.answers)
        seconds = time.process_time() - start
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        row = {
            "file": bad.name,
            "wrong": bad.wrong,
            "outcome": outcome(brought),
            "codes": "; ".join(sorted(brought.codes - {"NOT_ANSWERED"})),
            "asked": "; ".join(sorted(brought.asked)),
        }
        yield Outcome(bad.name, row, seconds, grown, brought)


def outcome(brought: Brought) -> str:
    """refused: nothing is read. asked: a person must answer. errors: rows must be mended."""
    if brought.recognition.problems:
        return "refused"
    if brought.must_be_asked:
        return "asked"
    if any(each.severity is Severity.ERROR for each in brought.plain.problems):
        return "errors"
    return "warned" if brought.plain.problems else "read"


@pytest.mark.slow
def test_each_file_ends_as_the_table_says(outcomes: list[Outcome]) -> None:
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        expected = {row["file"]: row for row in csv.DictReader(file)}

    assert {each.name: each.row for each in outcomes} == expected
    assert len(expected) > 350


@pytest.mark.slow
def test_none_takes_long_or_much(outcomes: list[Outcome]) -> None:
    assert [each.name for each in outcomes if each.seconds > MOST_SECONDS] == []
    assert [each.name for each in outcomes if each.grown > MOST_MEMORY] == []


@pytest.mark.slow
def test_what_comes_out_can_be_read_by_a_strict_reader(outcomes: list[Outcome]) -> None:
    for each in outcomes:
        assert all(row[0].isdecimal() for row in rows_of(each.brought.plain)), each.name


@pytest.mark.slow
def test_every_message_says_why_and_what_to_do(outcomes: list[Outcome]) -> None:
    groups = [group for each in outcomes for group in each.brought.plain.problems]
    said = [text for group in groups for text in (group.why, group.fix)]

    assert all(text.endswith((".", "?", "}", '"')) for text in said)
    assert not any("{detail}" in text or "Traceback" in text for text in said)


@pytest.mark.slow
def test_every_word_is_used(outcomes: list[Outcome]) -> None:
    used = {group.code for each in outcomes for group in each.brought.plain.problems}

    assert set(ALL_WORDS) - used == {
        "TOO_LARGE",
        "TOO_MANY_ROWS",
        "CASE_ELSEWHERE",
        "SEVERAL_IN_CASE",
    }
