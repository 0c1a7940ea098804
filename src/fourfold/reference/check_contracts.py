"""Check a pack's data contracts: each field can be filled, each rule can be asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from fourfold.reference.check_documents import missing_from, schema_problems, source_problems
from fourfold.reference.contents import CONTRACTS_FOLDER, Contents
from fourfold.reference.contracts import (
    Contract,
    ContractField,
    ContractRule,
    FieldType,
    RuleKind,
    contract_of,
)
from fourfold.reference.errors import shorten
from fourfold.reference.htcds_contract import HTCDS_CASES
from fourfold.reference.problems import Problem

_NUMBERS = {FieldType.INTEGER, FieldType.NUMBER, FieldType.YEAR}
_NEEDS_AGAINST = {RuleKind.ADDS_UP, RuleKind.AT_MOST, RuleKind.FOUND_IN}
_NEEDS_IF = {RuleKind.NEEDED_IF, RuleKind.BLANK_IF, RuleKind.AT_MOST_AMONG}


def contract_problems(contents: Contents) -> list[Problem]:
    """Return what is wrong with every contract of a pack, and between them."""
    found: list[Problem] = []
    read: dict[str, Contract] = {}
    for file_name, document in contents.contracts.items():
        file = f"{CONTRACTS_FOLDER}/{file_name}"
        wrong = list(schema_problems(document, contents.shapes.contract, file, "contract"))
        if not wrong:
            wrong += _names(document, contents, file, file_name)
        found += wrong
        if not wrong:
            read[file] = contract_of(document, contents.tables)
    names = {HTCDS_CASES, *(each.name for each in read.values())}
    for file, contract in read.items():
        found += problems_of(contract, names, file)
    return found


def problems_of(contract: Contract, names: Iterable[str], file: str) -> list[Problem]:
    """Return what is wrong in one contract; names: of all contracts, which a rule may refer to."""
    found = list(_whole(contract, file))
    for number, field in enumerate(contract.fields):
        found += _field(field, f"fields[{number}]", file)
    for number, rule in enumerate(contract.rules):
        found += _rule(rule, contract, names, f"rules[{number}]", file)
    return found


def _names(document: Any, contents: Contents, file: str, file_name: str) -> Iterator[Problem]:
    if file_name != f"{document['name']}.yaml":
        why = f"The name {shorten(document['name'])} is not the name of the file."
        yield Problem(file, None, "name", why, "Rename the file or correct the name.")
    yield from source_problems(document, contents, file)
    laws = {row["code"] for row in contents.tables.get("statutes", ())}
    for number, law in enumerate(document.get("law", ())):
        yield from missing_from(law, laws, "in statutes.csv", file, f"law[{number}]")
    tables = {f"{name}.{shape.key[0]}" for name, shape in contents.shapes.tables.items()}
    for number, field in enumerate(document["fields"]):
        path = f"fields[{number}]"
        if "codes" in field and "choices" in field:
            why = "It has both codes and choices."
            yield Problem(file, None, path, why, "Keep one: a file of the pack, or words here.")
        elif "codes" in field:
            known = "the code of a pack's file, such as towns.code"
            yield from missing_from(field["codes"], tables, known, file, f"{path}.codes")


def _whole(contract: Contract, file: str) -> Iterator[Problem]:
    names = [each.name for each in contract.fields]
    for name in sorted({each for each in names if names.count(each) > 1}):
        yield Problem(file, None, "fields", f"{name!r} stands twice.", "Remove one.")
    for column, wanted in (
        ("period", (contract.period,)),
        ("primaryKey", contract.key),
        ("respondent", contract.respondent),
    ):
        for name in wanted:
            yield from missing_from(name, set(names), "a field of this contract", file, column)
    when = next((each for each in contract.fields if each.name == contract.period), None)
    if when and when.type not in (FieldType.DATE, FieldType.YEAR):
        why = f"The period field {when.name} is neither a date nor a year."
        yield Problem(file, None, "period", why, "Name a field of type date or year.")
    meant: dict[str, str] = {}
    for field in contract.fields:
        for spelling in {plain(each) for each in (field.name, field.title, *field.aliases)}:
            other = meant.setdefault(spelling, field.name)
            if other != field.name:
                why = f"The heading {spelling!r} could mean {other} or {field.name}."
                yield Problem(file, None, "fields", why, "Give one of them another title or alias.")


def plain(heading: str) -> str:
    """Return a heading as headings are compared: letters and digits only, in lower case."""
    return "".join(letter for letter in heading.casefold() if letter.isalnum())


def _field(field: ContractField, path: str, file: str) -> Iterator[Problem]:
    if field.type is FieldType.LIST and not field.choices:
        yield Problem(file, None, path, "A list needs codes or choices.", "Say what it may hold.")
    yield from _spellings(field, f"{path}.spellings", file)
    limits = {"minimum": field.minimum, "maximum": field.maximum}
    for name, limit in limits.items():
        if limit is not None and value_of(field, limit) is None:
            why = f"{shorten(limit)!r} is no {field.type}."
            yield Problem(file, None, f"{path}.constraints.{name}", why, "Correct the limit.")
    if field.pattern:
        try:
            re.compile(field.pattern)
        except re.error as problem:
            why = f"The pattern cannot be read: {problem}."
            yield Problem(file, None, f"{path}.constraints.pattern", why, "Correct it.")
            return
    if wrong := example_problem(field):
        yield Problem(file, None, f"{path}.example", wrong, "Give one that the field would take.")


def _spellings(field: ContractField, path: str, file: str) -> Iterator[Problem]:
    meant = {plain(code): code for code in field.choices}
    for spelling, code in field.spellings.items():
        yield from missing_from(code, set(field.choices), "one of its codes", file, path)
        other = meant.setdefault(plain(spelling), code)
        if other != code:
            why = f"{shorten(spelling)!r} could mean {other} or {code}."
            yield Problem(file, None, path, why, "Remove one of the two.")


def example_problem(field: ContractField) -> str:
    """Return why a field's own example would be refused, or nothing."""
    shown = shorten(field.example)
    if field.choices:
        parts = field.example.split(";") if field.type is FieldType.LIST else [field.example]
        strange = [each for each in parts if each not in field.choices]
        return f"{shorten(strange[0])!r} is not one of its codes." if strange else ""
    value = value_of(field, field.example)
    if value is None:
        return f"{shown!r} is no {field.type}."
    least = None if field.minimum is None else value_of(field, field.minimum)
    most = None if field.maximum is None else value_of(field, field.maximum)
    if (least is not None and value < least) or (most is not None and value > most):
        return f"{shown!r} lies outside its own limits."
    if field.max_length is not None and len(field.example) > field.max_length:
        return f"{shown!r} is longer than {field.max_length} characters."
    if field.pattern and not re.fullmatch(field.pattern, field.example):
        return f"{shown!r} does not fit its own pattern."
    return ""


