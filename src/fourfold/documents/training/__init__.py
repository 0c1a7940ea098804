"""What training reached, as a document: of a session, a course, a year, or the whole state."""

from fourfold.documents.training.compose import reached
from fourfold.documents.training.shapes import Published, Reached, Split

__all__ = ["Published", "Reached", "Split", "reached"]
