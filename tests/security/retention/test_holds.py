"""A hold keeps; one person places it, two lift it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from fourfold.security import retention
from fourfold.security.models import AuditEvent, Hold
from fourfold.security.retention import errors

from .conftest import TODAY, case, privacy

pytestmark = pytest.mark.django_db


def placed() -> str:
    return retention.place_hold("CASE", which=case().id, why="APPEAL", by=privacy())


def test_a_hold_stands_until_a_second_person_lifts_it() -> None:
    hold = placed()

    with pytest.raises(errors.LiftNotAsked):
        retention.lift_hold(hold, by=privacy("Paul"))
    retention.ask_to_lift(hold, by=privacy())
    with pytest.raises(errors.NeedsAnotherPerson):
        retention.lift_hold(hold, by=privacy())
    assert retention.holds(viewer=privacy()).count() == 1
    retention.lift_hold(hold, by=privacy("Paul"))

    assert not retention.holds(viewer=privacy()).exists()
    assert retention.holds(viewer=privacy(), standing=False).count() == 1
    told = AuditEvent.objects.filter(event__startswith="HOLD_").order_by("id")
    assert [each.event for each in told] == ["HOLD_PLACED", "HOLD_LIFT_ASKED", "HOLD_LIFTED"]
    with pytest.raises(errors.NoSuchHold):
        retention.lift_hold(hold, by=privacy("Paul"))


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"lifted_by": "A", "lifted_at": TODAY}, "hold_two_people_lift"),
        (
            {"lift_asked_by": "A", "lift_asked_at": TODAY, "lifted_by": "A", "lifted_at": TODAY},
            "hold_two_people_lift",
        ),
        ({"lifted_at": TODAY}, "hold_lifted_who_and_when"),
        ({"lift_asked_by": "A"}, "hold_lift_asked_who_and_when"),
        ({"why": ""}, "hold_says_what_and_who"),
        ({"placed_by": ""}, "hold_says_what_and_who"),
    ],
)
def test_the_database_refuses_a_lift_by_one_person(change, constraint: str) -> None:
    hold = placed()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Hold.objects.filter(pk=hold).update(**change)


@pytest.mark.parametrize(
    ("what", "which", "why", "refused"),
    [
        ("CASE", "0000000000000000", "APPEAL", errors.NoSuchRecord),
        ("NOTHING", "0000000000000000", "APPEAL", errors.NoSuchRecord),
        ("PERSON", "0000000000000000", "APPEAL", errors.NoSuchRecord),
        ("PERSON", "P000000000000001", "Ana's father asked", errors.UnknownReason),
    ],
)
def test_a_hold_needs_a_thing_and_a_reason_from_the_list(what, which, why, refused) -> None:
    case()

    with pytest.raises(refused):
        retention.place_hold(what, which=which, why=why, by=privacy())


def test_the_same_hold_is_placed_once_and_another_reason_is_another_hold() -> None:
    file = case()
    retention.place_hold("CASE", which=file.id, why="APPEAL", by=privacy())

    with pytest.raises(errors.HeldAlready):
        retention.place_hold("CASE", which=file.id, why="APPEAL", by=privacy("Paul"))
    retention.place_hold("CASE", which=file.id, why="LITIGATION", by=privacy())

    assert retention.holds(viewer=privacy()).count() == 2
