"""What goes by the clock: rows that hold nothing of a person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fourfold.security import retention
from fourfold.security.kept import Kept
from fourfold.security.models import AuditEvent, Notice
from fourfold.security.retention import errors, registry, sweeping
from fourfold.security.retention.registry import kinds

from .conftest import TODAY, operator
from .shelf.models import CaseFile


@pytest.mark.django_db
def test_rows_past_their_time_go_and_others_stay(monkeypatch) -> None:
    monkeypatch.setattr(sweeping, "SIZE", 2)
    for years in (3, 3, 2, 0):
        at = TODAY - timedelta(days=366 * years)
        Notice.objects.create(to="A", kind="ROLE_WAITS", subject="role:1", at=at)

    gone = retention.sweep(by=operator())

    assert gone == {"NOTICE": 3}
    assert Notice.objects.count() == 1
    lines = AuditEvent.objects.filter(event="RETENTION_SWEPT").order_by("id")
    assert [each.facts["count"] for each in lines] == [2, 1]
    assert retention.sweep(by=operator()) == {}


@pytest.fixture
def told_otherwise(monkeypatch):
    yield lambda kept: (monkeypatch.setattr(CaseFile, "RETENTION", kept), kinds.cache_clear())
    monkeypatch.undo()
    kinds.cache_clear()


def test_a_record_about_a_person_never_goes_by_the_clock(told_otherwise) -> None:
    told_otherwise(Kept("CASE", since={"MADE": "made_at"}, swept=True))

    with pytest.raises(errors.NotSwept, match="two people"):
        registry.kinds()


def test_two_models_of_one_kind_are_refused(told_otherwise) -> None:
    told_otherwise(Kept("NOTICE", since={"MADE": "made_at"}))

    with pytest.raises(errors.TwoOfAKind, match="NOTICE"):
        registry.kinds()


@pytest.mark.django_db
def test_a_rule_that_counts_from_a_day_the_record_lacks_is_told(told_otherwise) -> None:
    told_otherwise(Kept("CASE", since={"MADE": "made_at"}, outcome="outcome"))

    with pytest.raises(errors.ScheduleUnfit, match="counts from CLOSED"):
        list(retention.due_lines.lines(TODAY))


def test_a_field_that_cannot_be_empty_is_told() -> None:
    with pytest.raises(errors.CannotEmpty, match=r"CaseFile\.made_at"):
        registry.empty_of(CaseFile, "made_at")
