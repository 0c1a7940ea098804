"""A survey's codebook: which columns are items, which way is better, and how a score is made."""

from fourfold.analysis.evaluate.codebook.meaning import (
    Better,
    Codebook,
    Construct,
    Item,
    Label,
    Printed,
    Score,
)
from fourfold.analysis.evaluate.codebook.reading import BrokenCodebook, codebook_of

__all__ = [
    "Better",
    "BrokenCodebook",
    "Codebook",
    "Construct",
    "Item",
    "Label",
    "Printed",
    "Score",
    "codebook_of",
]
