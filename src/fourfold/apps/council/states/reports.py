"""Where a needs assessment report stands, what it finds, and what stands behind a finding."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves


class FourP(StrEnum):
    """The four Ps of the field, in their order."""

    PREVENTION = "prevention"
    PROTECTION = "protection"
    PROSECUTION = "prosecution"
    PARTNERSHIP = "partnership"


class ReportState(StrEnum):
    """Where a report stands. REVIEWED: a second person read it. SETTLED: it changes no more."""

    DRAFT = "DRAFT"
    REVIEWED = "REVIEWED"
    SETTLED = "SETTLED"


class FindingKind(StrEnum):
    """What a finding is."""

    STRENGTH = "STRENGTH"
    GAP = "GAP"
    RECOMMENDATION = "RECOMMENDATION"


class EvidenceKind(StrEnum):
    """
    What stands behind a finding.

    FIGURE: a published figure. ITEM: answers to a survey's question. QUOTE: a cleared quote of a
    focus group. COMMUNITY: a public measure of a town. DOCUMENT: words of a source, with the place.
    """

    FIGURE = "FIGURE"
    ITEM = "ITEM"
    QUOTE = "QUOTE"
    COMMUNITY = "COMMUNITY"
    DOCUMENT = "DOCUMENT"


MOVES: dict[ReportState, tuple[ReportState, ...]] = {
    ReportState.DRAFT: (ReportState.REVIEWED,),
    ReportState.REVIEWED: (ReportState.SETTLED, ReportState.DRAFT),
    ReportState.SETTLED: (),
}

OWNERS: dict[ReportState, str] = {
    ReportState.DRAFT: "council",
    ReportState.REVIEWED: "council",
    ReportState.SETTLED: "nobody",
}


def check_move(now: ReportState, then: ReportState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="A needs assessment")
