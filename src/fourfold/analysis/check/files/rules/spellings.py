"""How people write the codes of a field: the code, its words, in any case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fourfold.analysis.check.files.rules.table import quoted
from fourfold.reference.contracts import ContractField, FieldType

YES = ("yes", "y", "true", "1", "sí", "si")
NO = ("no", "n", "false", "0")
_LEAF = 8


def is_coded(field: ContractField) -> bool:
    """Tell whether a cell holds one of the field's codes, and not a list of them."""
    return bool(field.choices) and field.type not in (FieldType.LIST, FieldType.BOOLEAN)


def spellings(field: ContractField) -> dict[str, str]:
    """
    Return what a cell may say, in lower case, with the code it means.

    A code comes before the contract's other spellings, those before words; words that two codes
    share mean neither.
    """
    codes = {code.lower(): code for code in field.choices}
    also = {each.lower(): code for each, code in field.spellings.items()}
    words: dict[str, set[str]] = {}
    for code, label in field.choices.items():
        for each in {label, label.replace("\u2019", "'"), " ".join(label.split())}:
            words.setdefault(each.strip().lower(), set()).add(code)
    said = {each: min(meant) for each, meant in words.items() if len(meant) == 1 and each}
    return said | also | codes


def among(text: str, values: Iterable[str]) -> str:
    """
    Return SQL that tells whether a text is one of the values: a search by halves.

    IN with many values would be joined for every row, also where nobody asks for the answer.
    """
    return _is_in(text, sorted(set(values), key=str.encode))


def code_of(text: str, said: Mapping[str, str]) -> str:
    """Return SQL of the code that a text in lower case means, or NULL: a search by halves."""
    return _search(text, sorted(said.items(), key=lambda each: each[0].encode()))


def _is_in(text: str, values: list[str]) -> str:
    if len(values) <= _LEAF:
        return f"({' OR '.join(f'{text} = {quoted(each)}' for each in values) or 'false'})"
    middle = len(values) // 2
    low, high = _is_in(text, values[:middle]), _is_in(text, values[middle:])
    return f"CASE WHEN {text} < {quoted(values[middle])} THEN {low} ELSE {high} END"


def _search(text: str, said: list[tuple[str, str]]) -> str:
    if len(said) <= _LEAF:
        cases = " ".join(f"WHEN {quoted(each)} THEN {quoted(code)}" for each, code in said)
        return f"CASE {text} {cases} END" if cases else "NULL::VARCHAR"
    middle = len(said) // 2
    low, high = _search(text, said[:middle]), _search(text, said[middle:])
    return f"CASE WHEN {text} < {quoted(said[middle][0])} THEN {low} ELSE {high} END"
