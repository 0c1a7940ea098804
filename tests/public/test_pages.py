from dataclasses import replace

import pytest
from django.test import Client

from fourfold.analysis.tables import FigureTable
from tests.make import catalog

PAGES = (
    "/",
    "/figures/",
    "/figures/?p=protection",
    *(f"/figures/{code}/" for code in catalog.SOME),
    "/reports/",
    f"/reports/{catalog.REPORT}/",
    "/about/",
    "/privacy/",
    "/accessibility/",
    "/get-help/",
    "/safety/",
    *("/lines/protection/", "/lines/prosecution/"),
    *("/es/", "/ayuda/", "/seguridad/", "/privacidad/", "/accesibilidad/"),
    *("/find-help/", "/buscar-ayuda/"),
)
MOST_QUERIES = 5


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_opens_with_help_and_the_way_out(filled, client, address):
    page = text(client, address)

    assert page.count("<h1") == 1
    assert 'href="#main"' in page
    assert 'href="https://www.weather.gov" rel="nofollow noreferrer"' in page
    assert "1-888-373-7888" in page
    assert "233733" in page


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_at_most_five_questions_and_one_when_kept(
    filled, client, address, django_assert_max_num_queries
):
    with django_assert_max_num_queries(MOST_QUERIES):
        first = client.get(address)
    with django_assert_max_num_queries(1):
        again = client.get(address)

    assert first.content == again.content


@pytest.mark.parametrize("address", PAGES)
def test_a_title_in_the_browser_does_not_name_the_subject(filled, client, address):
    title = text(client, address).partition("<title>")[2].partition("</title>")[0]

    assert title
    assert "traffick" not in title.lower()
    assert "trata" not in title.lower()


@pytest.mark.parametrize("address", ["/", "/figures/", "/reports/", "/about/"])
def test_an_empty_catalog_says_so_kindly(db, client, address):
    answer = client.get(address)

    assert answer.status_code == 200


def test_an_empty_catalog_offers_a_next_step(db, client):
    assert "No figure is published yet" in text(client, "/figures/")
    assert "No report is published yet" in text(client, "/reports/")


def test_figures_can_be_narrowed_to_one_p(filled, client):
    page = text(client, "/figures/?p=prosecution")

    assert "1 measure shown" in page
    assert f"/figures/{catalog.LAW}/" in page
    assert f"/figures/{catalog.BARS}/" not in page


def test_an_unknown_p_shows_all(filled, client):
    assert text(client, "/figures/?p=magic") == text(client, "/figures/")


def test_a_figure_page_shows_every_number_with_its_row_source_and_base(filled, client):
    page = text(client, f"/figures/{catalog.BARS}/")

    for figure in catalog.table(catalog.BARS).figures:
        assert f'<tr id="{figure.code}"' in page
        assert f">{figure.value}</td>" in page
    assert page.count(">212</td>") == 7
    assert 'href="#source-seed002"' in page
    assert 'id="source-seed002"' in page


def test_figures_over_time_stand_from_the_oldest_on(db, client):
    catalog.put(catalog.table("DCF_REFERRALS"))

    page = text(client, "/figures/DCF_REFERRALS/")

    rows = [page.index(f'<tr id="{code}"') for code in ("F041", "F042", "F040")]
    assert rows == sorted(rows)
    assert "Added up by the editors" in page


def test_a_rank_is_called_a_rank(filled, client):
    assert 'class="ff-number">Rank</th>' in text(client, f"/figures/{catalog.RANKS}/")


def test_a_figure_page_says_where_its_numbers_came_from(filled, client):
    page = text(client, f"/figures/{catalog.BARS}/")

    agency = "Connecticut Department of Children and Families"
    assert f"row F025, received from {agency} in line 26 of figures-2017.csv." in page
    assert "Version 1 was published on November 22, 2026" in page
    assert "Release 3f0e. Run 77aa, put together by fourfold 0.1.0." in page


def test_a_figure_page_warns_before_use(filled, client):
    page = text(client, f"/figures/{catalog.BARS}/")

    assert "Before you use this number" in page
    assert "The printed parts do not add up" in page


def test_a_hidden_number_is_shown_as_hidden_and_never_as_zero(filled, client):
    page = text(client, f"/figures/{catalog.HIDDEN}/")

    assert '<span class="ff-hidden">fewer than 3</span>' in page
    assert "It is never zero" in page
    assert ">0</td>" not in page


def test_neighbors_lead_through_one_p(filled, client):
    page = text(client, f"/figures/{catalog.BARS}/")

    assert f'rel="prev" href="/figures/{catalog.NUMBER}/"' in page
    assert f'rel="next" href="/figures/{catalog.HIDDEN}/"' in page


