"""The shapes that every calculation, document and page shares: values, figures, indicators."""

from fourfold.analysis.tables.figures import (
    BadFigure,
    Figure,
    FigureTable,
    Indicator,
    read_figures,
    read_indicators,
)
from fourfold.analysis.tables.values import Bound, Hidden, Interval, Value, parse_value

__all__ = [
    "BadFigure",
    "Bound",
    "Figure",
    "FigureTable",
    "Hidden",
    "Indicator",
    "Interval",
    "Value",
    "parse_value",
    "read_figures",
    "read_indicators",
]
