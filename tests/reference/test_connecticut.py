"""Connecticut's pack holds what its sources say, counted."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from fourfold import reference

PACK = reference.load_pack("ct")

ROWS = {
    "amp_elements": 19,
    "arrests_convictions": 4,
    "cac_standards": 10,
    "budget_facts": 7,
    "budget_rules": 2,
    "centers": 6,
    "clocks": 8,
    "concern_actions": 17,
    "concern_reasons": 16,
    "confidentiality_rules": 9,
    "consent_terms": 6,
    "council_seats": 28,
    "deadlines": 8,
    "deciding_bodies": 5,
    "demand_assumptions": 6,
    "definition_elements": 81,
    "definition_texts": 12,
    "definitions": 5,
    "disclosure_exceptions": 12,
    "disclosure_notices": 1,
    "districts": 14,
    "figures": 197,
    "holidays": 65,
    "illegible": 16,
    "law_facts": 28,
    "instrument_items": 19,
    "instruments": 5,
    "mandate": 21,
    "mandate_clocks": 21,
    "meeting_clocks": 5,
    "meeting_schedules": 1,
    "minor_consent": 4,
    "offices": 14,
    "organizations": 66,
    "quorum_rules": 1,
    "recommendations": 15,
    "regions": 6,
    "screening_items": 16,
    "service_types": 38,
    "organization_services": 18,
    "statutes": 48,
    "statutory_report_items": 11,
    "survey_items": 8,
    "team_disciplines": 8,
    "teams": 7,
    "town_districts": 175,
    "towns": 169,
    "trafficker_types": 13,
    "training_courses": 12,
    "venues": 46,
    "voices": 34,
    "vote_rules": 1,
}


@pytest.mark.parametrize(("name", "count"), ROWS.items())
def test_every_file_has_its_rows(name: str, count: int) -> None:
    assert len(PACK.rows(name)) == count


def test_every_region_has_its_towns() -> None:
    towns = Counter(town.region for town in PACK.towns)

    assert [towns[region.code] for region in PACK.regions] == [14, 15, 58, 23, 43, 16]


def test_the_codes_of_the_census_agree_with_each_other() -> None:
    for row in PACK.rows("towns"):
        assert row["geoid_2020"] == row["county_fips"] + row["cousub_fips"]
        assert row["geoid_2022"] == row["planning_region_fips"] + row["cousub_fips"]


def test_every_town_lies_in_the_state() -> None:
    for town in PACK.towns:
        assert town.lat is not None
        assert town.lon is not None
        assert 40.9 < town.lat < 42.1
        assert -73.8 < town.lon < -71.7


def test_the_dissent_of_2016_is_kept() -> None:
    voted = {each.code: each for each in PACK.recommendations_of(2016)}

    seventh = voted["R2016-07"]
    assert PACK.organization(seventh.opposed_by[0]).name == "Office of Chief Public Defender"
    assert PACK.organization(seventh.abstained[0]).name == "Department of Public Health"
    assert [code for code, each in voted.items() if each.opposed_by] == ["R2016-07", "R2016-08"]


def test_what_is_not_sourced_stays_empty() -> None:
    assert PACK.statute("CGS_53A_87").title == ""
    assert PACK.statute("CGS_UNNUMBERED_UNCARED_FOR").citation == ""
    assert sum(1 for town in PACK.towns if town.population_2020 is None) == 60


def test_statutory_seats_are_told_from_members_of_2016() -> None:
    statutory = [seat for seat in PACK.council_seats if seat.is_statutory]

    assert len(statutory) == 21
    assert all(2016 in seat.in_reports for seat in PACK.council_seats if not seat.is_statutory)


def test_the_tables_of_referrals_in_2017_each_add_up_to_212() -> None:
    sums: Counter[str] = Counter()
    for row in PACK.rows("figures"):
        if row["n"] == "212" and row["group"] != "all" and row["call"] == "2017":
            sums[row["indicator"]] += int(Decimal(row["value"]))

    assert sorted(sums.values()) == [212, 212, 212]


def test_coverage_says_what_is_known_of_what_there_is() -> None:
    lines = [str(line) for line in reference.check_pack("ct").coverage]

    assert "Towns 169 of 169 sourced" in lines
    assert "MDTs 7 of 17 sourced" in lines
    assert "Child advocacy centers 6 of 10 sourced" in lines
    assert "Statutory council seats 21 of 27 sourced" in lines
    assert "Area offices with a telephone number 11 of 14 sourced" in lines
    assert "Towns with a 2020 census population 109 of 169 sourced" in lines
    assert any(line.startswith("DCF area offices 13 of 14 sourced") for line in lines)
