"""The pages of a steward: what was asked, a file brought, what is wrong in it, a version kept."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from fourfold.apps.submissions.actions import asking
from fourfold.apps.submissions.models import Asked, Batch, Mapping, Upload
from fourfold.apps.submissions.queries import uploads
from fourfold.security.models import Account, AuditEvent
from tests.make import brought, desk, people
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
HERE = f"/desk/bring/calls/{brought.CALL}/{brought.OFFICE}/"
FILE = f"{HERE}file/"
WRONG = brought.ANSWER.replace(b"BRINEPORT", b"BRINEPORRT")


@pytest.fixture
def client(steward, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    asking.ask(brought.CALL, respondents=[brought.OFFICE], by="setup", at=NOW)
    return desk.signed_in(Account.objects.get(id=steward.account), at=NOW)


@pytest.fixture
def staff(client):
    sid = people.viewer("Sid", "STAFF", of="COUNCIL")
    return desk.signed_in(Account.objects.get(id=sid.account), at=NOW)


def bring(client, content: bytes, *, once: str = "a", name: str = "lamps.csv"):
    file = SimpleUploadedFile(name, content)
    return client.post(FILE, {"once": once, "file": file}, follow=True)


def said(answer) -> str:
    """Return what a page says, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_what_was_asked_stands_on_the_list_with_what_to_do_next(client):
    page = said(client.get("/desk/bring/"))

    assert "Not answered yet" in page
    assert "Bring your file" in page
    assert "You have brought nothing yet" in said(client.get(HERE))


def test_without_a_call_the_list_says_so(client):
    Asked.objects.all().delete()

    assert "Nothing is asked of you now" in said(client.get("/desk/bring/"))


def test_the_papers_of_a_contract_come_along(client):
    for form, begins in (("blank.xlsx", b"PK"), ("example.xlsx", b"PK"), ("contract.pdf", b"%PDF")):
        answer = client.get(f"{HERE}papers/{form}")

        assert answer.content.startswith(begins)
        assert answer.headers["Content-Disposition"].endswith(f'{form}"')
    assert client.get(f"{HERE}papers/other.xlsx").status_code == 404


def test_a_clean_file_is_kept_and_sent_and_accepted_by_another(client, staff):
    assert "Your file is complete" in said(bring(client, brought.ANSWER))
    upload = Upload.objects.get()
    page = client.post(f"/desk/bring/files/{upload.id}/keep/", {"note": ""}, follow=True)
    batch = Batch.objects.get()

    assert "Send it to the Council" in said(page)
    assert batch.sha256 in said(page)
    assert staff.get(f"/desk/answers/{batch.id}/").status_code == 404
    client.post(f"/desk/bring/versions/{batch.id}/send/")
    assert "Made-up office" in said(staff.get("/desk/answers/"))
    rows = said(staff.get(f"/desk/answers/{batch.id}/rows/"))
    assert "BRINEPORT" in rows
    assert "Accept it" in said(staff.get(f"/desk/answers/{batch.id}/"))
    staff.post(f"/desk/answers/{batch.id}/accept/")

    batch.refresh_from_db()
    assert batch.state == "ACCEPTED"
    assert "No answer waits" in said(staff.get("/desk/answers/"))


def test_problems_are_told_with_what_was_meant_and_a_mended_file_follows(client):
    page = said(bring(client, WRONG))

    assert "To mend first" in page
    assert "BRINEPORRT" in page
    assert "Did you mean Brineport instead of BRINEPORRT?" in page
    upload = Upload.objects.get()
    table = b"".join(client.get(f"/desk/bring/files/{upload.id}/places/").streaming_content)
    assert "2,town,BRINEPORRT" in table.decode()
    refused = client.post(f"/desk/bring/files/{upload.id}/keep/", {"note": "x"}, follow=True)
    assert "To mend first" in said(refused)
    assert Batch.objects.count() == 0
    assert "Your file is complete" in said(bring(client, brought.ANSWER))


@pytest.mark.parametrize(("form", "begins"), [("csv", b"year,town"), ("xlsx", b"PK")])
def test_a_file_is_taken_along_with_its_problems_marked_and_that_is_recorded(client, form, begins):
    assert "as a spreadsheet" in said(bring(client, WRONG))
    upload = Upload.objects.get()

    answer = client.get(f"/desk/bring/files/{upload.id}/marked/{form}")

    assert b"".join(answer.streaming_content).startswith(begins)
    assert re.search(rf'"to-mend-[\d-]+\.{form}"', answer.headers["Content-Disposition"])
    assert AuditEvent.objects.get(event="UPLOAD_MARKED").subject == f"upload:{upload.id}"
    assert client.get(f"/desk/bring/files/{upload.id}/marked/exe").status_code == 404
    assert client.get("/desk/bring/files/nobody/marked/csv").status_code == 404


