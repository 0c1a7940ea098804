"""Organizations are listed, drawn, invited and followed on pages; they answer by their link."""

from __future__ import annotations

import csv
import io

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fourfold.apps.surveys.actions.studies import move_wave
from fourfold.apps.surveys.models import Response, Wave
from fourfold.apps.surveys.states import WaveState
from fourfold.security import outbox
from tests.make import desk, people, surveys
from tests.make import sampling as made
from tests.make.people import NOW
from tests.make.surveys import STAFF

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def lead(db):
    return desk.signed_in(people.account("Lea", "TRAINING_LEAD"), at=NOW)


def at(wave: Wave, page: str) -> str:
    return f"/desk/surveys/{wave.study_id}/waves/{wave.id}/{page}"


LIST = "name,sector,region,town,mailbox\n" + "".join(
    f"Made-up school {nth},education,,,school{nth}@example.org\n" for nth in range(6)
)


@pytest.mark.slow
def test_organizations_are_brought_drawn_invited_and_answer_by_the_link_of_their_mail(lead) -> None:
    wave = Wave.objects.get(study=surveys.study())
    sample, mails = at(wave, "sample/"), at(wave, "mails/")

    brought = lead.post(sample, {"do": "bring", "pasted": LIST}, follow=True)
    assert "6 organizations were added." in said(brought)
    how = {"do": "draw", "how": "SAMPLE", "size": "4", "split": "SECTOR", "carries": "on"}
    drawn = lead.post(sample, how | {"allocation": "EQUAL", "seed": "2030"}, follow=True)
    assert "4 organizations are drawn." in said(drawn)
    assert "A random sample of 4, drawn within each sector; places the same" in said(drawn)
    assert "Fewer than five organizations" in said(drawn)
    closed = lead.post(mails, {"do": "invite"}, follow=True)
    assert "Open it first." in said(closed)

    move_wave(wave.id, to=WaveState.OPEN, by=STAFF, at=NOW)
    shown = said(lead.get(mails))
    assert "4 invitations would go" in shown
    assert "--- Español ---" in shown
    assert mail.outbox == []
    assert "4 mails wait to go." in said(lead.post(mails, {"do": "invite"}, follow=True))
    outbox.send(at=NOW)
    link = next(each for each in mail.outbox[0].body.split() if "/for/" in each)
    path = link.removeprefix("http://testserver")

    phone = Client()
    start = phone.get(path)
    assert "We see that your organization answered, and not what it answered." in said(start)
    assert "stand your organization" in said(start)
    assert path + "in/es/" in said(start)
    key = path.rstrip("/").rpartition("/")[2]
    sent = {"do": "begin", "language": "en", "invitation": key}
    page = phone.post(f"/survey/{wave.code}/answer/", sent)
    draft = page.content.decode().split('name="key" value="')[1].split('"')[0]
    assert f'name="invitation" value="{key}"' in said(page)
    for number in "01":
        fields = {"key": draft, "page": number, "do": "next", "invitation": key, "q-works": "no"}
        last = phone.post(f"/survey/{wave.code}/answer/", fields)
    assert "Your answers are in." in said(last)
    assert "Your organization has answered" in said(phone.get(path))
    assert not phone.cookies
    assert Response.objects.count() == 1

    after = said(lead.get(sample))
    assert "25%" in after
    assert "(1 of 4 drawn)" in after
    rates = b"".join(lead.get(at(wave, "rates.csv"))).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(rates)))
    whole = next(each for each in rows if each["sector"] == "ALL" and each["region"] == "ALL")
    assert (whole["listed"], whole["drawn"], whole["rate_percent"]) == ("6", "4", "25.0")
    assert "RR1" in rows[-1]["sector"]


