"""Which contracts can be put together, and as what."""

from __future__ import annotations

from fourfold.reference import About, Contract, ContractField, FieldType

PLACE, TOWN, KIND = "place", "town", "kind"
"""Fields by which a register of places knows its rows."""

NOT_ADDED = frozenset({"", "percent", "years"})
"""Units of numbers whose sum says nothing; one without a unit says not even what it is."""


def is_by_office(contract: Contract) -> bool:
    """Return whether each office answers with one row, so that answers can be added up."""
    own = {contract.period, *contract.respondent}
    return bool(contract.key) and set(contract.key) <= own


def is_register(contract: Contract) -> bool:
    """Return whether rows are places and what they attest."""
    names = {each.name for each in contract.fields}
    return contract.about is About.PLACE and {PLACE, TOWN, KIND} <= names


def is_by_line(contract: Contract) -> bool:
    """Return whether an office answers with several rows that can be added up line by line."""
    return bool(cuts(contract) and added(contract)) and not is_by_office(contract)


def is_compiled(contract: Contract) -> bool:
    """Return whether the answers of a contract can be put together at all."""
    return is_by_office(contract) or is_register(contract) or is_by_line(contract)


def cuts(contract: Contract) -> tuple[tuple[str, ...], ...]:
    """
    Return by which fields the rows of all offices are added up; none: they cannot be.

    Counts: by all fields of the key that are coded or a time, together, because a count may be part
    of another and is only ever added to the same count of another office or free text. Events: by
    each coded field on its own, because no event is part of another.
    """
    if any(each.identifies for each in contract.fields):
        return ()
    own = set(contract.respondent)
    if contract.about is About.COUNTS:
        keys = [contract.field(name) for name in contract.key if name not in own]
        named = tuple(each.name for each in keys if each.choices or _is_time(each))
        return (named,) if any(each.choices for each in keys) else ()
    if contract.about is About.EVENT:
        return tuple(
            (each.name,) for each in contract.fields if each.choices and each.name not in own
        )
    return ()


def added(contract: Contract) -> tuple[ContractField, ...]:
    """Return the fields whose numbers are added up: those of a unit that can be."""
    own = {contract.period, *contract.respondent}
    return tuple(
        each
        for each in contract.fields
        if each.type in (FieldType.INTEGER, FieldType.NUMBER)
        and each.unit not in NOT_ADDED
        and each.name not in own
    )


def _is_time(field: ContractField) -> bool:
    return field.type in (FieldType.YEAR, FieldType.DATE)
