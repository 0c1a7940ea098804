"""
The look of a document as constants: colors, type scale, widths.

One place for charts, PDF, DOCX and the HTML style sheet. Values come from the design's tokens;
every pair of text and ground reaches a contrast of 4.5 to 1.
"""

from __future__ import annotations

from typing import Final

# ------------------------------------------------------------------ color
INK: Final = "#1b1b1b"
SOFT: Final = "#565c65"
"""Words of second rank: captions, notes, units."""
PAPER: Final = "#ffffff"
WASH: Final = "#f6f7f9"
LINE: Final = "#d5d9e0"
RULE: Final = "#8d939c"
"""A line that carries meaning, such as a chart's zero; 3 to 1 on paper."""
PRIMARY: Final = "#1f5c8b"
DEEP: Final = "#123a5a"
CAUTION: Final = "#8a6100"
CAUTION_WASH: Final = "#fff3d6"

FOUR_PS: Final = {
    "prevention": "#3f7d3a",
    "protection": "#1f5c8b",
    "prosecution": "#7a4a8c",
    "partnership": "#985c00",
}


def hue(four_p: str) -> str:
    """Return the hue of a P, or the deep blue of headings for what belongs to none."""
    return FOUR_PS.get(four_p, DEEP)


# ------------------------------------------------------------------ type
FAMILY: Final = "Public Sans"
FALLBACK: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif"
SCREEN_SCALE: Final = (15, 17, 20, 24, 32, 40)
"""Sizes on a screen, in pixels: small, body, lead, section, chapter, title."""

PRINT_SIZES: Final = {
    "tiny": 7.5,
    "small": 8.5,
    "body": 10.5,
    "lead": 12.0,
    "part": 11.5,
    "section": 14.0,
    "chapter": 22.0,
    "title": 32.0,
    "figure": 24.0,
    "key": 76.0,
}
"""Sizes on paper, in points; PDF and DOCX share them."""
