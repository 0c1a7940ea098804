"""
Jurisdiction packs and code lists: everything that differs from state to state.

Here: reading and checking `jurisdictions/<code>/`. Not here: numbers computed from it, or anything
about a person. Everyone may read it.
"""

from fourfold.reference.check import PackReport, check_pack
from fourfold.reference.contracts import (
    About,
    Contract,
    ContractField,
    ContractRule,
    FieldType,
    Identifies,
    OfOffice,
    RuleKind,
    Severity,
    table_schema,
)
from fourfold.reference.coverage import Coverage
from fourfold.reference.definitions import Definition, DefinitionText, Element, Fact
from fourfold.reference.errors import BrokenPack, PackError, UnknownName
from fourfold.reference.packs import (
    Pack,
    active_code,
    active_pack,
    list_packs,
    load_pack,
)
from fourfold.reference.places import NotKnownThen, district_of, name_of_district, region_of
from fourfold.reference.problems import Problem
from fourfold.reference.retention import NoRule, RetentionRule, Schedule
from fourfold.reference.rows import Row

__all__ = [
    "About",
    "BrokenPack",
    "Contract",
    "ContractField",
    "ContractRule",
    "Coverage",
    "Definition",
    "DefinitionText",
    "Element",
    "Fact",
    "FieldType",
    "Identifies",
    "NoRule",
    "NotKnownThen",
    "OfOffice",
    "Pack",
    "PackError",
    "PackReport",
    "Problem",
    "RetentionRule",
    "Row",
    "RuleKind",
    "Schedule",
    "Severity",
    "UnknownName",
    "active_code",
    "active_pack",
    "check_pack",
    "district_of",
    "list_packs",
    "load_pack",
    "name_of_district",
    "region_of",
    "table_schema",
]
