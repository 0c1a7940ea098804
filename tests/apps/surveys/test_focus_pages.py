"""The pages of focus groups: who is let in, what each opening leaves in the log, few queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fourfold.apps.surveys.actions import focus_quotes as quotes
from fourfold.apps.surveys.models import FocusGroup, FocusTranscript
from fourfold.security.accounts import sessions
from fourfold.security.models import Account, AuditEvent
from tests.apps.surveys.test_focus_rules import docx
from tests.make import desk, people
from tests.make import focus as make
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


def client(viewer):
    return desk.signed_in(Account.objects.get(id=viewer.account), at=NOW)


def address(room, leaf: str = "") -> str:
    return f"/desk/surveys/{room.study}/focus/{room.group}/{leaf}"


WORDS = ("transcript/", "transcript/correct/", "transcript.txt", "memos/", "quotes/", "bring/")


@pytest.mark.parametrize("leaf", [*WORDS, "coding/", "differences/", "plan/"])
def test_who_is_not_in_the_team_finds_nothing_there(room, leaf: str) -> None:
    room.to_transcript()

    assert client(room.other).get(address(room, leaf)).status_code == 404
    assert client(room.other).get(address(room)).status_code == 200
    assert "bed" not in said(client(room.other).get(address(room)))


@pytest.mark.parametrize("leaf", ["transcript/", "transcript.txt", "coding/", "memos/", "quotes/"])
def test_each_opening_is_in_the_log_before_it_is_shown(room, leaf: str) -> None:
    room.to_transcript()
    before = AuditEvent.objects.filter(event="FOCUS_OPENED").count()

    answer = client(room.first).get(address(room, leaf))

    assert answer.status_code == 200
    assert AuditEvent.objects.filter(event="FOCUS_OPENED").count() == before + 1


@pytest.mark.parametrize(
    ("leaf", "ago", "proof"),
    [
        ("transcript/", timedelta(minutes=6), True),
        ("transcript.txt", timedelta(minutes=6), True),
        ("transcript/correct/", timedelta(minutes=6), True),
        ("coding/", timedelta(minutes=6), False),
        ("coding/", timedelta(minutes=61), True),
        ("quotes/", timedelta(minutes=61), True),
        ("memos/", timedelta(minutes=61), True),
        ("differences/", timedelta(minutes=61), True),
    ],
)
def test_proof_is_asked_for_when_the_last_is_too_old(room, leaf, ago, proof) -> None:
    room.to_transcript()
    browser = client(room.first)
    session = sessions.SessionStore(browser.cookies[settings.SESSION_COOKIE_NAME].value)
    session[sessions.PROVEN] = (NOW - ago).isoformat()
    session.save()

    answer = browser.get(address(room, leaf))

    assert (answer.status_code == 302) is proof
    if proof:
        assert "next=" in answer.headers["Location"]


@pytest.mark.slow
def test_a_group_is_planned_held_and_its_transcript_brought(room) -> None:
    lead = client(room.lead)
    page = lead.get(f"/desk/surveys/{room.study}/focus/new/")
    once = page.content.decode().split('name="once" value="')[1].split('"')[0]
    typed = {
        "once": once,
        "name": "Made-up nurses",
        "held_on_month": "1",
        "held_on_day": "9",
        "held_on_year": "2030",
        "town": "online",
        "language": "en",
        "facilitator": room.lead.account,
        "notes": room.lead.account,
        "first": room.first.account,
        "second": room.first.account,
        "script": "Made up.",
    }
    wrong = lead.post(f"/desk/surveys/{room.study}/focus/new/", typed)
    assert wrong.status_code == 422
    assert "Two different people code" in said(wrong)
    typed["second"] = room.second.account
    places = {
        lead.post(f"/desk/surveys/{room.study}/focus/new/", typed).headers["Location"]
        for _ in range(2)
    }
    here = places.pop()
    assert not places

    few = lead.post(here, {"do": "hold", "consent": "ALOUD", "people": "6", "n-FIELD-POLICE": "9"})
    assert few.status_code == 422
    assert "9 people are counted, and 6 took part" in said(few)
    held = {"do": "hold", "consent": "ALOUD", "people": "6", "n-FIELD-POLICE": "2"}
    assert "few" in said(lead.post(here, held, follow=True))

    words = "Facilitator: What works?", "P1: Officer Madeup in Andover, at 203 555-0100."
    file = SimpleUploadedFile("talk.docx", whole_docx(*words))
    brought = lead.post(f"{here}bring/", {"based_on": "0", "file": file}, follow=True)
    assert "perhaps a name" in said(brought)
    assert "Officer Madeup" in said(brought)
    assert "a telephone number" in said(brought)
    not_yet = lead.post(f"{here}transcript/", {"version": "1"}, follow=True)
    assert "names are out" in said(not_yet)
    lead.post(f"{here}transcript/", {"version": "1", "names": "on"})
    assert FocusGroup.objects.get(id=here.split("/")[-2]).state == "TRANSCRIBED"


def whole_docx(*paragraphs: str) -> bytes:
    """Return a Word document as its program writes it."""
    import io
    import zipfile

    made = io.BytesIO(docx(*paragraphs))
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.txt", b"\xff\x00\xe9\xe9", "UTF-8"),
        ("x.txt", b"   ", "no words"),
        ("x.docx", b"PK\x03\x04 broken", "archive"),
        ("x.txt", b"a" * 2_000_001, "2 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_words(room, name, content, words) -> None:
    make.held(room.group, room.lead)
    file = SimpleUploadedFile(name, content)

    answer = client(room.lead).post(address(room, "bring/"), {"based_on": "0", "file": file})

    assert answer.status_code == 422
    assert words in said(answer) or words == "archive"
    assert FocusTranscript.objects.count() == 0


@pytest.mark.slow
def test_two_people_code_settle_and_count(room) -> None:
    room.to_transcript()
    first, second = client(room.first), client(room.second)
    give = {"do": "give", "turn": ["t2", "t3"], "code": ["housing"]}
    for browser in (first, second):
        answer = browser.post(address(room, "coding/"), give)
        assert answer.headers["Location"].endswith("?page=1#t4")
        browser.post(address(room, "coding/"), {"do": "none", "turn": ["t1", "t4", "t5"]})
    assert "You looked at 5 of 5 turns." in said(first.get(address(room, "coding/")))
    second.post(address(room, "coding/"), {"do": "give", "turn": "t4", "code": "court"})
    first.post(address(room, "coding/"), {"do": "finish"})
    assert "Both have to finish first" in said(first.get(address(room, "differences/")))
    second.post(address(room, "coding/"), {"do": "finish"})

    page = said(first.get(address(room, "differences/")))
    assert "1 difference left to settle" in page
    assert "All codes" in page
    settle = {"turn": "t4", "code": "court", "why": "A made-up reason."}
    assert "Everything is settled" in said(
        first.post(address(room, "differences/"), settle, follow=True)
    )
    counts = said(client(room.other).get(f"/desk/surveys/{room.study}/focus/codes/"))
    assert "Safe housing" in counts
    assert "hidden" in counts
    file = client(room.other).get(f"/desk/surveys/{room.study}/focus/codes.csv").getvalue().decode()
    assert "housing,Safe housing,protection,turns,Made-up shelter staff,2" in file
    assert "housing,Safe housing,protection,groups,Police,hidden" in file


def test_a_changed_turn_shows_what_it_had_and_keeps_it_on_request(room) -> None:
    room.to_transcript()
    coder = client(room.first)
    coder.post(address(room, "coding/"), {"do": "give", "turn": "t4", "code": "court"})
    fixed = make.TALK.replace("Judges wait", "They wait")
    client(room.lead).post(
        address(room, "bring/"), {"based_on": "1", "text": fixed, "why": "a slip"}
    )

    assert "Changed since you coded it" in said(coder.get(address(room, "coding/")))
    coder.post(address(room, "coding/"), {"do": "keep:t6"})

    assert "Changed since you coded it" not in said(coder.get(address(room, "coding/")))
    assert "What the newest version changed" in said(coder.get(address(room, "transcript/")))


def test_a_quote_is_proposed_and_cleared_on_pages(room) -> None:
    room.to_transcript()
    lead, first = client(room.lead), client(room.first)
    here = address(room, "quotes/")
    page = lead.get(f"{here}?turn=t2")
    once = page.content.decode().split('name="once" value="')[1].split('"')[0]
    typed = {"do": "propose", "once": once, "code": "housing", "words": "A bed […]."}
    assert "Somebody else of the team decides" in said(
        lead.post(f"{here}?turn=t2", typed, follow=True)
    )
    assert "Clear it for print" not in said(lead.get(here))
    page = said(first.get(here))
    assert "Taken out:" in page
    quote = page.split('value="clear:')[1].split('"')[0]

    assert "Check all three" in said(first.post(here, {"do": f"clear:{quote}"}, follow=True))
    checked = {"do": f"clear:{quote}", "name": "on", "place": "on", "rare": "on"}
    assert "It may be printed" in said(first.post(here, checked, follow=True))

    code = f"/desk/surveys/{room.study}/focus/codes/housing/"
    assert "A bed […]." in said(client(room.other).get(code))
    back = {"do": f"withdraw:{quote}", "why": "asked for"}
    lead.post(here, back)
    assert "A bed […]." not in said(client(room.other).get(code))


def test_a_codebook_is_made_changed_merged_and_retired(room) -> None:
    here, lead = f"/desk/surveys/{room.study}/focus/book/", client(room.lead)
    typed = {"do": "keep", "based_on": "0", "key": "beds", "name": "Beds", "four_p": "protection"}
    assert lead.post(here, typed).status_code == 422
    typed["definition"] = "A made-up definition."
    assert "Beds" in said(lead.post(here, typed, follow=True))
    other = typed | {"key": "rooms", "name": "Rooms", "based_on": "1"}
    lead.post(here, other)
    stale = lead.post(here, other | {"name": "Halls"})
    assert "made version 2" in said(stale)
    assert "Change “Rooms”" in said(lead.get(f"{here}?code=rooms"))
    merged = lead.post(
        here, {"do": "merge", "key": "rooms", "into": "beds", "based_on": "2"}, follow=True
    )
    assert "counts as Beds" in said(merged)
    retired = lead.post(here, {"do": "retire", "key": "beds", "based_on": "3"}, follow=True)
    assert "retired" in said(retired)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("leaf", "most"),
    [("", 8), ("transcript/", 11), ("coding/", 13), ("differences/", 17), ("quotes/", 13)],
)
def test_a_page_takes_few_queries_however_much_was_said(room, leaf: str, most: int) -> None:
    talk = "\n\n".join(f"P1: Made-up words {nth}." for nth in range(40))
    make.held(room.group, room.lead)
    make.book(room.study, room.lead)
    make.transcribed(room.group, room.lead, talk)
    for nth in range(3):
        made = make.proposed(room.group, room.lead, once=f"q{nth}")
        quotes.clear_quote(made, checked=True, by=room.second, at=NOW)
    browser = client(room.first)
    browser.get(address(room, leaf))
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(address(room, leaf)).status_code == 200

    ours = [each["sql"] for each in seen if "surveys_" in (each["sql"] or "")]
    assert len(ours) <= most, ours


def test_a_transcript_that_was_begun_is_gone_on_with_after_fresh_proof(room) -> None:
    make.held(room.group, room.lead)
    lead = client(room.lead)
    assert "Type or bring what was said" in said(lead.get(address(room)))
    lead.post(address(room, "bring/"), {"based_on": "0", "text": "P1: half"})

    assert "Go on with the transcript" in said(lead.get(address(room)))
    again = lead.get(address(room, "bring/"))
    assert again.headers["Location"] == address(room, "transcript/correct/")
    page = said(lead.get(address(room, "transcript/correct/")))
    assert "P1: half" in page
    typed = {"based_on": "1", "text": "P1: half P2: whole"}
    assert "Version 2 is kept" in said(lead.post(address(room, "bring/"), typed, follow=True))


def test_the_guide_and_the_words_of_consent_can_be_printed(room) -> None:
    page = said(client(room.other).get(address(room, "guide/")))

    assert "A made-up script." in page
    assert "What is missing?" in page


def test_a_role_without_surveys_finds_no_focus_group(room) -> None:
    trainer = people.viewer("Tara", "TRAINER")

    assert client(trainer).get(address(room)).status_code == 404
