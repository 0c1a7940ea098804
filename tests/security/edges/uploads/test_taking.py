from __future__ import annotations

import io
import tempfile

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from PIL import Image

from fourfold.documents import docx, pdf
from fourfold.security.edges import uploads
from fourfold.security.edges.uploads import Kind
from fourfold.security.edges.uploads.answers import NotACode
from tests.documents.sample import document
from tests.make import files

PLAIN = {
    Kind.CSV: lambda: files.CSV,
    Kind.TSV: lambda: files.TSV,
    Kind.JSON: lambda: files.JSON,
    Kind.PDF: lambda: files.pdf(
        files.stream(b"BT (x) Tj ET"), files.stream(b"9 0 (x)", files.OBJECTS)
    ),
    Kind.PNG: lambda: files.picture("PNG"),
    Kind.JPEG: lambda: files.picture("JPEG"),
    Kind.XLSX: lambda: files.packed(files.xlsx_parts()),
    Kind.ODS: lambda: files.packed(files.ods_parts()),
    Kind.DOCX: lambda: files.packed(files.docx_parts()),
}


def take(content: bytes, kinds=frozenset(Kind)):
    return uploads.accept(io.BytesIO(content), kinds=kinds)


def test_there_is_a_plain_file_of_every_kind():
    assert set(PLAIN) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_a_plain_file_is_taken_whatever_its_name_says(kind):
    sent = SimpleUploadedFile("../a.exe", PLAIN[kind](), "text/html")

    taken = uploads.accept(sent, kinds={kind})

    assert taken.kind is kind
    assert taken.size == len(taken.stream.getvalue())
    assert taken.stream.tell() == 0
    if kind not in uploads.PICTURES:
        assert taken.stream.getvalue() == PLAIN[kind]()


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_that_is_not_asked_for_is_refused_by_its_name_for_people(kind):
    with pytest.raises(uploads.NotAllowed, match=f"This is a {kind.label}"):
        take(PLAIN[kind](), kinds=set(Kind) - {kind})


def test_a_table_with_a_byte_order_mark_is_a_table():
    assert take(b"\xef\xbb\xbf" + files.CSV).kind is Kind.CSV


@pytest.mark.slow
@pytest.mark.parametrize("writer", [pdf, docx], ids=["PDF", "DOCX"])
def test_our_own_report_is_taken(writer):
    content = writer.render(document())

    assert take(content, uploads.PAPERS).stream.getvalue() == content


@pytest.mark.parametrize("kind", [Kind.PNG, Kind.JPEG])
def test_a_picture_is_turned_upright_before_it_forgets_which_way_up(kind):
    with Image.open(take(files.located(kind.name)).stream) as picture:
        assert picture.size == (40, 60)


@pytest.mark.parametrize(
    ("form", "mode", "kept"),
    [
        ("PNG", "RGB", "RGB"),
        ("PNG", "RGBA", "RGBA"),
        ("PNG", "L", "L"),
        ("PNG", "1", "1"),
        ("PNG", "P", "RGB"),
        ("PNG", "I;16", "L"),
        ("JPEG", "L", "L"),
        ("JPEG", "CMYK", "RGB"),
    ],
)
def test_colors_stay_what_they_were(form, mode, kept):
    with Image.open(take(files.picture(form, mode=mode)).stream) as picture:
        assert picture.mode == kept
        assert picture.size == (60, 40)


def test_plain_links_for_people_are_taken():
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link = (
        f'<Relationship Id="rX" Type="{kind}" Target="https://x.example/" TargetMode="External"/>'
    )
    letter = files.in_relations(files.docx_parts(), "word/_rels/document.xml.rels", link)

    assert take(letter).kind is Kind.DOCX
    assert take(files.in_sheet("<c r='Z9'><f>SUM(A1:A2)</f><v>3</v></c>")).kind is Kind.XLSX


def test_a_refusal_does_not_repeat_what_the_file_holds():
    with pytest.raises(uploads.Refused) as refused:
        take(b"canary\n" * 2_000 + b"\xe9canary")

    assert "canary" not in str(refused.value)
    assert "Line 2,001" in str(refused.value)


# ---------------------------------------------------------------- receiving
def receive(request):
    sent = request.FILES["file"]
    return HttpResponse(f"{type(sent).__name__} {len(sent.read())}")


urlpatterns = [path("send/", receive)]
handler400 = "fourfold.security.edges.errors.bad_request"


@pytest.mark.urls(__name__)
@pytest.mark.slow
def test_a_large_file_is_held_in_memory_and_never_on_disk(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a temporary file was made")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    sent = SimpleUploadedFile("a.csv", b"1,2\n" * 2_500_000)

    answer = Client().post("/send/", {"file": sent})

    assert answer.content == b"InMemoryUploadedFile 10000000"


@pytest.mark.urls(__name__)
@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 3])
def test_more_than_25_mb_in_one_request_is_answered_with_413(count):
    each = b"x" * (uploads.MOST_BYTES // count + 1)
    sent = {f"file{n or ''}": SimpleUploadedFile(f"{n}.csv", each) for n in range(count)}

    answer = Client().post("/send/", sent)

    assert answer.status_code == 413
    assert "A file may have up to 25 MB." in answer.content.decode()


def test_the_handler_stops_at_the_limit():
    from fourfold.security.edges.uploads.receiving import InMemory

    handler = InMemory(RequestFactory().post("/"))
    handler.new_file("file", "a", "text/csv", None)
    handler.receive_data_chunk(bytes(uploads.MOST_BYTES), 0)

    with pytest.raises(RequestDataTooBig):
        handler.receive_data_chunk(b"x", uploads.MOST_BYTES)


# ---------------------------------------------------------------- giving out
@pytest.mark.parametrize("kind", Kind)
def test_a_file_is_given_out_to_be_saved_and_runs_nothing(kind):
    answer = uploads.answer([b"<script>", b"1</script>"], name="7Q2KX0M9", kind=kind)

    assert answer.headers["Content-Disposition"] == f'attachment; filename="7Q2KX0M9{kind.ending}"'
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert b"".join(answer.streaming_content) == b"<script>1</script>"


@pytest.mark.parametrize("name", ["Ana Lopez", "a\r\nX: y", 'a"b', "../a", "", "x" * 41])
def test_a_file_is_named_by_a_code_only(name):
    with pytest.raises(NotACode):
        uploads.answer([], name=name, kind=Kind.PDF)
