"""What documents print for a product of assumptions, as the catalog has it."""

from __future__ import annotations

from fourfold.apps.council import access
from fourfold.catalog import queries as catalog
from fourfold.documents.words import show_figure


def printed(code: str, *, viewer: access.Who) -> str:
    """
    Return a published figure as it is shown; "" if there is none, or none of this code.

    viewer: named as everywhere; what is in the catalog is open to all.
    """
    found = catalog.figures()
    if not code or code not in found:
        return ""
    figure = found[code]
    return show_figure(figure, unit=found.indicators[figure.indicator].unit)
