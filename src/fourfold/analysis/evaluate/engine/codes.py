"""Who is known in both waves, by a code that people made up themselves."""

from __future__ import annotations

from dataclasses import dataclass

from fourfold.analysis.check.files.rules.table import select
from fourfold.analysis.evaluate.engine.loading import TABLE, Loaded


@dataclass(frozen=True, slots=True)
class Codes:
    """
    What became of the codes people made up.

    pairs: codes that stand once in each wave. alone: rows whose code stands in one wave only.
    repeated: codes that stand more than once in a wave; repeated_rows: the rows that have one;
    blank: rows without a code. All but the pairs stay unpaired.
    """

    pairs: int
    alone: int
    repeated: int
    repeated_rows: int
    blank: int


def match_codes(loaded: Loaded) -> Codes:
    """Find who is known in both waves and keep it in the table `linked`."""
    once = "(b = 1 AND a = 1)"
    counted = select(
        ["p", "count(*) FILTER (w = 0) AS b", "count(*) FILTER (w = 1) AS a"],
        TABLE,
        "WHERE p IS NOT NULL AND w IS NOT NULL GROUP BY p",
    )
    loaded.table.ask(f"CREATE OR REPLACE TEMP TABLE codes AS {counted}")
    ((pairs, alone, repeated, rows),) = loaded.table.ask(
        select(
            [
                f"count(*) FILTER {once}",
                "count(*) FILTER (b + a = 1)",
                "count(*) FILTER (b > 1 OR a > 1)",
                "coalesce(sum(b + a) FILTER (b > 1 OR a > 1), 0)",
            ],
            "codes",
        )
    )
    ((blank,),) = loaded.table.ask(select(["count(*)"], TABLE, "WHERE p IS NULL AND w IS NOT NULL"))
    linked = select(["one.*"], TABLE, f"one JOIN codes USING (p) WHERE {once} AND w IS NOT NULL")
    loaded.table.ask(f"CREATE OR REPLACE TEMP TABLE linked AS {linked}")
    return Codes(int(pairs), int(alone), int(repeated), int(rows), int(blank))
