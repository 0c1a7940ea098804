"""
Data contracts: what each dataset of a data call must look like, as a state's pack says.

A contract is a Table Schema (Data Package 2.0) with what it has no words for: units, spellings that
are understood, who could be recognised, and rules between fields. It holds no data and checks none.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from fourfold.reference.rows import Row


class FieldType(StrEnum):
    """What a cell holds. LIST: several codes joined by semicolons; surveys join them by spaces."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    YEAR = "year"
    BOOLEAN = "boolean"
    LIST = "list"


class About(StrEnum):
    """What one row is about; a row about a person never rests in clear."""

    COUNTS = "COUNTS"
    PERSON = "PERSON"
    PLACE = "PLACE"
    EVENT = "EVENT"


class Identifies(StrEnum):
    """How a field points to a person: by itself, or together with others."""

    DIRECTLY = "DIRECTLY"
    TOGETHER = "TOGETHER"


class RuleKind(StrEnum):
    """What must hold. `fields` are those of the rule, in its order; blank cells break none of 1-3.

    NOT_AFTER: the first is not after the last. ADDS_UP: they add up to `against`. AT_MOST: none is
    more than `against`. NEEDED_IF, BLANK_IF: they are filled, or blank, where the field `if` is one
    of `is`. ONE_OF: at least one is filled. FOUND_IN: they stand in the dataset `against`.
    AT_MOST_AMONG compares rows with the same `alike`: none where the field `if` is one of `is` adds
    up to more than those where it is the last of them.
    """

    NOT_AFTER = "NOT_AFTER"
    ADDS_UP = "ADDS_UP"
    AT_MOST = "AT_MOST"
    NEEDED_IF = "NEEDED_IF"
    BLANK_IF = "BLANK_IF"
    ONE_OF = "ONE_OF"
    FOUND_IN = "FOUND_IN"
    AT_MOST_AMONG = "AT_MOST_AMONG"


class OfOffice(StrEnum):
    """What is known of an office that was asked, so that nobody has to type it."""

    NAME = "name"
    CODE = "code"
    KIND = "kind"
    TOWN = "town"
    DISTRICT = "district"


class Severity(StrEnum):
    """ERROR: the file cannot be taken. WARNING: somebody must look, and may send it so."""

    ERROR = "ERROR"
    WARNING = "WARNING"


@dataclass(frozen=True, slots=True)
class ContractField:
    """
    One column.

    choices: code to its words, empty where anything goes. spellings: what else a cell may hold, to
    the code it means; like codes and words, compared as headings are: letters and digits, any case.
    aliases: other headings that mean it.
    minimum, maximum: included, as a contract writes them ("0", "2000-01-01"); None: none.
    example: a made-up value as a cell holds it.
    """

    name: str
    title: str
    description: str
    type: FieldType
    example: str
    unit: str = ""
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)
    spellings: Mapping[str, str] = dataclasses.field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    identifies: Identifies | None = None
    required: bool = False
    unique: bool = False
    minimum: str | None = None
    maximum: str | None = None
    max_length: int | None = None
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class ContractRule:
    """One rule between fields; see RuleKind. says: what is wrong and what to do, for a clerk."""

    code: str
    kind: RuleKind
    fields: tuple[str, ...]
    says: str
    severity: Severity
    against: str = ""
    where: str = ""
    values: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contract:
    """
    What one dataset must look like.

    version: whole number from 1; a contract that was sent out is never changed. row: what one row
    is. respondent: the fields that only say who answers, to what is known of them. period: the name
    of the field that says when a row counts. key: fields that together stand only once; none where
    nothing tells rows apart, and rows are compared whole. law: codes of the pack's laws. sources:
    keys of the pack's sources.
    """

    name: str
    version: int
    issued_on: date
    title: str
    description: str
    row: str
    about: About
    period: str
    key: tuple[str, ...]
    fields: tuple[ContractField, ...]
    rules: tuple[ContractRule, ...] = ()
    law: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    note: str = ""
    respondent: Mapping[str, OfOffice] = dataclasses.field(default_factory=dict)

    def field(self, name: str) -> ContractField:
        """Return a field by its name. :raises KeyError: if there is none."""
        return next(each for each in self.fields if each.name == name)

    def example(self) -> dict[str, str]:
        """Return a made-up row, field to cell; what its own values rule out is left blank."""
        row = {each.name: each.example for each in self.fields}
        for rule in self.rules:
            if rule.kind is RuleKind.BLANK_IF and row[rule.where] in rule.values:
                row |= dict.fromkeys(rule.fields, "")
        return row


