"""
From a file of answers and a codebook to an evaluation.

The file becomes one table of small numbers in a database in memory; only counts leave it: how many
people of a wave and a group have which score. All tests and intervals come from those.
"""

from fourfold.analysis.evaluate.engine.asked import (
    LEAST_SHOWN,
    REPLICATES,
    SEED,
    Asked,
    BadRequest,
    CannotEvaluate,
    CannotOpen,
    TooFewAnswers,
    TooManyGroups,
)
from fourfold.analysis.evaluate.engine.evaluating import evaluate
from fourfold.analysis.evaluate.engine.results import (
    Change,
    ConstructResult,
    Evaluation,
    Group,
    ItemFit,
    ItemResult,
    Linked,
    Reliability,
    Standardized,
    Table,
    Verdict,
    Wave,
)
from fourfold.analysis.evaluate.engine.said import said

__all__ = [
    "Asked",
    "BadRequest",
    "CannotEvaluate",
    "CannotOpen",
    "Change",
    "ConstructResult",
    "Evaluation",
    "Group",
    "ItemFit",
    "ItemResult",
    "LEAST_SHOWN",
    "Linked",
    "REPLICATES",
    "Reliability",
    "SEED",
    "Standardized",
    "Table",
    "TooFewAnswers",
    "TooManyGroups",
    "Verdict",
    "Wave",
    "evaluate",
    "said",
]
