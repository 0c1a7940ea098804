"""The list of cases: only what one may know of, filtered and in order, each row on the audit."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fourfold.apps.cases.models import Case, CaseClock
from fourfold.apps.cases.queries import case_list
from fourfold.apps.cases.queries.case_list import MINE, NOBODY, ORDERS, Sought
from fourfold.security.access import relations
from fourfold.security.models import AuditEvent
from tests.make import cases, people
from tests.make.people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def luis():
    return people.viewer("Luis", "LIAISON")


@pytest.fixture
def three(luis):
    """Return three cases of one worker: the first is the oldest and the gravest."""
    made = [cases.case(luis, given_name=name) for name in ("Ana", "Bea", "Cleo")]
    for days, number in zip((30, 20, 10), made, strict=True):
        cases.set_on(number, opened_at=NOW - timedelta(days=days))
    cases.set_on(made[0], concern="CONFIRMED", region="REGION_1")
    cases.set_on(made[1], concern="AT_RISK", worker="")
    cases.set_on(made[2], state="CLOSED", outcome="CLOSED", closed_at=NOW)
    return made


def found(sought, viewer, sort="opened"):
    return [each.id for each in case_list.cases(sought, viewer=viewer, sort=sort).rows]


def late_clock(number):
    case = Case.objects.get(pk=number)
    CaseClock.objects.create(
        case=case,
        agency=case.agency,
        person=case.person,
        rule="DEMO",
        started_at=NOW - timedelta(days=3),
        due_at=NOW - timedelta(days=1),
    )


@pytest.mark.parametrize(
    ("sought", "which"),
    [
        (Sought(), [0, 1, 2]),
        (Sought(state="OPEN"), [0, 1]),
        (Sought(concern="CONFIRMED"), [0]),
        (Sought(region="REGION_1"), [0]),
        (Sought(worker=MINE), [0, 2]),
        (Sought(worker=NOBODY), [1]),
        (Sought(opened_from=NOW - timedelta(days=20)), [1, 2]),
        (Sought(opened_until=NOW - timedelta(days=20)), [0]),
        (Sought(overdue=True), [1]),
        (Sought(state="OPEN", concern="NONE"), []),
    ],
)
def test_a_filter_leaves_what_fits(luis, three, sought, which):
    late_clock(three[1])

    assert found(sought, luis) == [three[each] for each in which]


@pytest.mark.parametrize(
    ("sort", "which"),
    [
        ("opened", [0, 1, 2]),
        ("-opened", [2, 1, 0]),
        ("concern", [2, 1, 0]),
        ("-concern", [0, 1, 2]),
        ("nonsense", [2, 1, 0]),
    ],
)
def test_the_order_is_the_one_asked_for(luis, three, sort, which):
    assert found(Sought(), luis, sort) == [three[each] for each in which]


@pytest.mark.parametrize("sort", sorted(ORDERS))
def test_every_order_ends_in_the_key(sort):
    assert ORDERS[sort][-1] == "pk"


def test_a_stranger_finds_and_counts_nothing(three):
    carmen = people.viewer("Carmen", "CARELINE")

    assert found(Sought(), carmen) == []
    assert case_list.count(Sought(), viewer=carmen) == 0
    assert case_list.workers(viewer=carmen) == []


def test_a_conflict_of_interest_takes_a_case_off_the_list(luis, three):
    relations.declare_conflict(Case.objects.get(pk=three[0]), luis.account, by=luis)

    assert found(Sought(), luis) == three[1:]


def test_each_row_is_a_line_of_the_audit_and_no_other_case_is(luis, three):
    found(Sought(state="OPEN"), luis)

    lines = AuditEvent.objects.filter(event="RECORDS_LISTED").values_list("subject", flat=True)
    assert sorted(lines) == sorted(f"cases.case:{each}" for each in three[:2])


def test_the_names_of_the_rows_are_opened_and_the_next_clock_is_said(luis, three):
    late_clock(three[1])

    rows = case_list.cases(Sought(), viewer=luis, sort="opened").rows

    assert [each.name for each in rows] == ["Ana", "Bea", "Cleo"]
    assert [each.due_at is not None for each in rows] == [False, True, False]


def test_pages_follow_each_other_without_gap(luis, monkeypatch):
    monkeypatch.setattr(case_list, "PAGE", 2)
    made = {cases.case(luis) for _nth in range(5)}

    pages = [case_list.cases(Sought(), viewer=luis, page=nth) for nth in (1, 2, 3, 4)]

    assert [each.more for each in pages] == [True, True, False, False]
    assert {row.id for page in pages for row in page.rows} == made


def test_filters_and_order_are_one_query_over_what_one_may_know_of(luis, three):
    with CaptureQueriesContext(connection) as queries:
        case_list.cases(Sought(state="OPEN", overdue=True), viewer=luis, sort="-concern")

    selects = [each["sql"] for each in queries if 'FROM "cases_case"' in (each["sql"] or "")]
    assert len(selects) == 1
    assert "security_relation" in selects[0]
