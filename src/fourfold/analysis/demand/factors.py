"""What documents multiply: a pack's assumptions with their sources, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from fourfold.analysis.demand.products import Assumption, Reach, Swing, product, swings
from fourfold.reference import Row

QUARTER = Decimal("0.25")
"""How far below and above a number Fourfold starts: no document gives a range."""
ALONE = 10
"""From here on the ends of a range start as whole numbers."""
LARGEST = Decimal(1_000_000_000)
"""Above this no assumption is taken."""


@dataclass(frozen=True, slots=True)
class Factor:
    """
    A number that a document multiplies. most: what it cannot be above, None for nothing.

    figure: the code of the figure it is or comes from, "" where only the words say it. product:
    what the factors up to here make together, "" for nothing yet. printed: the figure the document
    prints for that.
    """

    code: str
    calculation: str
    name: str
    base: Decimal
    most: Decimal | None
    figure: str
    words: str
    note: str
    product: str
    printed: str
    sources: tuple[str, ...]

    @property
    def start(self) -> Assumption:
        """Where the calculator starts: the document's number, and a quarter below and above."""
        low, high = self.base * (1 - QUARTER), self.base * (1 + QUARTER)
        if self.base >= ALONE:
            low = low.to_integral_value(ROUND_FLOOR)
            high = high.to_integral_value(ROUND_CEILING)
        return Assumption(self.code, low, self.base, min(high, self.most or high))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What some factors come to. last: the factor that completes it; swings: widest first."""

    last: Factor
    steps: tuple[Assumption, ...]
    reach: Reach
    swings: tuple[Swing, ...]


def factors_of(rows: Iterable[Row], *, language: str) -> dict[str, tuple[Factor, ...]]:
    """Return the factors of a pack by calculation, in the order of the file."""
    end = "_es" if language == "es" else ""
    found: dict[str, tuple[Factor, ...]] = {}
    for row in rows:
        factor = Factor(
            code=row["code"],
            calculation=row["calculation"],
            name=row[f"name{end}"],
            base=Decimal(row["base"]),
            most=Decimal(row["most"]) if row["most"] else None,
            figure=row["figure"] or "",
            words=row["words"] or "",
            note=row[f"note{end}"],
            product=row[f"product{end}"] or "",
            printed=row["printed"] or "",
            sources=tuple(row.parts("source")),
        )
        found[factor.calculation] = (*found.get(factor.calculation, ()), factor)
    return found


def outcomes(factors: Sequence[Factor], given: Mapping[str, Assumption]) -> tuple[Outcome, ...]:
    """Return what each run of factors that makes something comes to; given: by code."""
    found = []
    for at, each in enumerate(factors):
        if each.product:
            steps = tuple(given[one.code] for one in factors[: at + 1])
            found.append(Outcome(each, steps, product(steps), swings(steps)))
    return tuple(found)
