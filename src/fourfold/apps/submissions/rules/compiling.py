"""Which contracts can be put together, and as what."""

from __future__ import annotations

from fourfold.reference import About, Contract

PLACE, TOWN, KIND = "place", "town", "kind"
"""Fields by which a register of places knows its rows."""


def is_by_office(contract: Contract) -> bool:
    """Return whether each office answers with one row, so that answers can be added up."""
    own = {contract.period, *contract.respondent}
    return bool(contract.key) and set(contract.key) <= own


def is_register(contract: Contract) -> bool:
    """Return whether rows are places and what they attest."""
    names = {each.name for each in contract.fields}
    return contract.about is About.PLACE and {PLACE, TOWN, KIND} <= names
