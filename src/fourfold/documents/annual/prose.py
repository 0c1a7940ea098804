"""Reading the report's own text: {F041} becomes the figure, with a way to its row."""

from __future__ import annotations

import re

from fourfold.analysis.tables import FigureTable
from fourfold.documents.blocks import Line, Number, Piece, Text
from fourfold.documents.words import show_figure

_FIGURE = re.compile(r"\{([A-Z]+\d+)\}")


class UnknownFigure(LookupError):
    """The report's text names a figure that was not cleared."""


def prose(text: str, figures: FigureTable) -> Line:
    """
    Turn text with figure references into a line.

    :raises UnknownFigure: naming the figure, so that no number is left out in silence.
    """
    pieces: list[Piece] = []
    end = 0
    for found in _FIGURE.finditer(text):
        if found.start() > end:
            pieces.append(Text(text[end : found.start()]))
        pieces.append(number(found[1], figures))
        end = found.end()
    if end < len(text):
        pieces.append(Text(text[end:]))
    return tuple(pieces)


def number(code: str, figures: FigureTable) -> Number:
    """Return one figure as a piece of a line. :raises UnknownFigure:"""
    if code not in figures:
        raise UnknownFigure(
            f"The report names figure {code}, which is not among the figures cleared for it."
        )
    figure = figures[code]
    return Number(show_figure(figure, unit=figures.indicator_of(figure).unit), code)
