"""
What a survey before and after a training shows, as a document and as tables for a program.

Reads an evaluation as `analysis.evaluate.engine.said` says it: plain values, in which what is
hidden stays hidden.
"""

from fourfold.documents.evaluation.compose import FOLDED, About, evaluation
from fourfold.documents.evaluation.files import TABLES, table_rows

__all__ = ["FOLDED", "TABLES", "About", "evaluation", "table_rows"]
