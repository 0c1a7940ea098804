from datetime import timedelta

import pytest

from fourfold.security import retention
from fourfold.security.access import glass
from fourfold.security.access.viewer import viewer_of
from fourfold.security.models import AuditEvent, GlassBreak, Hold, KeptLine, KeptPreview
from tests.desk.make import folder
from tests.desk.models import Folder
from tests.make import people

WORDS = "she may be at the bus station alone"


@pytest.fixture
def pia():
    return people.account("Pia", "PRIVACY", of="ORG022")


@pytest.fixture
def cleo():
    return people.account("Cleo", "CARELINE")


def viewer(account):
    return viewer_of(account.id, at=people.NOW, second_factor=True, stepped_up=True)


@pytest.fixture
def opened(cleo):
    record = folder(people.DCF)
    return glass.break_glass(
        Folder, record.pk, reason="IN_DANGER_NOW", words=WORDS, by=viewer(cleo)
    )


# ------------------------------------------------------------------ the worker
def test_a_worker_opens_a_record_by_its_number_and_sees_until_when(of, cleo):
    record = folder(people.DCF)
    client = of(cleo)
    answer = client.post(
        "/desk/emergency/",
        {"record": record.pk.lower(), "reason": "MISSING_NOW", "words": WORDS},
        follow=True,
    )

    html = answer.content.decode()
    assert f"You opened record {record.pk} in an emergency." in html
    assert "It ends at 6:00 AM" in html
    assert GlassBreak.objects.get().record == record.pk


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"record": "7Q2K"}, "A record number has 16"),
        ({"record": "7Q2KX0M9D4TBN8AE"}, "There is no record with this number"),
        ({"reason": ""}, "Please fill this in."),
        ({"words": "be quick"}, "at least 5 words"),
    ],
)
def test_what_is_missing_is_told_beside_the_field_and_nothing_typed_is_lost(
    of, cleo, changed, said
):
    record = folder(people.DCF)
    sent = {"record": record.pk, "reason": "MISSING_NOW", "words": WORDS} | changed
    html = of(cleo).post("/desk/emergency/", sent).content.decode()

    assert said in html
    assert sent["words"] in html
    assert not GlassBreak.objects.exists()


def test_a_worker_closes_the_record_before_its_time(of, cleo, opened):
    html = of(cleo).post(f"/desk/emergency/{opened.id}/close/", follow=True).content.decode()

    assert "The record is closed." in html
    assert "Close it now" not in html


def test_the_record_of_another_worker_cannot_be_closed(of, opened):
    other = people.account("Ruth", "CARELINE")
    of(other).post(f"/desk/emergency/{opened.id}/close/")

    assert GlassBreak.objects.get().closed_at is None


# ------------------------------------------------------------------ the reviewer
def test_an_opening_waits_on_the_first_page_and_on_the_list_until_it_is_reviewed(of, pia, opened):
    client = of(pia)
    sent = {"outcome": "JUSTIFIED", "words": "I spoke with her supervisor this morning"}

    assert "Cleo opened a record in an emergency" in client.get("/desk/").content.decode()
    assert opened.record in client.get("/desk/openings/").content.decode()
    page = client.get(f"/desk/openings/{opened.id}/").content.decode()
    assert WORDS in page
    client.post(f"/desk/openings/{opened.id}/", sent)
    assert "No opening waits." in client.get("/desk/openings/").content.decode()
    assert (
        "I spoke with her supervisor" in client.get(f"/desk/openings/{opened.id}/").content.decode()
    )


def test_reading_the_workers_words_is_a_line_of_the_log(of, pia, opened):
    of(pia).get(f"/desk/openings/{opened.id}/")

    line = AuditEvent.objects.filter(event="RECORD_SHOWN", by=pia.id).get()
    assert line.subject == f"desk.folder:{opened.record}"


def test_a_review_without_a_finding_is_told_what_is_missing(of, pia, opened):
    html = of(pia).post(f"/desk/openings/{opened.id}/", {"words": "fine"}).content.decode()

    assert "Please fill this in." in html
    assert GlassBreak.objects.get().reviewed_at is None


def test_nobody_reviews_their_own_opening(of, opened):
    GlassBreak.objects.update(account=people.account("Pia", "PRIVACY", of="ORG022").id)
    pia = people.account("Pia", of="ORG022")
    html = of(pia).get(f"/desk/openings/{opened.id}/").content.decode()

    assert "This is your own opening" in html
    assert "Keep my review" not in html


def test_the_list_leaves_as_a_spreadsheet_without_anybodys_words(of, pia, opened):
    answer = of(pia).post("/desk/openings/file/")
    text = answer.getvalue().decode()

    assert answer.headers["Content-Disposition"] == 'attachment; filename="openings-2030-01-07.csv"'
    assert opened.record in text
    assert WORDS not in text
    assert AuditEvent.objects.filter(event="AUDIT_EXPORTED", by=pia.id).count() == 1


# ------------------------------------------------------------------ the log
def test_a_search_finds_lines_by_person_event_and_day_and_is_a_line_itself(of, pia, opened):
    client = of(pia)
    answer = client.post("/desk/log/", {"who": "cleo", "event": "GLASS_BROKEN"})

    assert answer.url == "/desk/log/?who=on&event=GLASS_BROKEN"
    html = client.get(answer.url).content.decode()
    assert "A record was opened in an emergency" in html
    assert f"desk.folder:{opened.record}" in html
    assert AuditEvent.objects.filter(event="AUDIT_SEARCHED", by=pia.id).count() == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"from_on": "2030-01-07"}, True),
        ({"from_on": "2030-01-08"}, False),
        ({"until_on": "2030-01-07"}, True),
        ({"until_on": "2030-01-06"}, False),
        ({"until_on": "nonsense"}, True),
        ({"event": "BATCH_SENT"}, False),
    ],
)
def test_days_and_events_narrow_what_is_found(of, pia, opened, asked, found):
    html = of(pia).get("/desk/log/", asked).content.decode()

    assert (f"desk.folder:{opened.record}" in html) == found


