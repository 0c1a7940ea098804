"""Headers, methods, files and what is kept."""

import csv
import io
import json
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.db import DatabaseError

from fourfold.analysis.tables import FIGURE_COLUMNS, figure_row, read_figures
from fourfold.catalog import queries
from fourfold.security.edges import sheets
from tests.make import catalog

PAGES = ("/", "/figures/", f"/figures/{catalog.BARS}/", "/reports/", "/get-help/", "/privacy/")
FILES = (
    (f"/figures/{catalog.BARS}.csv", "text/csv; charset=utf-8"),
    (f"/figures/{catalog.BARS}.json", "application/json"),
    (f"/reports/{catalog.REPORT}.pdf", "application/pdf"),
    (f"/reports/{catalog.REPORT}.html", "text/html; charset=utf-8"),
)


@pytest.mark.parametrize("address", [*PAGES, *(address for address, _ in FILES), "/nope/"])
def test_an_answer_leaves_no_trace(filled, client, address):
    answer = client.get(address)

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "geolocation=()" in answer.headers["Permissions-Policy"]
    assert "Set-Cookie" not in answer.headers
    assert not answer.cookies


@pytest.mark.parametrize("address", PAGES)
def test_a_page_allows_no_script_or_style_of_its_own(filled, client, address):
    answer = client.get(address)

    policy = answer.headers["Content-Security-Policy"]
    page = answer.content.decode()
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "<style" not in page
    assert " style=" not in page
    assert "<script>" not in page


@pytest.mark.parametrize("address", PAGES)
def test_a_head_is_answered_and_a_post_refused(filled, client, address):
    assert client.head(address).status_code == 200
    refused = client.post(address, {"a": "b"})
    assert refused.status_code == 405
    assert refused.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(("address", "kind"), FILES)
def test_a_file_comes_with_its_type_and_name(filled, client, address, kind):
    answer = client.get(address)

    name = address.rpartition("/")[2]
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert len(answer.content) > 500


def test_a_format_that_was_not_made_is_not_found(filled, client):
    assert client.get(f"/reports/{catalog.REPORT}.docx").status_code == 404


def test_the_csv_reads_back_as_the_same_figures(filled, client):
    content = client.get(f"/figures/{catalog.BARS}.csv").content.decode("utf-8")

    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    again = read_figures([{name: row[name] for name in FIGURE_COLUMNS} for row in rows])
    assert [figure_row(each) for each in again] == [
        figure_row(each) for each in catalog.table(catalog.BARS).figures
    ]
    assert {row["received_as"] for row in rows} == {"figures-2017.csv"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_of_a_csv_is_run_as_a_formula(db, client, start):
    table = catalog.table(catalog.BARS)
    figure = replace(table.figures[0], group=f'{start}HYPERLINK("http://x")', note=f"{start}1+1")
    catalog.put(replace(table, figures=(figure, *table.figures[1:])))

    content = client.get(f"/figures/{catalog.BARS}.csv").content.decode("utf-8")

    for row in csv.reader(io.StringIO(content, newline="")):
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_a_negative_number_stays_a_number():
    assert sheets.safe("-12.5") == "-12.5"
    assert sheets.safe("-1+1") == "'-1+1"


def test_the_json_holds_numbers_lineage_and_what_may_be_done(filled, client):
    content = json.loads(client.get(f"/figures/{catalog.BARS}.json").content)

    assert content["indicator"]["code"] == catalog.BARS
    assert [figure["value"] for figure in content["figures"]] == [5, 7, 43, 84, 37, 4, 32]
    assert content["lineage"]["origins"][0]["line"] == 26
    assert content["version"] == 1
    assert "Trafficking in Persons Council" in content["license"]


def test_a_hidden_value_is_null_in_json_and_printed_in_csv(filled, client):
    content = json.loads(client.get(f"/figures/{catalog.HIDDEN}.json").content)
    rows = client.get(f"/figures/{catalog.HIDDEN}.csv").content.decode()

    assert content["figures"][0]["value"] is None
    assert content["figures"][0]["hidden"] is True
    assert content["figures"][0]["below"] == 3
    assert ",<3," in rows


def test_decimals_stay_as_printed(filled, client):
    figures = json.loads(client.get(f"/figures/{catalog.WAVES}.json").content)["figures"]

    assert {2.1, 3.4} <= {figure["value"] for figure in figures}


def test_robots_health_and_the_small_picture_answer(db, client):
    assert client.get("/robots.txt").content == b"User-agent: *\nAllow: /\n"
    assert client.get("/health/").content == b"ok\n"
    assert client.get("/favicon.ico").headers["Location"].endswith("fourfold/favicon.svg")


def test_health_says_when_the_database_does_not_answer(db, client, monkeypatch):
    def fail() -> str:
        raise DatabaseError("gone")

    monkeypatch.setattr(queries, "stamp", fail)

    assert client.get("/health/").status_code == 503


# ---------------------------------------------------------------- what is kept
def test_a_new_version_is_shown_at_once(filled, client):
    address = f"/figures/{catalog.BARS}/"
    before = client.get(address).content.decode()

    catalog.put(replace(catalog.table(catalog.BARS), cautions=("Something new is known.",)))

    after = client.get(address).content.decode()
    assert "Something new is known." not in before
    assert "Something new is known." in after
    assert "Version 2 was published" in after


def test_a_strangers_parameters_neither_change_nor_fill_what_is_kept(filled, client):
    plain = client.get("/figures/").content
    size = len(cache._cache)

    for number in range(20):
        assert client.get(f"/figures/?utm={number}&x=<script>").content == plain

    assert len(cache._cache) == size


def test_addresses_that_are_not_found_are_not_kept(filled, client):
    for number in range(5):
        client.get(f"/figures/NOPE{number}/")

    assert len(cache._cache) == 0


def test_each_p_is_kept_by_itself(filled, client):
    everything = client.get("/figures/").content
    one = client.get("/figures/?p=prevention").content

    assert one != everything
    assert client.get("/figures/?p=prevention").content == one
