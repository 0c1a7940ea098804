"""The public's pages: no name, no cookie, no address, a number to come back with."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from fourfold.apps.cases.access import CARELINE
from fourfold.apps.cases.access.receipts import digest_of, reporter
from fourfold.apps.cases.actions import reporters, reports
from fourfold.apps.cases.forms.telling import LANGUAGES
from fourfold.apps.cases.models import Receipt, Report, ReportMessage
from fourfold.apps.cases.queries import report_list
from fourfold.apps.cases.queries import reports as queries
from fourfold.reference import active_pack
from fourfold.security.access.viewer import Viewer, viewer_of
from fourfold.security.models import AuditEvent, Count
from tests.make import people

pytestmark = pytest.mark.django_db(transaction=True)
TELL, BACK = "/report/", "/report/back/"
WORDS = "A girl at the motel looks scared."


def digits(page: str) -> str:
    found = re.search(r"\d{4} \d{4} \d{4} \d{4}", page)
    assert found is not None, page
    return found[0]


def tell(client: Client | None = None, **told: str) -> str:
    """Send a report and return its receipt."""
    sent = {"page": "a-page", "narrative": WORDS, **told}
    answer = (client or Client()).post(TELL, sent)
    assert answer.status_code == 200, answer.content.decode()
    return digits(answer.content.decode())


def screener() -> Viewer:
    """Return a screener of the agency that takes the public's reports."""
    of = reporter(at=people.NOW).agency
    made = people.account("Carmen", "CARELINE", of=of)
    people.seat(made, CARELINE, "CHILD_WELFARE")
    at = people.NOW + timedelta(days=1)
    return viewer_of(made.id, at=at, second_factor=True, stepped_up=True)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: people.NOW)


# ------------------------------------------------------------------ the page
def test_the_addresses_never_change():
    names = ("tell", "tell_es", "back", "back_es")

    assert [reverse(f"reporting:{name}") for name in names] == [
        "/report/",
        "/report/es/",
        "/report/back/",
        "/report/es/back/",
    ]


@pytest.mark.parametrize("address", [TELL, "/report/es/", BACK, "/report/es/back/"])
def test_a_page_leaves_no_cookie_and_its_title_says_nothing(address):
    client = Client()

    page = client.get(address)

    assert not client.cookies
    assert re.search(r"<title>(.*)</title>", page.content.decode())[1] in {"Contact", "Contacto"}
    assert page.headers["Cache-Control"] == "no-store"
    assert "911" in page.content.decode()
    assert "data-exit" in page.content.decode()


def test_the_page_is_in_the_language_of_its_address():
    assert '<html lang="es"' in Client().get("/report/es/").content.decode()
    page = Client(headers={"accept-language": "es"}).get(TELL).content.decode()
    assert '<html lang="en"' in page


def test_both_languages_say_the_same_things():
    english, spanish = LANGUAGES["en"], LANGUAGES["es"]

    for name in english.__dataclass_fields__:
        one, other = getattr(english, name), getattr(spanish, name)
        assert type(one) is type(other)
        if isinstance(one, str):
            assert sorted(re.findall(r"{\w+}", one)) == sorted(re.findall(r"{\w+}", other))
        else:
            assert len(one) == len(other)
    assert english.kinds.keys() == spanish.kinds.keys()


# ------------------------------------------------------------------ what becomes of it
def test_what_is_told_lies_in_the_queue_with_its_codes():
    tell(danger="YES", town=town(), reporter_kind="SCHOOL", mandated="YES", child_name="Mia")

    carmen = screener()
    (row,) = report_list.reports(report_list.Sought(), viewer=carmen).rows
    assert (row.channel, row.danger, row.mandated) == ("WEB", "YES", "YES")
    assert row.region
    seen = queries.open_report(row.id, viewer=carmen)
    assert (seen.value("narrative"), seen.value("child_name")) == (WORDS, "Mia")


def town() -> str:
    return next(row["code"] for row in active_pack().rows("towns") if row["region"])


def test_only_a_digest_of_the_receipt_is_kept():
    receipt = tell()

    kept = Receipt.objects.get()
    assert kept.digest == digest_of(receipt)
    assert receipt.replace(" ", "") not in str(Receipt.objects.values())
    assert receipt.replace(" ", "") not in str(list(AuditEvent.objects.values()))


def test_no_address_is_kept_anywhere():
    tell(Client(REMOTE_ADDR="203.0.113.77"))

    assert "203.0.113.77" not in str(list(Report.objects.values()))
    assert "203.0.113.77" not in str(list(AuditEvent.objects.values()))
    assert "203.0.113.77" not in str(list(Count.objects.values()))


