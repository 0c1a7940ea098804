"""What people type rests sealed, sent or not; with the last answer of a wave its keys are gone."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection

from fourfold.apps.surveys.actions.studies import move_wave
from fourfold.apps.surveys.models import Response, SurveyDraft, Wave
from fourfold.apps.surveys.queries.exporting import answers_of
from fourfold.apps.surveys.states import WaveState
from fourfold.security import keys
from fourfold.security.keys import shred
from tests.make import surveys
from tests.make.people import NOW

CANARY = "A canary that somebody typed"


def rows(table: str) -> str:
    """Return what stands in a table, as the database holds it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - a name from this file
        found = cursor.fetchall()
    return str([[bytes(one) if hasattr(one, "tobytes") else one for one in row] for row in found])


@pytest.mark.django_db
def test_what_is_typed_stands_nowhere_in_clear_before_and_after_it_is_sent(wave) -> None:
    key = surveys.begin(wave).key
    surveys.page(key, wave, 0, works="no", more=CANARY)
    assert "canary" not in rows("surveys_surveydraft")

    assert surveys.page(key, wave, 1, more=CANARY).is_sent

    assert "canary" not in rows("surveys_response")
    assert Response.objects.get().answers["more"] == CANARY


@pytest.mark.django_db
def test_a_choice_cannot_be_told_from_another_by_its_length(wave) -> None:
    for each in ("no", "yes"):
        surveys.answered(wave, works=each)

    with connection.cursor() as cursor:
        cursor.execute("SELECT LENGTH(answers) FROM surveys_response")
        assert len({length for (length,) in cursor.fetchall()}) == 1


@pytest.mark.django_db
def test_who_takes_answers_along_reads_them_as_before(wave) -> None:
    surveys.answered(wave, works="yes", hours="12")

    found = answers_of(wave.study_id, labels=False, viewer="staff")
    made = io.StringIO()
    csv.writer(made).writerows(found.rows)

    told = next(iter(csv.DictReader(io.StringIO(made.getvalue()))))
    assert (told["works"], told["hours"], told["more"]) == ("yes", "12", "A made-up word.")
    assert found.count == 1


@pytest.mark.django_db
def test_a_wave_that_is_closed_and_opened_keeps_the_keys_of_its_answers(wave) -> None:
    surveys.answered(wave)
    for state in (WaveState.CLOSED, WaveState.OPEN):
        move_wave(wave.id, to=state, by="staff", at=NOW)
    surveys.answered(wave)

    assert {each.seal for each in Response.objects.all()} == {Wave.objects.get().seal}


@pytest.mark.django_db(transaction=True)
def test_a_wave_whose_keys_are_gone_gets_new_ones_when_it_is_opened_again(wave) -> None:
    surveys.answered(wave)
    row = Response.objects.get()
    row.delete()
    shred(row.seal)

    with pytest.raises(keys.Shredded):
        Response.objects.create(
            wave=wave, mark="m", seal=row.seal, answers={}, way="WEB", taken_on=NOW
        )
    for state in (WaveState.CLOSED, WaveState.OPEN):
        move_wave(wave.id, to=state, by="staff", at=NOW + timedelta(days=1))
    surveys.answered(wave)

    assert Response.objects.get().answers["works"] == "no"
    assert not SurveyDraft.objects.exists()
