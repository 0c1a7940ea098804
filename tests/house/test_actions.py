"""Every write names who did it and leaves an audit event; every read names who looks."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from .places import APPS, apps_with_code

Function = Callable[..., object]


def public_functions(kind: str) -> Iterator[tuple[str, ModuleType, Function]]:
    """Yield the public functions of every app's `actions` or `queries`."""
    for app in apps_with_code():
        if not (APPS / app / f"{kind}.py").exists() and not (APPS / app / kind).is_dir():
            continue
        for module in rooms(importlib.import_module(f"fourfold.apps.{app}.{kind}")):
            for name, function in inspect.getmembers(module, inspect.isfunction):
                home = inspect.unwrap(function).__module__
                if not name.startswith("_") and home == module.__name__:
                    room = module.__name__.removeprefix("fourfold.apps.")
                    yield f"{room}.{name}", module, function


def rooms(module: ModuleType) -> list[ModuleType]:
    """Return a module, or a package's own modules."""
    folder = getattr(module, "__path__", [])
    names = [each.name for each in pkgutil.iter_modules(folder)]
    return [importlib.import_module(f"{module.__name__}.{each}") for each in names] or [module]


def has_records(app: str) -> bool:
    """Tell whether an app has tables."""
    return (APPS / app / "models.py").exists() or (APPS / app / "models").is_dir()


RECORDS = (
    "audit.record",
    "telling.tell",
    "communication_log.keep",
    "communication_log.record",
)
OPENS = ("transaction.atomic", "records.changing", "consulting.opened")
"""`telling.tell` writes the line of a step, and needs a transaction; `changing` opens one."""
PIECES = {
    f"cases.actions.{each}"
    for each in ("telling", "records", "clocks", "consulting", "facts", "files")
} | {
    "council.actions.communication_log",
    "council.actions.two_texts",
    "studies.actions.beating",
}
"""What some actions are made of: a step of theirs is told by the action that uses them."""

ACTIONS = [each for each in public_functions("actions") if each[0].rpartition(".")[0] not in PIECES]
QUERIES = list(public_functions("queries"))
# An app without tables of its own reads what is open to everyone, so it has no viewer to ask.
OF_RECORDS = [each for each in QUERIES if has_records(each[0].split(".")[0])]


def test_there_are_actions_and_queries_to_guard() -> None:
    assert ACTIONS
    assert QUERIES


@pytest.mark.parametrize(("name", "module", "function"), ACTIONS, ids=[a[0] for a in ACTIONS])
def test_an_action_says_who_does_it(name: str, module: ModuleType, function: Function) -> None:
    by = inspect.signature(function).parameters.get("by")

    assert by is not None, f"{name} has no `by`"
    assert by.kind is inspect.Parameter.KEYWORD_ONLY
    assert by.default is inspect.Parameter.empty


@pytest.mark.parametrize(
    ("name", "module", "function"), OF_RECORDS, ids=[each[0] for each in OF_RECORDS]
)
def test_a_query_says_who_looks(name: str, module: ModuleType, function: Function) -> None:
    viewer = inspect.signature(function).parameters.get("viewer")

    assert viewer is not None, f"{name} has no `viewer`"
    assert viewer.kind is inspect.Parameter.KEYWORD_ONLY
    assert viewer.default is inspect.Parameter.empty


@pytest.mark.parametrize(
    ("name", "module", "function"),
    ACTIONS + QUERIES,
    ids=[each[0] for each in ACTIONS + QUERIES],
)
def test_all_after_the_first_argument_is_named(
    name: str, module: ModuleType, function: Function
) -> None:
    free = [
        each.name
        for each in inspect.signature(function).parameters.values()
        if each.kind is not inspect.Parameter.KEYWORD_ONLY
    ]
    assert len(free) <= 1, f"{name} takes {free} by position"


@pytest.mark.parametrize(("name", "module", "function"), ACTIONS, ids=[a[0] for a in ACTIONS])
def test_an_action_records_itself_in_one_transaction(
    name: str, module: ModuleType, function: Function
) -> None:
    home = importlib.import_module(inspect.unwrap(function).__module__)
    trees = functions_of(home)
    wrapped = inspect.unwrap(function).__name__

    assert any(reaches(wrapped, trees, each) for each in RECORDS), f"{name} leaves no audit event"
    assert any(reaches(wrapped, trees, each) for each in OPENS), f"{name} opens no transaction"


def functions_of(module: ModuleType) -> dict[str, ast.FunctionDef]:
    """Return the syntax of a module's own functions by name."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def reaches(name: str, trees: dict[str, ast.FunctionDef], wanted: str) -> bool:
    """Tell whether a function names `wanted`, itself or through functions of its own module."""
    waiting, seen = [name], set()
    while waiting:
        current = waiting.pop()
        if current in seen or current not in trees:
            continue
        seen.add(current)
        for node in ast.walk(trees[current]):
            if isinstance(node, ast.Attribute) and ast.unparse(node) == wanted:
                return True
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                waiting.append(node.func.id)
    return False


def test_the_guard_sees_an_action_without_an_audit_event() -> None:
    silent = ast.parse(
        "@transaction.atomic\ndef quiet(x, *, by): store(x)\ndef store(x): x.save()\n"
        "def loud(x, *, by): tell(x)\ndef tell(x): audit.record(x)\n"
    )
    trees = {node.name: node for node in silent.body if isinstance(node, ast.FunctionDef)}

    assert not reaches("quiet", trees, "audit.record")
    assert reaches("quiet", trees, "transaction.atomic")
    assert reaches("loud", trees, "audit.record")
