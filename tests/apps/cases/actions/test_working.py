"""Who works on a case, who takes it over, and who may no longer see it."""

from __future__ import annotations

import pytest

from fourfold.apps.cases import access
from fourfold.apps.cases.actions import moving, working
from fourfold.apps.cases.models import Case
from fourfold.security.access import relations
from fourfold.security.access.sight import NotKnown
from tests.make import cases, people
from tests.make.people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def luis():
    """Return a liaison who keeps and supervises what he opens."""
    return people.viewer("Luis", "LIAISON")


@pytest.fixture
def number(luis):
    made = cases.case(luis, region="REGION_3")
    working.call_supervisor(made, account=luis.account, by=luis)
    return made


def sees(viewer, number):
    return access.cases(viewer=viewer).filter(pk=number).exists()


def worker(number):
    return Case.objects.get(pk=number).worker


def version(number):
    return Case.objects.get(pk=number).version


def test_a_supervisor_assigns_a_colleague_who_then_leads(luis, number):
    carmen = people.viewer("Carmen", "CARELINE")

    working.assign(number, account=carmen.account, by=luis)

    assert worker(number) == carmen.account
    assert sees(carmen, number)


def test_a_worker_assigns_nobody(number):
    carmen = people.viewer("Carmen", "CARELINE")
    own = cases.case(carmen)

    with pytest.raises(relations.MayNotGive):
        working.assign(own, account=people.account("Otto", "CARELINE").id, by=carmen)


def test_nobody_is_assigned_twice(luis, number):
    with pytest.raises(working.HoldsAlready):
        working.assign(number, account=luis.account, by=luis)


def test_an_ended_part_shows_nothing_any_more(luis, number):
    carmen = people.viewer("Carmen", "CARELINE")
    working.assign(number, account=carmen.account, by=luis)
    held = relations.held_on(Case.objects.get(pk=number), viewer=luis)
    hers = next(each for each in held if each.account == carmen.account)

    working.end_part(number, relation=hers.id, by=luis)

    assert not sees(carmen, number)
    assert worker(number) == ""


def test_who_declares_a_conflict_sees_nothing_from_then_on_and_is_not_named(luis, number):
    carmen = people.viewer("Carmen", "CARELINE")
    working.assign(number, account=carmen.account, by=luis)

    working.declare_conflict(number, account=carmen.account, by=carmen)

    line = Case.objects.get(pk=number).lines.get(step="CASE_SHUT_TO")
    assert not sees(carmen, number)
    assert worker(number) == ""
    assert carmen.account not in str(line.facts)


def test_another_region_takes_over_and_who_kept_it_no_longer_sees_it(luis, number):
    nora = people.account("Nora", "LIAISON")
    people.seat(nora, "HART_REGION_1", "CHILD_WELFARE")
    nora = people.viewer("Nora")

    moving.move(
        number,
        region="REGION_1",
        words="The family moved to Stamford.",
        version=version(number),
        by=luis,
    )
    between = (sees(luis, number), sees(nora, number), worker(number))
    moving.take(number, by=nora)

    assert between == (False, True, "")
    assert worker(number) == nora.account
    assert sees(nora, number)


def test_a_second_person_does_not_take_over_what_has_a_worker(luis, number):
    people.seat(people.account("Nora", "LIAISON"), "HART_REGION_1", "CHILD_WELFARE")
    people.seat(people.account("Nils", "LIAISON"), "HART_REGION_1", "CHILD_WELFARE")
    words = "The family moved to Stamford."
    moving.move(number, region="REGION_1", words=words, version=version(number), by=luis)
    moving.take(number, by=people.viewer("Nora"))

    with pytest.raises(NotKnown):  # it left the queue with the first
        moving.take(number, by=people.viewer("Nils"))


def test_a_region_without_anybody_gets_no_case(luis, number):
    with pytest.raises(relations.NotHere):
        moving.move(
            number,
            region="REGION_1",
            words="The family moved there.",
            version=version(number),
            by=luis,
        )
    assert sees(luis, number)


@pytest.mark.parametrize("region", ["REGION_3", "NOWHERE", ""])
def test_a_case_moves_only_to_another_region_of_the_list(luis, number, region):
    with pytest.raises(moving.NoSuchRegion):
        moving.move(
            number, region=region, words="The family moved there.", version=version(number), by=luis
        )


def test_a_stranger_takes_nothing(number):
    with pytest.raises(NotKnown):
        moving.take(number, by=people.viewer("Carmen", "CARELINE"))
    assert NOW
