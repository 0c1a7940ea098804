"""The studio: approval, a frozen report, what cannot be printed, pictures."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from fourfold.apps.council.actions import motions, studio, studio_beside, studio_issue
from fourfold.apps.council.models import Recommendation, StudioBlock, StudioReport
from fourfold.apps.council.queries import studio as queries
from fourfold.apps.council.queries.studio_edition import document, missing_spanish, problems
from fourfold.apps.council.queries.studio_filing import filing
from fourfold.apps.council.rules import NotWhole, NotYours
from fourfold.apps.council.states.motions import Taken
from fourfold.apps.council.states.plan import MoveNotAllowed
from fourfold.apps.council.states.votes import Choice, Stage
from fourfold.catalog import put_tables
from fourfold.documents import docx, html, pdf
from fourfold.documents.blocks import Table
from fourfold.documents.studio import Kind
from fourfold.security import audit
from tests.make import catalog, council, desk, people
from tests.make.council import BY, OTHER
from tests.make.people import NOW

DAY = NOW.date()


def change(value: str | None) -> str:
    """Publish the numbers' table with another value, or withdraw its figure; returns its code."""
    table = catalog.table(catalog.NUMBER)
    first = table.figures[0]
    changed = () if value is None else (replace(first, value=Decimal(value)),)
    put_tables.put(replace(table, figures=(*changed, *table.figures[1:])), at=NOW)
    return first.code


@pytest.fixture
def bound() -> tuple[str, str, str]:
    """Return a report with one bound figure, its code, and the block."""
    put_tables.put(catalog.table(catalog.NUMBER), at=NOW)
    code = catalog.table(catalog.NUMBER).figures[0].code
    report = council.studio_report()
    return report, code, council.studio_block(report, f"There were {{{code}}} referrals.")


# ------------------------------------------------------------------ approval and after
def version(report: str) -> int:
    return StudioReport.objects.get(id=report).version


@pytest.mark.django_db
def test_a_second_person_approves_what_they_have_read(bound) -> None:
    report, code, _block = bound
    with pytest.raises(NotYours):
        studio_issue.approve(report, version=version(report), vote="", by=BY, at=NOW)
    studio_beside.accept_figure(report, code=code, by="third", at=NOW)
    with pytest.raises(NotYours):
        studio_issue.approve(report, version=version(report), vote="", by="third", at=NOW)
    with pytest.raises(NotWhole, match="changed since"):
        studio_issue.approve(report, version=1, vote="", by=OTHER, at=NOW)

    studio_issue.approve(report, version=version(report), vote="", by=OTHER, at=NOW)

    with pytest.raises(NotWhole, match="approved"):
        council.studio_block(report, "later", once="later")
    studio_issue.send_back(report, by=BY, at=NOW)
    council.studio_block(report, "later", once="later")


def carried(about: str = "") -> str:
    """Let a meeting carry a motion, about a recommendation or something else; returns its id."""
    if about:
        motion, _vote = council.vote_on_motion(about, once="about")
    else:
        told = motions.Told("To approve the annual report.", "SEAT01", "SEAT02")
        how = {"moment": NOW, "by": BY, "at": NOW}
        motion = motions.make(council.attended("free"), told=told, once="free", **how)
        motions.put(motion, way=Taken.VOICE, **how)
    motions.cast_rest(motion, choice=Choice.FOR, by=BY, at=NOW)
    motions.decide(motion, by=BY, at=NOW)
    return motion


