"""The pages on which people answer, as a phone without JavaScript sees them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fourfold.apps.surveys.actions.studies import move_wave
from fourfold.apps.surveys.models import Response
from fourfold.apps.surveys.states import WavePart, WaveState
from tests.make import surveys
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


def key_in(answer) -> str:
    return answer.content.decode().split('name="key" value="')[1].split('"')[0]


def send(wave, **fields: str):
    return Client().post(f"/survey/{wave.code}/answer/", fields)


def begin(wave, **fields: str):
    return send(wave, do="begin", language="en", **fields)


def test_a_survey_says_what_it_is_and_sets_no_cookie(wave) -> None:
    answer = Client().get(f"/survey/{wave.code}/")

    assert answer.status_code == 200
    assert "A made-up office asks." in said(answer)
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "no-store"


def test_it_is_answered_page_by_page_without_a_cookie(wave) -> None:
    first = begin(wave)
    key = key_in(first)
    assert "Page 1 of 2" in said(first)

    second = send(wave, key=key, page="0", do="next", **{"q-works": "yes", "q-hours": "12"})
    assert "Page 2 of 2" in said(second)
    assert "Send my answers" in said(second)
    last = send(wave, key=key, page="1", do="next", **{"q-more": "fine"})

    assert "Your answers are in." in said(last)
    assert Response.objects.get().answers == {"works": "yes", "hours": "12", "more": "fine"}
    assert not last.cookies


def test_the_key_of_a_draft_stands_in_no_address(wave) -> None:
    page = begin(wave)

    assert key_in(page) not in page.wsgi_request.get_full_path()
    assert f'action="/survey/{wave.code}/answer/"' in page.content.decode()


def test_what_is_wrong_is_marked_beside_its_question_and_what_was_typed_stays(wave) -> None:
    key = key_in(begin(wave))

    answer = send(wave, key=key, page="0", do="next", **{"q-works": "yes", "q-hours": "400"})

    assert answer.status_code == 422
    assert 'href="#id-hours"' in said(answer)
    assert "This answer does not fit." in said(answer)
    assert 'value="400"' in said(answer)


def test_it_speaks_spanish_when_asked(wave) -> None:
    start = Client().get(f"/survey/{wave.code}/in/es/")
    assert "Una oficina inventada pregunta." in said(start)
    assert "Comenzar" in said(start)

    page = send(wave, do="begin", language="es")

    assert "¿Trabaja?" in said(page)
    assert "Siguiente" in said(page)
    assert '<html lang="es"' in said(page)


def test_a_language_that_the_form_has_not_is_its_first(wave) -> None:
    assert "Begin" in said(Client().get(f"/survey/{wave.code}/in/xx/"))


def test_a_closed_survey_says_so_calmly_whatever_comes(wave) -> None:
    key = key_in(begin(wave))
    move_wave(wave.id, to=WaveState.CLOSED, by="staff", at=NOW)

    for answer in (
        Client().get(f"/survey/{wave.code}/"),
        begin(wave),
        send(wave, key=key, page="0", do="next"),
    ):
        assert answer.status_code == 410
        assert "This survey is closed" in said(answer)


def test_a_survey_that_was_never_opened_does_not_exist(db) -> None:
    study = surveys.study()
    code = surveys.Wave.objects.get(study=study).code

    assert Client().get(f"/survey/{code}/").status_code == 404
    assert Client().get("/survey/nothing/").status_code == 404


def test_a_lost_key_is_told_and_one_can_begin_anew(wave) -> None:
    answer = send(wave, key="mistyped", do="again")

    assert answer.status_code == 404
    assert "This key opens nothing." in said(answer)
    assert "Begin" in said(answer)


def test_one_can_stop_and_go_on_with_the_key_on_the_page(wave) -> None:
    key = key_in(begin(wave))
    stopped = send(wave, key=key, page="0", do="stay", **{"q-works": "no"})
    assert "kept for 14 days" in said(stopped)

    again = send(wave, key=key, do="again")

    assert 'value="no" checked' in said(again)


def test_a_kiosk_goes_back_to_the_start_and_offers_no_draft(wave) -> None:
    assert "Go on with answers" not in said(Client().get(f"/survey/{wave.code}/kiosk/"))
    key = key_in(begin(wave, way="kiosk"))
    send(wave, key=key, page="0", do="next", way="kiosk", **{"q-works": "no"})
    last = send(wave, key=key, page="1", do="next", way="kiosk", language="en")

    assert last.headers["Refresh"] == f"20; url=/survey/{wave.code}/kiosk/en/"
    assert "Next person" in said(last)
    assert Response.objects.get().way == "KIOSK"


def test_an_answer_without_a_code_says_that_it_pairs_nothing(db) -> None:
    before = surveys.opened(surveys.study(WavePart.BEFORE, WavePart.AFTER, pairs=True))[0]
    for pair, unpaired in (("ma07er", False), ("", True)):
        key = key_in(begin(before, pair=pair))
        send(before, key=key, page="0", do="next", **{"q-works": "no"})
        last = send(before, key=key, page="1", do="next")
        assert ("not compared" in said(last)) is unpaired


def test_a_page_takes_at_most_three_queries(wave) -> None:
    key = key_in(begin(wave))
    with CaptureQueriesContext(
        connection,
    ) as seen:
        send(wave, key=key, page="0", do="next", **{"q-works": "no"})

    asked = [each["sql"] for each in seen if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= 3, asked


@pytest.mark.parametrize("page", ["-1", "x", "999", "99999", ""])
def test_a_page_that_is_not_there_is_no_fault(wave, page: str) -> None:
    key = key_in(begin(wave))

    assert send(wave, key=key, page=page, do="next", **{"q-works": "no"}).status_code in (200, 422)


def test_what_no_database_can_hold_is_no_fault(wave) -> None:
    key = key_in(begin(wave))

    answer = send(wave, key=key, page="0", do="next", **{"q-works": "no", "q-more": "a\0b"})

    assert answer.status_code == 200
