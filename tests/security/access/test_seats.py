"""A team's first coordinator and the seats of a queue: two people bring them, one ends them."""

from __future__ import annotations

import pytest

from fourfold.security.access import agencies, relations, seats
from fourfold.security.access.teams import queues, region_team
from fourfold.security.access.viewer import viewer_of
from fourfold.security.models import AuditEvent, Notice, RoleGrant, TeamMember
from tests.make.people import DCF, NOW, PROVIDER, account, viewer

pytestmark = pytest.mark.django_db
TEAM, FAMILIES = "NEW_HAVEN", "ORG001"


@pytest.fixture
def ada():
    return viewer("Ada", "AGENCY_ADMIN")


@pytest.fixture
def paul():
    return viewer("Paul", "PRIVACY")


@pytest.fixture
def dana():
    return account("Dana", "COORDINATOR")


def disciplines(person):
    return viewer_of(person.id, at=NOW, second_factor=True).disciplines


def test_the_first_coordinator_comes_by_two_people(ada, paul, dana):
    proposed = seats.propose_seat(dana.id, TEAM, by=ada)
    before = disciplines(dana)
    seats.agree_to_seat(proposed, by=paul)

    assert before == {}
    assert disciplines(dana) == {TEAM: "COORDINATOR"}
    assert list(AuditEvent.objects.order_by("id").values_list("event", flat=True)) == [
        "SEAT_PROPOSED",
        "SEAT_GIVEN",
    ]
    assert set(Notice.objects.values_list("to", "kind")) == {
        (paul.account, "SEAT_WAITS"),
        (ada.account, "SEAT_DECIDED"),
    }


def test_then_the_coordinator_gives_the_other_seats_and_no_second_coordinator(ada, paul, dana):
    seats.agree_to_seat(seats.propose_seat(dana.id, TEAM, by=ada), by=paul)
    by, tomas = viewer_of(dana.id, at=NOW, second_factor=True), account("Tomas", "TEAM")

    relations.give_seat(TEAM, tomas.id, "MEDICAL", by=by)

    assert disciplines(tomas) == {TEAM: "MEDICAL"}
    with pytest.raises(relations.MayNotGive, match="administrator"):
        relations.give_seat(TEAM, account("Ed", "COORDINATOR").id, "COORDINATOR", by=by)


def test_another_administrator_does_not_decide_on_a_team_of_several_agencies(ada, dana):
    proposed = seats.propose_seat(dana.id, TEAM, by=ada)
    edwin = viewer("Edwin", "AGENCY_ADMIN")

    with pytest.raises(agencies.NeedsAnotherPerson, match="privacy officer"):
        seats.agree_to_seat(proposed, by=edwin)
    with pytest.raises(agencies.NeedsAnotherPerson):
        seats.agree_to_seat(proposed, by=ada)
    assert disciplines(dana) == {}


def test_a_queue_is_its_own_agencys_to_decide(paul):
    ada = viewer("Ada", "AGENCY_ADMIN", of=FAMILIES)
    edwin = viewer("Edwin", "AGENCY_ADMIN", of=FAMILIES)
    carmen = account("Carmen", "CARELINE", of=FAMILIES)

    seats.agree_to_seat(seats.propose_seat(carmen.id, "CARELINE", by=ada), by=edwin)
    seats.agree_to_seat(seats.propose_seat(carmen.id, region_team("REGION_3"), by=ada), by=paul)

    assert disciplines(carmen) == {
        "CARELINE": "CHILD_WELFARE",
        "HART_REGION_3": "CHILD_WELFARE",
    }


@pytest.mark.parametrize("queue", [*queues()])
def test_nobody_of_another_agency_comes_near_a_queue(queue):
    hana = viewer("Hana", "AGENCY_ADMIN", of=PROVIDER)
    rosa = account("Rosa", "PROVIDER", of=PROVIDER)

    with pytest.raises(seats.NoSuchTeam):
        seats.propose_seat(rosa.id, queue, by=hana)


def test_a_seat_needs_its_role_at_both_moments(ada, paul, dana):
    with pytest.raises(seats.NoRoleYet, match="Team coordinator"):
        seats.propose_seat(account("Tomas", "TEAM").id, TEAM, by=ada)
    proposed = seats.propose_seat(dana.id, TEAM, by=ada)
    agencies.end_role(RoleGrant.objects.get(account=dana).id, by=ada)

    with pytest.raises(seats.NoRoleYet):
        seats.agree_to_seat(proposed, by=paul)


def test_nobody_serves_themselves_or_twice(ada, paul, dana):
    proposed = seats.propose_seat(dana.id, TEAM, by=ada)

    with pytest.raises(seats.SeatStands):
        seats.propose_seat(dana.id, TEAM, by=ada)
    seats.refuse_seat(proposed, by=paul)
    with pytest.raises(agencies.NotWaiting):
        seats.agree_to_seat(proposed, by=paul)
    again = seats.propose_seat(dana.id, TEAM, by=ada)
    seats.agree_to_seat(again, by=paul)
    with pytest.raises(seats.SeatStands):
        seats.propose_seat(dana.id, TEAM, by=ada)
    with pytest.raises(agencies.NeedsAnotherPerson):
        seats.propose_seat(ada.account, TEAM, by=ada)


def test_one_administrator_ends_a_seat_of_their_own_people_only(ada, paul, dana):
    seat = seats.agree_to_seat(seats.propose_seat(dana.id, TEAM, by=ada), by=paul)
    hana = viewer("Hana", "AGENCY_ADMIN", of=PROVIDER)

    with pytest.raises(seats.NoSuchSeat):
        seats.end_seat_of(dana.id, seat, by=hana)
    seats.end_seat_of(dana.id, seat, by=ada)

    assert disciplines(dana) == {}
    assert TeamMember.objects.get().ended_by == ada.account
    assert Notice.objects.filter(to=dana.id, kind="SEAT_ENDED").exists()


def test_others_have_no_say_and_see_nothing(ada, dana):
    proposed = seats.propose_seat(dana.id, TEAM, by=ada)
    cora = viewer("Cora", "COORDINATOR")
    hana = viewer("Hana", "AGENCY_ADMIN", of=PROVIDER)

    with pytest.raises(agencies.NotYours):
        seats.propose_seat(dana.id, TEAM, by=cora)
    with pytest.raises(agencies.NotYours):
        seats.agree_to_seat(proposed, by=cora)
    with pytest.raises(seats.NoSuchSeat):
        seats.proposal(proposed, viewer=hana)
    assert seats.waiting_seats(viewer=hana) == []
    assert [each.id for each in seats.waiting_seats(viewer=ada)] == [proposed]
    assert ada.agency == DCF
