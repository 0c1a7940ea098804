"""What is asked of a file of answers, and the words when it cannot be done."""

from __future__ import annotations

from dataclasses import dataclass

LEAST_SHOWN = 10
"""Groups of fewer people are hidden, unless another number is asked for."""
REPLICATES = 1_000
SEED = 20_171
MOST_GROUPS = 200
MOST_REPLICATES = 100_000


class CannotEvaluate(ValueError):
    """The file cannot be evaluated as asked; the message says why and what to do."""


class CannotOpen(CannotEvaluate):
    """The file cannot be read as a table with the columns that are needed."""


class BadRequest(CannotEvaluate):
    """What was asked for cannot be: a threshold below 1, the same column twice."""


class TooFewAnswers(CannotEvaluate):
    """A wave has nobody, or fewer people than may be shown."""


class TooManyGroups(CannotEvaluate):
    """A column has so many values that its groups would say nothing, or name people."""


@dataclass(frozen=True, slots=True)
class Asked:
    """
    How a file is to be evaluated.

    wave, pair, event, by: columns of the file; pair: the code that people made up themselves,
    event: the training a person came to; "" where there is none. least: groups of fewer people
    are hidden. seed: of the resampling.
    :raises BadRequest: where these cannot be.
    """

    wave: str
    pair: str = ""
    event: str = ""
    by: tuple[str, ...] = ()
    least: int = LEAST_SHOWN
    replicates: int = REPLICATES
    seed: int = SEED
    level: float = 0.95

    def __post_init__(self) -> None:
        if not self.wave.strip():
            raise BadRequest("No column of waves is named. Name the one that says before or after.")
        columns = self.columns
        if len(set(columns)) < len(columns):
            raise BadRequest("A column is named for two things. Name each once.")
        if self.least < 1:
            raise BadRequest(f"Groups below {self.least} cannot be hidden. Write 1 to show all.")
        if not 100 <= self.replicates <= MOST_REPLICATES:
            limits = f"100 to {MOST_REPLICATES:,}"
            raise BadRequest(f"{self.replicates} samples are too few or too many. Write {limits}.")
        if not 0.5 <= self.level < 1:
            raise BadRequest(f"A level of {self.level} cannot be. Write 0.95 for 95 percent.")

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is named."""
        return tuple(filter(None, (self.wave, self.pair, self.event, *self.by)))