@pytest.mark.slow
def test_organizations_of_the_state_are_chosen_by_kind_and_region(lead) -> None:
    wave = Wave.objects.get(study=surveys.study())
    typed = {"do": "pack", "kinds": ["area office"], "regions": ["REGION_1"]}

    lead.post(at(wave, "sample/"), typed)

    assert set(wave.invited.values_list("region", flat=True)) == {"REGION_1"}
    assert wave.invited.filter(name="Area office Bridgeport", sector="child welfare").exists()
    nowhere = {"do": "pack", "kinds": ["state agency"], "regions": ["-"]}
    lead.post(at(wave, "sample/"), nowhere)
    assert wave.invited.filter(region="").count() > 5


def test_every_wrong_line_of_a_list_is_explained_and_nothing_is_added(lead) -> None:
    wave = Wave.objects.get(study=surveys.study())

    answer = lead.post(at(wave, "sample/"), {"do": "bring", "pasted": LIST + "X,educaton,,,\n"})

    assert answer.status_code == 422
    assert "<strong>Line 8, sector</strong>" in said(answer)
    assert "Did you mean education?" in said(answer)
    assert not wave.invited.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"do": "bring"},
        {"do": "pack"},
        {"do": "draw", "how": "SAMPLE", "split": "SECTOR", "allocation": "EQUAL", "seed": "1"},
        {"do": "draw", "how": "ALL", "split": "x", "allocation": "EQUAL"},
    ],
)
def test_what_is_missing_is_said_beside_its_field(lead, typed) -> None:
    wave = made.listed()

    assert lead.post(at(wave, "sample/"), typed).status_code == 422
    assert not Wave.objects.get(id=wave.id).invites


def test_a_draw_of_an_empty_list_is_refused_in_words(lead) -> None:
    wave = Wave.objects.get(study=surveys.study())
    typed = {"do": "draw", "how": "ALL", "split": "SECTOR", "allocation": "EQUAL"}

    assert "The list is empty." in said(lead.post(at(wave, "sample/"), typed))


def test_an_organizations_page_keeps_its_mailbox_and_shows_its_link_once(lead) -> None:
    wave = made.invited(made.organizations(1))
    one = wave.invited.get()
    page = at(wave, f"sample/{one.id}/")

    assert "/for/" not in said(lead.get(page))
    assert made.keys(wave)[0] in said(lead.post(page, {"do": "link"}))
    assert lead.post(page, {"do": "mailbox", "mail": "nothing"}).status_code == 422
    lead.post(page, {"do": "mailbox", "mail": "new@example.org"})
    assert wave.invited.get().mail == "new@example.org"
    assert "It is noted." in said(lead.post(page, {"do": "DECLINED"}, follow=True))
    assert "cannot become" in said(lead.post(page, {"do": "ANSWERED"}, follow=True))


def test_a_survey_by_invitation_says_so_to_who_comes_without_a_link() -> None:
    wave = made.invited(made.organizations(1))
    for path in ("", "kiosk/", "for/nothing/", "for/nothing/in/es/"):
        answer = Client().get(f"/survey/{wave.code}/{path}")
        assert answer.status_code == 410
        title = "por invitación" if "es" in path else "This survey is by invitation"
        assert title in said(answer)


def test_another_study_s_address_leads_to_no_organization(lead) -> None:
    wave = made.invited(made.organizations(1))
    other = Wave.objects.get(id=made.listed_again())
    one = wave.invited.get().id

    assert lead.get(at(other, f"sample/{one}/")).status_code == 404
    assert lead.get(f"/desk/surveys/{other.study_id}/waves/{wave.id}/sample/").status_code == 404


def test_the_pages_take_few_queries(lead) -> None:
    wave = made.invited(made.organizations(40), made.organizations(40, "health"))
    counts = {}
    for page in ("sample/", "mails/"):
        lead.get(at(wave, page))
        with CaptureQueriesContext(connection) as seen:
            lead.get(at(wave, page))
        counts[page] = len(seen)

    few = made.invited_again()
    for page, before in counts.items():
        with CaptureQueriesContext(connection) as seen:
            lead.get(at(few, page))
        assert len(seen) == before, page  # no more for eighty than for two
        assert before <= 22, before
