from __future__ import annotations

import csv
import io
import shutil
import subprocess
import tempfile
from datetime import UTC, date, datetime
from decimal import Decimal
from zipfile import ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from fourfold.security.edges import sheets
from tests.make.hostile import payloads

AT = datetime(2030, 3, 4, 9, 30, tzinfo=UTC)
CORPUS = [each.text for each in payloads()]
LETTERS = st.characters(exclude_categories=["Cs"])
RISKY = st.text(st.sampled_from("=+-@'\" ;\t\r\n\ufeff\u200b＝－x1,."), max_size=12)


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


def begins_a_formula(text: str) -> bool:
    """Tell, in another way than the code does, whether a program would run a text."""
    for part in text.replace("\t", ";").replace("\r", ";").replace("\n", ";").split(";"):
        bare = part.lstrip('\ufeff\u200b\u00a0 "')
        if bare[:1] and bare[0] in "=+-@＝＋－＠﹦\u2212" and not _is_number(part):
            return True
    return text[:1] in ("\t", "\r", "\n") and bool(text[:1])


def _is_number(text: str) -> bool:
    try:
        return str(Decimal(text)) == text and text == text.strip()
    except ArithmeticError:
        return False


def test_the_corpus_is_as_large_as_was_promised():
    assert len(CORPUS) >= 500
    assert all("hx7q" in each for each in CORPUS)


@pytest.mark.slow
def test_no_cell_of_the_corpus_is_run_and_each_reads_back_as_it_was():
    content = sheets.write_csv([[text] for text in CORPUS])

    found = [row[0] for row in read(content)]
    assert [text for text in found if begins_a_formula(text)] == []
    assert [sheets.unescape(text) for text in found] == CORPUS


@given(st.text(LETTERS, max_size=20) | RISKY)
@example("'=1")
@example("''=1")
@example("'\t'=1")
@example('"=1')
@example(";;=1;'-2\r\n+3")
def test_any_text_reads_back_as_it_was(text):
    written = read(sheets.write_csv([["first", text]]))[0][1]

    assert sheets.unescape(written) == text
    assert sheets.unescape(sheets.safe(text)) == text
    assert not begins_a_formula(written)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_program_that_splits_elsewhere_or_ignores_quotes_still_finds_no_formula(delimiter):
    content = sheets.write_csv([["plain", text, "last"] for text in CORPUS]).decode()

    cells = [cell for line in content.splitlines() for cell in line.split(delimiter)]
    if delimiter == ",":  # our own: cells are quoted where they hold one
        cells = [cell for row in read(content.encode()) for cell in row]
    assert [cell for cell in cells if begins_a_formula(cell)] == []


@pytest.mark.parametrize("text", ["-12.5", "7", "0.10", "plain", "O'Hara", "'Abd", "a=b", "x - y"])
def test_plain_text_and_numbers_stay_as_they_are(text):
    assert sheets.safe(text) == text


def test_numbers_dates_and_nothing_have_their_own_types_in_xlsx():
    row = [-5, 2.5, Decimal("0.10"), None, True, date(2030, 1, 2), AT, 10**20, float("nan")]

    book = load_workbook(io.BytesIO(sheets.write_xlsx([row], sheet="Cases", at=AT)))

    cells = next(book.active.iter_rows())
    assert [cell.data_type for cell in cells] == ["n", "n", "n", "n", "b", "d", "s", "s", "s"]
    assert cells[7].value == str(10**20)
    assert book.sheetnames == ["Cases"]


@pytest.mark.slow
def test_xlsx_holds_the_corpus_as_text_and_no_formula():
    written = [text for text in CORPUS if len(text) <= sheets.MOST_LETTERS]
    content = sheets.write_xlsx([[text] for text in written], sheet="x", at=AT)

    with ZipFile(io.BytesIO(content)) as archive:
        page = archive.read("xl/worksheets/sheet1.xml")
    cells = [row[0] for row in load_workbook(io.BytesIO(content)).active.iter_rows()]
    assert b"<f" not in page.replace(b"<formatCode", b"")
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells if begins_a_formula(cell.value))
    kept = [text for text in written if text.isprintable()]
    assert {cell.value for cell in cells} >= set(kept)


def test_what_a_program_would_cut_is_refused():
    with pytest.raises(sheets.DoesNotFit, match="A1 has over 32,767"):
        sheets.write_xlsx([["x" * 32_768]], sheet="x", at=AT)


def test_xlsx_leaves_no_file_on_the_way(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a temporary file was made")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", refuse)

    assert sheets.write_xlsx([["Ana"]], sheet="x", at=AT).startswith(b"PK")


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice on this machine")
def test_libreoffice_finds_no_formula_in_csv_or_xlsx(tmp_path):
    texts = [text for text in CORPUS if len(text) < 2_000]
    (tmp_path / "a.csv").write_bytes(sheets.write_csv([[text] for text in texts]))
    (tmp_path / "b.xlsx").write_bytes(sheets.write_xlsx([[t] for t in texts], sheet="x", at=AT))
    (tmp_path / "live.csv").write_bytes(b"=1+1\r\n")

    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"),
            *("--convert-to", "fods", "--outdir", str(tmp_path)),
            *(str(tmp_path / name) for name in ("a.csv", "b.xlsx", "live.csv")),
        ],
        check=False,
        capture_output=True,
        timeout=120,
    )
    if not (tmp_path / "live.fods").exists():
        pytest.skip("this LibreOffice has no spreadsheet program")

    found = {name: (tmp_path / f"{name}.fods").read_text("utf-8") for name in ("a", "b", "live")}
    assert "table:formula=" in found["live"]
    assert "table:formula=" not in found["a"]
    assert "table:formula=" not in found["b"]
    assert found["a"].count("hx7q") > len(texts)
