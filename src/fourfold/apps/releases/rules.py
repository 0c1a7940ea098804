"""What must hold before anything is published. Plain Python on values."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal

from fourfold.analysis.check import Finding, Severity
from fourfold.analysis.tables import Figure, Hidden

NEEDED = 2
"""People who must agree, neither of them the one who proposed."""

SMALLEST_OPEN = 11
"""A count of persons below this may identify someone: the strictest profile, CMS (1 to 10)."""


class ReleaseRefused(ValueError):
    """Why a release may not go on."""


class NotYours(ReleaseRefused):
    """The proposer may not agree to their own release."""


class AgreedAlready(ReleaseRefused):
    """This person has agreed; it takes somebody else."""


class TooFewAgreed(ReleaseRefused):
    """Not enough people have agreed."""


class SmallCountNotPublic(ReleaseRefused):
    """A small count is in no public source, so publishing it could point to a person."""


class FiguresWrong(ReleaseRefused):
    """A figure cannot be true as it is written; it is mended at its source first."""


def check_nothing_is_wrong(findings: Iterable[Finding]) -> None:
    """
    Raise unless no finding is an ERROR: something that cannot be true, such as 120 percent.

    Warnings and notes go on with the figures, as cautions: the sources print them so.
    """
    wrong = [finding for finding in findings if finding.severity is Severity.ERROR]
    if wrong:
        raise FiguresWrong(
            f"{len(wrong)} findings say that a figure cannot be true. The first: {wrong[0].what} "
            f"{wrong[0].fix}"
        )


def check_may_agree(by: str, *, proposed_by: str, agreed: Collection[str]) -> None:
    """Raise unless this person is neither the proposer nor somebody who has agreed."""
    if by == proposed_by:
        raise NotYours("Whoever proposes a release cannot agree to it. Ask somebody else.")
    if by in agreed:
        raise AgreedAlready("You have agreed to this release. It takes one more person.")


def check_enough_agreed(agreed: Collection[str]) -> None:
    """Raise unless two different people agreed."""
    if len(set(agreed)) < NEEDED:
        raise TooFewAgreed(f"{len(set(agreed))} of {NEEDED} people have agreed.")


def check_small_counts_are_public(
    figures: Iterable[Figure], *, public_sources: Collection[str]
) -> None:
    """
    Raise unless every count of 1 to 10 is printed in a public source already.

    Such a number gives nothing new away. A small count from an agency's own records must pass
    protection (suppression) instead. Source of the limit: CMS cell size suppression policy.
    """
    small = [
        figure
        for figure in figures
        if not isinstance(figure.value, Hidden)
        and Decimal(0) < figure.value < SMALLEST_OPEN
        and not set(figure.source) & set(public_sources)
    ]
    if small:
        codes = ", ".join(figure.code for figure in small[:10])
        raise SmallCountNotPublic(
            f"{len(small)} small counts stand in no public source ({codes}). "
            "Hide or combine them first."
        )
