"""The Council's staff see the compilation, take it along, and make links; nobody else does."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime

import openpyxl
import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from fourfold.apps.submissions.models import AnswerLink, Respondent
from fourfold.security import outbox
from fourfold.security.models import AuditEvent
from tests.make import answers, desk, people
from tests.make.answers import CALL
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
PAGE, LINKS = f"/desk/calls/{CALL}/compilation/", f"/desk/calls/{CALL}/links/"
As = Callable[[str], Client]


@pytest.fixture
def as_(monkeypatch: pytest.MonkeyPatch) -> As:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return lambda role: desk.signed_in(people.account("Of-" + role, role), at=NOW)


def test_the_page_shows_totals_and_where_each_number_stands(as_: As) -> None:
    made = answers.compiled()

    page = as_("STAFF").get(PAGE).content.decode()

    assert made["ONE_PD"][:8] in page
    assert "Nobody gave a number. That is not a zero." in page
    assert "A made-up task force." in page
    assert "No answer yet, not due" in page


@pytest.mark.parametrize(
    "form", ["html", "csv", "xlsx", "docx", pytest.param("pdf", marks=pytest.mark.slow)]
)
def test_it_can_be_taken_along_and_that_is_recorded(as_: As, form: str) -> None:
    answers.compiled()

    answer = as_("STAFF").get(f"{PAGE}{form}")

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].endswith(f'"compilation-{CALL}.{form}"')
    line = AuditEvent.objects.get(event="COMPILATION_TAKEN")
    assert line.facts == {"form": form}


def test_as_a_spreadsheet_numbers_are_numbers_and_no_cell_is_a_formula(as_: As) -> None:
    answers.compiled()

    content = as_("STAFF").get(f"{PAGE}xlsx").content
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    told = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]

    assert {row["value"] for row in told if row["office"] == "ONE_PD" and row["item"] == "a2"} == {
        4
    }
    assert {row["value"] for row in told if row["office"] == "MISSING_PD"} == {None}
    assert {type(row["came_on"]) for row in told if row["office"] == "ONE_PD"} == {datetime}


@pytest.mark.parametrize("form", ["exe", "", "CSV"])
def test_there_is_no_other_form(as_: As, form: str) -> None:
    answers.compiled()

    assert as_("STAFF").get(f"{PAGE}{form or 'x'}").status_code == 404


def test_a_call_that_cannot_be_put_together_has_no_page(as_: As) -> None:
    answers.asked("KIDS-2029", dataset="dcf_referrals")
    staff = as_("STAFF")

    assert staff.get("/desk/calls/KIDS-2029/compilation/").status_code == 404
    assert staff.get("/desk/calls/NO-SUCH/compilation/").status_code == 404
    assert staff.get("/desk/calls/NO-SUCH/links/").status_code == 404


def test_a_register_without_places_says_so(as_: As) -> None:
    answers.asked("LODGING-2029", dataset="lodging_attestations")

    page = as_("STAFF").get("/desk/calls/LODGING-2029/compilation/").content.decode()

    assert "No place stands in the register for this year." in page


# ------------------------------------------------------------------ several rows an office
SUMS = "/desk/calls/SERVICES-2029/compilation/"


def test_the_page_of_sums_leads_from_each_sum_to_batches_and_rows(as_: As) -> None:
    made = answers.by_line()

    staff = as_("STAFF")
    page = staff.get(SUMS).content.decode()

    assert "446.13" in page
    assert made["TWO_ORG"][:8] in page
    assert "withdrew its answer on Jan. 7, 2030" in page
    assert "given back on Jan. 7, 2030" in page
    assert made["SENT_ORG"][:8] in page
    assert SUMS in staff.get("/desk/calls/SERVICES-2029/").content.decode()


@pytest.mark.parametrize(
    "form", ["html", "csv", "xlsx", "docx", pytest.param("pdf", marks=pytest.mark.slow)]
)
def test_sums_can_be_taken_along_and_that_is_recorded(as_: As, form: str) -> None:
    answers.by_line()

    assert as_("STAFF").get(f"{SUMS}{form}").status_code == 200
    assert AuditEvent.objects.get(event="COMPILATION_TAKEN").facts == {"form": form}


def test_sums_before_anything_is_accepted_say_so(as_: As) -> None:
    answers.asked("SERVICES-2029", dataset=answers.SERVICES)

    page = as_("STAFF").get(SUMS).content.decode()

    assert "No row is accepted yet" in page


# ------------------------------------------------------------------ links
def test_a_link_is_made_and_shown_once(as_: As, client: Client) -> None:
    answers.asked()
    staff = as_("STAFF")

    page = staff.post(LINKS, {"office": "MADE_UP_PD", "do": "make"}).content.decode()

    key = re.search(r"/call/(\w{52})/", page)
    assert key
    assert client.post("/call/", {"key": key[1]}).status_code == 200
    assert key[1] not in staff.get(LINKS).content.decode()
    assert "never" not in staff.get(LINKS).content.decode()


def test_a_link_is_ended(as_: As) -> None:
    answers.key(*answers.asked())

    answer = as_("STAFF").post(LINKS, {"office": "MADE_UP_PD", "do": "end"})

    assert answer.status_code == 302
    assert AnswerLink.objects.get().ended_how == "REVOKED"


def test_a_link_for_rows_about_people_is_refused_in_words(as_: As) -> None:
    answers.asked("KIDS-2029", dataset="dcf_referrals")

    address = "/desk/calls/KIDS-2029/links/"
    answer = as_("STAFF").post(address, {"office": "MADE_UP_PD", "do": "make"}, follow=True)

    assert "brought as a file" in answer.content.decode()
    assert not AnswerLink.objects.exists()


def test_an_office_that_is_not_asked_has_no_link_to_make(as_: As) -> None:
    answers.asked()

    assert as_("STAFF").post(LINKS, {"office": "NOBODY", "do": "make"}).status_code == 404


def test_every_office_with_a_mailbox_and_no_link_gets_one_by_mail_once(as_: As) -> None:
    answers.compiled()
    Respondent.objects.exclude(code="ZERO_PD").update(mail="records@made-up.example")
    staff = as_("STAFF")

    for _ in range(2):
        staff.post(LINKS, {"do": "mail-all"})

    assert mail.outbox == []
    assert b"Waits to be mailed" in staff.get(LINKS).content
    outbox.send(at=NOW)
    assert b"Mailed" in staff.get(LINKS).content
    assert len(mail.outbox) == 4
    assert AnswerLink.objects.count() == 4


def test_the_page_of_a_call_leads_to_its_links_and_its_compilation(as_: As) -> None:
    answers.compiled()
    answers.asked("KIDS-2029", dataset="dcf_referrals")
    staff = as_("STAFF")

    page = staff.get(f"/desk/calls/{CALL}/").content.decode()
    of_people = staff.get("/desk/calls/KIDS-2029/").content.decode()

    assert f'href="{LINKS}"' in page
    assert f'href="{PAGE}"' in page
    assert "/links/" not in of_people
    assert "/compilation/" not in of_people
