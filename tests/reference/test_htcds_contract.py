"""HTCDS as a contract: the official headings and codes are understood, and nobody is named."""

from __future__ import annotations

import json

import pytest

from fourfold import reference
from fourfold.reference import FieldType, Identifies, RuleKind, Severity
from fourfold.reference.check_contracts import plain, problems_of
from fourfold.reference.htcds import as_written, standard
from fourfold.reference.htcds_contract import EARLIER_CODES, HTCDS_CASES, htcds_cases

CASES = htcds_cases()
FORM = [
    "con_Consent",
    "prs_Salutation",
    "prs_First_Name",
    "prs_Second_Name",
    "prs_Birthdate",
    "prs_Gender",
    "prs_Citizenship",
    "prs_Title",
    "prs_Email",
    "prs_HomePhone",
    "prs_MobilePhone",
    "prs_MailingCity",
    "prs_MailingCountry",
    "prs_MailingState",
    "prs_MailingStreet",
    "prs_MailingPostalCode",
    "vic_MethodOfRecruitment",
    "vic_LocationOfRecruitment",
    "vic_TraffickingStatus",
    "vic_TraffickingStatusDecisionMakingOrg",
    "vic_Methods_of_Control",
    "vic_TypeOfExploitation",
    "vic_ForcedLabourIndustry",
    "vic_TypeOfSexExploitation",
    "vic_LocationOfExploitation",
    "cas_Status",
    "cas_ReferringOrganisation",
    "cas_IncomingReferralDate",
    "cas_ReferringPrimaryCaseWorker",
    "cas_ReasonForIncomingReferral",
    "cas_IncomingReferralDetails",
]
"""Questions of Toolkit/Survey/htcds_xlsform.xml of the standard's own repository, as facts."""
FORM_BEFORE = ("prs_Nationality", "vic_Vulnerabilities", "vic_DetailsOfVulnerabilities")
SAME_LABEL = {"Longitude", "Latitude", "Type", "Date", "City", "Country", "State", "Street"}
SAME_LABEL |= {"PostalCode", "Description"}


def meant(heading: str) -> str:
    """Return the one field a heading means."""
    fields = [
        each.name
        for each in CASES.fields
        if plain(heading) in {plain(told) for told in (each.name, each.title, *each.aliases)}
    ]
    assert len(fields) <= 1
    return fields[0] if fields else ""


def test_every_pack_offers_it_unless_it_has_its_own() -> None:
    for code in reference.list_packs():
        assert reference.load_pack(code).contract(HTCDS_CASES) == CASES


def test_it_passes_the_check_of_a_pack_s_contracts() -> None:
    assert problems_of(CASES, {CASES.name}, "htcds") == []


def test_it_has_every_field_and_every_list_of_the_standard_as_they_are() -> None:
    kept = standard()

    assert [each.name for each in CASES.fields] == list(kept.fields)
    assert len(CASES.fields) == 84
    for field in CASES.fields:
        if name := kept.fields[field.name].code_list:
            assert tuple(field.choices) == kept.code_lists[name]


def test_what_holds_several_codes_is_a_list() -> None:
    for field in standard().fields.values():
        if field.type == "select_many":
            assert CASES.field(field.id).type is FieldType.LIST
    assert CASES.field("vic_ForcedLabourIndustry").type is FieldType.LIST


@pytest.mark.parametrize("question", [*FORM, *FORM_BEFORE])
def test_a_question_of_the_survey_form_is_a_field(question: str) -> None:
    wanted = question.replace("First_Name", "FirstName").replace("Second_Name", "SecondName")
    wanted = wanted.replace("Methods_of_Control", "MethodsOfControl")

    assert meant(question) == wanted.replace("Nationality", "Citizenship")


def test_the_names_and_labels_of_the_spreadsheets_are_fields() -> None:
    for field in standard().fields.values():
        assert meant(field.id) == field.id
        if field.label and field.label not in SAME_LABEL:
            assert meant(field.label) == field.id


@pytest.mark.parametrize("label", sorted(SAME_LABEL))
def test_a_label_of_two_fields_is_nobody_s_and_is_asked_about(label: str) -> None:
    assert meant(label) == ""


def test_codes_of_before_mean_what_they_meant() -> None:
    for name, codes in EARLIER_CODES.items():
        assert set(codes.values()) <= set(standard().code_lists[name])
    assert CASES.field("prs_Gender").spellings["Female"] == "Feminine"
    assert CASES.field("vic_MethodsOfControl").spellings["MethodsOfControlOther"] == "Other"
    assert "RestrictsMovement" in CASES.field("vic_MethodsOfControl").choices


def test_a_country_is_known_by_two_letters_its_name_and_what_people_write() -> None:
    country = CASES.field("prs_Citizenship")

    assert len(country.choices) == 249
    assert country.choices["CI"] == "Côte d'Ivoire"
    assert country.spellings["USA"] == "US"


@pytest.mark.parametrize(
    "told",
    ["Name", "Phone", "Birthdate", "Street", "Email", "Number", "itude", "Details", "Comment"],
)
def test_what_names_a_person_is_encoded_at_the_door(told: str) -> None:
    open_ones = {"org_Name", "prs_NumberOfChildren"}
    told_so = [each for each in CASES.fields if told in each.name and each.name not in open_ones]

    assert told_so
    assert {each.identifies for each in told_so} == {Identifies.DIRECTLY}


def test_free_words_are_encoded_for_they_may_name_a_person() -> None:
    for field in standard().fields.values():
        if field.type == "long_text":
            assert CASES.field(field.id).identifies is Identifies.DIRECTLY


def test_without_consent_no_cell_may_name_the_person() -> None:
    rules = [each for each in CASES.rules if each.kind is RuleKind.BLANK_IF]

    assert {each.where for each in rules} == {"con_Consent", "vic_AgreementToManagePersonalData"}
    for rule in rules:
        assert rule.severity is Severity.ERROR
        assert {"prs_FirstName", "prs_Birthdate", "cco_CaseComment"} <= set(rule.fields)


def test_the_example_is_a_case_as_the_standard_writes_it() -> None:
    said = {"yes": "true", "no": "false"}
    for field in CASES.fields:
        value = said.get(field.example, field.example)
        assert as_written(standard().fields[field.name], value).replace("; ", ";") == value


def test_as_a_table_schema_it_comes_back_whole() -> None:
    made = reference.table_schema(CASES)

    assert json.loads(json.dumps(made)) == made
    assert made["primaryKey"] == []
    gender = next(each for each in made["fields"] if each["name"] == "prs_Gender")
    assert gender["fourfold:spellings"]["Male"] == "Masculine"
