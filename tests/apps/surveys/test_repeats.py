"""A part of a survey that repeats: answered page by page, sent by a field app, taken along."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from fourfold.apps.surveys.actions.answering import Asks, turn
from fourfold.apps.surveys.actions.devices import admit
from fourfold.apps.surveys.models import Response
from fourfold.apps.surveys.queries.exporting import answers_of
from fourfold.apps.surveys.states import Step
from fourfold.security.access.viewer import nobody
from tests.make import people, surveys
from tests.make.people import NOW
from tests.reference.forms.test_repeats import FAMILY

from .test_openrosa import app, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
CHILD = "<child><more_of_it><age>{}</age><school/></more_of_it></child>"


@pytest.fixture
def family():
    return surveys.opened(surveys.study(of=surveys.form(FAMILY)))[0]


def told(wave, key: str, place: int, **values: str):
    plain = {name.replace("__", "."): text for name, text in values.items()}
    asks = Asks(plain, page=place, step=Step.NEXT)
    return turn(key, wave=wave.code, asks=asks, by=nobody(NOW))


def sent(times: int) -> bytes:
    parts = "".join(CHILD.format(age % 18) for age in range(1, times + 1))
    meta = "<meta><instanceID>uuid:1</instanceID></meta>"
    return f'<data id="work" version="3">{parts}<end/>{meta}</data>'.encode()


def test_pages_come_one_by_one_as_long_as_there_is_another(family) -> None:
    begun = surveys.begin(family)

    told(family, begun.key, 0, child__more__0="yes")
    second = told(family, begun.key, 1, age__1="3", child__more__1="yes")
    last = told(family, begun.key, 2, age__2="7", school__2="Elm", child__more__2="no")
    assert (second.page, last.wave.form.pages[last.page].questions[0].name) == (2, "children")
    assert told(family, begun.key, last.page, end="No").is_sent

    answers = Response.objects.get().answers
    assert (answers["age.1"], answers["age.2"], answers["school.2"]) == ("3", "7", "Elm")
    assert (answers["children"], answers["oldest"]) == ("2", "7")
    assert "age.3" not in answers


@pytest.mark.parametrize("times", [1, 3, 20])
def test_a_field_app_sends_each_time_of_a_part(family, times: int) -> None:
    device = admit(family.id, name="blue tablet", by="staff", at=NOW)

    assert send(app(device), sent(times)).status_code == 201

    answers = Response.objects.get().answers
    assert [answers[f"age.{each}"] for each in (1, times)] == ["1", str(times % 18)]
    assert answers["children"] == str(times)


def test_a_field_app_may_have_nothing_to_add(family) -> None:
    device = admit(family.id, name="blue tablet", by="staff", at=NOW)

    assert send(app(device), sent(0)).status_code == 201

    answers = Response.objects.get().answers
    assert (answers["child.more.0"], answers["children"]) == ("no", "0")
    assert "age.1" not in answers


def test_more_than_the_form_takes_is_refused_and_stays_on_the_phone(family) -> None:
    device = admit(family.id, name="blue tablet", by="staff", at=NOW)

    answer = send(app(device), sent(21))

    assert answer.status_code == 400
    assert "child was told 21 times; the form takes it 20 times" in answer.content.decode()
    assert not Response.objects.exists()


def test_parts_that_lie_too_deep_are_refused_in_words(family) -> None:
    device = admit(family.id, name="blue tablet", by="staff", at=NOW)

    answer = send(app(device), b"<a>" * 4_000 + b"x" + b"</a>" * 4_000)

    assert answer.status_code == 400


def test_columns_of_an_export_say_which_time_they_are(family) -> None:
    lead = people.viewer("Lena", "TRAINING_LEAD")

    heads = next(answers_of(family.study_id, labels=True, viewer=lead).rows)
    codes = next(answers_of(family.study_id, labels=False, viewer=lead).rows)

    assert {"Age? (1)", "Age? (2)"} <= set(heads)
    assert {"age.1", "age.2", "child.more.1"} <= set(codes)


def test_where_an_answer_may_open_another_page_the_button_does_not_promise_to_send(family) -> None:
    address = f"/survey/{family.code}/answer/"
    begun = Client().post(address, {"do": "begin", "language": "es"}).content.decode()
    key = re.search(r'name="key" value="(\w+)"', begun)[1]
    no_more = {"key": key, "page": "0", "do": "next", "language": "es", "q-child.more.0": "no"}

    assert "Seguir o enviar</button>" in begun
    assert "Página 1 de" not in begun
    assert Client().post(address, no_more).status_code == 200
    assert Response.objects.get().answers["child.more.0"] == "no"
