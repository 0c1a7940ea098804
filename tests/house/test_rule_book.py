"""One check is one function in one file with one test file, all of one name."""

from __future__ import annotations

import importlib

from fourfold.analysis.check import RULE_BOOK

from .places import ROOT, SOURCE

BENCH = SOURCE / "analysis" / "check"
TESTS = ROOT / "tests" / "analysis" / "check"


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
