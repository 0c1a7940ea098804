"""Where a short series of years goes if nothing changes, with the range that is honest to give."""

from fourfold.analysis.forecast.drift import (
    FEWEST,
    Ahead,
    Forecast,
    NoSpread,
    TooFewPoints,
    drift,
)

__all__ = ["FEWEST", "Ahead", "Forecast", "NoSpread", "TooFewPoints", "drift"]
