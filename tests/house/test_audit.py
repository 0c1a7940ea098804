"""No code of the house changes or deletes an audit line, or writes one past `audit.record`."""

from __future__ import annotations

import ast
import inspect

import pytest

from fourfold.security.access import sight
from fourfold.security.audit.asking import HOW
from fourfold.security.events import LABELS, Event
from fourfold.security.models import AuditEvent, AuditHead

from .places import ROOT, files

NAMES = {"AuditEvent", "AuditHead"}
# The table, the room of the log, and the migrations; nobody else may even name the tables.
MAY_NAME = ("security/models/", "security/audit/", "security/migrations/")
WRITES = {"update", "delete", "create", "bulk_create", "bulk_update", "save", "get_or_create"}
SOURCES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in files(".py", under=("src/",))
    if "migrations" not in path.parts
}


def named(tree: ast.AST) -> set[str]:
    """Return the audit's tables that a module names."""
    return NAMES & {
        *(node.id for node in ast.walk(tree) if isinstance(node, ast.Name)),
        *(node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)),
        *(
            each.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for each in node.names
        ),
    }


def writes_of(tree: ast.AST) -> set[str]:
    """Return what a module does to a table of the audit, such as "AuditEvent.delete"."""
    return {
        f"{name}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in WRITES
        for name in named(node.value)
    }


def test_only_the_room_of_the_log_names_its_tables():
    strangers = [
        path
        for path, tree in SOURCES.items()
        if named(tree) and not any(allowed in path for allowed in MAY_NAME)
    ]

    assert strangers == []


def test_no_code_changes_or_deletes_a_line():
    found = {path: each for path, tree in SOURCES.items() if (each := writes_of(tree))}

    assert set().union(*found.values()) == {
        "AuditHead.bulk_create",
        "AuditHead.update",
    }
    assert [*found] == ["src/fourfold/security/audit/lines.py"]


def test_the_guard_sees_a_deletion():
    tree = ast.parse("AuditEvent.objects.filter(id=1).delete()\nrows.delete()")

    assert writes_of(tree) == {"AuditEvent.delete"}


def test_nothing_points_at_a_line_or_is_pointed_at_by_one():
    for model in (AuditEvent, AuditHead):
        assert not any(field.is_relation for field in model._meta.get_fields())


def test_every_way_of_seeing_a_record_is_an_event_with_a_label():
    assert set(HOW) <= set(Event) == set(LABELS)


@pytest.mark.parametrize(
    "function",
    [sight.open_record, sight.list_records, sight.look_up, sight.Sight.show, sight.Sight.taken_out],
    ids=lambda each: each.__name__,
)
def test_whatever_gives_out_a_record_writes_its_line_first(function):
    assert "audit.read_of(" in inspect.getsource(function)
