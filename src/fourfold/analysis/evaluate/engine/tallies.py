"""What a test needs to know of the answers: how many people have each score, or pair of scores."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from fourfold.analysis.check.files.rules.table import select
from fourfold.analysis.evaluate.codebook import Construct
from fourfold.analysis.evaluate.engine.loading import TABLE, Loaded
from fourfold.analysis.evaluate.statistics import NOBODY, Pairs, Summary

NOT_GIVEN = ""
"""The group of those who left the column blank."""


@dataclass(slots=True)
class Tally:
    """
    The scores of one wave of one group: score to how many people have it.

    unscored: people who answered too few items for a score.
    """

    counts: dict[Fraction, int] = field(default_factory=dict)
    unscored: int = 0

    @property
    def n(self) -> int:
        """People with a score."""
        return sum(self.counts.values())

    def add(self, other: Tally, *, times: int = 1) -> None:
        """Add another tally, or take it away with times = -1."""
        for score, count in other.counts.items():
            left = self.counts.get(score, 0) + times * count
            if left:
                self.counts[score] = left
            else:
                self.counts.pop(score, None)
        self.unscored += times * other.unscored

    def summary(self) -> Summary:
        """Return n, mean and variance, exact until the last step."""
        return summary_of(self.counts)


def summary_of(counts: Mapping[Fraction, int]) -> Summary:
    """Return n, mean and variance of values and how often each was given."""
    n = sum(counts.values())
    if not n:
        return NOBODY
    # Whole numbers of a common part: as exact as fractions, and much quicker.
    part = math.lcm(*(value.denominator for value in counts))
    total = squares = 0
    for value, count in counts.items():
        whole = value.numerator * (part // value.denominator)
        total += whole * count
        squares += whole * whole * count
    mean = Fraction(total, n * part)
    spread = Fraction(squares * n - total * total, n * (n - 1) * part * part) if n > 1 else None
    return Summary(n, float(mean), math.nan if spread is None else float(spread))


@dataclass(slots=True)
class Tallies:
    """One group of one construct: both waves whole, and the people known in both."""

    waves: tuple[Tally, Tally] = field(default_factory=lambda: (Tally(), Tally()))
    pairs: dict[tuple[Fraction, Fraction], int] = field(default_factory=dict)

    @property
    def n(self) -> tuple[int, int]:
        """People with a score in each wave."""
        return self.waves[0].n, self.waves[1].n

    def add(self, other: Tallies) -> None:
        """Add another group's tallies."""
        for mine, others in zip(self.waves, other.waves, strict=True):
            mine.add(others)
        for pair, count in other.pairs.items():
            self.pairs[pair] = self.pairs.get(pair, 0) + count

    def unlinked(self) -> tuple[Tally, Tally]:
        """Return each wave without the people known in both."""
        made = (Tally(), Tally())
        for place in (0, 1):
            made[place].add(self.waves[place])
            linked = Tally()
            for pair, count in self.pairs.items():
                linked.counts[pair[place]] = linked.counts.get(pair[place], 0) + count
            made[place].add(linked, times=-1)
        return made

    def linked(self) -> Pairs:
        """Return what the paired tests need; the covariance is exact until the last step."""
        sides: tuple[dict[Fraction, int], dict[Fraction, int]] = ({}, {})
        products = Fraction(0)
        for (one, two), count in self.pairs.items():
            sides[0][one] = sides[0].get(one, 0) + count
            sides[1][two] = sides[1].get(two, 0) + count
            products += one * two * count
        n = sum(self.pairs.values())
        if n < 2:
            return Pairs(summary_of(sides[0]), summary_of(sides[1]), float("nan"))
        sums = [sum((v * c for v, c in side.items()), Fraction(0)) for side in sides]
        covariance = float((products - sums[0] * sums[1] / n) / (n - 1))
        return Pairs(summary_of(sides[0]), summary_of(sides[1]), covariance)


# ------------------------------------------------------------------ scores in SQL
def terms_of(construct: Construct, places: range) -> list[str]:
    """Return SQL of each item's answer, reversed items turned around."""
    turn = construct.low + construct.high
    return [
        f"({turn} - i{place})" if item.reversed else f"i{place}"
        for place, item in zip(places, construct.items, strict=True)
    ]


def answered_of(places: range) -> str:
    """Return SQL of how many items were answered."""
    return "(" + " + ".join(f"(i{place} IS NOT NULL)::UTINYINT" for place in places) + ")"


def total_of(construct: Construct, places: range) -> str:
    """Return SQL of the sum of what was answered."""
    terms = terms_of(construct, places)
    return "(" + " + ".join(f"coalesce({term}, 0)::USMALLINT" for term in terms) + ")"


def score_of(construct: Construct, answered: int, total: int) -> Fraction | None:
    """Return the score of somebody whose answers add up to `total`; None where too few."""
    if answered < construct.needed:
        return None
    return Fraction(total, answered) * construct.factor


def by_group(
    loaded: Loaded, construct: Construct, places: range, by: int | None
) -> dict[str, Tallies]:
    """
    Return the tallies of a construct for each group of the asked-by column `by`.

    by None: of all, under the name of those who gave no group. places: of the construct's items.
    """
    group = ["''" if by is None else f"coalesce(g{by}, '')"]
    columns = ["w", *group, answered_of(places), total_of(construct, places), "count(*)"]
    found: dict[str, Tallies] = {}
    scores: dict[tuple[int, int], Fraction | None] = {}
    for wave, name, answered, total, count in loaded.table.ask(
        select(columns, TABLE, "WHERE w IS NOT NULL GROUP BY ALL")
    ):
        tally = found.setdefault(name.strip(), Tallies()).waves[wave]
        if (answered, total) not in scores:
            scores[answered, total] = score_of(construct, answered, total)
        score = scores[answered, total]
        if score is None:
            tally.unscored += count
        else:
            tally.counts[score] = tally.counts.get(score, 0) + count
    if loaded.asked.pair:
        _add_pairs(found, loaded, construct, places, by)
    return dict(sorted(found.items()))


def of_item(loaded: Loaded, alone: Construct, place: int) -> Tallies:
    """Return the tallies of one item; alone: the item as a construct of its own."""
    found = Tallies()
    for tally, counts, n in zip(found.waves, loaded.ratings[place], loaded.people, strict=True):
        tally.counts = {Fraction(value): count for value, count in counts.items()}
        tally.unscored = n - tally.n
    if loaded.asked.pair:
        _add_pairs({"": found}, loaded, alone, range(place, place + 1), None)
    return found


def _add_pairs(
    found: dict[str, Tallies], loaded: Loaded, construct: Construct, places: range, by: int | None
) -> None:
    """Add who is known in both waves, with a score in both, in the same group both times."""
    group = "''" if by is None else f"trim(coalesce(g{by}, ''))"
    columns = [
        "p",
        "w",
        f"{group} AS g",
        f"{answered_of(places)} AS m",
        f"{total_of(construct, places)} AS s",
    ]
    scored = select(columns, "linked", f"WHERE {answered_of(places)} >= {construct.needed}")
    both = f"({scored}) b JOIN ({scored}) a ON a.p = b.p AND a.g = b.g AND b.w = 0 AND a.w = 1"
    for name, m0, s0, m1, s1, count in loaded.table.ask(
        select(["b.g", "b.m", "b.s", "a.m", "a.s", "count(*)"], both, "GROUP BY ALL")
    ):
        pair = (Fraction(s0, m0) * construct.factor, Fraction(s1, m1) * construct.factor)
        pairs = found[name].pairs
        pairs[pair] = pairs.get(pair, 0) + count
