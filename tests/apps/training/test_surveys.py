"""A session and its surveys: tied once, answered by links, told as one event, seen as counts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fourfold.apps.surveys.models import Occasion
from fourfold.apps.surveys.rules import address_of
from fourfold.apps.surveys.states import WavePart
from fourfold.apps.training.access import NotYours
from fourfold.apps.training.actions.surveys import tie
from fourfold.apps.training.queries import numbers
from fourfold.apps.training.queries.surveys import surveys_of
from fourfold.apps.training.rules.sessions import BadSession, CountsOnly
from tests.make import desk, people, surveys, training
from tests.make.people import NOW

pytestmark = pytest.mark.django_db


def answered(wave, event, times=1):
    plain = wave.code
    wave.code = address_of(plain, event.code)
    for _ in range(times):
        surveys.answered(wave)
    wave.code = plain


def test_a_session_is_tied_once_and_answers_hold_it_there(lead, tara) -> None:
    found = training.session(lead)
    before, _after = training.tied(found, lead)
    tie(found.id, study=before.study_id, by=lead)
    event = Occasion.objects.get()
    other = surveys.study(WavePart.BEFORE, WavePart.AFTER, once="other")
    tie(found.id, study=other, by=lead)
    assert surveys_of(found.id, viewer=lead).study == other

    tie(found.id, study=before.study_id, by=lead)
    found.refresh_from_db()
    event = Occasion.objects.get(pk=found.occasion)
    answered(before, event)

    with pytest.raises(BadSession):
        tie(found.id, study=other, by=lead)
    with pytest.raises(NotYours):
        tie(found.id, study=other, by=tara)
    with pytest.raises(CountsOnly):
        tie(training.session(lead, course=training.YOUTH).id, study=other, by=lead)


@pytest.mark.parametrize(
    ("tied", "before", "after", "said"),
    [(False, 0, 0, ""), (True, 0, 0, "no"), (True, 2, 0, "no"), (True, 1, 3, "yes")],
)
def test_a_year_says_whether_both_surveys_were_answered(lead, tied, before, after, said) -> None:
    found = training.session(lead)
    if tied:
        waves = training.tied(found, lead)
        for wave, times in zip(waves, (before, after), strict=True):
            answered(wave, Occasion.objects.get(), times)

    rows = list(numbers.rows_to_send(NOW.year, viewer=lead, on=NOW.date()))

    assert [each[-1] for each in rows] == ["evaluated", said]


@pytest.mark.slow
def test_the_office_ties_surveys_and_everybody_finds_their_address(lead, monkeypatch) -> None:
    now = [NOW]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    office = desk.signed_in(people.account("Lena", of="COUNCIL"), at=NOW)
    found = training.session(lead)
    here = f"/desk/training/sessions/{found.id}/"
    bare = office.get(here).content.decode()
    study = surveys.study(WavePart.BEFORE, WavePart.AFTER)
    waves = surveys.opened(study)
    nothing = office.post(f"{here}surveys/", {"study": ""}, follow=True).content.decode()
    office.post(f"{here}surveys/", {"study": study})
    event = Occasion.objects.get()
    addresses = [address_of(each.code, event.code) for each in waves]
    pages = [office.get(f"{here}surveys/{each}/").content.decode() for each in ("before", "after")]
    answered(waves[0], event)
    shown = office.get(here).content.decode()
    typed = {"name": "Made-up Mira", "workplace": "Made-up School", "mail": ""}
    signs = []
    for minutes in (0, 61):
        now[0] = NOW + timedelta(minutes=minutes)
        signs.append(Client().post(f"/train/{found.token}/", typed).content.decode())

    assert "First make a survey" in bare
    assert "Choose the surveys first." in nothing
    assert all(address in page for address, page in zip(addresses, pages, strict=True))
    assert all("data:image/svg+xml;base64," in page for page in pages)
    assert 'data-head="Answers">1<' in shown
    assert "Choose other surveys" not in shown
    assert [address in sign for address, sign in zip(addresses, signs, strict=True)] == [True, True]


def test_a_session_without_surveys_has_no_survey_page(lead, tara, monkeypatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    found = training.session(lead)
    office = desk.signed_in(people.account("Lena", of="COUNCIL"), at=NOW)

    here = f"/desk/training/sessions/{found.id}/surveys/before/"
    assert office.get(here).status_code == 404
    assert surveys_of(found.id, viewer=tara) is None
