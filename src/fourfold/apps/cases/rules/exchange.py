"""What of a case the standard for case files (HTCDS) has a field for, there and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from fourfold.apps.cases.states.cases import CaseState, Concern
from fourfold.apps.cases.states.persons import Gender, Language
from fourfold.reference.htcds import Facts

GENDERS: dict[str, str] = {
    Gender.FEMININE: "Feminine",
    Gender.MASCULINE: "Masculine",
    Gender.TRANSGENDER_FEMININE: "TransgenderFeminine",
    Gender.TRANSGENDER_MASCULINE: "TransgenderMasculine",
    Gender.NON_CONFORMING: "NonConforming",
}
LANGUAGES: dict[str, str] = {
    Language.ENGLISH: "eng",
    Language.SPANISH: "spa",
    Language.PORTUGUESE: "por",
    Language.HAITIAN_CREOLE: "hat",
    Language.POLISH: "pol",
    Language.ARABIC: "ara",
    Language.MANDARIN: "zho",
    Language.VIETNAMESE: "vie",
    Language.AMERICAN_SIGN_LANGUAGE: "sgn",
}
"""Codes of ISO 639-2, as the standard asks."""

STATUSES = {
    CaseState.OPEN: "Active",
    CaseState.CLOSED: "Closed",
    CaseState.TRANSFERRED: "ClosedReferred",
}
WORDS = {
    "prs_FirstName": "given_name",
    "prs_SecondName": "family_name",
    "prs_MailingStreet": "street",
}


def to_standard(person: Mapping[str, Any], *, towns: Mapping[str, str]) -> Facts:
    """Return the facts of a person in the standard's fields. towns: code to name."""
    found = {field: person.get(name) for field, name in WORDS.items()}
    born_on, phone = person.get("born_on"), re.sub(r"[^0-9+]", "", person.get("phone") or "")
    if isinstance(born_on, date):
        found["prs_Birthdate"] = born_on.isoformat()
    if re.fullmatch(r"[2-9][0-9]{9}", phone):
        phone = f"+1{phone}"
    if re.fullmatch(r"\+?[1-9][0-9]{1,14}", phone):
        found["prs_MobilePhone"] = phone
    found["prs_Gender"] = GENDERS.get(person.get("gender") or "")
    town = person.get("town") or ""
    found["prs_MailingCity"] = towns.get(town, town)
    codes = [LANGUAGES[each] for each in person.get("languages") or () if each in LANGUAGES]
    for field, code in zip(("prs_PrimaryLanguage", "prs_SecondaryLanguage"), codes, strict=False):
        found[field] = code
    return {(field, 1): str(value) for field, value in found.items() if value}


def to_person(facts: Facts, *, towns: Mapping[str, str]) -> dict[str, Any]:
    """Return what a file says of the person in our own fields; the rest stays in the file."""
    said = {field: value for (field, nth), value in facts.items() if nth == 1}
    found: dict[str, Any] = {name: said.get(field) for field, name in WORDS.items()}
    if "prs_Birthdate" in said:
        found["born_on"] = date.fromisoformat(said["prs_Birthdate"])
    found["phone"] = said.get("prs_MobilePhone")
    genders = {code: str(gender) for gender, code in GENDERS.items()}
    found["gender"] = genders.get(said.get("prs_Gender", ""))
    codes = {name.casefold(): code for code, name in towns.items()}
    found["town"] = codes.get(said.get("prs_MailingCity", "").casefold())
    languages = {code: str(language) for language, code in LANGUAGES.items()}
    spoken = [said.get(f"prs_{each}Language", "") for each in ("Primary", "Secondary")]
    found["languages"] = [languages[each] for each in spoken if each in languages]
    return {name: value for name, value in found.items() if value}


def of_case(state: str, concern: str) -> Facts:
    """Return what the standard asks of a case. A level of concern is no determination."""
    found = {("cas_Status", 1): STATUSES[CaseState(state)]}
    if concern in (Concern.SUSPECTED, Concern.CONFIRMED):
        found["vic_TraffickingStatus", 1] = "PossibleVictimOfTrafficking"
    return found


def merged(
    imported: Facts, person: Mapping[str, Any], case: Facts, *, towns: Mapping[str, str]
) -> Facts:
    """
    Return what came with a file, with what was learned here since.

    What nobody changed here goes out as it came in, every field of it.
    """
    now = to_standard(person, towns=towns)
    was = to_standard(to_person(imported, towns=towns), towns=towns)
    news = {key: value for key, value in now.items() if was.get(key) != value}
    ended = case.get(("cas_Status", 1)) != STATUSES[CaseState.OPEN]
    own = {key: value for key, value in case.items() if ended or key not in imported}
    return imported | own | {k: v for k, v in news.items() if k not in imported or k in was}
