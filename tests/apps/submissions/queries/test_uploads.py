"""A file on its way, taken along with its problems marked in it."""

import io

import pytest
from openpyxl import load_workbook

from fourfold.apps.submissions.models import Upload
from fourfold.apps.submissions.queries import uploads
from tests.make import brought, people

pytestmark = pytest.mark.django_db
CANARY = "BRINEPORRT-CANARY"
WRONG = brought.ANSWER.replace(b"BRINEPORT", CANARY.encode())


def taken(upload: str, form: str, viewer) -> bytes:
    pieces = uploads.marked(upload, form=form, viewer=viewer)
    assert pieces is not None
    return b"".join(pieces)


def test_a_csv_file_says_beside_the_row_what_is_to_mend(steward):
    lines = taken(brought.bring(WRONG, by=steward), "csv", steward).decode().splitlines()

    assert lines[0].endswith("problem,suggestion")
    assert CANARY in lines[1]
    assert len(lines[1]) > len(lines[2])


def test_a_workbook_marks_the_cell(steward):
    book = load_workbook(io.BytesIO(taken(brought.bring(WRONG, by=steward), "xlsx", steward)))
    marked = [cell for row in book["File"].iter_rows() for cell in row if cell.comment]

    assert [cell.value for cell in marked] == [CANARY]
    assert book["Problems"].max_row == 2


@pytest.mark.parametrize("content", [b"\0\1\2", b"how many\n1\n"])
def test_a_file_that_cannot_be_read_has_no_marked_copy(steward, content):
    upload = brought.bring(content, by=steward)

    assert uploads.marked(upload, form="csv", viewer=steward) is None


def test_nobody_else_takes_it_along(steward, council):
    upload = brought.bring(WRONG, by=steward)
    other = people.viewer("Otto", "STEWARD", of="ELSEWHERE")

    assert uploads.marked(upload, form="csv", viewer=other) is None
    assert uploads.marked("no-such-file", form="csv", viewer=steward) is None


def test_a_workbook_of_too_many_rows_leads_to_the_csv_file(steward, monkeypatch):
    upload = brought.bring(WRONG, by=steward)
    monkeypatch.setattr(uploads, "MOST_SHEET_ROWS", 1)

    with pytest.raises(uploads.TooLarge, match="CSV"):
        uploads.marked(upload, form="xlsx", viewer=steward)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_nothing_of_it_lies_on_the_disk_in_clear(steward, tmp_path, monkeypatch, form):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    upload = brought.bring(WRONG, by=steward)
    pieces = uploads.marked(upload, form=form, viewer=steward)
    assert pieces is not None
    next(pieces)

    there = [each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()]
    assert there
    assert not any(CANARY.encode() in each for each in there)
    assert list(folder.iterdir()) == []
    list(pieces)


def test_more_places_are_marked_than_are_kept_of_a_check(steward):
    rows = b"2029,BRINEPORRT,12,5,7\n" * 150
    upload = brought.bring(brought.HEAD.encode() + rows, by=steward)
    checked = uploads.checked(upload, viewer=steward)

    lines = taken(upload, "csv", steward).decode().splitlines()

    assert sum("Brineport" in line for line in lines) == 150
    assert checked is not None
    assert max(len(each.examples) for each in checked.groups) == 100
    assert Upload.objects.count() == 1
