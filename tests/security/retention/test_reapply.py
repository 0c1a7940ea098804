"""After an older backup: what had gone goes again, and nothing else does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from fourfold.security import keys, retention
from fourfold.security.models import Tombstone
from fourfold.security.retention import errors

from .conftest import TODAY, agreed, case, go, operator, privacy, sheet
from .shelf.models import CaseFile, Sheet


def restore(*records) -> None:
    """Bring back the database as it was before anything went."""
    Tombstone.objects.all().delete()
    for record in records:
        record._state.adding = True
        record.save(force_insert=True)


@pytest.mark.django_db
def test_what_had_gone_goes_again_and_what_stands_stays() -> None:
    file, stays = case(), case("OPEN", person="P000000000000009")
    inside = sheet(file)
    inside.lines.all().delete()
    go()
    restore(file, inside)

    with pytest.raises(errors.RestoredOlder, match="retention reapply"):
        retention.check_restored()
    with pytest.raises(errors.RestoredOlder, match="retention reapply"):
        retention.run(agreed(), by=operator())
    done = retention.reapply(by=operator())

    assert (done.erased, done.held, done.unknown) == (1, 0, 0)
    assert list(CaseFile.objects.all()) == [stays]
    assert not Sheet.objects.exists()
    assert Tombstone.objects.filter(kind="CASE", record=file.id, rule="CASE_CLOSED").exists()
    retention.check_restored()
    again = retention.reapply(by=operator())
    assert (again.erased, again.shredded) == (0, 0)


@pytest.mark.django_db
def test_fields_that_were_emptied_are_emptied_again_and_new_ones_are_left() -> None:
    file = case(closed="2030-06-15", note=None)
    go()
    CaseFile.objects.filter(pk=file.pk).update(address="2 New Street")

    retention.reapply(by=operator())
    assert CaseFile.objects.get().address == "2 New Street"

    Tombstone.objects.all().delete()
    retention.reapply(by=operator())
    assert CaseFile.objects.get().address == ""


@pytest.mark.django_db
def test_a_hold_that_came_back_with_the_backup_keeps_nothing_and_a_new_one_keeps() -> None:
    old, new = case(person="P000000000000001"), case(person="P000000000000002")
    before = TODAY - timedelta(days=10)
    hold = retention.place_hold("CASE", which=old.id, why="APPEAL", by=privacy(at=before))
    retention.ask_to_lift(hold, by=privacy(at=before))
    retention.lift_hold(hold, by=privacy("Paul", at=before))
    go()
    restore(old, new)
    retention.holds(viewer=privacy(), standing=False).update(
        lift_asked_by="", lift_asked_at=None, lifted_by="", lifted_at=None
    )
    later = TODAY + timedelta(days=1)
    retention.place_hold("CASE", which=new.id, why="APPEAL", by=privacy(at=later))

    done = retention.reapply(by=operator(at=later))

    assert (done.erased, done.held) == (1, 1)
    assert list(CaseFile.objects.all()) == [new]


@pytest.mark.django_db
def test_what_waits_for_a_decision_stops_nothing_and_goes_once_it_is_made() -> None:
    file = case()
    go()
    restore(file)
    later = TODAY + timedelta(days=1)
    hold = retention.place_hold("CASE", which=file.id, why="APPEAL", by=privacy(at=later))
    for _ in range(2):
        assert retention.reapply(by=operator(at=later)).held == 1

    retention.check_restored()
    retention.ask_to_lift(hold, by=privacy(at=later))
    retention.lift_hold(hold, by=privacy("Paul", at=later))
    done = retention.reapply(by=operator(at=later))

    assert (done.erased, done.held) == (1, 0)
    assert not CaseFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_persons_sealed_words_are_gone_from_an_old_backup_too() -> None:
    with transaction.atomic():
        person = keys.new_person(agency="CT_DCF")
        file = case(person=person, told="said in tears")
    old = CaseFile.objects.filter(pk=file.pk).values("told").get()["told"]

    go()
    file.told = None
    restore(file)
    CaseFile.objects.filter(pk=file.pk).update(told=old)

    with pytest.raises(keys.Shredded):
        _ = CaseFile.objects.get().told
    retention.reapply(by=operator())
    assert not CaseFile.objects.exists()
