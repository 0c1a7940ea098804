"""A whole training room begins behind one address; a stranger does not fill the database."""

from __future__ import annotations

import pytest
from django.test import Client

from fourfold.apps.surveys.models import SurveyDraft
from fourfold.apps.surveys.views import answering
from tests.apps.surveys.test_pages import begin, key_in, said, send
from tests.make import surveys

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]


def test_the_numbers_leave_room_for_a_room_and_end_a_flood() -> None:
    assert answering.FROM_ONE_PLACE >= 300 + 100
    assert answering.FROM_ONE_PLACE * 24 < answering.OF_ONE_WAVE  # one place never shuts a wave
    assert (answering.FROM_ONE_PLACE, answering.OF_ONE_WAVE) == (500, 20_000)


@pytest.mark.slow
def test_three_hundred_people_behind_one_address_all_begin(wave) -> None:
    assert {begin(wave).status_code for _ in range(300)} == {200}
    assert SurveyDraft.objects.count() == 300


def test_too_many_from_one_place_are_told_calmly_when_and_what_else(wave, monkeypatch) -> None:
    monkeypatch.setattr(answering, "FROM_ONE_PLACE", 2)
    keys = [key_in(begin(wave)) for _ in range(2)]

    stopped = begin(wave)

    assert stopped.status_code == 429
    assert stopped.headers["Retry-After"] == "3600"
    assert "Please wait about 60 minutes" in said(stopped)
    assert f'href="/survey/{wave.code}/in/en/"' in said(stopped)
    assert SurveyDraft.objects.count() == 2
    going_on = send(wave, key=keys[0], page="0", do="next", **{"q-works": "no"})
    assert "Page 2 of 2" in said(going_on)
    elsewhere = {"do": "begin", "language": "es"}
    address = f"/survey/{wave.code}/answer/"
    assert Client(REMOTE_ADDR="203.0.113.9").post(address, elsewhere).status_code == 200


def test_a_wave_that_is_flooded_from_everywhere_stops_and_another_goes_on(
    wave, monkeypatch
) -> None:
    monkeypatch.setattr(answering, "OF_ONE_WAVE", 3)
    other = surveys.opened(surveys.study(once="two"))[0]
    address = f"/survey/{wave.code}/answer/"
    begun = [
        Client(REMOTE_ADDR=f"203.0.113.{nth}").post(address, {"do": "begin", "language": "es"})
        for nth in range(4)
    ]

    assert [each.status_code for each in begun] == [200, 200, 200, 429]
    assert "Muchas personas comenzaron" in said(begun[-1])
    assert begin(other).status_code == 200


def test_a_kiosk_is_counted_too_and_goes_back_to_its_own_start(wave, monkeypatch) -> None:
    monkeypatch.setattr(answering, "FROM_ONE_PLACE", 1)
    begin(wave, way="kiosk")

    assert f'href="/survey/{wave.code}/kiosk/en/"' in said(begin(wave, way="kiosk"))


def test_a_draft_does_not_grow_without_end(wave) -> None:
    key = key_in(begin(wave))
    long = {f"q-{name}": "y" * 20_000 for name in ("works", "hours", "more")}

    refused = send(wave, key=key, page="0", do="next", **long)

    assert refused.status_code == 422
    assert "more than a survey can keep" in said(refused)
    assert SurveyDraft.objects.get().told == {}
