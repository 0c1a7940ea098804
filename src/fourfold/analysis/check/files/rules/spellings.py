"""How people write the codes of a field: the code, its words, in any case."""

from __future__ import annotations

from collections.abc import Mapping

from fourfold.analysis.check.files.rules.table import quoted
from fourfold.reference.contracts import ContractField, FieldType

YES = ("yes", "y", "true", "1", "sí", "si")
NO = ("no", "n", "false", "0")
_LEAF = 6


def is_coded(field: ContractField) -> bool:
    """Tell whether a cell holds one of the field's codes, and not a list of them."""
    return bool(field.choices) and field.type not in (FieldType.LIST, FieldType.BOOLEAN)


def spellings(field: ContractField) -> dict[str, str]:
    """
    Return what a cell may say, in lower case, with the code it means.

    A code comes before the contract's other spellings, and these before words; words that two codes
    share mean neither.
    """
    codes = {each.lower(): code for each, code in field.spellings.items()}
    codes |= {code.lower(): code for code in field.choices}
    words: dict[str, set[str]] = {}
    for code, label in field.choices.items():
        for each in {label, label.replace("\u2019", "'"), " ".join(label.split())}:
            words.setdefault(each.strip().lower(), set()).add(code)
    said = {each: min(meant) for each, meant in words.items() if len(meant) == 1 and each}
    return said | codes


def among(text: str, values: Mapping[str, object] | tuple[str, ...] | list[str]) -> str:
    """Return SQL that tells whether a text is one of the values; such a list is hashed."""
    return f"{text} IN ({', '.join(quoted(each) for each in values)})" if values else "false"


def code_of(text: str, said: Mapping[str, str]) -> str:
    """Return SQL of the code that a text in lower case means, or NULL: a search by halves."""
    return _search(text, sorted(said.items(), key=lambda each: each[0].encode()))


def _search(text: str, said: list[tuple[str, str]]) -> str:
    if len(said) <= _LEAF:
        cases = " ".join(f"WHEN {quoted(each)} THEN {quoted(code)}" for each, code in said)
        return f"CASE {text} {cases} END" if cases else "NULL::VARCHAR"
    middle = len(said) // 2
    low, high = _search(text, said[:middle]), _search(text, said[middle:])
    return f"CASE WHEN {text} < {quoted(said[middle][0])} THEN {low} ELSE {high} END"
