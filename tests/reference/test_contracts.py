"""Data contracts: each can be filled, asked and read by other programs; a slip in one is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fourfold import reference
from fourfold.reference import FieldType, RuleKind
from fourfold.reference.check_contracts import example_problem, plain

from .conftest import Spoil, Told

CT = reference.load_pack("ct")
LAMP = "contracts/lamp_counts.yaml"


def test_connecticut_asks_for_the_datasets_of_its_council() -> None:
    assert [each.name for each in CT.contracts] == [
        "arrests_convictions",
        "dcf_referrals",
        "hotline_counts",
        "lodging_attestations",
        "provider_counts",
        "published_figures",
        "trainings",
        "victim_services",
        "yearly_law_enforcement",
        "htcds_cases",
    ]


def test_the_yearly_report_of_police_has_the_items_of_the_statute() -> None:
    asked = {row["item"] for row in CT.rows("statutory_report_items")}
    contract = CT.contract("yearly_law_enforcement")

    assert asked <= {each.name for each in contract.fields}
    assert contract.law == ("CGS_51_286H",)


@pytest.mark.parametrize("contract", CT.contracts, ids=lambda each: each.name)
def test_every_field_would_take_its_own_example(contract: reference.Contract) -> None:
    assert [example_problem(each) for each in contract.fields if example_problem(each)] == []


@pytest.mark.parametrize("contract", CT.contracts, ids=lambda each: each.name)
def test_a_row_about_a_person_says_which_fields_point_to_them(
    contract: reference.Contract,
) -> None:
    pointing = [each.name for each in contract.fields if each.identifies]

    assert bool(pointing) == (contract.about is reference.About.PERSON)


def test_codes_of_a_pack_s_file_come_with_their_names() -> None:
    town = CT.contract("trainings").field("town")

    assert len(town.choices) == 169
    assert town.choices["NORWICH"] == "Norwich"


def test_a_table_schema_has_what_other_programs_need() -> None:
    made = reference.table_schema(CT.contract("dcf_referrals"))
    fields: dict[str, Any] = {each["name"]: each for each in made["fields"]}

    assert json.loads(json.dumps(made)) == made
    assert made["primaryKey"] == ["agency_number", "referred_on"]
    assert fields["age"]["constraints"] == {"minimum": "0", "maximum": "24"}
    assert fields["gender"]["constraints"]["enum"] == ["F", "M", "X", "UNKNOWN"]
    assert fields["kind"] | {"type": "list", "delimiter": ";"} == fields["kind"]
    assert fields["agency_number"]["fourfold:identifies"] == "DIRECTLY"


def test_a_table_schema_says_how_yes_and_no_are_written() -> None:
    made = reference.table_schema(CT.contract("trainings"))
    evaluated = next(each for each in made["fields"] if each["name"] == "evaluated")

    assert (evaluated["trueValues"], evaluated["falseValues"]) == (["yes"], ["no"])


def test_the_rules_of_the_packs_use_every_kind() -> None:
    assert {rule.kind for each in CT.contracts for rule in each.rules} == set(RuleKind)


def test_an_example_leaves_blank_what_its_own_values_rule_out() -> None:
    example = CT.contract("yearly_law_enforcement").example()

    assert (example["kind"], example["b1"], example["a2"]) == ("POLICE", "", "4")


def test_headings_are_compared_by_their_letters_and_digits() -> None:
    assert plain(" Date of  Referral: ") == plain("date_of_referral")


def test_an_unknown_contract_is_told_with_the_nearest_one() -> None:
    with pytest.raises(reference.UnknownName, match="Did you mean trainings"):
        CT.contract("training")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("name: lamp_counts", "name: lamp_count", "The name lamp_count is not the name of"),
        ("period: year", "period: town", "The period field town is neither a date nor a year."),
        ("primaryKey: [year, town]", "primaryKey: [year, place]", "'place' is not a field of"),
        ("codes: towns.code", "codes: villages.code", "'villages.code' is not the code of"),
        ("example: BRINEPORT", "example: NOWHERE", "'NOWHERE' is not one of its codes."),
        ("example: 12", "example: twelve", "'twelve' is no integer."),
        ("example: 5", "example: -5", "'-5' lies outside its own limits."),
        ("aliases: [place]", "aliases: [By night]", "could mean town or by_night"),
        ("kind: ADDS_UP", "kind: NOT_AFTER", "NOT_AFTER has no against."),
        ("kind: ADDS_UP", "kind: ADDS", "'ADDS'"),
        ("    against: calls\n", "", "ADDS_UP needs against."),
        ("fields: [by_night, by_day]", "fields: [by_night, town]", "town is no number."),
        ("against: calls", "against: rings", "'rings' is not a field"),
        ("source: [zz001]", "source: [zz999]", "'zz999' is not in sources.csv."),
        (
            "    codes: towns.code",
            "    codes: towns.code\n    spellings: {Old Brineport: NOWHERE}",
            "'NOWHERE' is not one of its codes",
        ),
        ("kind: ADDS_UP", "kind: AT_MOST_AMONG", "AT_MOST_AMONG needs alike."),
        ("against: calls", "against: calls\n    alike: [year]", "ADDS_UP has no alike."),
        ("version: 1", "version: one", "version"),
        ("row: One count for one year and one town.\n", "", "The field row is missing."),
    ],
)
def test_a_slip_in_a_contract_is_told(
    old: str, new: str, says: str, spoil: Spoil, told: Told
) -> None:
    spoil(LAMP, old, new)

    problems = told()

    assert any(LAMP in each and says in each for each in problems), problems


def test_a_list_needs_its_codes(spoil: Spoil, told: Told) -> None:
    spoil(
        LAMP,
        "name: by_day\n    title: By day\n    description: A whole number.\n    type: integer",
        "name: by_day\n    title: By day\n    description: A whole number.\n    type: list",
    )

    assert any("A list needs codes or choices." in each for each in told())


def test_every_type_of_field_stands_in_a_contract() -> None:
    used = {field.type for each in CT.contracts for field in each.fields}

    assert used == set(FieldType)