@pytest.mark.django_db
def test_the_vote_behind_a_report_is_one_that_carried_and_its_page_leads_there(
    bound, monkeypatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    report, _code, _block = bound
    about_something_else = carried(council.recommendation(stage=Stage.COMMENT))
    for no_such in ("V-3", about_something_else):
        with pytest.raises(NotWhole, match="register of votes"):
            studio_issue.approve(report, version=version(report), vote=no_such, by=OTHER, at=NOW)
    vote = carried()
    max_ = desk.signed_in(people.account("Max", "MEMBER"), at=NOW)
    there = f"/desk/council/annual/{report}/"
    assert f'<option value="{vote}">' in max_.get(there).content.decode()

    told = {"do": "approve", "version": str(version(report)), "vote": vote}
    page = max_.post(there, told, follow=True).content.decode()

    assert f"/{vote}/" in page
    assert queries.studio_page(report, viewer=BY).report.vote == vote


@pytest.mark.django_db
def test_recommendations_and_laws_come_from_the_registers_as_everybody_reads_them() -> None:
    approved, discussed = (
        council.recommendation("kept"),
        council.recommendation("later", stage=Stage.COMMENT),
    )
    done = {"words": "Made-up act passed.", "evidence": "A made-up journal", "once": "fate"}
    for on, once in ((date(2031, 5, 1), "then"), (date(2032, 5, 1), "after")):
        Recommendation.objects.get(code=approved).fates.create(
            **{**done, "once": once}, kind="DONE", on=on, made_at=NOW, made_by=BY
        )
    report = council.studio_report(year=2031)
    for kind, ref in ((Kind.RECOMMENDATIONS, "2030"), (Kind.LAWS, "2016")):
        told = {"ref": ref, "english": ""}
        studio.add_block(report, kind=kind, told=told, after="", once=ref, by=BY, at=NOW)
    assert "printed recommendation(s) of 2030" not in " ".join(problems(report, viewer=BY))

    words = html.page(document(report, language="en", viewer=BY))

    assert "A made-up recommendation." in words
    assert words.count("Made-up act passed. (May 1, 2031) (A made-up journal).") == 1
    assert "2032" not in words
    assert "It changes C.G.S. 53a-192a" in words
    assert discussed not in words
    old = council.studio_report("old", year=2017)
    told = {"ref": "2016", "english": ""}
    how = {"kind": Kind.RECOMMENDATIONS, "told": told, "after": "", "once": "old"}
    studio.add_block(old, **how, by=BY, at=NOW)
    assert "15 printed recommendation(s) of 2016" in " ".join(problems(old, viewer=BY))


@pytest.mark.django_db
def test_a_published_report_stays_the_same_whatever_happens_to_its_figures(bound) -> None:
    report, code, _block = bound
    studio_issue.approve(report, version=version(report), vote="", by=OTHER, at=NOW)
    before = pdf.render(document(report, language="en", viewer=BY))
    studio_issue.publish(report, language="en", by=BY, at=NOW)
    change("99999")

    assert pdf.render(document(report, language="en", viewer=BY)) == before
    packed = filing(report, viewer=BY)
    assert filing(report, viewer=BY) == packed
    with zipfile.ZipFile(BytesIO(packed)) as files:
        assert files.namelist() == ["annual-report-2030.pdf", "index-sheet.pdf"]
        assert files.read("annual-report-2030.pdf") == before
        sheet = PdfReader(BytesIO(files.read("index-sheet.pdf")))
        (page,) = sheet.pages
        assert "Report of 2030" in page.extract_text()
    held = StudioReport.objects.get(id=report)
    (figure,) = (each for each in held.frozen["figures"] if each["code"] == code)
    assert len(figure["digest"]) == 64
    with pytest.raises(MoveNotAllowed):
        studio_issue.send_back(report, by=BY, at=NOW)
    studio_issue.file(report, on=DAY, by=BY, at=NOW)
    assert StudioReport.objects.get(id=report).filed_on == DAY
    said = {line.event for line in audit.lines_about(f"studio-report:{report}")}
    assert said == {"STUDIO_CHANGED"}


@pytest.mark.django_db
def test_the_spanish_edition_waits_for_its_words(bound) -> None:
    report, code, block = bound
    assert missing_spanish(report, viewer=BY) == ["title", block]
    assert "Falta en español" in html.page(document(report, language="es", viewer=BY))
    spanish = {"spanish": f"Hubo {{{code}}} casos."}
    studio.change_block(block, told=spanish, version=1, by=BY, at=NOW)
    title = {"title_es": "Informe de 2030"}
    studio.tell(report, told=title, version=version(report), by=BY, at=NOW)
    studio_issue.approve(report, version=version(report), vote="", by=OTHER, at=NOW)

    studio_issue.publish(report, language="es", by=BY, at=NOW)

    assert list(StudioReport.objects.get(id=report).editions) == ["es"]


@pytest.mark.django_db
def test_a_name_written_from_right_to_left_is_printed_in_every_form() -> None:
    report = council.studio_report()
    name = "\u0645\u0631\u064a\u0645"
    council.studio_block(report, f"Her made-up name is {name}, and more words follow.")

    told = document(report, language="en", viewer=BY)

    assert name in html.page(told)
    assert pdf.render(told).startswith(b"%PDF")
    assert docx.render(told)


@pytest.mark.django_db
def test_a_letter_that_no_font_has_is_told_before_approval() -> None:
    report = council.studio_report()
    council.studio_block(report, "The name is \u4e2d.")

    with pytest.raises(NotWhole, match="no font has"):
        studio_issue.approve(report, version=version(report), vote="", by=OTHER, at=NOW)


@pytest.mark.django_db
def test_a_table_of_300_rows_repeats_its_head_and_loses_none() -> None:
    report = council.studio_report()
    rows = "\n".join(f"row {nth} | {nth}" for nth in range(300))
    block = council.studio_block(report, f"Many rows\nWhat | How many #\n{rows}", kind=Kind.TABLE)

    told = document(report, language="en", viewer=BY)

    (table,) = (each for each in told.blocks if isinstance(each, Table))
    assert (table.id, len(table.rows), table.columns[1].number) == (f"b-{block}", 300, True)
    assert docx.render(told) == docx.render(told)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"x" * 26_300_000, "more than 25 MB"),
        (b"%PDF-1.7", "What can be sent here"),
    ],
    ids=["too-large", "not-a-picture"],
)
def test_a_picture_is_refused_in_words_and_the_report_stays(content: bytes, words: str) -> None:
    report = council.studio_report()
    block = council.studio_block(report, "", kind=Kind.PICTURE)

    with pytest.raises(NotWhole, match=words):
        studio_beside.put_picture(block, file=BytesIO(content), alt="A tree", by=BY, at=NOW)
    assert StudioBlock.objects.get(id=block).ref == ""


@pytest.mark.django_db
def test_a_picture_needs_words_for_who_cannot_see_it_and_is_printed_in_every_form() -> None:
    from PIL import Image

    drawn = BytesIO()
    Image.new("RGB", (40, 20), "green").save(drawn, "PNG")
    report = council.studio_report()
    block = council.studio_block(report, "A caption", kind=Kind.PICTURE)
    with pytest.raises(NotWhole, match="cannot see"):
        studio_beside.put_picture(block, file=BytesIO(drawn.getvalue()), alt=" ", by=BY, at=NOW)
    studio_beside.put_picture(
        block, file=BytesIO(drawn.getvalue()), alt="A green field", by=BY, at=NOW
    )

    told = document(report, language="en", viewer=BY)

    assert 'alt="A green field"' in html.page(told)
    assert pdf.render(told).startswith(b"%PDF")
    assert docx.render(told)
