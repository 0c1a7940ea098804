"""The trace of security: every requirement once, and no test named that is not there."""

from __future__ import annotations

import ast
import csv
import re
from datetime import timedelta
from functools import cache

import pytest

from fourfold.analysis.check.files.bringing import Limits
from fourfold.apps.submissions.rules import figures as rules
from fourfold.security.accounts import sign_in, standing
from fourfold.security.accounts.sessions import WAITS
from fourfold.security.edges import limits

from .places import ROOT

REFERENCE = ROOT / "docs" / "reference"
PUBLISHED = {"L1": 70, "L2": 183}
"""How many requirements OWASP ASVS 5.0.0 has on these levels (May 2025)."""
ALL_LEVELS = {6: 47, 7: 19, 8: 13, 14: 13, 16: 17}
"""Chapters of which level 3 is traced too, and how many requirements each has in all."""
NAMED_BY_US = {"v5.0.0-1.2.10", "v5.0.0-2.3.5", "v5.0.0-5.2.5", "v5.0.0-5.2.6", "v5.0.0-5.3.3"}
"""Of level 3 in other chapters, only those that our own promises name."""
STATES = {"met", "partly", "not met", "not applicable"}
SIGNED = re.compile(r"[\w ]+, \d{4}-\d{2}-\d{2}")
NODE = re.compile(r"tests/[\w/]+\.py::\w+")
PATH = re.compile(r"(?<![\w/.])(?:docs|src|tools|tests|jurisdictions)/[\w./-]+\w|SECURITY\.md")
PAGES = ("SECURITY.md", "docs/guides/security.md")


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of a hand-kept table of docs/reference."""
    text = (REFERENCE / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), strict=True))


ASVS = rows_of("asvs.csv")
CONTROLS = rows_of("controls.csv")


@cache
def names_in(file: str) -> frozenset[str]:
    """Return the names of the tests of a file; none if it is not there."""
    path = ROOT / file
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def stale(nodes: list[str]) -> list[str]:
    """Return the test names that lead nowhere."""
    return [
        node
        for node in nodes
        if not NODE.fullmatch(node) or node.split("::")[1] not in names_in(node.split("::")[0])
    ]


def test_every_requirement_stands_once_and_in_order() -> None:
    ids = [row["requirement"] for row in ASVS]
    keys = [tuple(int(part) for part in each[len("v5.0.0-") :].split(".")) for each in ids]

    assert [each for each in ids if not re.fullmatch(r"v5\.0\.0-\d+\.\d+\.\d+", each)] == []
    assert len(set(ids)) == len(ids)
    assert keys == sorted(keys)


@pytest.mark.parametrize("level", PUBLISHED)
def test_a_level_has_as_many_requirements_as_were_published(level: str) -> None:
    assert len([row for row in ASVS if row["level"] == level]) == PUBLISHED[level]


def test_level_three_is_traced_where_we_said_so_and_nowhere_else() -> None:
    chapters = [int(row["requirement"][len("v5.0.0-") :].split(".")[0]) for row in ASVS]
    third = {
        row["requirement"]
        for row, chapter in zip(ASVS, chapters, strict=True)
        if row["level"] == "L3" and chapter not in ALL_LEVELS
    }

    assert {chapter: chapters.count(chapter) for chapter in ALL_LEVELS} == ALL_LEVELS
    assert third == NAMED_BY_US


@pytest.mark.parametrize("row", ASVS, ids=lambda row: row["requirement"])
def test_a_requirement_is_answered_by_tests_or_by_a_signed_reason(row: dict[str, str]) -> None:
    assert row["topic"].strip()
    assert row["state"] in STATES
    assert (row["applies"] == "no") == (row["state"] == "not applicable")
    assert row["tests"] or row["reason"]
    assert bool(row["reason"]) == bool(SIGNED.fullmatch(row["signed"]))
    if row["state"] == "not applicable":
        assert not row["tests"]
    elif row["state"] != "met":
        assert row["reason"], "what is missing must be said"


@pytest.mark.parametrize("row", CONTROLS, ids=lambda row: row["control"])
def test_a_control_says_where_it_stands_or_which_issue_brings_it(row: dict[str, str]) -> None:
    assert row["promise"].strip()
    assert row["state"] in {"stands", "partly", "to come"}
    assert bool(row["issue"]) == (row["state"] != "stands")
    if row["state"] != "to come":
        assert row["where"]
        assert row["tests"]


@pytest.mark.parametrize("name", ["asvs.csv", "controls.csv"])
def test_no_test_of_a_table_is_stale(name: str) -> None:
    gone = {
        next(iter(row.values())): stale(row["tests"].split())
        for row in rows_of(name)
        if stale(row["tests"].split())
    }
    assert gone == {}


@pytest.mark.parametrize("name", ["asvs.csv", "controls.csv"])
def test_every_file_a_table_names_is_there(name: str) -> None:
    text = (REFERENCE / name).read_text(encoding="utf-8")
    named = set(PATH.findall(re.sub(NODE, "", text)))

    assert [each for each in sorted(named) if not (ROOT / each).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_test_of_a_page_is_stale(page: str) -> None:
    assert stale(NODE.findall((ROOT / page).read_text(encoding="utf-8"))) == []


def test_every_adversary_and_every_compromise_has_a_test_or_says_that_none_stands() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    for heading in ("Who might try", "What a compromise can surrender"):
        part = text.split(f"## {heading}\n")[1].split("\n## ")[0]
        lines = [line for line in part.splitlines() if line.startswith("|")][2:]

        assert len(lines) >= 10
        assert [line for line in lines if not NODE.search(line) and "issue" not in line] == []


def test_the_numbers_of_the_guide_are_those_of_the_code() -> None:
    text = " ".join((ROOT / "docs" / "guides" / "security.md").read_text(encoding="utf-8").split())
    told = [
        f"| wrong passwords or names, one name | {sign_in.TRIES} an hour |",
        f"| wrong passwords, one network address | {sign_in.TRIES_FROM_ONE_PLACE} an hour |",
        f"| different records one account opens | {limits.RECORDS_AN_HOUR} an hour |",
        f"| time from the password to the second step | {minutes(WAITS)} minutes |",
        f"ends after {minutes(standing.IDLE)} minutes without a request",
        f"and {minutes(standing.LONGEST) // 60} hours after its start",
        f"at most {minutes(standing.FRESH)} minutes old",
        f"at most {Limits().size // 2**20} MB; of published figures {rules.MOST_ROWS:,} rows",
    ]
    assert [each for each in told if each not in text] == []


def minutes(span: timedelta) -> int:
    """Return a span in whole minutes."""
    return int(span.total_seconds() // 60)


def test_the_guard_sees_a_test_that_is_gone() -> None:
    here = "tests/house/test_trace.py"

    assert stale([f"{here}::test_the_guard_sees_a_test_that_is_gone"]) == []
    assert stale([f"{here}::test_of_yesterday", "tests/house/gone.py::test_x", "nonsense"])
