"""One check is one function in one file with one test file, all of one name."""

from __future__ import annotations

import importlib

import pytest

from fourfold.analysis.check import RULE_BOOK
from fourfold.analysis.check.files import rules

from .places import ROOT, SOURCE

BENCH = SOURCE / "analysis" / "check"
TESTS = ROOT / "tests" / "analysis" / "check"
FILES = "files/rules"


def test_every_check_has_a_file_a_function_and_a_test_file_of_its_name() -> None:
    missing = []
    for rule in RULE_BOOK:
        if not (BENCH / f"{rule.name}.py").exists():
            missing.append(f"analysis/check/{rule.name}.py")
            continue
        module = importlib.import_module(f"fourfold.analysis.check.{rule.name}")
        if not callable(getattr(module, rule.name, None)):
            missing.append(f"the function {rule.name}")
        if not (TESTS / f"test_{rule.name}.py").exists():
            missing.append(f"tests/analysis/check/test_{rule.name}.py")
    assert missing == []


def test_no_check_stands_twice_and_each_asks_a_full_sentence() -> None:
    names = [rule.name for rule in RULE_BOOK]

    assert len(set(names)) == len(names)
    assert [rule.name for rule in RULE_BOOK if not rule.asks.endswith(".")] == []


@pytest.mark.parametrize("rule", rules.RULE_BOOK, ids=lambda rule: rule.name)
def test_every_rule_of_a_file_has_a_file_and_a_test_file_of_its_name(rule: rules.Rule) -> None:
    assert rule.ask.__module__ == f"fourfold.analysis.check.files.rules.{rule.name}"
    assert (TESTS / FILES / f"test_{rule.name}.py").exists()
    assert rule.holds.endswith(".")


def test_no_rule_of_a_file_is_left_out_of_the_book() -> None:
    written = {file.stem.removeprefix("test_") for file in (TESTS / FILES).glob("test_*.py")}
    apart = {file.stem for file in (BENCH / FILES).glob("*.py")} - written - {"__init__"}

    assert {rule.name for rule in rules.RULE_BOOK} <= written
    assert len({rule.name for rule in rules.RULE_BOOK}) == len(rules.RULE_BOOK)
    assert apart <= NOT_RULES


NOT_RULES = {
    "between_fields",
    "book",
    "given",
    "likely",
    "limits",
    "shape",
    "spellings",
    "table",
    "totals",
    "values",
}
"""Files of the room that hold what rules share."""
