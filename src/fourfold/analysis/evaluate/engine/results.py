"""What an evaluation says. Each number has its n beside it; what is hidden is `Hidden`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fourfold.analysis.evaluate.codebook import Codebook, Construct, Item
from fourfold.analysis.evaluate.engine.asked import Asked
from fourfold.analysis.evaluate.engine.codes import Codes
from fourfold.analysis.evaluate.engine.loading import Stray
from fourfold.analysis.evaluate.scales import Slip
from fourfold.analysis.evaluate.statistics import (
    Comparison,
    Effect,
    EventComparison,
    SignedRank,
    Summary,
)
from fourfold.analysis.tables.values import Hidden


class Verdict(StrEnum):
    """What a comparison came to, after p was adjusted for the other tests."""

    BETTER = "BETTER"
    WORSE = "WORSE"
    NOT_SHOWN = "NOT_SHOWN"
    """The mean may have moved; chance alone could do as much."""
    NOT_TESTED = "NOT_TESTED"


@dataclass(frozen=True, slots=True)
class Wave:
    """
    One wave of a table's row.

    unscored: people of the wave who answered too few items, or not this item. label: the
    codebook's word for the mean, or "".
    """

    summary: Summary
    unscored: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """
    Before and after of a construct, a group or an item.

    test: None where none could be made, and why_not says why. adjusted: p after Holm or
    Benjamini-Hochberg. effect: Hedges g, as if nobody were paired. interval: of the difference,
    from the resampling; None where there is none.
    is_better: the mean moved the way it should; None where it did not move.
    """

    before: Wave
    after: Wave
    test: Comparison | None
    why_not: str
    adjusted: float | None
    verdict: Verdict
    is_better: bool | None
    effect: Effect | None = None
    interval: tuple[float, float] | None = None

    @property
    def difference(self) -> float:
        """After less before, in points."""
        return self.after.summary.mean - self.before.summary.mean


@dataclass(frozen=True, slots=True)
class Group:
    """One row of a table by field, region or role. name: "" for those who gave none."""

    name: str
    change: Change | Hidden


@dataclass(frozen=True, slots=True)
class Standardized:
    """
    Both waves as if each had the mix of people of both together (direct standardisation).

    Hidden groups count as one. left_out: groups with nobody in one wave; they cannot be weighted.
    """

    before: float
    after: float
    interval: tuple[float, float] | None
    left_out: tuple[str, ...]

    @property
    def difference(self) -> float:
        """After less before, in points."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Table:
    """One construct by one column."""

    column: str
    title: str
    groups: tuple[Group, ...]
    standardized: Standardized | None


@dataclass(frozen=True, slots=True)
class Linked:
    """
    People known in both waves with a score in both, each measured against themselves.

    rose, same, fell: how many scores went up, stayed, went down. g_av, d_z: two sizes of the
    change that are never set beside each other; see their kinds. ranks: Wilcoxon's test. by_event:
    the changes with each event as one unit, None where events were not asked for or are too few.
    """

    n: int
    rose: int
    same: int
    fell: int
    g_av: Effect | None
    d_z: Effect | None
    ranks: SignedRank | None
    by_event: EventComparison | None


@dataclass(frozen=True, slots=True)
class ItemFit:
    """
    How one item fits its construct.

    rest: its correlation with the sum of the others, None where they do not vary. alpha_without:
    alpha of the others, None where only one is left.
    """

    code: str
    rest: float | None
    alpha_without: float | None


@dataclass(frozen=True, slots=True)
class Reliability:
    """
    How well the items of a construct go together in one wave.

    n: people who answered every item. Alpha with its interval (Feldt), omega of one factor; None
    where they cannot be had, and why_not says why. against: items whose answers run against the
    rest, which may be reversed and not marked so. items: how each fits, in the codebook's order.
    """

    n: int
    alpha: float | None
    low: float | None
    high: float | None
    omega: float | None
    against: tuple[str, ...]
    why_not: str
    items: tuple[ItemFit, ...] = ()


@dataclass(frozen=True, slots=True)
class ConstructResult:
    """
    One construct. linked: people known in both waves with a score in both. events: how many.

    found: the smallest difference that this many answers would show 4 times in 5, in points, or
    None. pairs: what those known in both waves show beside the test, None where they are too few.
    """

    construct: Construct
    change: Change | Hidden
    linked: int
    events: int
    tables: tuple[Table, ...]
    reliability: tuple[Reliability, Reliability]
    found: float | None
    slips: tuple[Slip, ...]
    pairs: Linked | None = None


@dataclass(frozen=True, slots=True)
class ItemResult:
    """
    One item, as it was answered: points of its own scale, reversed items not turned around.

    fell: its mean went the wrong way, and the two waves may be shown. said: what was said in place
    of a rating to how many said it. answers: each point of the scale to how many gave it before and
    after; empty where the item is hidden.
    """

    item: Item
    construct: Construct
    change: Change | Hidden
    fell: bool
    said: tuple[tuple[str, int | Hidden], ...]
    answers: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """
    The whole answer. items: those that went the wrong way first, the furthest first.

    rows: of the file; answered: of each wave. strays: cells that are no answers. no_event: rows
    without an event, None where events were not asked for. notes: what a reader must know, in
    sentences.
    """

    codebook: Codebook
    asked: Asked
    rows: int
    answered: tuple[int, int]
    constructs: tuple[ConstructResult, ...]
    items: tuple[ItemResult, ...]
    strays: tuple[Stray, ...]
    codes: Codes | None
    no_event: int | None
    notes: tuple[str, ...]

    @property
    def fell(self) -> tuple[ItemResult, ...]:
        """The items that went the wrong way."""
        return tuple(each for each in self.items if each.fell)
