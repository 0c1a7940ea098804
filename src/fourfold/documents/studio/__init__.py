"""The annual report studio's documents: blocks written by people, each number bound to a figure."""

from fourfold.documents.studio.compose import compose
from fourfold.documents.studio.parts import Edition, Kind, Part
from fourfold.documents.studio.sheet import Filing, index_sheet

__all__ = ["Edition", "Filing", "Kind", "Part", "compose", "index_sheet"]
