"""One's work in numbers: only what is one's own to know."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from fourfold.apps.cases.actions import telling
from fourfold.apps.cases.actions.cases import open_case
from fourfold.apps.cases.models import Case, CaseClock
from fourfold.apps.cases.queries.work import work
from fourfold.apps.cases.states.steps import Step
from fourfold.security.keys import new_person
from tests.make import people

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def carmen():
    return people.viewer("Carmen", "CARELINE")


def opened(by, **changes):
    case = open_case(new_person(agency=by.agency), region="R1", by=by)
    if changes:
        Case.objects.filter(id=case).update(**changes)
    return case


def clock(case, *, hours, **changes):
    record = Case.objects.get(id=case)
    CaseClock.objects.create(
        case=record,
        agency=record.agency,
        person=record.person,
        rule=f"TEST_{hours}",
        started_at=people.NOW - timedelta(days=9),
        due_at=people.NOW + hours * HOUR,
        **changes,
    )


def test_nobody_counts_what_is_not_theirs(carmen):
    opened(carmen)
    colleague = people.viewer("Cora", "CARELINE")

    assert work(viewer=carmen).open == 1
    assert work(viewer=colleague).open == 0
    assert work(viewer=colleague).days_open is None


def test_open_cases_are_counted_by_concern_region_and_worker(carmen):
    opened(carmen, concern="SUSPECTED", opened_at=people.NOW - timedelta(days=10))
    opened(carmen, opened_at=people.NOW - timedelta(days=20))
    opened(
        carmen,
        state="CLOSED",
        outcome="CLOSED",
        closed_at=people.NOW - timedelta(days=30),
    )

    found = work(viewer=carmen)

    assert (found.open, found.closed_in_a_year) == (2, 1)
    assert found.by_concern == {"SUSPECTED": 1, "": 1}
    assert found.by_region == {"R1": 2}
    assert found.by_worker == {carmen.account: 2}
    assert found.days_open == 15


@pytest.mark.parametrize(
    ("hours", "changes", "expected"),
    [
        (-1, {}, (1, 0)),
        (1, {}, (0, 1)),
        (25, {}, (0, 0)),
        (-1, {"met_at": people.NOW}, (0, 0)),
        (-1, {"dropped_at": people.NOW}, (0, 0)),
    ],
)
def test_clocks_count_while_they_run(carmen, hours, changes, expected):
    clock(opened(carmen), hours=hours, **changes)

    found = work(viewer=carmen)

    assert (found.overdue, found.due_soon) == expected


def test_the_numbers_take_few_queries_however_many_cases(carmen, django_assert_max_num_queries):
    for _nth in range(5):
        opened(carmen)

    with django_assert_max_num_queries(12):
        found = work(viewer=carmen)

    assert found.open == 5


def test_an_unanswered_consult_waits_and_an_answered_one_has_hours(carmen):
    case = opened(carmen)
    assert (work(viewer=carmen).waiting_consults, work(viewer=carmen).hours_to_consult) == (0, None)
    record = Case.objects.get(id=case)
    with transaction.atomic():
        telling.tell(record, Step.CONSULT_ASKED, by=carmen)

    assert work(viewer=carmen).waiting_consults == 1
