"""An office without an account brings a file by its link, and reaches nothing of another office."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from fourfold.apps.submissions import access
from fourfold.apps.submissions.access import Act
from fourfold.apps.submissions.actions import answering, asking, links, uploads
from fourfold.apps.submissions.actions import calls as opening
from fourfold.apps.submissions.models import AnswerDraft, AnswerLink, Batch, Upload
from fourfold.apps.submissions.queries import batches, calls, kept
from fourfold.apps.submissions.queries import uploads as reading
from fourfold.security.access.viewer import nobody
from fourfold.security.models import AuditEvent
from tests.make import answers
from tests.make.answers import CALL, HOUSE
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
HEAD = "year,office,kind,town,a1,a2,a3,a4,a5,a6,a7,a8,a9\n"
GOOD = HEAD + "2029,Made-up Pd,POLICE,NORWICH,Task force,4,Policy,Calls,Two hours,None,1,2,0\n"
WRONG = GOOD.replace(",4,", ",four,")


@pytest.fixture(autouse=True)
def _place(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    settings.UPLOADS, settings.STORE = tmp_path / "uploads", str(tmp_path / "store")


@pytest.fixture
def key() -> str:
    return answers.key(*answers.asked())


def post(client: Client, key: str, do: str, **said: Any) -> tuple[int, str]:
    answer = client.post("/call/", {"key": key, "do": do, **said})
    return answer.status_code, answer.content.decode()


def bring(client: Client, key: str, text: str, once: str = "page-1") -> tuple[str, str]:
    """Bring a file; returns its id and the page that follows."""
    file = SimpleUploadedFile("made-up.csv", text.encode())
    _, page = post(client, key, "brought", once=once, file=file)
    found = re.findall(r'name="upload" value="(\w+)"', page)
    return (found[0] if found else ""), page


def test_a_file_is_brought_looked_at_and_sent_as_a_steward_s_is(client: Client, key: str) -> None:
    assert 'type="file"' in post(client, key, "bring")[1]
    upload, page = bring(client, key, GOOD)

    assert "Your file is complete" in page
    assert "1 row" in page
    status, receipt = post(client, key, "keep-file", upload=upload)

    batch = Batch.objects.get()
    assert status == 200
    assert "Receipt" in receipt
    assert batch.sha256[:16] in receipt
    assert (batch.state, batch.organization, batch.file_name) == (
        "SENT",
        "MADE_UP_PD",
        "made-up.csv",
    )
    assert batch.sent_by == f"link:{AnswerLink.objects.get().pk}"
    rows = kept.rows_of(str(batch.pk), viewer=HOUSE)
    assert rows
    assert rows[0]["a2"] == 4
    assert Upload.objects.get().state == "KEPT"


def test_the_page_that_sends_pressed_twice_is_one_answer(client: Client, key: str) -> None:
    upload, _ = bring(client, key, GOOD)

    for _ in range(2):
        assert "Receipt" in post(client, key, "keep-file", upload=upload)[1]

    assert Batch.objects.count() == 1


def test_what_is_to_mend_is_told_and_a_marked_copy_is_offered(client: Client, key: str) -> None:
    upload, page = bring(client, key, WRONG)

    assert "Some things need mending" in page
    assert "four" in page
    assert 'value="keep-file"' not in page
    answer = client.post("/call/", {"key": key, "do": "marked-csv", "upload": upload})
    assert b"four" in b"".join(answer.streaming_content)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="to-mend')
    sheet = client.post("/call/", {"key": key, "do": "marked-xlsx", "upload": upload})
    assert b"".join(sheet.streaming_content).startswith(b"PK")
    assert AuditEvent.objects.filter(event="UPLOAD_MARKED").count() == 2


def test_a_file_with_errors_is_not_kept_whatever_a_browser_sends(client: Client, key: str) -> None:
    upload, _ = bring(client, key, WRONG)

    status, page = post(client, key, "keep-file", upload=upload)

    assert status == 422
    assert "Some things need mending" in page
    assert not Batch.objects.exists()


def test_a_heading_that_is_not_known_is_asked_about(client: Client, key: str) -> None:
    upload, page = bring(client, key, GOOD.replace(",a2,", ",referals came,"))
    assert "What we took your file for" in page
    fields = dict(
        re.findall(
            r'<select name="(column-\d+)"[^>]*>.*?<option value="([^"]*)" sel', page, re.DOTALL
        )
    )
    place = re.findall(r'referals came.*?name="(column-\d+)"', page, re.DOTALL)[0]

    status, page = post(client, key, "answer-file", upload=upload, **fields | {place: "a2"})

    assert (status, "Your file is complete" in page) == (200, True)


def test_the_very_same_file_is_recognized_and_a_correction_is_a_new_version(
    client: Client, key: str
) -> None:
    upload, _ = bring(client, key, GOOD)
    post(client, key, "keep-file", upload=upload)

    again, page = bring(client, key, GOOD, once="page-2")
    assert "You brought this very file before" in page
    other, _ = bring(client, key, GOOD.replace(",4,", ",5,"), once="page-3")
    post(client, key, "keep-file", upload=other)

    assert [each.version for each in Batch.objects.order_by("version")] == [1, 2]
    assert again != other


def test_a_file_that_is_let_go_is_gone(client: Client, key: str) -> None:
    upload, _ = bring(client, key, GOOD)

    _, page = post(client, key, "drop-file", upload=upload)

    assert "destroyed here" in page
    assert Upload.objects.get().state == "DROPPED"
    assert post(client, key, "keep-file", upload=upload)[0] == 404


@pytest.mark.parametrize("text", ["", "\x00\x00", "PK\x03\x04 broken"])
def test_what_is_no_file_of_rows_is_told_in_words(client: Client, key: str, text: str) -> None:
    file = SimpleUploadedFile("made-up.xlsx", text.encode())

    status, page = post(client, key, "brought", once="page-1", file=file)

    assert status in (200, 422)
    assert 'type="file"' in page or "took your file for" in page
    assert not Batch.objects.exists()


def test_sending_a_file_ends_what_was_typed_before(client: Client, key: str) -> None:
    answering.keep_draft(CALL, office="MADE_UP_PD", told={"0-a2": "9"}, page="p", by=HOUSE, at=NOW)
    upload, _ = bring(client, key, GOOD)

    post(client, key, "keep-file", upload=upload)

    assert not AnswerDraft.objects.exists()


# ------------------------------------------------------------------ nothing of anybody else
@pytest.fixture
def other(key: str) -> str:
    """Another office, asked in the same call: its key."""
    asking.ask(CALL, respondents=[answers.office("OTHER_PD")], by=HOUSE, at=NOW)
    return answers.key(CALL, "OTHER_PD")


@pytest.mark.parametrize(
    "do", ["look-file", "answer-file", "keep-file", "drop-file", "marked-csv", "marked-xlsx"]
)
def test_another_office_s_file_is_as_if_there_were_none(
    client: Client, key: str, other: str, do: str
) -> None:
    upload, _ = bring(client, other, WRONG)

    theirs, none = (post(client, key, do, upload=each) for each in (upload, "0" * 16))

    once = re.compile(r'name="once" value="\w+"')
    assert theirs[0] == none[0] == 404
    assert once.sub("", theirs[1]) == once.sub("", none[1])
    assert "made-up.csv" not in theirs[1]
    assert Upload.objects.get().state == "WHOLE"


def test_a_link_of_another_call_of_the_same_office_reaches_no_file_of_this_one(
    client: Client, key: str
) -> None:
    upload, _ = bring(client, key, WRONG)
    answers.call("OTHER-2029")
    asking.ask("OTHER-2029", respondents=["MADE_UP_PD"], by=HOUSE, at=NOW)
    elsewhere = answers.key("OTHER-2029", "MADE_UP_PD")

    assert post(client, elsewhere, "look-file", upload=upload)[0] == 404


@pytest.mark.parametrize("do", ["bring", "brought", "look-file", "marked-csv"])
def test_without_a_key_that_works_no_step_is_done(client: Client, key: str, do: str) -> None:
    upload, _ = bring(client, key, WRONG)
    links.revoke(CALL, respondent="MADE_UP_PD", by=HOUSE, at=NOW)

    for each in ("", "a" * 52, key):
        status, page = post(client, each, do, upload=upload, once="x")
        assert (status, "opens nothing" in page) == (404, True)
    assert Upload.objects.count() == 1


def test_the_name_of_a_link_may_do_what_its_office_may_and_nothing_more(
    client: Client, key: str, other: str
) -> None:
    mine = links.enter(key, by=nobody(NOW)).name
    upload, _ = bring(client, other, WRONG)
    sent = answers.sent(CALL, "OTHER_PD", **answers.NUMBERS)

    may = {act for act in Act if access.may(act, organization="MADE_UP_PD", viewer=mine, sent=True)}
    assert may == {Act.SEE, Act.READ, Act.BRING, Act.SEND, Act.WITHDRAW}
    assert not any(access.may(act, organization="OTHER_PD", viewer=mine, sent=True) for act in Act)
    assert [each.code for each in calls.offices(viewer=mine)] == ["MADE_UP_PD"]
    assert not access.is_council(mine)
    assert batches.batch_of(sent, viewer=mine) is None
    assert reading.upload_of(upload, viewer=mine) is None
    with pytest.raises(uploads.NoSuchUpload):
        uploads.drop(upload, by=mine, at=NOW)
    links.revoke(CALL, respondent="MADE_UP_PD", by=HOUSE, at=NOW)
    assert not access.may(Act.BRING, organization="MADE_UP_PD", viewer=mine)
    assert calls.offices(viewer="link:") == calls.offices(viewer="link:unknown") == []


def part(client: Client, key: str, upload: str, start: int, content: bytes) -> dict[str, Any]:
    said = {"upload": upload, "start": start, "part": SimpleUploadedFile("part", content)}
    return json.loads(post(client, key, "file-part", **said)[1])


def test_a_file_in_parts_goes_on_where_it_stopped_and_ends_on_the_page_of_a_whole_one(
    client: Client, key: str
) -> None:
    content = HEAD + (GOOD.splitlines()[1] + "\n") * 2500
    data, first = content.encode(), uploads.LEAST_PART
    begin = {"name": "made-up.csv", "size": len(data), "once": "the-same-file"}
    begun = json.loads(post(client, key, "begin-file", **begin)[1])
    assert begun["arrived"] == 0
    assert part(client, key, begun["upload"], 0, data[:first])["arrived"] == first

    again = json.loads(post(client, key, "begin-file", **begin)[1])
    assert again == {"arrived": first, "upload": begun["upload"]}
    assert part(client, key, begun["upload"], 2 * first, data[2 * first :])["arrived"] == first
    lines = json.loads(post(client, key, "first-look", upload=begun["upload"])[1])["lines"]
    assert isinstance(lines, list)
    assert part(client, key, begun["upload"], first, data[first:])["arrived"] == len(data)

    status, page = post(client, key, "look-file", upload=begun["upload"])
    assert status == 200
    assert "made-up.csv" in page


def test_another_office_adds_no_part_to_a_file_and_hears_as_if_there_were_none(
    client: Client, key: str, other: str
) -> None:
    begin = {"name": "made-up.csv", "size": len(GOOD), "once": "the-same-file"}
    upload = json.loads(post(client, other, "begin-file", **begin)[1])["upload"]

    heard, none = (part(client, key, each, 0, GOOD.encode()) for each in (upload, "0" * 16))

    assert heard == none
    assert "refused" in heard
    assert Upload.objects.get(pk=upload).arrived == 0
    assert post(client, key, "first-look", upload=upload)[1] == '{"lines": []}'


@pytest.mark.parametrize("do", ["begin-file", "file-part", "first-look"])
def test_when_the_call_is_closed_its_link_takes_no_part_of_a_file(
    client: Client, key: str, do: str
) -> None:
    begin = {"name": "made-up.csv", "size": len(GOOD), "once": "the-same-file"}
    upload = json.loads(post(client, key, "begin-file", **begin)[1])["upload"]
    opening.close_call(CALL, why="Over.", by=HOUSE, at=NOW)

    file = SimpleUploadedFile("part", GOOD.encode())
    status, _ = post(client, key, do, upload=upload, start=0, part=file)

    assert status == 404
    assert Upload.objects.get().arrived == 0
