"""The outcome of a check as bytes, to be sealed beside the file it is of, and back."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from typing import Any

from fourfold.analysis.check.files.problems import Checked, Group, Problem
from fourfold.apps.submissions.rules.answering import NOT_COMPARED
from fourfold.reference.contracts import Severity


def packed(checked: Checked, *, stamp: str) -> bytes:
    """Return an outcome as bytes. stamp: what it depends on; another one makes it stale."""
    groups = [dataclasses.asdict(each) for each in checked.groups]
    return json.dumps({"stamp": stamp, "rows": checked.rows, "groups": groups}).encode()


def unpacked(content: bytes | None, *, stamp: str) -> Checked | None:
    """Return an outcome from its bytes, or None if there is none or it is stale."""
    told = json.loads(content) if content else {}
    if told.get("stamp") != stamp:
        return None
    return Checked(told["rows"], tuple(_group(each) for each in told["groups"]))


def for_the_office(found: Checked) -> Checked:
    """Return a check without what only says that something was not compared: not theirs to mend."""
    groups = tuple(each for each in found.groups if each.code != NOT_COMPARED)
    return dataclasses.replace(found, groups=groups)


def counts(groups: Iterable[Group], severity: Severity) -> dict[str, int]:
    """Return how many places there are of each code of this severity; no cell's value."""
    found: dict[str, int] = {}
    for each in groups:
        if each.severity is severity:
            found[each.code] = found.get(each.code, 0) + each.count
    return found


def _group(told: dict[str, Any]) -> Group:
    examples = tuple(Problem(**each) for each in told.pop("examples"))
    severity = Severity(told.pop("severity"))
    return Group(**told, severity=severity, examples=examples)
