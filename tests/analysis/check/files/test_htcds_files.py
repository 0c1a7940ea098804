"""
Files of the standard as its own tools write them are taken with unmodified headings.

The headings are facts of github.com/UNMigration/HTCDS (CC BY 4.0): questions of its survey form and
its core fields with their labels; its spreadsheets have the names in a hidden first row, the labels
below. Everybody in the rows is made up.
"""

from __future__ import annotations

import csv
import io
from zipfile import ZipFile

import pytest

from fourfold.analysis.check.files.rules import totals_of
from fourfold.reference import Severity
from fourfold.reference.htcds import standard
from fourfold.reference.htcds_contract import htcds_cases

from .asked_of_agencies import checked, told

pytestmark = pytest.mark.slow  # each opens a file as a table
CASES = htcds_cases()
SURVEY = {
    "con_Consent": "TRUE",
    "prs_Salutation": "Ms.",
    "prs_First_Name": "Made-up",
    "prs_Second_Name": "Person",
    "prs_Birthdate": "2001-04-28",
    "prs_Gender": "TransgenderFeminine",
    "prs_Citizenship": "CI",
    "prs_Title": "Cook",
    "prs_Email": "made-up@example.org",
    "prs_HomePhone": "+18605550143",
    "prs_MobilePhone": "",
    "prs_MailingCity": "Norwich",
    "prs_MailingCountry": "United States of America",
    "prs_MailingState": "CT",
    "prs_MailingStreet": "2 Made-up Street",
    "prs_MailingPostalCode": "06360",
    "vic_MethodOfRecruitment": "AtWork ThroughOnlineSocialNetworks",
    "vic_LocationOfRecruitment": "Made-up Mall",
    "vic_TraffickingStatus": "PossibleVictimOfTrafficking",
    "vic_TraffickingStatusDecisionMakingOrg": "NGO",
    "vic_Methods_of_Control": "DebtBondage WithholdsDocuments Other",
    "vic_TypeOfExploitation": "ForcedLabour SexualExploitation",
    "vic_ForcedLabourIndustry": "I_AccommodationAndFoodServiceActivities P_Education",
    "vic_TypeOfSexExploitation": "Prostitution",
    "vic_LocationOfExploitation": "Made-up Inn",
    "cas_Status": "FollowUp",
    "cas_ReferringOrganisation": "Made-up Shelter",
    "cas_IncomingReferralDate": "2017-03-14",
    "cas_ReferringPrimaryCaseWorker": "Made-up Worker",
    "cas_ReasonForIncomingReferral": "Other",
    "cas_IncomingReferralDetails": "Made up for this test",
}
BEFORE = {"start": "2017-03-14T10:00:00.000-04:00", "end": "2017-03-14T10:20:00.000-04:00"}
CENTRAL = {"meta-instanceID": "uuid:made-up", "KEY": "uuid:made-up", "SubmitterID": "12"}
CENTRAL |= {"SubmitterName": "Made-up phone", "AttachmentsPresent": "0", "Edits": "0"}
TOOLBOX = {"__version__": "v1", "_id": "101", "_uuid": "made-up", "_index": "1"}
TOOLBOX |= {"_submission_time": "2017-03-14T14:21:00", "_validation_status": "", "_tags": ""}
CORE = (
    "prs_FirstName prs_SecondName prs_Birthdate prs_Gender prs_Deceased prs_Citizenship "
    "prs_Email prs_HomePhone prs_MobilePhone prs_MailingCity prs_MailingCountry prs_MailingState "
    "prs_MailingStreet prs_MailingPostalCode vic_MethodOfRecruitment vic_LocationOfRecruitment "
    "vic_MethodsOfControl vic_TypeOfExploitation vic_ForcedLabourIndustry "
    "vic_TypeOfSexExploitation vic_LocationOfExploitation vic_Vulnerabilities "
    "vic_DetailsOfVulnerabilities cas_Status cas_ReferringOrganisation cas_IncomingReferralDate "
    "cas_ReferringPrimaryCaseWorker cas_ReasonForIncomingReferral cas_IncomingReferralDetails"
)


def as_csv(*rows: list[str]) -> bytes:
    made = io.StringIO(newline="")
    csv.writer(made).writerows(rows)
    return made.getvalue().encode()


def survey(before: dict[str, str], after: dict[str, str], group: str = "") -> bytes:
    """Return one answer of the survey form as its tool writes it."""
    asked = {f"{group}{name}": value for name, value in SURVEY.items()}
    row = BEFORE | before | asked | after
    return as_csv(list(row), list(row.values()))


def split(name: str, joined: str, chosen: str) -> dict[str, str]:
    """Return the columns of a question with many answers, one a choice."""
    codes = standard().code_lists[name]
    return {f"{joined}/{code}": str(int(code in chosen.split())) for code in codes}


@pytest.mark.parametrize(
    "content",
    [
        survey({"SubmissionDate": "2017-03-14T14:21:00.000Z"}, CENTRAL),
        survey({"SubmissionDate": "2017-03-14T14:21:00.000Z"}, CENTRAL, "core-"),
        survey({}, TOOLBOX),
        survey({}, TOOLBOX, "core/"),
        survey({}, split("MethodsOfControl", "vic_Methods_of_Control", "DebtBondage Other")),
    ],
    ids=["ODK Central", "ODK Central, a group", "Kobo", "Kobo, a group", "Kobo, split"],
)
def test_an_export_of_the_survey_form_is_taken_as_it_is(content: bytes) -> None:
    brought, found = checked(CASES, content)
    read = {each.field for each in brought.recognition.columns} - {""}

    assert len(read) == len(SURVEY)
    assert brought.must_be_asked == set()
    assert (found.rows, told(found, "TWO_HEADER_ROWS")) == (1, [])


