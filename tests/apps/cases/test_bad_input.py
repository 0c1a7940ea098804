"""Bad input through the pages: nothing told is lost, nothing breaks, and the words are clear."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from fourfold.apps.cases.access import CARELINE
from fourfold.apps.cases.models import (
    Case,
    Draft,
    Imported,
    Person,
    ProviderNote,
    Report,
    TeamReview,
)
from fourfold.security.access import relations
from fourfold.security.edges.entrance import Entrance
from fourfold.security.models import AuditEvent, Relation, TeamMember
from tests.make import cases, desk, people, services, teams
from tests.make.people import NOW

from .test_report_pages import WORDS, sent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
NEW, TELL = "/desk/reports/new/", "/report/"
MOST = 200_000
SCRIPTS = {
    "Arabic": "قالت إنّها خائفة جدًّا. ",
    "Chinese": "她說她很害怕，不敢回家。",
    "Amharic and Hebrew": "ሰላም נָעַר ",
    "emoji joined to one": "👩🏽\u200d👧🏾🆘🇺🇸",
    "letters with many marks": "e\u0301\u0323\u0489Z\u0351\u036b\u0343 ",
    "right to left overrides": "\u202etxt.exe\u202c \u2066room 12\u2069\u200f. ",
    "control characters": "a\x01\x08\x1b[31m\x7f\x85\u2028\ufeff.",
    "noncharacters": "\uffff\ufdd0\U0010ffff.",
    "markup": "<script>alert(1)</script>{{ 7|add:7 }}&lt;\"'",
}


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Stop the clock, and return what sets it."""

    def stands_at(at):
        monkeypatch.setattr(timezone, "now", lambda: at)

    stands_at(NOW)
    return stands_at


@pytest.fixture
def carmen():
    made = people.account("Carmen", "CARELINE")
    people.seat(made, CARELINE, "CHILD_WELFARE")
    return desk.signed_in(made, at=NOW)


def long(script: str) -> str:
    return (script * (MOST // len(script) + 1))[: MOST - 1] + "."


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


# ------------------------------------------------------------------ letters of every kind
@pytest.mark.parametrize("script", SCRIPTS.values(), ids=list(SCRIPTS))
def test_two_hundred_thousand_letters_from_the_public_come_back_letter_for_letter(script):
    text = long(script)

    answer = Client().post(TELL, {"narrative": text, "page": "a-page"})

    assert answer.status_code == 200, words(answer)[:300]
    assert Report.objects.get().narrative == text


def test_they_pass_through_draft_report_page_and_paper_on_the_desk(carmen):
    text = long("".join(SCRIPTS.values()))
    form = sent(narrative=text)
    carmen.post(f"/desk/reports/drafts/{form['draft']}/", form)
    assert Draft.objects.get().told["narrative"] == text

    place = carmen.post(NEW, form).headers["Location"]
    page = carmen.get(place).content.decode()
    change = carmen.get(f"{place}change/").content.decode()

    assert Report.objects.get().narrative == text
    assert "<script>alert(1)" not in page + change
    assert page.count("她說她很害怕") == text.count("她說她很害怕")
    assert change.count("她說她很害怕") >= text.count("她說她很害怕")


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=list(SCRIPTS))
def test_paper_prints_it_or_says_which_letters_it_cannot(carmen, script):
    place = carmen.post(NEW, sent(narrative=script * 3)).headers["Location"]

    answer = carmen.post(f"{place}written/", {"purpose": "TO_REPORT_BY_LAW"})

    assert answer.status_code == 200
    if answer.headers["Content-Type"] != "application/pdf":
        assert "fonts" in words(answer)


def test_a_nul_from_the_public_costs_nothing_but_itself():
    Client().post(TELL, {"narrative": "before\0after", "child_name": "\0Mia\0"})

    report = Report.objects.get()
    assert (report.narrative, report.child_name) == ("beforeafter", "Mia")


def entered(kind: str, body: bytes) -> tuple[int, str]:
    """Send bytes as a web server hands them over; returns the status and the page."""
    environ = RequestFactory().generic("POST", TELL).environ
    length = {"CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body))}
    found: list[str] = []
    pages = Entrance()(
        environ | length | {"wsgi.input": io.BytesIO(body)},
        lambda status, _headers: found.append(status),
    )
    return int(found[0].split()[0]), b"".join(pages).decode()


def multipart(told: bytes) -> bytes:
    head = b'--b\r\nContent-Disposition: form-data; name="narrative"\r\n\r\n'
    return head + told + b"\r\n--b--\r\n"


FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=b"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (FORM, b"narrative=before%ED%A0%80after%FF"),
        (PARTS, multipart(b"before\xed\xa0\x80after\xff")),
    ],
    ids=["form", "parts"],
)
def test_half_a_letter_that_no_text_can_hold_is_shown_as_such_and_the_rest_is_kept(kind, body):
    status, _page = entered(kind, body)

    assert status == 200
    assert re.fullmatch("before\ufffd+after\ufffd", Report.objects.get().narrative)


