"""Working groups: the mix by background and P, its gaps, and nobody named."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.council.actions import groups as actions
from fourfold.apps.council.actions.groups import Place
from fourfold.apps.council.models import GroupPlace
from fourfold.apps.council.queries import groups as queries
from fourfold.apps.council.rules import NoSuchPaper, NotWhole
from fourfold.apps.council.rules.groups import CELLS, mix
from fourfold.apps.council.states.groups import Background
from fourfold.apps.council.states.reports import FourP
from fourfold.security.access.viewer import nobody
from tests.make import desk, people
from tests.make.council import BY, TODAY
from tests.make.people import NOW

GROUP = "Project Working Group"
SURVIVOR = Place(GROUP, Background.SURVIVOR, FourP.PREVENTION, TODAY)
POLICE = Place(GROUP, Background.PRACTITIONER, FourP.PROSECUTION, TODAY, "ORG001")


def fill(told: Place, once: str) -> str:
    return actions.fill(told, once=once, by=BY, at=NOW)


@given(st.lists(st.sampled_from(CELLS)))
def test_every_place_is_counted_once_and_a_gap_is_where_nobody_is(places) -> None:
    found = mix(places)

    assert found.size == len(places)
    assert set(found.missing) == set(CELLS) - set(places)


@pytest.mark.django_db
def test_the_group_of_the_model_is_listed_with_its_mix_and_gaps() -> None:
    fill(SURVIVOR, "one")
    fill(SURVIVOR, "two")
    assert fill(POLICE, "three") == fill(POLICE, "three")

    (found,) = queries.groups(viewer=BY, on=TODAY)

    assert found.name == GROUP
    assert found.mix.counts[Background.SURVIVOR, FourP.PREVENTION] == 2
    assert len(found.mix.missing) == 10
    assert queries.groups(viewer=nobody(NOW), on=TODAY) == ()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "why"),
    [
        (Place(GROUP, Background.SURVIVOR, FourP.PREVENTION, TODAY, "ORG001"), "names no org"),
        (Place(GROUP, Background.RESEARCHER, FourP.PREVENTION, TODAY), "which organization"),
        (Place(GROUP, Background.RESEARCHER, FourP.PREVENTION, TODAY, "ORG999"), "of the list"),
        (Place("  ", Background.SURVIVOR, FourP.PREVENTION, TODAY), "which working group"),
        (
            Place(GROUP, Background.SURVIVOR, FourP.PREVENTION, TODAY + timedelta(days=1)),
            "still to come",
        ),
    ],
)
def test_a_place_that_cannot_be_is_refused(told: Place, why: str) -> None:
    with pytest.raises(NotWhole, match=why):
        fill(told, "one")

    assert GroupPlace.objects.count() == 0


@pytest.mark.django_db
def test_not_even_the_database_keeps_an_organization_beside_a_survivor() -> None:
    made = fill(SURVIVOR, "one")

    with pytest.raises(IntegrityError):
        GroupPlace.objects.filter(id=made).update(organization="ORG001")


@pytest.mark.django_db
def test_a_place_that_ended_or_was_a_mistake_counts_no_more() -> None:
    ended, wrong = fill(SURVIVOR, "one"), fill(POLICE, "two")

    actions.end(ended, by=BY, at=NOW)
    actions.take_back(wrong, by=BY, at=NOW)

    assert queries.groups(viewer=BY, on=TODAY)[0].mix.size == 0
    with pytest.raises(NotWhole, match="ended already"):
        actions.end(ended, by=BY, at=NOW)
    with pytest.raises(NoSuchPaper):
        actions.end(wrong, by=BY, at=NOW)


@pytest.mark.django_db
def test_staff_fill_a_place_on_the_page_and_members_read_the_gaps(monkeypatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    staff = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    member = desk.signed_in(people.account("Max", "MEMBER"), at=NOW)
    page = "/desk/council/meetings/groups/"
    day = {"from_on_month": TODAY.month, "from_on_day": TODAY.day, "from_on_year": TODAY.year}
    sent = {"do": "fill", "group": GROUP, "background": "SURVIVOR", "four_p": "prevention"}

    sent |= day
    assert member.post(page, sent).status_code == 404
    assert staff.post(page, sent | {"once": "bad", "organization": "ORG001"}).status_code == 422
    assert staff.post(page, sent | {"once": "good"}).status_code == 302
    shown = member.get(page).content.decode()

    assert "11 gaps of 12" in shown
    assert "Fill a place" not in shown
    made = GroupPlace.objects.get().id
    assert staff.post(page, {"do": "end", "place": made}).status_code == 302
    assert staff.post(page, {"do": "end", "place": "nothing"}).status_code == 404
