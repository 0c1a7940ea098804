"""The Careline's list: only what one may know of, filtered and in order, read by indexes alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction

from fourfold.apps.cases import access
from fourfold.apps.cases.actions import reports
from fourfold.apps.cases.models import Report, ReportClock
from fourfold.apps.cases.queries import report_list
from fourfold.apps.cases.queries.report_list import ALL, MINE, NOBODY, ORDERS, Sought
from fourfold.apps.cases.states.reports import WhyNot
from tests.apps.cases.test_reports import from_the_web, saved, screener
from tests.make import people
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
TABLES = ("cases_report", "cases_reportclock", "security_relation")


@pytest.fixture
def carmen():
    return screener("Carmen")


@pytest.fixture
def four(carmen):
    """Return a waiting, a taken, a mandated and a refused report, the oldest first."""
    waits = from_the_web(region="REGION_1").id
    taken = saved(carmen, channel="POLICE", call_type="ADULT")
    late = saved(carmen, danger="YES", mandated="YES", channel="MAIL")
    refused = saved(carmen, channel="TEXT")
    version = Report.objects.get(pk=refused).version
    reports.not_accept(refused, why=WhyNot.NO_CONCERN, words="", version=version, by=carmen)
    made = [waits, taken, late, refused]
    for days, number in zip((40, 30, 20, 10), made, strict=True):
        Report.objects.filter(pk=number).update(received_at=NOW - timedelta(days=days))
    ReportClock.objects.filter(report=late).update(due_at=NOW - timedelta(hours=1))
    return made


def found(sought, viewer, sort="came"):
    return [each.id for each in report_list.reports(sought, viewer=viewer, sort=sort).rows]


@pytest.mark.parametrize(
    ("sought", "which"),
    [
        (Sought(), [0, 1, 2]),
        (Sought(state=ALL), [0, 1, 2, 3]),
        (Sought(state="NEW"), [0]),
        (Sought(state="NOT_ACCEPTED"), [3]),
        (Sought(call_type="ADULT"), [1]),
        (Sought(channel="MAIL"), [2]),
        (Sought(region="REGION_1"), [0]),
        (Sought(taker=MINE), [1, 2]),
        (Sought(taker=NOBODY), [0]),
        (Sought(came_from=NOW - timedelta(days=30)), [1, 2]),
        (Sought(came_until=NOW - timedelta(days=30)), [0]),
        (Sought(overdue=True), [2]),
        (Sought(state="NEW", channel="MAIL"), []),
    ],
)
def test_a_filter_leaves_what_fits(carmen, four, sought, which):
    assert found(sought, carmen) == [four[each] for each in which]
    assert report_list.count(sought, viewer=carmen) == len(which)


@pytest.mark.parametrize(
    ("sort", "which"),
    [
        ("", [0, 2, 1, 3]),
        ("nonsense", [0, 2, 1, 3]),
        ("came", [0, 1, 2, 3]),
        ("-came", [3, 2, 1, 0]),
    ],
)
def test_what_waits_comes_first_then_danger_then_what_waits_longest(carmen, four, sort, which):
    assert found(Sought(state=ALL), carmen, sort) == [four[each] for each in which]


@pytest.mark.parametrize("sort", sorted(ORDERS))
def test_every_order_ends_in_the_key(sort):
    assert ORDERS[sort][-1] == "pk"


def test_a_stranger_finds_counts_and_names_nothing(four):
    luis = people.viewer("Luis", "LIAISON")

    assert found(Sought(state=ALL), luis) == []
    assert report_list.count(Sought(state=ALL), viewer=luis) == 0
    assert report_list.takers(viewer=luis) == []


def test_a_row_says_when_its_next_clock_is_due_and_who_wrote(carmen, four):
    rows = {each.id: each for each in report_list.reports(Sought(), viewer=carmen).rows}

    assert rows[four[2]].due_at == NOW - timedelta(hours=1)
    assert rows[four[1]].due_at is None
    assert not any(each.unread for each in rows.values())


def test_pages_follow_each_other_without_gap(carmen, monkeypatch):
    monkeypatch.setattr(report_list, "PAGE", 2)
    made = {saved(carmen) for _nth in range(5)}

    pages = [report_list.reports(Sought(), viewer=carmen, page=nth) for nth in (1, 2, 3, 4)]

    assert [each.more for each in pages] == [True, True, False, False]
    assert {row.id for page in pages for row in page.rows} == made


@pytest.mark.parametrize(
    "sought",
    [
        Sought(),
        Sought(state="NEW", channel="WEB"),
        Sought(state=ALL, taker=MINE, overdue=True),
        Sought(call_type="CONCERN", came_from=NOW, came_until=NOW + timedelta(days=1)),
    ],
)
def test_no_table_is_read_from_end_to_end(carmen, sought):
    later = replace(carmen, at=NOW + timedelta(days=1))
    asked = access.reports(viewer=later).filter(report_list.where(sought, viewer=later))
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # so few rows would be read one by one otherwise
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = asked.order_by(*ORDERS[""])[:26].explain()

    for table in TABLES:
        assert f"Seq Scan on {table}" not in plan, plan
        scans = [line for line in plan.splitlines() if f"SCAN {table}" in line]
        assert all("USING" in line for line in scans), plan


def test_an_index_leads_to_what_is_filtered_by():
    named = {tuple(index.fields) for index in Report._meta.indexes}

    assert {
        ("agency", "state", "received_at"),
        ("agency", "call_type", "received_at"),
        ("agency", "channel", "received_at"),
        ("taken_by", "state"),
    } <= named
