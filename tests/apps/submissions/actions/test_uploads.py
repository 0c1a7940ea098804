import hashlib
import os
from datetime import timedelta

import pytest

from fourfold.apps.submissions import actions
from fourfold.apps.submissions.actions import uploads
from fourfold.apps.submissions.models import DataCall, Respondent, Upload
from fourfold.apps.submissions.queries import uploads as reading
from fourfold.apps.submissions.rules.figures import BadFileName
from fourfold.apps.submissions.states import UploadState
from fourfold.security import audit
from fourfold.security.custody import parcels
from tests.make import people
from tests.make.people import NOW

pytestmark = pytest.mark.django_db

KB = 1024
CONTENT = b"".join(b"row %07d,canary-name\n" % nth for nth in range(10_000))
"""Some 220 KB: four parts of 64 KB, the last one shorter."""
SIZE = len(CONTENT)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.UPLOADS = tmp_path / "uploads"
    return settings.UPLOADS


@pytest.fixture
def steward():
    Respondent.objects.create(
        code="PD_OWN",
        name="Made-up Juniper Police",
        kind="POLICE",
        agency=people.DCF,
        added_at=NOW,
        added_by="staff",
    )
    actions.open_call("2030", dataset="trainings", year=2030, by="staff", at=NOW)
    return people.viewer("Stella", "STEWARD")


def begin(steward, *, size=SIZE, once="page-1", name="answer.csv", office="PD_OWN"):
    return uploads.begin(
        "2030", organization=office, file_name=name, size=size, once=once, by=steward, at=NOW
    )


def add(upload, start, content, by):
    return uploads.add_part(upload, start=start, content=content, by=by, at=NOW)


def bring(steward, content=CONTENT, **more):
    upload = begin(steward, size=len(content), **more)
    for start in range(0, len(content), 64 * KB):
        add(upload, start, content[start : start + 64 * KB], steward)
    return upload


def test_a_file_arrives_in_parts_and_is_whole_with_its_digest(steward):
    upload = bring(steward)

    card = reading.upload_of(upload, viewer=steward)
    assert card.state is UploadState.WHOLE
    assert card.arrived == card.size == len(CONTENT)
    assert card.sha256 == hashlib.sha256(CONTENT).hexdigest()
    with parcels.open_parcel(upload, arrived=card.arrived) as stream:
        assert stream.read() == CONTENT


def test_a_part_that_comes_again_changes_nothing_and_one_too_early_is_told_where_to_go_on(steward):
    upload = begin(steward)
    first, second = CONTENT[: 64 * KB], CONTENT[64 * KB : 128 * KB]

    assert add(upload, 0, first, steward) == 64 * KB
    assert add(upload, 0, first, steward) == 64 * KB
    with pytest.raises(uploads.PartMissing) as told:
        add(upload, 128 * KB, second, steward)
    assert told.value.arrived == 64 * KB
    assert add(upload, 0, first + second, steward) == 128 * KB


def test_a_file_that_changed_while_it_was_sent_is_refused(steward):
    upload = begin(steward)
    add(upload, 0, CONTENT[: 64 * KB], steward)

    with pytest.raises(uploads.PartDiffers, match="Bring the file anew"):
        add(upload, 0, b"x" * 64 * KB, steward)


def test_nothing_of_a_file_lies_on_the_disk_in_clear(steward, folder):
    bring(steward)

    on_disk = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert len(on_disk) > len(CONTENT)
    assert b"canary" not in on_disk
    assert CONTENT[100:116] not in on_disk


def test_a_page_sent_twice_begins_once(steward, folder):
    assert begin(steward) == begin(steward)
    assert Upload.objects.count() == len(list(folder.glob("??/*"))) == 1


@pytest.mark.parametrize(
    ("size", "error"), [(0, uploads.FileIsEmpty), (101 * KB * KB, uploads.FileTooBig)]
)
def test_a_file_of_a_size_that_cannot_be_is_refused_before_a_byte_comes(size, error, steward):
    with pytest.raises(error):
        begin(steward, size=size)


