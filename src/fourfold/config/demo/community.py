"""Made-up measures of towns. Every value is drawn by a rule; none is of a real town."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from fourfold.apps.surveys.actions.community import bring
from fourfold.reference import Pack

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

SOURCE = "Made up for the demonstration; not a census"
VINTAGE = "made-up 2030"
MEASURES = (
    ("Made-up: people in poverty", "percent", "more", 4, 26),
    ("Made-up: households without a car", "percent", "more", 1, 22),
    ("Made-up: median household income", "dollars", "less", 38_000, 160_000),
    ("Made-up: adults without a high school diploma", "percent", "more", 2, 24),
    ("Made-up: youths in foster care", "per 1,000", "more", 0, 9),
)


def fill_community(staff: Staff, pack: Pack) -> None:
    """Bring made-up measures of every town of the pack; one town lacks one of them."""
    rows = ["town,variable,value,margin,unit,worse"]
    for nth, town in enumerate(pack.towns):
        strain = _share(town.code, "strain") ** 2
        for variable, unit, worse, low, high in MEASURES:
            share = 0.7 * strain + 0.3 * _share(town.code, variable)
            value = low + (high - low) * (share if worse == "more" else 1 - share)
            people = town.population_acs or town.population_2020 or 1_000
            margin = value * min(0.9, 6 / people**0.5)
            told = "" if (nth, unit) == (3, "per 1,000") else f"{value:.1f}"
            rows.append(
                f'"{town.name}","{variable}",{told},{f"{margin:.1f}" if told else ""},'
                f'"{unit}",{worse}'
            )
    bring(
        "\n".join(rows).encode(),
        source=SOURCE,
        vintage=VINTAGE,
        is_made_up=True,
        by="demo",
        at=staff.at,
        pack=pack,
    )


def _share(town: str, what: str) -> float:
    """Return a number from 0 to 1 that only these two words decide."""
    return int.from_bytes(sha256(f"{town} {what}".encode()).digest()[:4], "big") / 2**32
