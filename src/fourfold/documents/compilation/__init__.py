"""
What the offices of one call answered, put together for the Council.

Here: the statewide compilation of a yearly report (C.G.S. 51-286h in Connecticut), the sums of
datasets with several rows an office, and the register of attestations. All hold counts from inside
the Council: the public sees what was released.
"""

from fourfold.documents.compilation.by_line import compilation_by_line
from fourfold.documents.compilation.compose import compilation
from fourfold.documents.compilation.files import (
    as_csv,
    compilation_rows,
    lines_rows,
    register_rows,
)
from fourfold.documents.compilation.lines import ByLine, Cut, Line, Measure, Part
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
    "ByLine",
    "Collected",
    "Cut",
    "Duty",
    "Line",
    "Measure",
    "Part",
    "Place",
    "Places",
    "Question",
    "Standing",
    "as_csv",
    "compilation",
    "compilation_by_line",
    "compilation_rows",
    "lines_rows",
    "register",
    "register_rows",
]
