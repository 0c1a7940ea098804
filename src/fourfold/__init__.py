"""Fourfold: the software a U.S. state runs to answer human trafficking."""

__version__ = "0.1.0"