@pytest.mark.parametrize("kind", [FORM, PARTS], ids=["form", "parts"])
@pytest.mark.parametrize(
    "charset", ["utf-7", "utf-16", "unicode_escape", "latin-1", "no-such", "rot13", "idna"]
)
def test_whatever_alphabet_a_form_names_it_is_taken_as_the_one_browsers_send(kind, charset):
    told = "before +2AA- \\ud800 José after"
    body = b"narrative=" + quote(told).encode() if kind == FORM else multipart(told.encode())

    status, page = entered(f"{kind}; charset={charset}", body)

    assert status == 200, page[:500]
    assert Report.objects.get().narrative == told


# ------------------------------------------------------------------ days and versions
DAYS = [
    ("2", "30", "2014"),
    ("13", "1", "2014"),
    ("1", "1", "99999"),
    ("x", "y", "z"),
    ("-1", "0", "0"),
    ("1", "1", "0000"),
    ("9" * 5_000, "1", "2014"),
    ("1", "", ""),
    ("\u0663", "\u0664", "\u0662\u0660\u0661\u0664"),
    ("1", "1", "\u00b2014"),
]


@pytest.mark.parametrize("day", DAYS, ids=range(len(DAYS)))
def test_a_birth_date_that_is_none_is_asked_again_with_all_that_was_typed(carmen, day):
    month, at, year = day
    born = {
        "child_born_on_month": month,
        "child_born_on_day": at,
        "child_born_on_year": year,
    }

    answer = carmen.post(NEW, sent(**born, child_name="Amara"))

    if answer.status_code == 200:
        assert WORDS in answer.content.decode()
        assert Draft.objects.get().told["child_name"] == "Amara"
        assert not Report.objects.exists()
    else:
        assert Report.objects.get().child_born_on.year == 2014


@pytest.mark.parametrize("version", ["9" * 5_000, "-1", "x", "", "\u0661", "1e3"])
def test_a_version_that_never_was_is_a_stale_page_and_keeps_what_was_typed(carmen, version):
    place = carmen.post(NEW, sent()).headers["Location"]

    answer = carmen.post(f"{place}change/", sent(version=version, child_name="Amara"))

    assert answer.status_code == 200
    assert "Amara" in answer.content.decode()
    assert Report.objects.get().child_name is None


# ------------------------------------------------------------------ a session that ended
@pytest.mark.parametrize("page", ["summary", "close", "missing", "consult", "services/note"])
def test_a_session_that_ended_is_said_with_what_became_of_the_words(clock, page):
    made = teams.team()
    client = desk.signed_in(made.members["Carmen"], at=NOW)
    typed = {"words": "qzcanary", "summary": "qzcanary", "why": "qzcanary", "last_seen": "qzcanary"}
    before = Case.objects.get().version
    clock(NOW + timedelta(hours=1))

    answer = client.post(f"/desk/cases/{made.case}/{page}/", typed)
    asked = Client().get(answer.headers["Location"])

    assert "qzcanary" not in answer.headers["Location"]
    assert "What you sent was not kept" in words(asked)
    assert "go back to that page" in words(asked)
    assert "qzcanary" not in asked.content.decode()
    assert Case.objects.get().version == before


# ------------------------------------------------------------------ somebody who was removed
def test_a_coordinator_removed_mid_page_finds_nothing_and_is_told_that_nothing_was_saved():
    made = teams.team()
    review = teams.review(made, teams.meeting(made))
    made.members["Dora"] = teams.member("Dora", "COORDINATOR")
    cora, page = (
        desk.signed_in(made.members["Cora"], at=NOW),
        f"/desk/cases/{made.case}/reviews/{review}/",
    )
    assert cora.get(f"{page}note/").status_code == 200
    seat = TeamMember.objects.get(account=made.members["Cora"])
    relations.end_seat(seat.id, by=made.by("Dora"))

    typed = {"interview": "DONE", "version": str(made.version()), "reasons": "qzcanary"}
    answer = cora.post(f"{page}note/", typed)

    assert answer.status_code == 404
    assert "What you just sent was not saved" in words(answer)
    assert "qzcanary" not in answer.content.decode()
    assert made.case not in answer.content.decode()
    assert TeamReview.objects.get(pk=review).interview == ""
    unknown = cora.post("/desk/cases/0000000000000000/reviews/0000000000000000/note/", typed)
    assert words(unknown) == words(answer)
    for address in (page, f"/desk/cases/{made.case}/", f"/desk/teams/{teams.TEAM}/"):
        assert cora.get(address).status_code == 404


