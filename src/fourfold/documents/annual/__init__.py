"""The council's annual report, composed from a pack and cleared figures."""

from fourfold.documents.annual.compose import NoFigures, NoReport, compose

__all__ = ["NoFigures", "NoReport", "compose"]
