"""Answers of one event are told as one, and say neither whose they are nor which event it was."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from fourfold.apps.surveys.actions.occasions import hold
from fourfold.apps.surveys.models import Occasion, Response, SurveyDraft
from fourfold.apps.surveys.queries import occasions
from fourfold.apps.surveys.rules import NoSuchStudy, WaveNotOpen, address_of, codes_of
from fourfold.apps.surveys.states import WavePart
from tests.make import desk, people, surveys
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]


@pytest.fixture
def event(db):
    """An event of a survey before and after, and the two open waves."""
    study = surveys.study(WavePart.BEFORE, WavePart.AFTER)
    made = hold(study, by=surveys.STAFF, at=NOW)
    return Occasion.objects.get(pk=made), surveys.opened(study)


@pytest.mark.parametrize(
    ("address", "codes"),
    [("abc", ("abc", "")), ("abc.def", ("abc", "def")), ("abc.", ("abc", "")), ("", ("", ""))],
)
def test_an_address_names_a_wave_and_perhaps_an_event(address, codes) -> None:
    assert codes_of(address) == codes
    assert address_of(*codes) == address.removesuffix(".")


def test_an_answer_given_at_an_event_s_address_belongs_to_it(event) -> None:
    found, (before, after) = event
    for wave in (before, before, after):
        wave.code = address_of(wave.code.partition(".")[0], found.code)
        surveys.answered(wave)
    alone = surveys.opened(found.study_id)[0]
    surveys.answered(alone)

    line = occasions.occasion(found.id, viewer=surveys.STAFF, today=NOW.date())

    assert [(each.part, each.answers) for each in line.waves] == [
        (WavePart.BEFORE, 2),
        (WavePart.AFTER, 1),
    ]
    assert Response.objects.filter(occasion=None).count() == 1
    assert not SurveyDraft.objects.exists()


def test_pages_lead_on_at_the_event_s_address_and_take_no_more_queries(
    event, django_assert_max_num_queries
) -> None:
    found, (before, _after) = event
    address = address_of(before.code, found.code)
    phone = Client()
    with django_assert_max_num_queries(3):
        start = phone.get(f"/survey/{address}/").content.decode()
    with django_assert_max_num_queries(24):  # the two limits, and at times a sweep of them
        first = phone.post(f"/survey/{address}/answer/", {"do": "begin"}).content.decode()

    assert f'action="/survey/{address}/answer/"' in start
    assert f'action="/survey/{address}/answer/"' in first
    assert f"/survey/{address}/in/es/" in start
    assert SurveyDraft.objects.get().occasion == found


def test_an_event_of_another_survey_and_none_at_all_open_nothing(event) -> None:
    found, (before, _after) = event
    other = surveys.opened(surveys.study(once="two"))[0]

    for code in ("nothing", found.code + "x"):
        assert Client().get(f"/survey/{address_of(before.code, code)}/").status_code == 404
    assert Client().get(f"/survey/{address_of(other.code, found.code)}/").status_code == 404
    other.code = address_of(other.code, found.code)
    with pytest.raises(WaveNotOpen):
        surveys.begin(other)


def test_the_export_has_the_event_and_not_the_code_of_its_address(event) -> None:
    found, (before, _after) = event
    plain = before.code
    before.code = address_of(plain, found.code)
    surveys.answered(before)
    before.code = plain
    surveys.answered(before)
    lead = desk.signed_in(people.account("Lea", "TRAINING_LEAD"), at=NOW)

    taken = b"".join(lead.get(f"/desk/surveys/{found.study_id}/answers/codes.csv")).decode()

    rows = csv.DictReader(io.StringIO(taken))
    assert sorted(each["event"] for each in rows) == ["", found.id]
    assert found.code not in taken


def test_who_neither_runs_surveys_nor_gives_trainings_makes_and_counts_nothing(event) -> None:
    found, _waves = event
    rosa, tara = people.viewer("Rosa", "PROVIDER"), people.viewer("Tara", "TRAINER")

    assert occasions.occasion(found.id, viewer=rosa, today=NOW.date()) is None
    assert occasions.answered([found.id], viewer=rosa) == {}
    assert occasions.of_trainings(viewer=tara) == []
    assert occasions.occasion(found.id, viewer=tara, today=NOW.date()).answers == 0
    with pytest.raises(NoSuchStudy):
        hold(found.study_id, by=tara, at=NOW)