def test_a_service_whose_referral_was_taken_back_mid_note_is_told_and_nothing_leaks():
    here = services.referred()
    number = here.sent()
    here.answer(number, "ACCEPTED")
    rosa = desk.signed_in(people.account("Rosa", of=people.PROVIDER), at=NOW)
    page = f"/desk/referrals/{number}/notes/"
    assert rosa.get(page).status_code == 200
    services.referrals.revoke(number, case=here.case, reason="PERSON_ASKED", by=here.worker)

    answer = rosa.post(page, {"words": "qzcanary told in confidence"})

    assert answer.status_code == 404
    assert "What you just sent was not saved" in words(answer)
    assert "qzcanary" not in answer.content.decode()
    assert not ProviderNote.objects.exists()
    assert "qzcanary" not in str(list(AuditEvent.objects.values()))


def test_a_note_sent_twice_is_one_note_and_another_is_another():
    here = services.referred()
    number = here.sent()
    here.answer(number, "ACCEPTED")
    rosa = desk.signed_in(people.account("Rosa", of=people.PROVIDER), at=NOW)
    page = f"/desk/referrals/{number}/notes/"

    for note in ("She was calm.", "She was calm.", "She was calm. She asked for a bus pass."):
        rosa.post(page, {"words": note, "once": "the-same-page"})

    assert ProviderNote.objects.count() == 2


def test_words_of_the_second_who_answers_stay_on_the_page_where_no_answer_is_left():
    here = services.referred()
    number = here.sent()
    nina = desk.signed_in(people.account("Nina", of=people.PROVIDER), at=NOW)
    here.answer(number, "DECLINED", "FULL")

    late = {"then": "ACCEPTED", "words": "We have a bed on Monday.", "version": "2"}
    page = words(nina.post(f"/desk/referrals/{number}/answer/", late))

    assert "Rosa answered this" in page
    assert "We have a bed on Monday." in page


# ------------------------------------------------------------------ a town that moved district
@pytest.mark.parametrize(
    ("opened", "district"), [((2025, 9, 30), "Hartford"), ((2025, 10, 1), "Litchfield")]
)
def test_the_day_of_a_case_decides_its_district_before_and_after_a_town_moved(opened, district):
    made = teams.team()
    case = Case.objects.get()
    Relation.objects.filter(kind="TEAM").delete()
    with transaction.atomic():
        person = Person.objects.get(pk=case.person)
        person.town = "AVON"
        person.save(update_fields=["town"])
    Case.objects.update(opened_at=datetime(*opened, 16, tzinfo=UTC), district="")

    luis = desk.signed_in(made.members["Luis"], at=NOW)
    page = words(luis.get(f"/desk/cases/{made.case}/team/"))

    assert f"Court district on that day {district}" in page, page


# ------------------------------------------------------------------ a file that is not what it says
GOOD = "field,value\nFirst name,Ana\n"
FILES = {
    "a PDF": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n",
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 64,
    "an archive": b"PK\x03\x04" + b"\0" * 64,
    "a program": b"MZ\x90\0" + b"\0" * 64,
    "a page": b"<!DOCTYPE html><script>alert(1)</script>",
    "UTF-16": GOOD.encode("utf-16"),
    "Latin-1": "field,value\nFirst name,Jos\u00e9\n".encode("latin-1"),
    "nothing": b"",
    "blanks": b" \n \n",
    "NULs": GOOD.replace("Ana", "A\0na").encode(),
    "other columns": b"a,b\n1,2\n",
    "one endless line": b"field,value\nFirst name," + b"a" * 2_000_000,
    "quotes that never close": b'field,value\nFirst name,"Ana\n' * 50,
    "JSON": b'{"First name": "Ana"}',
}


@pytest.mark.parametrize("content", FILES.values(), ids=list(FILES))
def test_a_file_that_is_not_what_it_says_is_refused_in_plain_words(content):
    luis = people.viewer("Luis", "LIAISON")
    number = cases.case(luis, given_name="Ana")
    client = desk.signed_in(people.account("Luis"), at=NOW)
    file = SimpleUploadedFile("case.csv", content, content_type="text/csv")

    answer = client.post(f"/desk/cases/{number}/bring-in/", {"version": "1", "file": file})

    said = words(answer)
    assert answer.status_code == 200
    assert "Please look at this again" in said, said
    assert not re.search(r"codec|Error|Traceback|0x|\bNone\b", said), said
    assert not Imported.objects.exists()
