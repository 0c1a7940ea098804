"""The totals of a file by which two periods of one agency are compared."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from fourfold.analysis.check.files.plain import Plain
from fourfold.analysis.check.files.rules.given import Given
from fourfold.analysis.check.files.rules.table import open_table, select
from fourfold.analysis.check.files.rules.values import prepared
from fourfold.reference.contracts import About, Contract, FieldType

ROWS = "rows"


def totals_of(plain: Plain, contract: Contract) -> dict[str, Decimal]:
    """
    Return how many rows a file has ("rows"), and for counts the sum of each field with a unit.

    A field that is blank everywhere has no total. :raises CannotRead: see open_table.
    """
    asked = aggregates(Given(plain, contract))
    with open_table(plain) as table:
        read = table.rows(numbered=False)
        rows = prepared(plain, contract, read, asked.values(), numbered=False)
        (found,) = table.ask(select(asked.values(), f"({rows})"))
    return {
        name: exactly(number)
        for name, number in zip(asked, found, strict=True)
        if number is not None
    }


def aggregates(given: Given) -> dict[str, str]:
    """Return the totals' names with their SQL over the prepared columns."""
    asked = {ROWS: "count(*)"}
    if given.contract.about is About.COUNTS:
        asked |= {
            field.name: f"sum({given.value(field.name)})"
            for field in given.of_type(FieldType.INTEGER, FieldType.NUMBER)
            if field.unit and not field.identifies and field.name not in given.contract.key
        }
    return asked


def called(given: Given, name: str) -> str:
    """Return a total's name as a clerk knows it."""
    if name == ROWS:
        return "The number of rows"
    return f"The sum of \u201c{given.heading(name)}\u201d"


def exactly(number: Any) -> Decimal:
    """Return a number of SQL without needless zeros."""
    made = Decimal(number)
    return made.quantize(Decimal(1)) if made == made.to_integral_value() else made.normalize()
