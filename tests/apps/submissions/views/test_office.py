"""An office without an account answers its call, and reaches nothing else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from fourfold.apps.submissions.actions import asking, calls, links
from fourfold.apps.submissions.models import AnswerDraft, Asked, Batch, Respondent
from fourfold.security import outbox
from fourfold.security.models import AuditEvent
from tests.make import answers
from tests.make.answers import HOUSE
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
FILLED = {"rows": "1", "0-a2": "4", "0-a7": "1", "0-a8": "2", "0-a9": "0", "0-a1": "A task force"}


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def key() -> str:
    return answers.key(*answers.asked())


def post(client: Client, key: str, do: str = "", **typed: str) -> tuple[int, str]:
    said = {name.replace("_", "-", 1): value for name, value in typed.items()}
    answer = client.post("/call/", {"key": key, "do": do, **said})
    return answer.status_code, answer.content.decode()


def test_a_look_at_the_link_shows_a_button_and_changes_nothing(client: Client, key: str) -> None:
    before = AuditEvent.objects.count()

    shown = client.get(f"/call/{key}/")

    assert shown.status_code == 200
    assert b"Made-up" not in shown.content
    assert AuditEvent.objects.count() == before
    assert not shown.cookies
    assert shown.headers["Cache-Control"] == "no-store"
    assert shown.headers["Referrer-Policy"] == "no-referrer"


def test_the_key_leaves_the_address_at_the_first_click(client: Client, key: str) -> None:
    shown = client.get(f"/call/{key}/").content.decode()

    assert re.findall(r'<form[^>]*action="([^"]*)"', shown) == ["/call/"]
    _, page = post(client, key)
    assert key not in re.sub(r'<input type="hidden" name="key" value="[^"]*">', "", page)


def test_the_key_can_be_typed_from_a_letter(client: Client, key: str) -> None:
    assert b'name="key"' in client.get("/call/").content

    status, page = post(client, f"{key[:26].upper()} {key[26:]}")

    assert status == 200
    assert "Made-up yearly report" in page


def test_the_form_has_what_is_known_and_asks_the_rest(client: Client, key: str) -> None:
    _, page = post(client, key)

    assert "Norwich" in page
    assert "Municipal police department" in page
    assert 'name="0-a9"' in page
    assert 'name="0-b1"' not in page
    assert 'name="0-year"' not in page


def useless(client: Client, key: str) -> str:
    status, page = post(client, key)
    assert status == 404
    return page


def test_unknown_revoked_over_and_closed_are_one_answer(
    client: Client, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {useless(client, "a" * 52)}
    with monkeypatch.context() as later:
        later.setattr(timezone, "now", lambda: NOW + timedelta(days=90))
        said.add(useless(client, key))
    links.revoke(answers.CALL, respondent="MADE_UP_PD", by=HOUSE, at=NOW)
    said.add(useless(client, key))
    key = answers.key(answers.CALL, "MADE_UP_PD")
    calls.close_call(answers.CALL, why="Over.", by=HOUSE, at=NOW)
    said.add(useless(client, key))

    assert len(said) == 1


def test_all_problems_are_told_at_once_and_what_was_typed_stays(client: Client, key: str) -> None:
    answer = client.post(
        "/call/", {"key": key, "do": "check", "rows": "1", "0-a2": "four", "0-a1": "A task force"}
    )
    page = answer.content.decode()

    assert answer.status_code == 422
    for name in ("0-a2", "0-a7", "0-a8", "0-a9"):
        assert f'href="#id_{name}"' in page
    assert 'value="four"' in page
    assert "A task force" in page
    assert not Batch.objects.exists()


def test_before_it_is_sent_it_is_shown_once_more(client: Client, key: str) -> None:
    answer = client.post("/call/", {"key": key, "do": "check", **FILLED})
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "This is what you send" in page
    assert 'name="0-a2" value="4"' in page
    assert "Left empty" in page
    assert not Batch.objects.exists()


def test_a_warning_is_told_and_may_be_sent_so(client: Client, key: str) -> None:
    page = client.post(
        "/call/", {"key": key, "do": "check", **FILLED, "0-a8": "9"}
    ).content.decode()

    assert "More referrals came from the child welfare department than in all" in page
    assert (
        "<strong>a3 Criteria, a4 Coordination, a5 Training, a6 Obstacles</strong>: The law" in page
    )
    assert "It is right: send it" in page


def test_what_is_sent_is_a_batch_like_a_file_s_and_leaves_a_receipt(
    client: Client, key: str
) -> None:
    answer = client.post("/call/", {"key": key, "do": "send", **FILLED})

    batch = Batch.objects.get()
    assert batch.state == "SENT"
    assert batch.organization == "MADE_UP_PD"
    assert batch.sent_by.startswith("link:")
    assert "Receipt" in answer.content.decode()
    assert batch.sha256[:16] in answer.content.decode()
    assert not AnswerDraft.objects.exists()


def test_the_same_page_sent_twice_is_one_answer(client: Client, key: str) -> None:
    for _ in range(2):
        answer = client.post("/call/", {"key": key, "do": "send", **FILLED})
        assert "Receipt" in answer.content.decode()

    assert Batch.objects.count() == 1


def test_an_answer_with_errors_is_not_sent_even_if_a_browser_says_so(
    client: Client, key: str
) -> None:
    answer = client.post("/call/", {"key": key, "do": "send", **FILLED, "0-a2": "-4"})

    assert answer.status_code == 422
    assert not Batch.objects.exists()


def test_nothing_to_report_is_asked_once_more_and_is_no_zero(client: Client, key: str) -> None:
    _, sure = post(client, key, "nothing")
    assert Asked.objects.get().nothing_at is None

    _, receipt = post(client, key, "nothing-sure")

    assert "Yes, nothing to report" in sure
    assert "Nothing to report" in receipt
    assert Asked.objects.get().nothing_at == NOW
    assert not Batch.objects.exists()


def test_what_is_typed_is_kept_and_comes_back(client: Client, key: str) -> None:
    page = re.search(r'name="page" value="(\w+)"', post(client, key)[1])
    assert page

    kept = client.post("/call/keep/", {"key": key, "page": page[1], **FILLED})

    assert kept.status_code == 200
    assert AnswerDraft.objects.get().told["0-a2"] == "4"
    assert 'value="4"' in post(client, key)[1]


def test_two_people_who_type_the_same_answer_are_told_of_each_other(
    client: Client, key: str
) -> None:
    first, second = (re.findall(r'name="page" value="(\w+)"', post(client, key)[1]) for _ in "12")
    client.post("/call/keep/", {"key": key, "page": first[0], **FILLED})

    refused = client.post("/call/keep/", {"key": key, "page": second[0], **FILLED, "0-a2": "5"})

    assert refused.status_code == 409
    assert AnswerDraft.objects.get().told["0-a2"] == "4"


def test_a_draft_needs_a_key_too(client: Client, key: str) -> None:
    assert client.post("/call/keep/", {"key": "no", **FILLED}).status_code == 404
    assert not AnswerDraft.objects.exists()


def test_a_key_opens_no_other_office_and_no_other_call(client: Client, key: str) -> None:
    other = answers.call("OTHER-2029")
    asking.ask(other, respondents=[answers.office("OTHER_PD")], by=HOUSE, at=NOW)

    _, page = post(client, key, "receipt", call=other, office="OTHER_PD")

    assert answers.CALL in page
    assert "OTHER" not in page.upper().replace("OTHER WAYS", "").replace("ANOTHER SITE", "")


def test_the_spreadsheet_of_the_call_can_be_taken_along(client: Client, key: str) -> None:
    answer = client.post("/call/", {"key": key, "do": "sheet"})

    assert answer.headers["Content-Disposition"].endswith('"yearly_law_enforcement.xlsx"')
    assert answer.content.startswith(b"PK")


def test_whoever_asks_for_a_new_link_is_told_the_same_whatever_the_mailbox(
    client: Client, key: str
) -> None:
    Respondent.objects.update(mail="records@made-up.example")
    said = {
        client.post("/call/ask/", {"mailbox": each}).content
        for each in ("records@made-up.example", "other@made-up.example", "no mailbox", "")
    }

    assert len(said) == 1
    assert mail.outbox == []
    outbox.send(at=NOW)
    assert [each.to for each in mail.outbox] == [["records@made-up.example"]]


def test_one_mailbox_gets_three_links_a_day_and_no_more(client: Client, key: str) -> None:
    Respondent.objects.update(mail="records@made-up.example")

    for _ in range(5):
        client.post("/call/ask/", {"mailbox": "records@made-up.example"})
        outbox.send(at=NOW)

    assert len(mail.outbox) == 3
