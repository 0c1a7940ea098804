"""What an accepted report says of the facts that the law asks for."""

from __future__ import annotations

from datetime import date

import pytest

from fourfold.apps.cases.actions import reports
from fourfold.apps.cases.models import LawFacts, Report
from fourfold.security.access.viewer import Viewer

from .test_reports import later, saved, screener

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def carmen() -> Viewer:
    return screener("Carmen")


AGES = [
    ({"child_born_on": date(2016, 1, 8)}, ["UNDER_15", "UNDER_18"]),
    ({"child_born_on": date(2012, 1, 8)}, ["UNDER_18"]),
    ({"child_born_on": date(2012, 1, 7)}, []),
    ({"child_born_on": date(2012, 1, 8), "child_age": "15"}, []),
    ({"child_age": "14 years old"}, ["UNDER_15", "UNDER_18"]),
    ({"child_age": "15 or 16"}, []),
    ({"child_age": "19"}, []),
    ({}, []),
]


@pytest.mark.parametrize(("told", "facts"), AGES, ids=[str(each[0]) for each in AGES])
def test_an_accepted_report_states_the_age_it_really_says_on_the_law_page(carmen, told, facts):
    number = saved(carmen, **told)

    case = reports.accept(number, version=2, by=carmen)

    row = LawFacts.objects.filter(case=case).first()
    found = row.facts if row else {}
    assert list(found) == facts
    assert {(each["is"], each["from"]) for each in found.values()} <= {("yes", f"report:{number}")}


def test_an_age_that_is_mended_in_the_report_is_mended_on_the_law_page(carmen):
    number = saved(carmen, child_age="14")
    case = reports.accept(number, version=2, by=carmen)

    version = Report.objects.get().version
    reports.change(number, told={"child_age": "16"}, version=version, by=later(carmen))

    assert list(LawFacts.objects.get(case=case).facts) == ["UNDER_18"]