def sheet(*, labels: bool, names: bool = True) -> bytes:
    """Return a spreadsheet of core fields as text, with its two rows of headings."""
    fields = [standard().fields[each] for each in CORE.split()]
    example = CASES.example()
    rows = [[each.id for each in fields]] if names else []
    rows += [[each.label for each in fields]] if labels else []
    return as_csv(*rows, [example[each.id].replace(";", "; ") for each in fields])


@pytest.mark.parametrize(
    "content",
    [sheet(labels=False), sheet(labels=True), sheet(labels=True, names=False)],
    ids=["names", "names and labels", "labels"],
)
def test_the_headings_of_the_spreadsheets_are_taken_as_they_are(content: bytes) -> None:
    brought, found = checked(CASES, content)

    assert [each.field for each in brought.recognition.columns] == CORE.split()
    assert brought.must_be_asked == set()
    assert (found.rows, told(found, "TWO_HEADER_ROWS")) == (1, [])


def test_a_spreadsheet_whose_rows_are_numbered_beforehand_is_taken_as_it_is() -> None:
    heads, labels, filled = csv.reader(io.StringIO(sheet(labels=True).decode()))
    rows = [["1", *filled], *([str(nth), *[""] * len(filled)] for nth in range(2, 300))]
    brought, found = checked(CASES, as_csv(["", *heads], ["", *labels], *rows))

    assert brought.recognition.doubts == ()
    assert (found.rows, told(found, "TWO_HEADER_ROWS")) == (1, [])


def workbook(*, macros: bool) -> bytes:
    """Return a workbook built as the standard's are: names hidden, labels, and a list of codes."""
    from openpyxl import Workbook

    book = Workbook()
    data, codes = book.active, book.create_sheet("validation")
    assert data is not None
    for row in csv.reader(sheet(labels=True).decode().splitlines()):
        data.append(row)
    data.row_dimensions[1].hidden = True
    for field in ("prs_Gender", "vic_MethodsOfControl"):
        codes.append([field, *CASES.field(field).choices.values()])
    made = io.BytesIO()
    book.save(made)
    if macros:
        with ZipFile(made, "a") as opened:
            opened.writestr("xl/vbaProject.bin", b"made-up")
    return made.getvalue()


@pytest.mark.parametrize("macros", [False, True], ids=["one choice", "many choices, by a macro"])
def test_a_workbook_of_the_standard_is_taken_as_it_is(macros: bool) -> None:
    brought, found = checked(CASES, workbook(macros=macros))

    assert [each.field for each in brought.recognition.columns] == CORE.split()
    assert brought.must_be_asked == set()
    assert found.rows == 1
    assert [each for each in found.groups if each.severity is Severity.ERROR] == []


def test_codes_labels_and_earlier_codes_mean_the_same() -> None:
    heads = ["prs_Gender", "vic_MethodsOfControl", "prs_Citizenship", "cas_IncomingReferralDate"]
    rows = [
        ["Masculine", "PhysicalThreats;FalsePromises", "US;MX", "2017-03-14"],
        ["male", "Physical threats; False promises", "United States; Mexico", "2017-03-15"],
        ["Male", "MethodsOfControlThreats MethodsOfControlFalsePromises", "USA", "2017-03-16"],
    ]
    brought, found = checked(CASES, as_csv(heads, *rows))

    assert told(found) == []
    assert totals_of(brought.plain, CASES)["rows"] == 3


def test_a_code_that_was_split_since_is_asked_about_and_not_guessed() -> None:
    rows = [["Transgender/NonConforming", "2017-03-14"]]
    _, found = checked(CASES, as_csv(["prs_Gender", "cas_IncomingReferralDate"], *rows))

    assert told(found) == ["NOT_IN_CHOICES"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"con_Consent": "FALSE", "prs_First_Name": "Made-up"}, "NO_CONSENT_NO_NAME"),
        ({"prs_Birthdate": "2018-01-01"}, "BORN_BEFORE_REFERRAL"),
        ({"prs_HomePhone": "call me"}, "WRONG_FORM"),
        ({"prs_MailingLatitude": "141.5"}, "TOO_LARGE"),
        ({"prs_PrimaryLanguage": "Spanish"}, "WRONG_FORM"),
        ({"vic_TypeOfExploitation": "SexualExploitation"}, "SEXUAL_EXPLOITATION_SAYS_TYPE"),
        ({"vic_TypeOfExploitation": "ForcedLabour;Other"}, "FORCED_LABOR_SAYS_INDUSTRY"),
        ({"cas_Status": "ClosedReferred"}, "REFERRED_SAYS_TO_WHOM"),
        ({"cas_IncomingReferralDate": ""}, "SAYS_SOMETHING"),
    ],
)
def test_what_cannot_be_is_told(cells: dict[str, str], code: str) -> None:
    empty = dict.fromkeys(
        ("vic_TypeOfSexExploitation", "vic_ForcedLabourIndustry", "cas_ReferredOrganisation"), ""
    )
    row = {"cas_IncomingReferralDate": "2017-03-14", "org_Name": "Made-up Center"} | empty | cells
    brought, found = checked(CASES, as_csv(list(row), list(row.values())))

    assert set(told(found)) == {code}