def test_the_same_page_sent_twice_makes_one_report_with_one_number():
    assert tell() == tell()

    assert Report.objects.count() == 1


def test_a_page_gone_back_to_and_changed_makes_another():
    assert tell() != tell(narrative=f"{WORDS} It is room 12.")

    assert Report.objects.count() == 2


def test_without_words_it_asks_for_a_few_and_keeps_the_rest():
    page = Client().post(TELL, {"narrative": " ", "child_name": "Mia"}).content.decode()

    assert "even a few words" in page
    assert 'value="Mia"' in page
    assert not Report.objects.exists()


def test_what_does_not_fit_a_field_is_not_lost():
    long = "He drives a car. " * 40

    tell(child_now=long, reporter_kind="NONSENSE")

    told = Report.objects.get()
    assert long.strip() in told.narrative
    assert told.child_now is None


def test_two_hundred_thousand_letters_fit_and_one_more_is_said():
    tell(narrative="ሰ" * 200_000)
    page = Client().post(TELL, {"narrative": "ሰ" * 200_001}).content.decode()

    assert len(Report.objects.get().narrative) == 200_000
    assert "200,001 letters, and 200,000 fit" in page
    assert "ሰ" * 200_001 in page


def test_a_mandated_reporter_is_told_to_call_too():
    page = Client().post(TELL, {"narrative": WORDS, "mandated": "YES"}).content.decode()

    assert "call the Careline too" in page


def test_too_many_from_one_address_must_wait_and_lose_nothing(monkeypatch):
    monkeypatch.setattr("fourfold.apps.cases.views.telling.TELLS_AN_HOUR", 2)
    for nth in range(2):
        tell(page=str(nth))

    answer = Client().post(TELL, {"narrative": WORDS})

    assert answer.status_code == 429
    assert WORDS in answer.content.decode()
    assert "60 minutes" in answer.content.decode()


# ------------------------------------------------------------------ coming back
def come_back(receipt: str, **more: str):
    return Client().post(BACK, {"receipt": receipt, **more})


def test_a_reporter_adds_something_and_reads_an_answer():
    receipt, carmen = tell(), screener()
    number = Report.objects.get().id
    assert "Nobody has read it yet" in come_back(receipt).content.decode()

    come_back(receipt.replace(" ", ""), words_added="She has a red bag.", page="x")
    reports.take(number, by=carmen)
    reporters.answer(number, words="Thank you. We look for her.", by=carmen)
    page = come_back(receipt).content.decode()

    assert "We look for her." in page
    assert WORDS not in page
    seen = queries.open_report(number, viewer=carmen)
    said = [each.words for each in queries.messages(seen, viewer=carmen)]
    assert said == ["She has a red bag.", "Thank you. We look for her."]


def test_what_is_added_twice_is_added_once():
    receipt = tell()

    for _ in range(2):
        come_back(receipt, words_added="She has a red bag.", page="x")

    assert ReportMessage.objects.count() == 1


@pytest.mark.parametrize("wrong", ["", "1", "0000000000000000", "abcd", "٠" * 16, "9" * 60])
def test_every_wrong_number_is_answered_alike(wrong):
    tell()

    def answer(number: str) -> tuple[int, str]:
        found = come_back(number)
        return found.status_code, re.sub(r' value="[^"]*"', "", found.content.decode())

    assert answer(wrong) == answer("1111222233334444")


def test_wrong_numbers_are_throttled_and_right_ones_do_not_count():
    receipt = tell()
    for _ in range(12):
        assert come_back(receipt).status_code == 200

    tried = [come_back("1111222233334444").status_code for _ in range(11)]

    assert tried == [200] * 10 + [429]
    assert come_back(receipt).status_code == 429


def test_what_somebody_adds_with_a_wrong_number_stays_on_the_page():
    page = come_back("1111222233334444", words_added="She has a red bag.").content.decode()

    assert "She has a red bag." in page


def test_while_the_log_does_not_hold_reports_come_in_and_answers_stay_shut(monkeypatch):
    from fourfold.security.audit import RecordsShut

    def shut():
        raise RecordsShut("shut")

    monkeypatch.setattr("fourfold.security.audit.reads.check_open", shut)
    receipt = tell()
    page = come_back(receipt, words_added="She has a red bag.", page="x").content.decode()

    assert "cannot show answers right now" in page
    assert ReportMessage.objects.count() == 1
    assert settings.MODE == "test"