def test_a_name_of_several_people_asks_which_one(of, pia, opened):
    people.account("Cleopatra", "LIAISON")
    client = of(pia)
    html = client.get(client.post("/desk/log/", {"who": "cleo"}).url).content.decode()

    assert "Whom do you mean?" in html
    assert "Cleopatra" in html


def test_a_name_of_nobody_finds_nothing(of, pia, opened):
    client = of(pia)
    html = client.get(client.post("/desk/log/", {"who": "zzz"}).url).content.decode()

    assert "No line fits." in html


def test_who_has_seen_a_record_is_told_with_when_and_how(of, pia, opened):
    client = of(pia)
    answer = client.post("/desk/log/seen/", {"subject": f"desk.folder:{opened.record}"})
    html = client.get(answer.url).content.decode()

    assert "Cleo" in html
    assert "opened in an emergency" in html


@pytest.mark.parametrize("typed", ["Ana Lopez", "ana", "", "<b>", "x" * 300])
def test_what_could_be_a_name_never_gets_into_an_address(of, pia, typed):
    answer = of(pia).post("/desk/log/seen/", {"subject": typed})

    assert answer.status_code == 200
    assert "Please look at this again" in answer.content.decode()


def test_what_was_found_leaves_as_a_spreadsheet(of, pia, opened):
    client = of(pia)
    address = client.post("/desk/log/", {"event": "GLASS_BROKEN"}).url
    answer = client.post("/desk/log/file/?" + address.split("?")[1])

    text = answer.getvalue().decode()
    assert text.count("\n") == 2
    assert opened.record in text


# ------------------------------------------------------------------ what will go
@pytest.fixture
def kept(pia):
    other = people.account("Omar", "OPERATOR", of="ORG022")
    made = KeptPreview.objects.create(as_of=people.NOW, digest="0" * 64, count=1, made_by=other.id)
    KeptLine.objects.create(
        preview=made,
        kind="SESSION",
        record="7Q2KX0M9D4TBN8AE",
        part="record",
        rule="SESSION",
        due_on=people.NOW.date(),
        along=2,
    )
    from fourfold.security.retention.previews import digest_of

    made.digest = digest_of(made)
    made.save()
    return made


def test_a_second_person_agrees_to_exactly_the_list_shown(of, pia, kept):
    client = of(pia)

    assert "waits for a second person" in client.get("/desk/").content.decode()
    page = client.get(f"/desk/keeping/list/{kept.id}/").content.decode()
    assert "7Q2KX0M9D4TBN8AE" in page
    client.post(f"/desk/keeping/list/{kept.id}/", {"digest": kept.digest})
    assert KeptPreview.objects.get().agreed_by == pia.id


def test_another_list_than_the_one_shown_is_refused_with_the_reason(of, pia, kept):
    answer = of(pia).post(f"/desk/keeping/list/{kept.id}/", {"digest": "f" * 64}, follow=True)

    assert "not the list" in answer.content.decode()
    assert KeptPreview.objects.get().agreed_by == ""


def test_nothing_due_cannot_be_kept_as_a_list(of, pia):
    html = of(pia).get("/desk/keeping/").content.decode()
    answer = of(pia).post("/desk/keeping/list/", follow=True)

    assert "Keep this list" not in html
    assert "Nothing is due" in answer.content.decode()


def test_one_asks_to_lift_a_hold_and_another_lifts_it(of, pia):
    hold = Hold.objects.create(
        what="PERSON",
        which="7Q2KX0M9D4TBN8AE",
        why="APPEAL",
        placed_by=pia.id,
        placed_at=people.NOW - timedelta(days=3),
    )
    pola = people.account("Pola", "PRIVACY", of="ORG001")
    address = f"/desk/keeping/hold/{hold.id}/"

    of(pia).post(address)
    assert "another person decides" in of(pia).get(address).content.decode()
    assert "Somebody asks to lift a hold" in of(pola).get("/desk/").content.decode()
    of(pola).post(address)
    assert Hold.objects.get().lifted_by == pola.id


def test_a_hold_of_what_is_not_there_is_told(of, pia):
    sent = {"which": "7Q2KX0M9D4TBN8AE", "what": "PERSON", "why": "APPEAL"}
    html = of(pia).post("/desk/keeping/hold/", sent).content.decode()

    assert "There is no such person or record" in html
    assert not retention.holds(viewer=viewer(pia)).exists()


# ------------------------------------------------------------------ who may not
@pytest.mark.parametrize(
    "address",
    ["openings/", "openings/X/", "log/", "log/seen/", "keeping/", "keeping/hold/", "consents/"],
)
@pytest.mark.parametrize("role", ["AGENCY_ADMIN", "ANALYST", "TRAINER", "MEMBER"])
def test_the_privacy_desk_is_not_there_for_others(of, role, address):
    assert of(people.account("Ben", role)).get(f"/desk/{address}").status_code == 404


def test_the_operator_sees_no_opening_and_no_log(of):
    client = of(people.account("Omar", "OPERATOR"))

    assert client.get("/desk/openings/").status_code == 404
    assert client.get("/desk/log/").status_code == 404
