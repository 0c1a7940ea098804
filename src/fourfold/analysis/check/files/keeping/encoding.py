"""
What points to a person, written so that it can be compared and not read.

HMAC-SHA256 (RFC 2104, FIPS 198-1) of a cell's text under a key that never leaves its owner: equal
people get equal letters, and without the key nobody can try names.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field

from fourfold.analysis.check.files.rules.given import Given
from fourfold.analysis.check.files.rules.spellings import is_coded
from fourfold.analysis.check.files.rules.table import quoted
from fourfold.reference.contracts import Contract, ContractField, FieldType, Identifies

BLOCK = 64
LEAST_KEY = 32
KEY_BLOCKS = ("inner_block", "outer_block")


class KeyTooShort(ValueError):
    """A key of fewer than 32 bytes does not protect what is encoded with it."""


class NeedsKey(ValueError):
    """The contract has fields that identify a person, and no key was given to encode them."""

    def __init__(self, contract: Contract) -> None:
        """Say which fields they are; never what stands in them."""
        names = ", ".join(each.name for each in encoded_fields(contract))
        super().__init__(
            f"{contract.name} has fields that identify a person ({names}). They are kept encoded "
            "only: give an Encoder with the key."
        )


@dataclass(frozen=True, slots=True)
class Encoder:
    """A key for one purpose, such as one dataset. key: at least 32 random bytes; never printed."""

    key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse a short key. :raises KeyTooShort: under 32 bytes."""
        if len(self.key) < LEAST_KEY:
            raise KeyTooShort(f"A key has at least {LEAST_KEY} bytes; this one has fewer.")

    def encoded(self, text: str) -> str:
        """Return a text's HMAC-SHA256, 64 hexadecimal digits: the same that `encoded` asks for."""
        return hmac.new(self.key, text.encode(), hashlib.sha256).hexdigest()

    def pads(self) -> tuple[str, str]:
        """Return the inner and the outer key block of RFC 2104, in hexadecimal digits."""
        key = hashlib.sha256(self.key).digest() if len(self.key) > BLOCK else self.key
        block = key.ljust(BLOCK, b"\0")
        inner, outer = (bytes(byte ^ pad for byte in block) for pad in (0x36, 0x5C))
        return inner.hex(), outer.hex()


def is_encoded(field: ContractField) -> bool:
    """Tell whether a field is kept encoded: it identifies a person by itself."""
    return field.identifies is Identifies.DIRECTLY


def encoded_fields(contract: Contract) -> tuple[ContractField, ...]:
    """Return the fields that are kept encoded."""
    return tuple(each for each in contract.fields if is_encoded(each))


def encoded(given: Given, field: ContractField) -> str:
    """
    Return SQL of a field's HMAC-SHA256, 64 hexadecimal digits; NULL stays NULL.

    The key's blocks are variables of the connection (KEY_BLOCKS), so that no query holds the key.
    """
    inner, outer = (f"from_hex(getvariable('{name}'))" for name in KEY_BLOCKS)
    first = f"sha256({inner} || encode({normal_text(given, field)}))"
    return f"sha256({outer} || from_hex({first}))"


def normal_text(given: Given, field: ContractField) -> str:
    """
    Return SQL of the text that is encoded: the same for all spellings of one value.

    Codes, numbers and days as the standard writes them; a list's codes in order, joined by
    semicolons; free text in lower case, in Unicode's form NFC, with single spaces.
    """
    value = given.value(field.name)
    if is_coded(field):
        return value
    if field.type is FieldType.LIST:
        return f"array_to_string(list_sort({value}), ';')"
    if field.type is FieldType.NUMBER:
        return f"rtrim(rtrim({value}::VARCHAR, '0'), '.')"
    if field.type is FieldType.STRING:
        spaced = f"regexp_replace({value}, {quoted(chr(92) + 's+')}, ' ', 'g')"
        return f"nfc_normalize(lower({spaced}))"
    return f"{value}::VARCHAR"