def value_of(field: ContractField, text: str) -> Any:
    """Return a cell's text as a value that can be compared, or None if it is none of its type."""
    try:
        if field.type in (FieldType.INTEGER, FieldType.YEAR):
            return int(text)
        if field.type is FieldType.NUMBER:
            return float(text)
        if field.type is FieldType.DATE:
            return date.fromisoformat(text)
        if field.type is FieldType.BOOLEAN:
            return {"yes": True, "no": False}[text]
    except (ValueError, KeyError):
        return None
    return text


def _rule(
    rule: ContractRule, contract: Contract, contracts: Iterable[str], path: str, file: str
) -> Iterator[Problem]:
    names = {each.name for each in contract.fields}
    for name in rule.fields:
        yield from missing_from(name, names, "a field of this contract", file, f"{path}.fields")
    if bool(rule.against) != (rule.kind in _NEEDS_AGAINST):
        why = f"{rule.kind} {'needs' if not rule.against else 'has no'} against."
        yield Problem(file, None, path, why, "Compare it with RuleKind in the code's docs.")
    elif rule.kind is RuleKind.FOUND_IN:
        yield from missing_from(rule.against, set(contracts), "a contract", file, f"{path}.against")
    elif rule.against:
        yield from missing_from(rule.against, names, "a field", file, f"{path}.against")
    if bool(rule.where and rule.values) != (rule.kind in _NEEDS_IF):
        why = f"{rule.kind} {'needs' if not rule.where else 'has no'} if and is."
        yield Problem(file, None, path, why, "Compare it with RuleKind in the code's docs.")
    elif rule.where:
        yield from missing_from(rule.where, names, "a field", file, f"{path}.if")
    if rule.kind is RuleKind.NOT_AFTER and len(rule.fields) != 2:
        yield Problem(file, None, path, "NOT_AFTER compares two fields.", "Name the two.")
    if bool(rule.alike) != (rule.kind is RuleKind.AT_MOST_AMONG):
        why = f"{rule.kind} {'has no' if rule.alike else 'needs'} alike."
        yield Problem(file, None, path, why, "Compare it with RuleKind in the code's docs.")
    for name in rule.alike:
        yield from missing_from(name, names, "a field of this contract", file, f"{path}.alike")
    if rule.where in names and (choices := contract.field(rule.where).choices):
        for value in rule.values:
            yield from missing_from(value, set(choices), f"a code of {rule.where}", file, path)
    if rule.kind in (RuleKind.ADDS_UP, RuleKind.AT_MOST, RuleKind.AT_MOST_AMONG):
        for name in filter(None, (*rule.fields, rule.against)):
            if name in names and contract.field(name).type not in _NUMBERS:
                why = f"{name} is no number."
                yield Problem(file, None, path, why, "Such a rule compares numbers only.")
