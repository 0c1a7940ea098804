"""A case's team by town and dated district, against a table that a coordinator can read."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.cases.rules.teams import (
    Ground,
    age_group,
    belongs,
    half_year,
    lacking,
    race_group,
    teams_of,
)
from fourfold.reference import load_pack
from fourfold.security.access.policy import Discipline

PACKS = {code: load_pack(code) for code in ("ct", "zz")}
TABLE = list(
    csv.DictReader((Path(__file__).parent / "teams_expected.csv").read_text().splitlines())
)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['town']}-{row['on']}-{row['today']}")
def test_a_case_belongs_where_the_table_says(row):
    found = belongs(
        row["town"],
        on=date.fromisoformat(row["on"]),
        today=date.fromisoformat(row["today"]),
        pack=PACKS[row["state"]],
    )

    assert found.ground == row["ground"]
    assert found.district == row["district"]
    assert ";".join(found.teams) == row["teams"]
    assert found.moved_to == row["moved_to"]


@given(
    town=st.sampled_from([each.code for each in PACKS["ct"].towns]),
    days=st.integers(0, 4000),
    later=st.integers(0, 4000),
)
def test_the_day_of_the_report_decides_whatever_day_it_is_now(town, days, later):
    on = date(2020, 1, 1) + timedelta(days=days)

    then = belongs(town, on=on, today=on, pack=PACKS["ct"])
    now = belongs(town, on=on, today=on + timedelta(days=later), pack=PACKS["ct"])

    assert (then.teams, then.district, then.ground) == (now.teams, now.district, now.ground)
    assert set(then.teams) <= teams_of(PACKS["ct"]).keys()
    assert bool(then.teams) == (then.ground in (Ground.TOWN, Ground.DISTRICT))


@pytest.mark.parametrize("code", PACKS)
def test_every_discipline_of_the_policy_is_in_the_pack_or_welcome(code):
    named = {row["code"] for row in PACKS[code].rows("team_disciplines")}

    assert named <= set(Discipline)
    assert lacking(set(named), pack=PACKS[code]) == []
    assert "PROSECUTOR" in lacking({"MEDICAL"}, pack=PACKS[code])


@pytest.mark.parametrize(
    ("born", "group"),
    [
        ("2023-01-08", "AGE_0_6"),
        ("2023-01-07", "AGE_7_12"),
        ("2017-01-08", "AGE_7_12"),
        ("2017-01-07", "AGE_13_18"),
        ("2011-01-08", "AGE_13_18"),
        ("2011-01-07", "OVER_18"),
        ("2030-01-08", "UNKNOWN"),
        ("", "UNKNOWN"),
    ],
)
def test_an_age_group_is_that_of_the_day(born, group):
    on = date(2030, 1, 7)

    assert age_group(date.fromisoformat(born) if born else None, on=on) == group


def test_a_half_year_is_whole_and_a_race_is_counted_once():
    assert half_year(2030, 1)[1] == half_year(2030, 2)[0]
    assert half_year(2030, 2)[1] == half_year(2031, 1)[0]
    assert race_group([]) == "UNKNOWN"
    assert race_group(["WHITE", "BLACK"]) == "MULTI_RACIAL"
    assert race_group(["WHITE", "WHITE"]) == "WHITE"
