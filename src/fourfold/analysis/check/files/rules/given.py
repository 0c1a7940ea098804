"""What a rule is given, and what it may ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeAlias

from fourfold.analysis.check.files.plain import Plain
from fourfold.analysis.check.files.problems import Group, Problem
from fourfold.reference.contracts import Contract, ContractField, FieldType, Severity


@dataclass(frozen=True, slots=True)
class Earlier:
    """
    What the same agency sent before, as it was accepted.

    from_on, until_on: its period, the end excluded. totals: as totals.totals_of names them.
    """

    from_on: date
    until_on: date
    totals: Mapping[str, Decimal]


@dataclass(frozen=True)
class Expected:
    """
    What is known besides the contract; what is left out is not checked.

    from_on, until_on: the call's period, the end excluded. today: for days that lie ahead.
    known: values accepted in other datasets: dataset, field, values. earlier: see Earlier.
    """

    from_on: date | None = None
    until_on: date | None = None
    known: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    earlier: tuple[Earlier, ...] = ()
    today: date | None = None


@dataclass(frozen=True, slots=True)
class PerRow:
    """
    A rule of single rows. broken: SQL over the prepared columns, true where the row breaks it.

    column: the field it is told under, "" for the whole row. suggest: makes a likely value out of
    a cell's text, or "".
    """

    code: str
    severity: Severity
    column: str
    broken: str
    why: str
    fix: str
    suggest: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class Repeats:
    """A rule that no two rows agree in all of `over` (SQL); a row with a NULL in it is let be."""

    code: str
    severity: Severity
    column: str
    over: tuple[str, ...]
    why: str
    fix: str


@dataclass(frozen=True, slots=True)
class Among:
    """
    A rule of rows that agree in `over` (SQL): no kind of part adds up to more than the whole.

    number: SQL of what is added. kind: SQL of what tells one part from another. part, whole: SQL
    that marks the rows of each. A sum of no number at all is compared with nothing.
    """

    code: str
    severity: Severity
    column: str
    over: tuple[str, ...]
    number: str
    kind: str
    part: str
    whole: str
    why: str
    fix: str


@dataclass(frozen=True, slots=True)
class OfAll:
    """A rule of the file as a whole: aggregate is SQL of one number, judge says what it means."""

    aggregate: str
    judge: Callable[[Any], Group | None]


Asked: TypeAlias = PerRow | Repeats | Among | OfAll | Group


@dataclass(frozen=True)
class Given:
    """A file's form, its contract and what is expected: all that rules look at."""

    plain: Plain
    contract: Contract
    expected: Expected = Expected()

    @cached_property
    def _places(self) -> Mapping[str, int]:
        names = (each.name for each in self.contract.fields)
        return MappingProxyType({name: i for i, name in enumerate(names)})

    @cached_property
    def present(self) -> tuple[ContractField, ...]:
        """The contract's fields that the file has a column for, in the contract's order."""
        return tuple(each for each in self.contract.fields if each.name in self.plain.columns)

    def of_type(self, *types: FieldType) -> tuple[ContractField, ...]:
        """Return the present fields of these types, those with codes left out."""
        return tuple(each for each in self.present if each.type in types and not each.choices)

    def has(self, name: str) -> bool:
        """Tell whether the file has a column for a field."""
        return name in self.plain.columns

    def raw(self, name: str) -> str:
        """Return SQL of a field's cell as it came."""
        return f"r_{self._places[name]}"

    def text(self, name: str) -> str:
        """Return SQL of a field's text: outer spaces cut, NULL if blank."""
        return f"t_{self._places[name]}"

    def value(self, name: str) -> str:
        """Return SQL of a field's value in its type: NULL if blank or not of its type."""
        return f"v_{self._places[name]}"

    def blank(self, name: str) -> str:
        """Return SQL that is true where a field's text is NULL, cheaper than the text itself."""
        place = self._places[name]
        return f"(r_{place} IS NULL OR NOT k_{place} AND s_{place} IS NULL)"

    def cut(self, name: str) -> str:
        """Return SQL that is true where spaces were cut from a filled cell."""
        place = self._places[name]
        return f"s_{place} IS NOT NULL AND s_{place} <> r_{place}"

    def misfit(self, name: str) -> str:
        """Return SQL that is true where a cell is filled and is not of the field's type."""
        place = self._places[name]
        return f"s_{place} IS NOT NULL AND v_{place} IS NULL"

    def heading(self, name: str) -> str:
        """Return a field's heading as the file calls it, or its title if the file has it not."""
        return self.plain.headings.get(name) or self.contract.field(name).title


def whole_file(
    code: str, severity: Severity, why: str, fix: str, *, column: str = "", heading: str = ""
) -> Group:
    """Return a problem of the file as a whole, without a row."""
    return Group(code, severity, column, heading, why, fix, 1, (Problem(0, column),))