def contract_of(document: Mapping[str, Any], tables: Mapping[str, Iterable[Row]]) -> Contract:
    """
    Turn one contracts/NAME.yaml into a contract.

    tables: the pack's rows by the name of their file, where `codes` are looked up.
    :raises KeyError, TypeError, ValueError: where a field is missing or of the wrong type; what
    passes the pack's check raises none.
    """
    return Contract(
        name=document["name"],
        version=int(document["version"]),
        issued_on=date.fromisoformat(document["issued_on"]),
        title=document["title"],
        description=document["description"],
        row=document["row"],
        about=About(document["about"]),
        period=document["period"],
        key=tuple(document["primaryKey"]),
        fields=tuple(_field(each, tables) for each in document["fields"]),
        rules=tuple(_rule(each) for each in document.get("rules", ())),
        law=tuple(document.get("law", ())),
        sources=tuple(document["source"]),
        note=document.get("note", ""),
        respondent=MappingProxyType(
            {name: OfOffice(what) for name, what in document.get("respondent", {}).items()}
        ),
    )


def _field(given: Mapping[str, Any], tables: Mapping[str, Iterable[Row]]) -> ContractField:
    limits = given.get("constraints", {})
    return ContractField(
        name=given["name"],
        title=given["title"],
        description=given["description"],
        type=FieldType(given["type"]),
        example=_cell(given["example"]),
        unit=given.get("unit", ""),
        choices=MappingProxyType(_choices(given, tables)),
        spellings=MappingProxyType(dict(given.get("spellings", {}))),
        aliases=tuple(given.get("aliases", ())),
        identifies=Identifies(given["identifies"]) if "identifies" in given else None,
        required=bool(limits.get("required", False)),
        unique=bool(limits.get("unique", False)),
        minimum=_limit(limits.get("minimum")),
        maximum=_limit(limits.get("maximum")),
        max_length=limits.get("maxLength"),
        pattern=limits.get("pattern", ""),
    )


def _choices(given: Mapping[str, Any], tables: Mapping[str, Iterable[Row]]) -> dict[str, str]:
    """Return codes with their words: those written out, or those of a file of the pack."""
    if "codes" not in given:
        return {str(code): str(words) for code, words in given.get("choices", {}).items()}
    table, _, column = given["codes"].partition(".")
    return {row[column]: named(row) for row in tables.get(table, ())}


def named(row: Row) -> str:
    """Return what people call what a row is about: its name, title or citation."""
    words = (row.get(each, "") for each in ("name", "title", "citation", "code"))
    return next((each for each in words if each), "")


def _rule(given: Mapping[str, Any]) -> ContractRule:
    return ContractRule(
        code=given["code"],
        kind=RuleKind(given["kind"]),
        fields=tuple(given["fields"]),
        says=given["says"],
        severity=Severity(given["severity"]),
        against=given.get("against", ""),
        where=given.get("if", ""),
        values=tuple(given.get("is", ())),
        alike=tuple(given.get("alike", ())),
    )


def _cell(value: Any) -> str:
    """Return a value as a cell of a file holds it."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _limit(value: Any) -> str | None:
    return None if value is None else str(value)


# ------------------------------------------------------------------ writing it as the standard does


def table_schema(contract: Contract) -> dict[str, Any]:
    """Return a contract as a Table Schema that other programs read; ours stands under fourfold:."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "name": contract.name,
        "title": contract.title,
        "description": f"{contract.description} {contract.row}",
        "missingValues": [""],
        "primaryKey": list(contract.key),
        "fields": [_descriptor(each) for each in contract.fields],
        "fourfold:version": contract.version,
        "fourfold:about": contract.about.value,
        "fourfold:period": contract.period,
        "fourfold:rules": [_rule_descriptor(each) for each in contract.rules],
    }


def _descriptor(field: ContractField) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": field.required, "unique": field.unique}
    limits |= {"minimum": field.minimum, "maximum": field.maximum, "pattern": field.pattern}
    limits |= {"maxLength": field.max_length}
    if field.choices and field.type is not FieldType.LIST:
        limits["enum"] = list(field.choices)
    made: dict[str, Any] = {
        "name": field.name,
        "title": field.title,
        "description": field.description,
        "type": field.type.value,
        "example": field.example,
        "constraints": {
            name: value for name, value in limits.items() if value not in (None, "", False)
        },
    }
    if field.type is FieldType.LIST:
        made |= {"delimiter": ";", "itemType": "string", "fourfold:items": list(field.choices)}
    if field.type is FieldType.BOOLEAN:
        made |= {"trueValues": [_cell(True)], "falseValues": [_cell(False)]}
    if field.spellings:
        made["fourfold:spellings"] = dict(field.spellings)
    if field.unit:
        made["unit"] = field.unit
    if field.aliases:
        made["fourfold:aliases"] = list(field.aliases)
    if field.identifies:
        made["fourfold:identifies"] = field.identifies.value
    return made


def _rule_descriptor(rule: ContractRule) -> dict[str, Any]:
    made: dict[str, Any] = {
        "code": rule.code,
        "kind": rule.kind.value,
        "fields": list(rule.fields),
        "against": rule.against,
        "if": rule.where,
        "is": list(rule.values),
        "alike": list(rule.alike),
        "says": rule.says,
        "severity": rule.severity.value,
    }
    return {name: value for name, value in made.items() if value}
