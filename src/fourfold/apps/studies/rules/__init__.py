"""What holds for studies of the undetected, on plain values."""

from __future__ import annotations

from datetime import datetime, timedelta

REPLICATES = (1_000, 10_000, 20_000)
"""How many samples a study may take. The default is the second: at 1,000 limits still move."""
SILENT_FOR = timedelta(minutes=3)
"""After so long without a beat the machine is taken to have stopped."""
MOST_TRIES = 3


class StudyError(ValueError):
    """Nothing was done; the message says what to do."""


class NoSuchStudy(StudyError):
    """There is no such study or roll for whoever asks."""


class NotYours(StudyError):
    """Somebody else does this."""


class NotWhole(StudyError):
    """Something is missing before this step."""


class NotTheSame(StudyError):
    """Somebody was faster: it is no longer as the page showed it."""


class ExampleOnly(StudyError):
    """A roll to learn on says nothing of this state."""


def is_silent(beat_at: datetime | None, *, now: datetime) -> bool:
    """Tell whether running work has said nothing for too long."""
    return beat_at is None or now - beat_at > SILENT_FOR


def check_lists(chosen: list[str], *, of: list[str]) -> None:
    """:raises NotWhole: unless at least two lists of the roll are chosen, each once."""
    if len(set(chosen)) < 2 or len(set(chosen)) < len(chosen) or set(chosen) - set(of):
        raise NotWhole("Choose at least two of the roll's lists. Three or more tell far more.")


def check_may_sign(by: str, *, asked_by: str) -> None:
    """:raises NotYours: for whoever asked for the study."""
    if by == asked_by:
        raise NotYours(
            "Whoever asked for a study does not sign it off. Ask another of the researchers."
        )
