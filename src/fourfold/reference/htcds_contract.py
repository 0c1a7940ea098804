"""
HTCDS 2.0 as a data contract that every pack has: one row a case.

Fields, labels and codes are the standard's (htcds.json), countries those of its survey form
(countries.json). What points to a person, other headings, examples and rules between fields are
ours (htcds_fields.csv and below): the standard says nothing of them. It needs no field.
Source: IOM, HTCDS 2.0 of December 24, 2021, CC BY 4.0. No endorsement by IOM.
"""

from __future__ import annotations

import csv
import json
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from fourfold.reference.contracts import (
    About,
    Contract,
    ContractField,
    ContractRule,
    FieldType,
    Identifies,
    RuleKind,
    Severity,
)
from fourfold.reference.htcds import Field, standard

HTCDS_CASES = "htcds_cases"
LONGEST = {"long_text": 10_000}
LONG = 255
TYPES = {
    "date": FieldType.DATE,
    "boolean": FieldType.BOOLEAN,
    "number": FieldType.INTEGER,
    "geolocation": FieldType.NUMBER,
    "select_many": FieldType.LIST,
}
SEVERAL = frozenset({"vic_ForcedLabourIndustry"})
"""One code in the standard's list of fields, several in its own survey form."""
LIMITS = {
    "Latitude": ("-90", "90"),
    "Longitude": ("-180", "180"),
    "NumberOfChildren": ("0", "30"),
    "AgeWhenTrafficked": ("0", "120"),
    "Birthdate": ("1900-01-01", None),
    "IncomingReferralDate": ("1980-01-01", None),
    "OutgoingReferralDate": ("1980-01-01", None),
}
LANGUAGE = "[A-Za-z]{3}"
EARLIER_CODES = {
    "Gender": {"Male": "Masculine", "Female": "Feminine", "Unknown": "NonSpecifiedUnknown"},
    "MethodsOfControl": {
        "Threats": "PhysicalThreats",
        "ThreatOfLawEnforcement": "ThreatsLawEnforcement",
        "PsychoactiveSubstances": "PsychoactiveSubstance",
    },
}
"""Codes of version 0.2 that mean what a code of today means; what it split or merged is asked."""


@cache
def htcds_cases() -> Contract:
    """Return the contract; the same in every pack."""
    words = _read_words()
    fields = tuple(_field(each, words[each.id]) for each in standard().fields.values())
    return Contract(
        name=HTCDS_CASES,
        version=1,
        issued_on=date(2026, 11, 22),
        title="Cases by the Human Trafficking Case Data Standard (HTCDS 2.0)",
        description=(
            "One row for each case, in the words of the standard of the International "
            "Organization for Migration. Its spreadsheets and its survey form are taken as they "
            "are. Send what you need to send and no more; every column may stay empty or be left "
            "out. What names a person is encoded at the door and never kept in clear."
        ),
        row="One case of one person.",
        about=About.PERSON,
        period="cas_IncomingReferralDate",
        key=(),
        fields=fields,
        rules=_rules(fields),
        note=(
            "The standard has no number for a case, so rows are compared whole. In its survey "
            "form the question prs_Title bears the label Second Name: export names, not labels. "
            "The headings of its spreadsheets are taken from its list of fields, where they are "
            "kept; the workbooks themselves were not read."
        ),
    )


def _read_words() -> dict[str, dict[str, str]]:
    text = resources.files("fourfold.reference").joinpath("htcds_fields.csv").read_text("utf-8")
    return {row["field"]: row for row in csv.DictReader(text.splitlines())}


@cache
def _countries() -> dict[str, Any]:
    text = resources.files("fourfold.reference").joinpath("countries.json").read_text("utf-8")
    kept: dict[str, Any] = json.loads(text)
    return kept


def _field(field: Field, words: dict[str, str]) -> ContractField:
    kind = TYPES.get(field.type, FieldType.STRING)
    bare = field.id.partition("_")[2]
    choices, spellings = _codes(field)
    low, high = _limits(bare)
    if bare.endswith("itude"):
        kind = FieldType.NUMBER
    is_text = kind is FieldType.STRING and not choices
    pattern = field.pattern.strip("^$") or (LANGUAGE if field.standard == "ISO 639-2" else "")
    return ContractField(
        name=field.id,
        title=words["title"] or field.label,
        description=words["says"],
        type=FieldType.LIST if field.id in SEVERAL else kind,
        example=words["example"],
        unit="degrees" if bare.endswith("itude") else "",
        choices=MappingProxyType(choices),
        spellings=MappingProxyType(spellings),
        aliases=tuple(each for each in words["also"].split(";") if each),
        identifies=Identifies(words["identifies"]) if words["identifies"] else None,
        minimum=low,
        maximum=high,
        max_length=LONGEST.get(field.type, LONG) if is_text else None,
        pattern=pattern,
    )