def test_a_file_longer_than_it_was_said_is_refused(steward):
    upload = begin(steward, size=10)

    with pytest.raises(uploads.FileTooBig, match="More came"):
        add(upload, 0, b"x" * 11, steward)


@pytest.mark.parametrize("size", [10, uploads.MOST_PART + 1])
def test_a_part_too_short_or_too_long_is_refused(size, steward):
    upload = begin(steward, size=uploads.MOST_PART + 2)

    with pytest.raises(uploads.PartRefused):
        add(upload, 0, b"x" * size, steward)


def test_a_name_with_a_folder_is_refused(steward):
    with pytest.raises(BadFileName):
        begin(steward, name="../answer.csv")


def test_another_offices_steward_and_the_councils_staff_reach_no_file(steward):
    upload = bring(steward)
    with pytest.raises(uploads.NotYourOffice):
        begin(steward, office="PD_OTHER", once="page-2")

    for other in (
        people.viewer("Otto", "STEWARD", of="ELSEWHERE"),
        people.viewer("Sid", "STAFF"),
        people.viewer("Mia", "MEMBER"),
        "",
    ):
        assert reading.upload_of(upload, viewer=other) is None
        with pytest.raises(uploads.NoSuchUpload):
            uploads.drop(upload, by=other, at=NOW)


def test_a_file_that_is_let_go_is_destroyed(steward, folder, django_capture_on_commit_callbacks):
    upload = bring(steward)

    with django_capture_on_commit_callbacks(execute=True):
        uploads.drop(upload, by=steward, at=NOW)

    assert list(folder.glob("??/*")) == []
    with pytest.raises(uploads.UploadEnded, match="let go"):
        add(upload, 0, CONTENT[: 64 * KB], steward)


def test_a_file_nobody_goes_on_with_is_destroyed_after_two_weeks(
    steward, folder, django_capture_on_commit_callbacks
):
    upload = bring(steward)

    assert uploads.expire(by="clock", at=NOW + timedelta(days=13)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert uploads.expire(by="clock", at=NOW + timedelta(days=14)) == 1

    assert reading.upload_of(upload, viewer=steward).state is UploadState.EXPIRED
    assert list(folder.glob("??/*")) == []


def test_a_parcel_that_no_row_knows_is_swept_a_day_later(steward, folder):
    parcels.begin("LEFT0000BYAKILL0")
    os.utime(parcels.path_of("LEFT0000BYAKILL0"), (NOW.timestamp(), NOW.timestamp()))

    uploads.expire(by="clock", at=NOW)
    assert len(list(folder.glob("??/*"))) == 1
    uploads.expire(by="clock", at=NOW + timedelta(days=2))
    assert list(folder.glob("??/*")) == []


def test_a_closed_call_takes_a_file_only_after_it_was_opened_again(steward):
    DataCall.objects.update(closed_at=NOW, closed_by="staff")
    with pytest.raises(actions.CallClosed, match="open it again"):
        begin(steward)

    actions.reopen_call("2030", why="One office answers late", by="staff", at=NOW)
    assert begin(steward)


def test_an_office_cannot_fill_the_disk_with_files_on_their_way(steward, folder):
    for nth in range(uploads.MOST_OPEN):
        begin(steward, once=f"page-{nth}")

    with pytest.raises(uploads.TooManyOpen):
        begin(steward, once="one-more")
    assert len(list(folder.glob("??/*"))) == uploads.MOST_OPEN


def test_the_log_tells_of_a_file_without_its_name(steward):
    upload = bring(steward)
    uploads.answer(upload, answers={"dates": "MDY"}, by=steward, at=NOW)
    uploads.drop(upload, by=steward, at=NOW)

    told = [(line.event, line.by) for line in audit.lines_about(f"upload:{upload}")]
    assert told == [
        (event, steward.account)
        for event in ("UPLOAD_BEGUN", "UPLOAD_WHOLE", "UPLOAD_ANSWERED", "UPLOAD_DROPPED")
    ]
    assert reading.upload_of(upload, viewer=steward).answers == {"dates": "MDY"}
