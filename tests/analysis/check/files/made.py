"""Made-up contracts and files, as short as a test needs them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from fourfold.analysis.check.files.plain import DateOrder, Plain
from fourfold.analysis.check.files.problems import Checked, Group
from fourfold.analysis.check.files.rules.checking import answered
from fourfold.analysis.check.files.rules.given import Asked, Expected, Given
from fourfold.analysis.check.files.source import source_of_bytes
from fourfold.reference import (
    About,
    Contract,
    ContractField,
    ContractRule,
    FieldType,
    RuleKind,
    Severity,
)

Rule = Callable[[Given], list[Asked]]
TOWNS = {"WINDHAM": "Windham", "NORWICH": "Norwich", "HARTFORD": "Hartford", "LYME": "Lyme"}


def field(name: str, kind: str = "string", **more: Any) -> ContractField:
    """Return a field whose title is its name with a capital letter."""
    return ContractField(name, name.capitalize(), f"What {name} is.", FieldType(kind), "x", **more)


def contract(
    *fields: ContractField,
    rules: Iterable[ContractRule] = (),
    key: Sequence[str] = (),
    about: About = About.COUNTS,
    period: str = "",
) -> Contract:
    """Return a made-up contract; its period is the first field unless another is named."""
    return Contract(
        name="made_up",
        version=1,
        issued_on=date(2031, 1, 1),
        title="Made up",
        description="Made up.",
        row="One made-up thing.",
        about=about,
        period=period or fields[0].name,
        key=tuple(key),
        fields=fields,
        rules=tuple(rules),
    )


def rule(kind: RuleKind, *fields: str, **more: Any) -> ContractRule:
    """Return a rule that is called as its kind is."""
    given: dict[str, Any] = {"says": "It is off. Mend it.", "severity": Severity.ERROR}
    return ContractRule(code=f"MADE_{kind}", kind=kind, fields=fields, **(given | more))


def plain(of: Contract, rows: Iterable[Sequence[str]], **more: Any) -> Plain:
    """Return rows as a plain file; `columns` names their fields where not all are there."""
    columns = tuple(more.pop("columns", [each.name for each in of.fields]))
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=more.get("delimiter", ",")).writerows([columns, *rows])
    return Plain(
        source_of_bytes("made-up.csv", text.getvalue().encode()),
        columns,
        more.pop("headings", {}),
        **more,
    )


def broken(
    rule: Rule,
    of: Contract,
    rows: Iterable[Sequence[str]],
    *,
    expected: Expected | None = None,
    **more: Any,
) -> tuple[Group, ...]:
    """Return what one rule finds in rows."""
    return answer(rule, plain(of, rows, **more), of, expected).groups


def answer(rule: Rule, file: Plain, of: Contract, expected: Expected | None = None) -> Checked:
    """Return what one rule finds in a file."""
    given = Given(file, of, expected or Expected())
    return answered(given, rule(given), 100)


def rows_of(groups: Iterable[Group]) -> list[tuple[str, list[int]]]:
    """Return each group's column and rows."""
    return [(each.column, [one.row for one in each.examples]) for each in groups]


MDY, DMY = DateOrder.MDY, DateOrder.DMY
