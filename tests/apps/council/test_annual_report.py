from dataclasses import replace
from decimal import Decimal

import pytest

import fourfold
from fourfold.apps.council.actions import annual as actions
from fourfold.catalog import put_tables
from fourfold.catalog import queries as catalog
from fourfold.cli.report import WRITERS, figures_of
from fourfold.documents.annual import NoFigures, compose
from fourfold.security import audit
from tests.make import river
from tests.make.river import NOW

pytestmark = pytest.mark.django_db


def publish() -> bool:
    return actions.publish_annual_report(2030, pack=river.small_state(), by="chair", at=NOW)


def test_nothing_cleared_means_no_report():
    with pytest.raises(NoFigures, match="Publish a release first"):
        publish()

    assert catalog.documents() == []


def test_figures_that_are_accepted_but_not_cleared_are_not_in_the_report():
    river.collect()
    river.propose(river.run())

    with pytest.raises(NoFigures):
        publish()


@pytest.mark.slow
def test_the_report_is_published_in_every_form_and_logged():
    river.publish()

    assert publish() is True

    (card,) = catalog.documents(kind=actions.ANNUAL)
    assert set(card.files) == {"body", "html", "pdf", "docx"}
    (line,) = audit.lines_about("document:annual-report-2030")
    assert line.event == "DOCUMENT_PUBLISHED"


@pytest.mark.slow
def test_the_same_figures_make_no_second_version():
    river.publish()
    publish()

    assert publish() is False


@pytest.mark.slow
def test_a_report_made_anew_that_says_the_same_is_neither_logged_nor_made_again(monkeypatch):
    river.publish()
    publish()
    monkeypatch.setattr(fourfold, "__version__", "9.9.9")  # an upgrade that changes no report

    assert publish() is False

    assert audit.lines_about("document:annual-report-2030").count() == 1
    monkeypatch.setattr(actions.pdf, "render", None)  # writing it a third time would fail
    assert publish() is False


@pytest.mark.slow
def test_a_report_overtaken_by_a_release_is_not_published(monkeypatch):
    river.publish()
    table = catalog.table("REFERRALS_BY_AGE")
    render = actions.pdf.render

    def slowly(document):
        corrected = tuple(replace(each, value=Decimal(7)) for each in table.figures)
        put_tables.put(replace(table, figures=corrected), at=NOW)
        return render(document)

    monkeypatch.setattr(actions.pdf, "render", slowly)
    with pytest.raises(actions.FiguresMoved, match="Try again"):
        publish()

    assert catalog.documents() == []
    assert not audit.lines_about("document:annual-report-2030").exists()


@pytest.mark.slow
def test_the_river_and_the_laptop_write_the_same_bytes():
    pack = river.small_state()
    river.publish()
    publish()

    document = compose(2030, pack=pack, figures=figures_of(pack))

    for form, write in WRITERS.items():
        published = catalog.document_file("annual-report-2030", form)
        assert published is not None
        assert published.content == write(document), form
