"""Writing down what a person wants and needs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from fourfold.apps.cases.actions import services
from fourfold.apps.cases.models import CaseLine, Need
from fourfold.apps.cases.rules import referring
from fourfold.apps.cases.states.services import MoveNotAllowed
from fourfold.security.access.sight import NotKnown
from tests.make.people import NOW
from tests.make.services import Referred, referred

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Referred:
    return referred()


def note(here: Referred, **changes) -> Need:
    said = {"kind": "SV23", "wish": "WANTS", "words": "Somebody who listens"} | changes
    return Need.objects.get(pk=services.note_need(here.case, by=here.worker, **said))


def test_a_need_keeps_the_persons_own_words_sealed_and_its_kind_in_clear(here):
    need = note(here)

    assert (need.kind, need.wish, need.state) == ("SV23", "WANTS", "OPEN")
    assert need.words == "Somebody who listens"
    line = CaseLine.objects.get(step="NEED_NOTED")
    assert line.facts == {"kind": "SV23"}


def test_a_kind_of_help_that_the_state_does_not_list_is_not_taken(here):
    with pytest.raises(referring.NoSuchKind):
        note(here, kind="SV99")
    assert not Need.objects.exists()


def test_an_unmet_need_says_why_and_can_be_met_later(here):
    need = note(here)
    with pytest.raises(referring.ReasonMissing):
        services.move_need(need.id, case=here.case, then="UNMET", by=here.worker)
    with pytest.raises(referring.SayWhat):
        services.move_need(need.id, case=here.case, then="UNMET", reason="OTHER", by=here.worker)

    services.move_need(need.id, case=here.case, then="UNMET", reason="TRAVEL", by=here.worker)
    need.refresh_from_db()
    assert (need.state, need.reason) == ("UNMET", "TRAVEL")

    later = here.at(timedelta(days=9)).worker
    day = date(2030, 1, 12)
    services.move_need(need.id, case=here.case, then="MET", served_on=day, by=later)
    need.refresh_from_db()
    assert (need.state, need.reason, need.served_on) == ("MET", "", day)


def test_a_service_that_begins_by_a_referral_is_the_first_day_of_its_need(here):
    need = note(here)
    number = here.sent(need=need.id)
    here.answer(number, "ACCEPTED", begins_on=NOW.date())

    need.refresh_from_db()
    assert need.served_on == NOW.date()
    assert need.state == "OPEN"


def test_a_need_that_is_met_cannot_be_unmet_at_once(here):
    need = note(here)
    services.move_need(need.id, case=here.case, then="MET", by=here.worker)

    with pytest.raises(MoveNotAllowed):
        services.move_need(need.id, case=here.case, then="UNMET", reason="COST", by=here.worker)


def test_a_service_day_to_come_is_not_kept(here):
    need = note(here)

    with pytest.raises(referring.NotADay):
        services.move_need(
            need.id, case=here.case, then="MET", served_on=date(2030, 2, 1), by=here.worker
        )
    assert Need.objects.get(pk=need.id).served_on is None


def test_only_who_keeps_the_case_writes_its_needs(here):
    need = note(here)

    with pytest.raises(NotKnown):
        services.move_need(need.id, case=here.case, then="MET", by=here.rosa)
    with pytest.raises(NotKnown):
        services.note_need(here.case, kind="SV23", wish="WANTS", by=here.rosa)
    with pytest.raises(NotKnown):
        services.move_need(need.id, case="0000000000000000", then="MET", by=here.worker)
