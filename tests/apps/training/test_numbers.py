"""Counting sessions and people: small numbers stay hidden, and the data call takes our rows."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.analysis.check.files.bringing import recognise
from fourfold.analysis.check.files.source import source_of_bytes
from fourfold.analysis.tables import Hidden
from fourfold.apps.training.actions import attendance, sessions
from fourfold.apps.training.queries import numbers as queries
from fourfold.apps.training.rules.numbers import SMALLEST_SHOWN, Count, per_thousand, shown
from fourfold.apps.training.states import Sector
from fourfold.reference import load_pack
from fourfold.security.edges.sheets import write_csv
from tests.make import training
from tests.make.people import NOW

ON = NOW.date()
COUNTS = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 60))


@pytest.fixture
def held(lead):
    """12 police, 3 teachers, a group of 25 youth; one called off, one to come."""
    days = [NOW - timedelta(days=each) for each in (1, 2, 3, 4)]
    police = training.session(lead, starts_at=days[0], sector=Sector.LAW_ENFORCEMENT)
    sessions.count_heads(police.id, counted=12, by=lead)
    few = training.session(lead, starts_at=days[1], town="ANSONIA")
    people = [(f"Made-up {each}", "Made-up School", "") for each in "ABC"]
    attendance.bring(few.id, people=people, by=lead)
    youth = training.session(lead, starts_at=days[2], course=training.YOUTH, sector=Sector.YOUTH)
    sessions.count_heads(youth.id, counted=25, by=lead)
    off = training.session(lead, starts_at=days[3])
    sessions.call_off(off.id, why="A made-up storm.", by=lead)
    training.session(lead, starts_at=NOW + timedelta(days=5))


@pytest.mark.django_db
def test_a_year_counts_what_was_held_and_nothing_else(held, lead):
    found = queries.year(2030, viewer=lead, on=ON)

    assert found.all == Count(3, 40)
    assert found.by_course == {"CUR08": Count(1, 25), "CUR01": Count(2, 15)}
    assert found.by_month[1] == Count(3, 40)
    assert queries.years(viewer=lead, on=ON) == {2030: Count(3, 40)}


@pytest.mark.django_db
def test_our_counts_stand_beside_the_published_ones_with_their_source(held, lead):
    found = {(each.title, each.group): each for each in queries.published(viewer=lead, on=ON)}
    police = found["Officers trained", ""]
    general = found["People at general training sessions", ""]

    assert (police.value, police.ours) == ("1120", 12)
    assert (general.value, general.ours) == ("7440", 15)
    assert general.period == "January 2016 to May 2018"
    assert all(each.sources for each in found.values())


@pytest.mark.django_db
def test_a_town_with_few_people_is_hidden_and_never_alone(held, lead):
    found = {each.town.code: each for each in queries.coverage(viewer=lead, on=ON)}

    assert found["ANSONIA"].people == Hidden("small", SMALLEST_SHOWN)
    assert isinstance(found["ANDOVER"].people, Hidden)
    assert found["ANDOVER"].rate == found["ANDOVER"].people
    youth = queries.coverage(viewer=lead, on=ON, sector="YOUTH")
    assert youth[0].people == 25
    assert youth[0].rate == Decimal("7.9")


@pytest.mark.django_db
def test_the_rows_to_send_fit_the_contract_of_the_data_call(held, lead):
    made = write_csv(queries.rows_to_send(2030, viewer=lead, on=ON))
    contract = load_pack("ct").contract("trainings")
    found = recognise(source_of_bytes("trainings.csv", made), contract)
    rows = list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"))))

    assert found.can_be_read
    assert {each.field for each in found.columns} == {each.name for each in contract.fields}
    assert [(each["attended"], each["audience"], each["hours"]) for each in rows] == [
        ("25", "YOUTH", "2"),
        ("3", "EDUCATION", "2"),
        ("12", "LAW_ENFORCEMENT", "2"),
    ]
    assert set(queries.AUDIENCES.values()) <= set(contract.field("audience").choices)
    assert set(queries.AUDIENCES) == set(Sector)


@pytest.mark.django_db
def test_a_trainer_sees_no_statewide_number(held, tara):
    assert queries.years(viewer=tara, on=ON) == {}
    assert queries.coverage(viewer=tara, on=ON) == []
    assert queries.published(viewer=tara, on=date(2030, 1, 7)) == []
    assert queries.year(2030, viewer=tara, on=ON).all == Count()


@given(COUNTS)
def test_no_small_number_is_shown_and_none_is_hidden_alone(people):
    found = shown(people)
    hidden = [code for code, value in found.items() if isinstance(value, Hidden)]

    assert found.keys() == people.keys()
    assert all(isinstance(found[code], Hidden) for code, n in people.items() if 0 < n < 11)
    assert all(found[code] == n for code, n in people.items() if code not in hidden)
    assert len(hidden) != 1 or all(n < 11 for n in people.values())


@pytest.mark.parametrize(
    ("people", "residents", "rate"),
    [
        (Decimal(25), 3151, Decimal("7.9")),
        (Decimal(0), 3151, Decimal("0.0")),
        (Decimal(25), None, None),
        (Decimal(25), 0, None),
        (Hidden("small", 11), 3151, Hidden("small", 11)),
    ],
)
def test_a_rate_is_for_each_thousand_and_never_of_an_unknown_number(people, residents, rate):
    assert per_thousand(people, residents) == rate
