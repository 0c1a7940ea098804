# ruff: noqa: E501 - a table of cases reads best with one case on a line
"""Cells that do not fit: wrong types, repeated codes, unknown references, days that clash."""

from __future__ import annotations

from pathlib import Path

import pytest

from fourfold import reference

from .conftest import Spoil, Told

# file, what stands there, what is put there, what is told
CELLS = [
    ("regions.csv", "SOUTH,South", "NORTH,South", "regions.csv line 3, column code: 'NORTH' stands already in line 2. Give it its own code."),
    ("towns.csv", "CEDAR_FALLS,Cedar", "cedar falls,Cedar", "towns.csv line 4, column code: 'cedar falls' does not fit. The name in upper case with underscores. For example: WEST_HARTFORD."),
    ("towns.csv", "8120", "8,120", "The row has 18 cells; the header has 17."),
    ("towns.csv", "51200", "many", "towns.csv line 3, column population_2020: 'many' does not fit. Census of 2020"),
    ("towns.csv", "10.42", "10.4.2", "column lat: '10.4.2' does not fit."),
    ("towns.csv", "Dunmere,Upland,,,,,,,SOUTH", "Dunmere,Upland,,,,,,,SUTH", "towns.csv line 5, column region: 'SUTH' is not in regions.csv. Did you mean SOUTH?"),
    ("teams.csv", "BRINEPORT;CEDAR", "BRINPORT;CEDAR", "teams.csv line 2, column towns: 'BRINPORT' is not in towns.csv. Did you mean BRINEPORT?"),
    ("teams.csv", "ALDERBROOK;BRINEPORT", "ALDERBROOK; BRINEPORT", "The list has an empty part, or a space beside a semicolon."),
    ("teams.csv", "ALDERBROOK;BRINEPORT", "BRINEPORT;BRINEPORT", "The list names the same thing twice."),
    ("regions.csv", "SOUTH,South,,zz003", "SOUTH,South,,zz033", "regions.csv line 3, column source: 'zz033' is not in sources.csv. Did you mean zz003?"),
    ("regions.csv", "SOUTH,South,,zz003", "SOUTH,South,,", "regions.csv line 3, column source: The cell is empty. Fill it in: Keys of sources.csv"),
    ("regions.csv", "SOUTH,South,", "SOUTH,,", "regions.csv line 3, column name: The cell is empty."),
    ("regions.csv", "SOUTH,South,", "SOUTH, South,", "regions.csv line 3, column name: The cell starts or ends with a space."),
    ("regions.csv", "SOUTH,South,", "SOUTH,So\tuth,", "The cell holds a control character, such as a tab."),
    ("centers.csv", ",yes,", ",yess,", "column accredited: 'yess' does not fit. It must be one of yes, no. Did you mean yes?"),
    ("offices.csv", "800-555-0120", "(800) 5550120", "column phone: '(800) 5550120' does not fit."),
    ("districts.csv", "2029-01-01,,Brineport;", "2029-02-30,,Brineport;", "column from: '2029-02-30' does not fit."),
    ("town_districts.csv", "HILLS,2030-07-01,,", "HILLS,2030-06-30,,", "town_districts.csv line 8, column from: 'FOXHOLLOW' has two rows for the same day; see line 7."),
    ("town_districts.csv", "DUNMERE,HILLS,,,", "DUNMERE,HILLS,2030-01-02,2030-01-02,", "column until: It ends (2030-01-02) before it starts (2030-01-02)."),
    ("figures.csv", "F029,2031,ORG002", "F028,2031,ORG002", "figures.csv line 30, column figure: 'F028' stands already in line 29."),
    ("figures.csv", "F029,2031,ORG002", "F029,2031,ORG02", "column reported_by: 'ORG02' is not in organizations.csv. Did you mean ORG002?"),
    ("figures.csv", "Zamara,310,AT_LEAST", "Zamara,over 310,AT_LEAST", "column value: 'over 310' does not fit."),
    ("figures.csv", "Zamara,310,AT_LEAST", "Zamara,310,ATLEAST", "It must be one of EXACT, AT_LEAST, ABOUT. Did you mean AT_LEAST?"),
    ("figures.csv", "TEAMS_MEETING,all", "TEAM_MEETING,all", "'TEAM_MEETING' is not in indicators.csv. Did you mean TEAMS_MEETING?"),
    ("indicators.csv", "PARTS,REFERRALS,BARS,,Most youth referred in {period} were", "PARTS,REFERALS,BARS,,Most youth referred in {period} were", "indicators.csv line 3, column whole: 'REFERALS' is not in indicators.csv. Did you mean REFERRALS?"),
    ("indicators.csv", "prevention;partnership", "prevention;partners", "column four_p: 'prevention;partners' does not fit."),
    ("recommendations.csv", "eighteen,ORG005", "eighteen,ORG009", "column opposed_by: 'ORG009' is not in organizations.csv."),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "message"), CELLS)
def test_a_cell_that_does_not_fit_says_where_why_and_what_to_do(
    spoil: Spoil, told: Told, file: str, old: str, new: str, message: str
) -> None:
    spoil(file, old, new)

    problems = told()

    assert any(message in problem for problem in problems), problems
    assert all("Traceback" not in problem for problem in problems)


def test_all_problems_are_told_at_once(spoil: Spoil, told: Told) -> None:
    spoil("regions.csv", "SOUTH,South,,zz003", "SOUTH,,,")
    spoil("towns.csv", "51200", "many")
    spoil("teams.csv", "BRINEPORT;CEDAR", "BRINPORT;CEDAR")
    spoil("pack.yaml", "organization: ORG002", "organization: ORG999")

    assert len(told()) == 5


def test_problems_of_a_file_stand_in_the_order_of_its_lines(spoil: Spoil, zamara: Path) -> None:
    spoil("towns.csv", "5400", "many")
    spoil("towns.csv", "Dunmere,Upland,,,,,,,SOUTH", "Dunmere,Upland,,,,,,,SUTH")
    spoil("towns.csv", "10.42", "x")

    lines = [problem.row for problem in reference.check_pack(zamara).problems]

    assert lines == [2, 5, 7]
