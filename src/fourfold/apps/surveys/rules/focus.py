"""What holds for focus groups: their errors, who takes part, and which counts are small."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fourfold.apps.surveys.rules.errors import SurveyError
from fourfold.reference import Pack

SMALL = 5
"""Fewer people of one kind than this could be told apart by who knows them: warned, and hidden."""
MOST_PEOPLE = 60
FIELD, AGE, REGION = "FIELD", "AGE", "REGION"
KINDS = (FIELD, AGE, REGION)
GUIDE = "focus_group_guide"


class NoSuchGroup(SurveyError):
    """There is no such focus group, or not for whoever asks."""


class BadGroup(SurveyError):
    """What was typed of a focus group does not fit together."""


class NotNow(SurveyError):
    """A focus group stands where this cannot be done."""


class ChangedMeanwhile(SurveyError):
    """Somebody else changed it since the page was opened."""


class BadTranscript(SurveyError):
    """What was typed or brought cannot be a transcript."""


class BadBook(SurveyError):
    """What was typed cannot be a code of the codebook."""


class NotACoder(SurveyError):
    """Only the two coders of a group code it, each alone."""


class NotCleared(SurveyError):
    """A quote was not cleared or refused; the message says why."""


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of people, as the pack's lists name it. kind: FIELD, AGE or REGION."""

    kind: str
    code: str
    name: str


def categories(pack: Pack) -> tuple[Category, ...]:
    """Return the kinds of people a pack tells apart: field of work, age band, region."""
    own = tuple(
        Category(row["kind"], row["code"], row["name"]) for row in pack.rows("focus_categories")
    )
    return own + tuple(Category(REGION, each.code, each.name) for each in pack.regions)


def check_people(people: int, *, kinds: Mapping[tuple[str, str], int]) -> None:
    """
    Check that no kind has more people than took part. kinds: (kind, code) to a count.

    :raises BadGroup: with what does not fit.
    """
    if not 2 <= people <= MOST_PEOPLE:
        raise BadGroup(f"A focus group has from 2 to {MOST_PEOPLE} people; {people} is not one.")
    for kind in KINDS:
        counted = sum(count for (one, _code), count in kinds.items() if one == kind)
        if counted > people:
            raise BadGroup(
                f"By {kind.lower()} {counted} people are counted, and {people} took part. "
                "Count each person once."
            )


def are_few(count: int | None) -> bool:
    """Tell whether so few people could be told apart. None: nobody counted."""
    return count is not None and 0 < count < SMALL