def test_a_workbook_of_too_many_rows_is_not_made_while_one_waits(client, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_SHEET_ROWS", 1)
    page = said(bring(client, WRONG))
    upload = Upload.objects.get()

    refused = client.get(f"/desk/bring/files/{upload.id}/marked/xlsx", follow=True)

    assert "as a spreadsheet" not in page
    assert "Take the marked CSV file" in said(refused)
    assert not AuditEvent.objects.filter(event="UPLOAD_MARKED").exists()


def test_the_same_page_with_another_file_is_another_file_and_sent_twice_is_one(client):
    bring(client, WRONG, once="a")
    bring(client, brought.ANSWER, once="a")
    bring(client, brought.ANSWER, once="a")

    assert Upload.objects.count() == 2


def test_the_same_file_brought_again_is_recognized(client):
    bring(client, brought.ANSWER)
    client.post(f"/desk/bring/files/{Upload.objects.get().id}/keep/", {"note": ""})

    page = said(bring(client, brought.ANSWER, once="b"))

    assert "You brought this very file before" in page
    assert "Keep this version" not in page


def test_cells_are_pasted(client):
    cells = brought.ANSWER.decode().replace(",", "\t")

    page = said(client.post(FILE, {"once": "a", "pasted": cells}, follow=True))

    assert "Your file is complete" in page


@pytest.mark.parametrize("both", [True, False])
def test_one_of_two_ways_is_needed(client, both):
    typed = {"once": "a", "pasted": "a\tb" if both else " "}
    if both:
        typed["file"] = SimpleUploadedFile("a.csv", b"a")

    assert "Please look at this again" in said(client.post(FILE, typed))
    assert Upload.objects.count() == 0


def test_a_heading_nobody_knows_is_asked_about_and_remembered_if_one_likes(client):
    odd = brought.ANSWER.replace(b"calls", b"how often it rang")
    for remember, known in (({}, False), ({"remember": "on"}, True)):
        Upload.objects.all().delete()
        page = bring(client, odd, once=f"a{known}")
        assert "how often it rang" in said(page)
        upload = Upload.objects.get()
        place = odd.split(b"\n")[0].split(b",").index(b"how often it rang")
        answers = {f"column-{place}": "calls"} | remember
        page = client.post(f"/desk/bring/files/{upload.id}/columns/", answers, follow=True)
        assert "Your file is complete" in said(page)
        client.post(f"/desk/bring/files/{upload.id}/keep/", {"note": ""})
        assert Mapping.objects.exists() is known
        client.post(f"/desk/bring/versions/{Batch.objects.get().id}/withdraw/")
        Batch.objects.all().delete()


def test_a_file_on_its_way_goes_on_where_it_stopped_and_is_looked_at_meanwhile(client):
    content = WRONG + b"2029,CEDAR_FALLS,3,1,2\n" * 10_000
    asked = {"name": "lamps.csv", "size": len(content), "once": "0123456789abcdef"}
    begun = client.post(f"{HERE}begin/", asked).json()
    assert begun["arrived"] == 0

    part = SimpleUploadedFile("blob", content[:100_000])
    told = client.post(begun["part"], {"start": 0, "part": part}).json()
    look = client.get(told["look"]).json()["lines"]

    assert told["arrived"] == 100_000
    assert any("BRINEPORRT" in str(each) or each["why"] for each in look)
    assert client.post(f"{HERE}begin/", asked).json() == begun | {"arrived": 100_000}
    stopped = client.get(begun["page"], follow=True)
    assert "not whole yet" in said(stopped)
    gone = client.post(begun["page"] + "drop/", follow=True)
    assert "destroyed here" in said(gone)
    again = client.post(f"{HERE}begin/", asked).json()
    assert (again["arrived"], again["page"] != begun["page"]) == (0, True)


def test_nothing_to_report_is_an_answer_that_can_be_taken_back(client):
    assert "That is an answer" in said(client.post(f"{HERE}nothing/", follow=True))
    assert "Nothing to report" in said(client.get("/desk/bring/"))
    client.post(f"{HERE}nothing/", {"back": "1"})
    assert "Not answered yet" in said(client.get("/desk/bring/"))


def test_another_agencys_steward_finds_nothing(client):
    bring(client, brought.ANSWER)
    upload = Upload.objects.get().id
    far = people.account("Far", "STEWARD", of="ELSEWHERE")
    other = desk.signed_in(far, at=NOW)

    for address in (
        HERE,
        FILE,
        f"{HERE}papers/blank.xlsx",
        f"/desk/bring/files/{upload}/problems/",
    ):
        assert other.get(address).status_code == 404
    for deed in ("keep", "drop", "part"):
        assert other.post(f"/desk/bring/files/{upload}/{deed}/", {"start": 0}).status_code in (
            200,
            404,
        )
    assert Upload.objects.get().state == "WHOLE"


def test_given_back_the_office_reads_why(client, staff):
    bring(client, brought.ANSWER)
    client.post(f"/desk/bring/files/{Upload.objects.get().id}/keep/", {"note": ""})
    batch = Batch.objects.get().id
    client.post(f"/desk/bring/versions/{batch}/send/")

    empty = staff.post(f"/desk/answers/{batch}/give-back/", {"why": ""})
    assert "Give it back" in said(empty)
    staff.post(f"/desk/answers/{batch}/give-back/", {"why": "Row 2: the town is another."})

    assert "Row 2: the town is another." in said(client.get(f"/desk/bring/versions/{batch}/"))
    assert "Given back to mend" in said(client.get("/desk/bring/"))


def test_a_correction_shows_what_was_added_taken_out_and_changed_to_both(client, staff):
    corrected = brought.ANSWER.replace(b"12,5,7", b"13,5,8").replace(b"CEDAR_FALLS", b"DUNMERE")
    for nth, content in enumerate((brought.ANSWER, corrected)):
        bring(client, content, once=f"a{nth}")
        upload = Upload.objects.get(state="WHOLE")
        client.post(f"/desk/bring/files/{upload.id}/keep/", {"note": ""})
        newest = Batch.objects.get(version=nth + 1).id
        client.post(f"/desk/bring/versions/{newest}/send/")

    for page in (
        said(client.get(f"/desk/bring/versions/{newest}/")),
        said(staff.get(f"/desk/answers/{newest}/")),
    ):
        assert "What changed since version 1" in page
        assert "1 row was added, 1 taken out, 1 changed." in page
        assert re.search(r"Calls 12 13", page)
