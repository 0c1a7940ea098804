"""The shapes that every calculation, document and page shares: values, figures, indicators."""

from fourfold.analysis.tables.figures import (
    FIGURE_COLUMNS,
    WHOLE,
    BadFigure,
    Figure,
    FigureTable,
    Indicator,
    add_up,
    figure_row,
    indicator_row,
    read_figures,
    read_indicators,
)
from fourfold.analysis.tables.values import Bound, Hidden, Interval, Value, parse_value

__all__ = [
    "FIGURE_COLUMNS",
    "WHOLE",
    "BadFigure",
    "Bound",
    "Figure",
    "FigureTable",
    "Hidden",
    "Indicator",
    "Interval",
    "Value",
    "add_up",
    "figure_row",
    "indicator_row",
    "parse_value",
    "read_figures",
    "read_indicators",
]
