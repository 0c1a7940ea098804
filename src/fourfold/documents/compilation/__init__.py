"""
What the offices of one call answered, put together for the Council.

Here: the statewide compilation of a yearly report (C.G.S. 51-286h in Connecticut) and the register
of attestations. Both hold counts from inside the Council: the public sees what was released.
"""

from fourfold.documents.compilation.compose import compilation
from fourfold.documents.compilation.files import compilation_csv, register_csv
from fourfold.documents.compilation.register import register
from fourfold.documents.compilation.shapes import (
    Answer,
    Collected,
    Duty,
    Place,
    Places,
    Question,
    Standing,
)

__all__ = [
    "Answer",
    "Collected",
    "Duty",
    "Place",
    "Places",
    "Question",
    "Standing",
    "compilation",
    "compilation_csv",
    "register",
    "register_csv",
]
