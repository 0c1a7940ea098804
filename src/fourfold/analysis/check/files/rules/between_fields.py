"""What all rules of a contract between fields share."""

from __future__ import annotations

from collections.abc import Iterator

from fourfold.analysis.check.files.rules.given import Given, PerRow
from fourfold.analysis.check.files.rules.spellings import NO, YES, among, is_coded
from fourfold.analysis.check.files.rules.values import DECIMAL
from fourfold.reference.contracts import ContractRule, FieldType, RuleKind

FIX = "Compare the cells and correct the one that is off."
EXACT = DECIMAL.replace("25", "38")


def rules_of(given: Given, kind: RuleKind) -> Iterator[ContractRule]:
    """Yield the contract's rules of one kind."""
    return (each for each in given.contract.rules if each.kind is kind)


def said(rule: ContractRule, column: str, broken: str) -> PerRow:
    """Return a question in the words of the contract's own rule: what is wrong, what to do."""
    why, _, fix = rule.says.partition(". ")
    why = why if why.endswith(".") else f"{why}."
    return PerRow(rule.code, rule.severity, column, broken, why, fix or FIX)


def exact(given: Given, name: str) -> str:
    """Return SQL of a number with room for adding."""
    return f"{given.value(name)}::{EXACT}"


def is_one_of(given: Given, name: str, values: tuple[str, ...]) -> str:
    """Return SQL that tells whether a field is one of a rule's values, however it is spelled."""
    field = given.contract.field(name)
    text = given.text(name)
    if is_coded(field):
        return among(given.value(name), values)
    if field.type is FieldType.LIST:
        listed = among("x", values)
        return f"len(list_filter({given.value(name)}, lambda x: {listed})) > 0"
    if field.type is FieldType.BOOLEAN:
        wanted = {each.lower() for each in values}
        meant = [*(["true"] if wanted & set(YES) else ()), *(["false"] if wanted & set(NO) else ())]
        return f"{given.value(name)} IN ({', '.join(meant) or 'NULL'})"
    if field.type in (FieldType.INTEGER, FieldType.NUMBER, FieldType.YEAR, FieldType.DATE):
        return among(f"{given.value(name)}::VARCHAR", values)
    return among(text, values)