def _limits(bare: str) -> tuple[str | None, str | None]:
    found = (limits for name, limits in LIMITS.items() if bare.endswith(name))
    return next(found, (None, None))


def _codes(field: Field) -> tuple[dict[str, str], dict[str, str]]:
    """Return a field's codes with their words, and what else is understood as one of them."""
    if field.standard == "ISO 3166":
        return dict(_countries()["names"]), dict(_countries()["spellings"])
    if not field.code_list:
        return {}, {}
    kept = standard()
    choices = dict(kept.labels[field.code_list])
    spellings = {**kept.also[field.code_list], **EARLIER_CODES.get(field.code_list, {})}
    if field.standard == "ISIC Rev.4":
        spellings |= {code[0]: code for code in choices}
    return choices, spellings


# ------------------------------------------------------------------ rules between fields
def _rules(fields: tuple[ContractField, ...]) -> tuple[ContractRule, ...]:
    naming = tuple(each.name for each in fields if each.identifies is Identifies.DIRECTLY)
    of_person = tuple(each for each in naming if not each.startswith("org_"))
    unsaid = "Empty the cells that name the person or tell their story, or leave the row out."
    return (
        _order("BORN_BEFORE_REFERRAL", "prs_Birthdate", "cas_IncomingReferralDate", Severity.ERROR),
        _order("BORN_BEFORE_EVENT", "prs_Birthdate", "hte_Date", Severity.ERROR),
        _order(
            "REFERRED_IN_BEFORE_OUT",
            "cas_IncomingReferralDate",
            "cas_OutgoingReferralDate",
            Severity.WARNING,
        ),
        _needed(
            "SEXUAL_EXPLOITATION_SAYS_TYPE",
            "vic_TypeOfSexExploitation",
            ("vic_TypeOfExploitation", "SexualExploitation"),
            "Sexual exploitation is named without its type. Fill in the type, if it is known.",
        ),
        _needed(
            "FORCED_LABOR_SAYS_INDUSTRY",
            "vic_ForcedLabourIndustry",
            ("vic_TypeOfExploitation", "ForcedLabour"),
            "Forced labor is named without its industry. Fill in the industry, if it is known.",
        ),
        _needed(
            "STATUS_SAYS_WHO_DECIDED",
            "vic_TraffickingStatusDecisionMakingOrg",
            ("vic_TraffickingStatus", "ActualVictimOfTrafficking", "NotAVictimOfTrafficking"),
            "The status was decided; it is not said by whom. Fill in who decided.",
        ),
        _needed(
            "REFERRED_SAYS_TO_WHOM",
            "cas_ReferredOrganisation",
            ("cas_Status", "ClosedReferred"),
            "The case was closed and referred; it is not said to whom. Fill in the organization.",
        ),
        ContractRule(
            code="SAYS_SOMETHING",
            kind=RuleKind.ONE_OF,
            fields=("vic_TraffickingStatus", "vic_TypeOfExploitation", "cas_IncomingReferralDate"),
            says="The row has no status, no type and no day of referral. Fill in one, or leave it.",
            severity=Severity.WARNING,
        ),
        *(
            ContractRule(
                code=code,
                kind=RuleKind.BLANK_IF,
                fields=of_person,
                says=f"The person has not {agreed}. {unsaid}",
                severity=Severity.ERROR,
                where=asked,
                values=("no",),
            )
            for code, asked, agreed in (
                ("NO_CONSENT_NO_NAME", "con_Consent", "consented"),
                (
                    "NO_AGREEMENT_NO_NAME",
                    "vic_AgreementToManagePersonalData",
                    "agreed that their data are managed",
                ),
            )
        ),
    )


def _order(code: str, first: str, last: str, severity: Severity) -> ContractRule:
    says = f"{first} lies after {last}. Look which of the two days was mistyped."
    return ContractRule(code, RuleKind.NOT_AFTER, (first, last), says, severity)


def _needed(code: str, field: str, where: tuple[str, ...], says: str) -> ContractRule:
    asked, *values = where
    return ContractRule(
        code,
        RuleKind.NEEDED_IF,
        (field,),
        says,
        Severity.WARNING,
        where=asked,
        values=tuple(values),
    )
