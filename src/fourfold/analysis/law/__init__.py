"""
The law's definitions of trafficking, asked about facts that are yes, no or unknown.

Here: what a definition says on a day, what would decide an open answer, what to ask next, and
which patterns of facts one definition covers and another does not, the elements side by side, and
two texts word by word. Not here: the definitions
themselves (a pack's files, read by `reference`) and what a body decided (the app `cases`).
What the actor knew or meant is not asked; counsel and courts decide it.
"""

from fourfold.analysis.law.deciding import Deciders
from fourfold.analysis.law.determining import Answer, Reason, Verdict, determine, determine_all
from fourfold.analysis.law.diffs import DiffPiece, Kept, diff_words
from fourfold.analysis.law.elements import (
    ElementCell,
    ElementLine,
    ElementTable,
    Lack,
    Stand,
    element_table,
    lacks,
)
from fourfold.analysis.law.facts import (
    Facts,
    FactsDisagree,
    LawError,
    NotAnAnswer,
    Truth,
    UnknownFact,
    Vocabulary,
    read_truth,
)
from fourfold.analysis.law.gaps import Change, Comparison, Gap, changes, compare, days_of_change
from fourfold.analysis.law.questions import Question, next_questions
from fourfold.reference import Definition, DefinitionText, Element, Fact

__all__ = [
    "Answer",
    "Change",
    "Comparison",
    "Deciders",
    "Definition",
    "DefinitionText",
    "DiffPiece",
    "Element",
    "ElementCell",
    "ElementLine",
    "ElementTable",
    "Fact",
    "Facts",
    "FactsDisagree",
    "Gap",
    "Kept",
    "Lack",
    "LawError",
    "NotAnAnswer",
    "Question",
    "Reason",
    "Stand",
    "Truth",
    "UnknownFact",
    "Verdict",
    "Vocabulary",
    "changes",
    "compare",
    "days_of_change",
    "determine",
    "determine_all",
    "diff_words",
    "element_table",
    "lacks",
    "next_questions",
    "read_truth",
]
