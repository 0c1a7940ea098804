"""A data contract for people: on paper, and as a spreadsheet to fill in."""

from fourfold.documents.contracts.printed import printed
from fourfold.documents.contracts.sheets import MOST_ROWS, template

__all__ = ["MOST_ROWS", "printed", "template"]
