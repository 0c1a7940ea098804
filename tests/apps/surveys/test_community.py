"""Measures of towns are brought whole, and weighed by whoever runs surveys."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fourfold.apps.surveys.actions.community import bring
from fourfold.apps.surveys.models import CommunitySeries
from fourfold.apps.surveys.queries.community import series
from fourfold.apps.surveys.rules import CommunityRefused, NoSuchStudy
from fourfold.reference import active_pack
from tests.make import desk, people
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
PAGE = "/desk/surveys/community/"
INDEX = f"{PAGE}vulnerability/"


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


def table(*, more: float = 0) -> bytes:
    """Two made-up measures of every town; the first town has no income."""
    rows = ["town,variable,value,margin,unit,worse"]
    for nth, town in enumerate(active_pack().towns):
        rows.append(f'"{town.name}",Poverty,{nth % 90 + more},{nth % 50},percent,')
        rows.append(f'"{town.name}",Income,{"" if nth == 0 else 90000 - nth},,dollars,less')
    return "\n".join(rows).encode()


def brought(content: bytes = b"", *, vintage: str = "2018-2022", by: str = "staff"):
    how = {"source": "A made-up census", "vintage": vintage, "is_made_up": True}
    return bring(content or table(), **how, by=by, at=NOW)


@pytest.fixture
def staff(db):
    return desk.signed_in(people.account("Sam", "STAFF"), at=NOW)


def test_the_same_file_again_changes_nothing_and_another_is_the_next_version() -> None:
    first, again, other = brought(), brought(), brought(table(more=1))

    assert (first.new, first.same) == (2, 0)
    assert (again.new, again.same) == (0, 2)
    assert (other.new, other.same) == (1, 1)
    assert first.without["Income"] == (active_pack().towns[0].name,)
    assert {(each.variable, each.version) for each in series(viewer="staff")} == {
        ("Income", 1),
        ("Poverty", 2),
    }


def test_a_wrong_file_leaves_nothing() -> None:
    with pytest.raises(CommunityRefused) as refused:
        brought(table() + b"\nNowhere,Poverty,1,,percent,\nAvon,Poverty,101,,percent,")

    assert len(refused.value.problems) == 3
    assert not CommunitySeries.objects.exists()


def test_nobody_else_brings_or_sees_them() -> None:
    brought()

    with pytest.raises(NoSuchStudy):
        brought(by="")
    assert series(viewer="") == []


def test_a_file_is_brought_on_the_page_and_what_is_wrong_is_said_by_row(staff) -> None:
    told = {"source": "A made-up census", "vintage": "2030", "is_made_up": "on"}

    wrong = staff.post(PAGE, told | {"file": SimpleUploadedFile("a.csv", b"town,variable\n")})
    right = staff.post(PAGE, told | {"file": SimpleUploadedFile("a.csv", table())}, follow=True)

    assert wrong.status_code == 422
    assert "2 things are to mend; nothing was taken" in said(wrong)
    assert "2 series are here now." in said(right)
    assert "made up" in said(right)


def test_weights_of_the_address_rank_the_towns(staff) -> None:
    assert "There is nothing to weigh yet." in said(staff.get(INDEX))
    brought()
    ids = {each.variable: each.id for each in series(viewer="staff")}

    default = said(staff.get(INDEX))
    alone = said(staff.get(INDEX, {f"w-{ids['Income']}": "0", "unknown": "9"}))
    turned = said(staff.get(INDEX, {f"w-{ids['Income']}": "0", f"d-{ids['Poverty']}": "less"}))

    assert "Made-up values." in default
    assert "Income 50%, Poverty 50%" in default
    assert "1 town is not ranked" in default
    assert "Poverty 100%" in alone
    assert "is not ranked" not in alone
    first = active_pack().towns[0].name
    assert f'<span class="ff-weigh__rank">1</span> {first}' in turned


@pytest.mark.parametrize("weight", ["-1", "11", "nan", "much", "", "1e999"])
def test_a_weight_that_cannot_be_is_said(staff, weight: str) -> None:
    brought()
    ids = [each.id for each in series(viewer="staff")]

    answer = staff.get(INDEX, {f"w-{ids[0]}": weight})

    assert answer.status_code == 422
    assert "A weight is a number from 0 to 10." in said(answer)
    assert staff.get(f"{PAGE}vulnerability.csv", {f"w-{ids[0]}": weight}).status_code == 404


def test_without_any_weight_there_is_no_ranking(staff) -> None:
    brought()
    none = {f"w-{each.id}": "0" for each in series(viewer="staff")}

    answer = staff.get(INDEX, none)

    assert answer.status_code == 422
    assert "No measure has a weight." in said(answer)


def test_the_table_leaves_with_how_firm_each_rank_is(staff) -> None:
    brought()

    taken = b"".join(staff.get(f"{PAGE}vulnerability.csv"))

    rows = list(csv.DictReader(io.StringIO(taken.decode("utf-8-sig"))))
    assert len(rows) == len(active_pack().towns)
    assert int(rows[0]["rank_low"]) <= int(rows[0]["rank"]) <= int(rows[0]["rank_high"])
    assert rows[-1]["no_value_of"] == "Income"


def test_an_older_vintage_weighs_nothing_by_default() -> None:
    brought(vintage="2013-2017")
    brought()

    weights = {(e.variable, e.vintage): e.by_default for e in series(viewer="staff")}

    assert weights[("Poverty", "2018-2022")] == 1
    assert weights[("Poverty", "2013-2017")] == 0


@pytest.mark.parametrize("address", [PAGE, INDEX])
def test_a_page_asks_for_the_series_once(staff, address: str) -> None:
    brought()
    staff.get(address)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        staff.get(address)

    assert sum("communityseries" in each["sql"] for each in asked.captured_queries) == 1