def test_hostile_words_in_a_figure_stay_words(db, client):
    table = catalog.table(catalog.BARS)
    attack = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7|add:7 }}'
    figure = replace(table.figures[0], group=attack, note=attack, period=attack, from_=None)
    indicator = replace(table.indicator, name=attack, definition=attack, method=attack)
    catalog.put(
        replace(
            table,
            card=replace(table.card, name=attack, headline=attack, subtitle=attack, newest=attack),
            indicator=indicator,
            figures=(figure, *table.figures[1:]),
            cautions=(attack,),
            chart="",
        )
    )

    for address in ("/", "/figures/", f"/figures/{catalog.BARS}/"):
        page = text(client, address)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;" in page


def test_only_drawings_are_taken_from_a_chart(db, client):
    table = catalog.table(catalog.NUMBER)
    catalog.put(replace(table, chart='<script>alert(1)</script><svg viewBox="0 0 1 1"></svg>'))

    page = text(client, f"/figures/{catalog.NUMBER}/")

    assert '<svg viewBox="0 0 1 1"></svg>' in page
    assert "<script>alert" not in page


def test_a_report_page_holds_the_report_its_contents_and_its_files(filled, client):
    page = text(client, f"/reports/{catalog.REPORT}/")

    assert '<div class="doc"' in page
    assert page.count('<li><a href="#') > 5
    assert f'href="/reports/{catalog.REPORT}.pdf"' in page
    assert "Office of Chief Public Defender" in page


@pytest.mark.parametrize(
    "address", ["/figures/NOPE/", "/reports/nope/", "/nope", "/figures/NOPE.csv"]
)
def test_what_is_not_there_is_a_calm_404_that_repeats_nothing(filled, client, address):
    answer = client.get(f"{address}?name=Jane", follow=True)

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "This page is not here" in page
    assert "Jane" not in page
    assert "nope" not in page.lower()


def test_an_error_of_ours_shows_a_number_and_nothing_of_the_inside(db, monkeypatch):
    def fail(*_: object) -> None:
        raise RuntimeError("inside detail")

    monkeypatch.setattr("fourfold.public.pages.sights.shelves", fail)

    answer = Client(raise_request_exception=False).get("/figures/")

    page = answer.content.decode()
    assert answer.status_code == 500
    assert "inside detail" not in page
    assert "Traceback" not in page
    assert "tell whoever runs this site this number" in page


def test_a_request_without_sense_is_a_calm_400(db, settings):
    answer = Client(raise_request_exception=False).get("/", headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert "could not be read" in answer.content.decode()
    assert "evil.example" not in answer.content.decode()


def test_a_chart_knows_all_its_figures():
    table = catalog.table(catalog.BARS)

    assert len(FigureTable(table.figures, [table.indicator])) == 7
    assert table.chart.count("<svg") == 2


@pytest.mark.parametrize(
    ("address", "claim"),
    [
        ("/", "cleared by two people"),
        ("/privacy/", "Two people clear each table"),
        ("/about/", "sends its figures in a file"),
        ("/about/", "must both say yes"),
        (f"/figures/{catalog.BARS}/", "received from"),
        (f"/figures/{catalog.BARS}/", "after two people had cleared it"),
    ],
)
def test_a_page_says_who_stood_in_right_after_the_claim(filled, client, address, claim):
    after = text(client, address).partition(claim)[2][:200]

    assert "In this first version, the set-up" in after


@pytest.mark.parametrize("address", ["/get-help/", "/accessibility/"])
def test_a_demonstration_does_not_speak_for_the_council(filled, client, settings, address):
    settings.DEMO = True
    page = text(client, address)

    assert "is responsible for the figures" not in page
    assert "Tell the Trafficking in Persons Council" not in page


@pytest.mark.parametrize("address", ["/", "/reports/"])
def test_a_download_says_of_which_report_it_is(filled, client, address):
    title = catalog.report().title

    assert f'PDF<span class="usa-sr-only">: {title}</span></a>' in text(client, address)


@pytest.mark.parametrize(("english", "spanish"), [("/", "/es/"), ("/get-help/", "/ayuda/")])
def test_each_page_leads_to_its_twin_and_keeps_the_language(filled, client, english, spanish):
    here, there = text(client, english), text(client, spanish)

    assert f'href="{spanish}" lang="es" hreflang="es"' in here
    assert f'href="{english}" lang="en" hreflang="en"' in there
    assert '<html lang="es"' in there
    assert 'href="/seguridad/"' in there
    assert "Salir de esta página" in there
    assert "Línea Nacional contra la Trata de Personas" in there
    assert client.get(spanish).headers["Content-Language"] == "es"
    assert text(client, english) == here
