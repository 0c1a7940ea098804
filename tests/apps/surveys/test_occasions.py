"""Answers of one event are told as one, and say neither whose they are nor which event it was."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from fourfold.apps.surveys.actions.devices import admit, receive
from fourfold.apps.surveys.actions.occasions import hold
from fourfold.apps.surveys.actions.paper import type_sheet
from fourfold.apps.surveys.models import Occasion, Response, SurveyDraft
from fourfold.apps.surveys.queries import occasions
from fourfold.apps.surveys.queries.devices import device_in
from fourfold.apps.surveys.rules import (
    BadSheet,
    NoSuchEvent,
    NoSuchStudy,
    WaveNotOpen,
    address_of,
    codes_of,
)
from fourfold.apps.surveys.states import WavePart
from fourfold.security.access.viewer import nobody
from tests.make import desk, people, surveys
from tests.make.people import NOW

FILLED = """<?xml version='1.0' ?>
<data xmlns:orx="http://openrosa.org/xforms" id="work" version="3">
<one><works>yes</works><hours>9</hours></one><more/>
<orx:meta><orx:instanceID>uuid:{uuid}</orx:instanceID></orx:meta></data>"""
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


def test_sheets_and_devices_of_an_event_belong_to_it_and_a_strange_code_is_refused(event) -> None:
    found, (before, after) = event
    other = Occasion.objects.get(pk=hold(surveys.study(once="two"), by=surveys.STAFF, at=NOW))
    how = {"pair": "", "language": "en", "taken_on": NOW.date(), "by": surveys.STAFF, "at": NOW}

    def sheet(code: str, once: str) -> None:
        type_sheet(before.id, typed={"works": "1", "hours": "9"}, once=once, event=code, **how)

    sheet(found.code, "a")
    sheet(f" {address_of(before.code, found.code).upper()} ", "b")
    sheet("", "c")
    for strange in ("nothing", other.code, address_of(after.code, found.code)):
        with pytest.raises(BadSheet, match="No event"):
            sheet(strange, strange)
        with pytest.raises(NoSuchEvent):
            admit(before.id, name="x", event=strange, by=surveys.STAFF, at=NOW)
    tied = admit(before.id, name="blue tablet", event=found.code, by=surveys.STAFF, at=NOW)
    free = admit(before.id, name="red tablet", by=surveys.STAFF, at=NOW)
    for device, uuid in ((tied, "one"), (free, "two")):
        came_in = device_in(device.id, secret=device.secret, viewer=nobody(NOW))
        receive(FILLED.format(uuid=uuid).encode(), device=came_in, by=nobody(NOW))

    ways = Response.objects.filter(occasion=found).values_list("way", flat=True)
    assert sorted(ways) == ["APP", "PAPER", "PAPER"]
    assert Response.objects.filter(occasion=None).count() == 2


def test_a_session_s_sheets_are_printed_typed_and_sent_with_its_code(event) -> None:
    found, (before, _after) = event
    lead = desk.signed_in(people.account("Lea", "TRAINING_LEAD"), at=NOW)
    start, at = (
        f"/desk/surveys/{found.study_id}/waves/{before.id}",
        address_of(before.code, found.code),
    )

    page = lead.get(f"{start}/paper/?at={at}").content.decode()
    typing = lead.get(f"{start}/paper/type/?at={at}").content.decode()

    assert f"paper/type/?at={at}" in page
    assert f'name="event" value="{at}"' in typing
    assert f'value="{at}"' in lead.get(f"{start}/devices/?at={at}").content.decode()
    assert lead.get(f"{start}/paper/en.pdf?at={at}").content[:5] == b"%PDF-"
    assert lead.get(f"{start}/paper/?at=strange").status_code == 404
    refused = lead.post(f"{start}/devices/", {"do": "admit", "name": "x", "event": "strange"})
    assert refused.status_code == 422
