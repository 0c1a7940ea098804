"""Rules for files: locks, hosts, length, and tests that test."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from tools import check

from .places import ROOT, files

MOST_LINES = 400
# By the house's rule a check raises with a reason, so calling it is an assertion.
ASSERTING = {"raises", "warns", "expect", "fail", "check"}


def test_the_locks_agree() -> None:
    assert check.locks().problems == ()


def test_no_file_names_a_registry_host_or_a_machine_path() -> None:
    assert check.hosts_and_paths().problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "see https://" + "pypi" + ".org/simple",
        "registry." + "npmjs" + ".org",
        "open('/" + "work/main/x')",
        "cd /" + "root/.cache",
        "/" + "home/someone/fourfold",
    ],
)
def test_the_guard_sees_hosts_and_machine_paths(text: str) -> None:
    assert check.FORBIDDEN.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://www.cga.ct.gov/" + "home/index.htm",
        "the net/" + "work/shop",
        "</" + "root>",
        "/srv/fourfold/var",
    ],
)
def test_the_guard_lets_ordinary_text_pass(text: str) -> None:
    assert not check.FORBIDDEN.search(text)


def test_no_file_is_so_long_that_it_should_be_two() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {count} lines"
        for path in files(".py", ".html", ".css", ".js")
        if "migrations" not in path.parts
        and (count := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    ]
    assert long == []


def test_every_test_asserts_something() -> None:
    silent = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in files(".py", under=("tests/",))
        for name in silent_tests(path.read_text(encoding="utf-8"))
    ]
    assert silent == []


def silent_tests(source: str) -> list[str]:
    """Return the names of the tests that assert nothing, themselves or through own functions."""
    tree = ast.parse(source)
    functions = {n.name: n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
    asserting = {name for name, node in functions.items() if _asserts(node, set())}
    while more := {
        name
        for name, node in functions.items()
        if name not in asserting and _asserts(node, asserting)
    }:
        asserting |= more
    return [name for name in functions if name.startswith("test_") and name not in asserting]


def _asserts(function: ast.FunctionDef, helpers: set[str]) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in ASSERTING | helpers or name.startswith(("assert_", "check_")):
                return True
    return False


def test_the_guard_sees_a_test_that_asserts_nothing() -> None:
    source = (
        "def test_empty(): run()\n"
        "def test_full(): assert run()\n"
        "def test_by_helper(): look()\n"
        "def look(): assert run()\n"
    )
    assert silent_tests(source) == ["test_empty"]


def test_no_file_keeps_a_conflict_or_a_task_for_later() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X:", "<<" + "<<<<<")
    found = [
        f"{path.relative_to(ROOT)}: {mark}"
        for path in files(".py", ".html", ".css", ".js", ".sh", ".toml")
        for mark in marks
        if mark in path.read_text(encoding="utf-8")
    ]
    assert found == []


def test_every_pack_and_code_file_is_plain_utf8_with_one_last_line_end() -> None:
    broken = []
    for path in files(".py", ".html", ".css", ".js", ".md", ".csv", ".yaml", ".json", ".toml"):
        raw = Path(path).read_bytes()
        if raw.startswith(b"\xef\xbb\xbf"):
            broken.append(f"{path.relative_to(ROOT)} begins with a byte-order mark")
        if b"\r" in raw:
            broken.append(f"{path.relative_to(ROOT)} has Windows line ends")
        if raw and not raw.endswith(b"\n"):
            broken.append(f"{path.relative_to(ROOT)} does not end its last line")
        raw.decode("utf-8")
    assert broken == []
