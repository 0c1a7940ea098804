"""The register of attestations says who attested and who did not, and nothing of guests."""

from __future__ import annotations

import csv
import dataclasses
import io
from datetime import date

import pytest

from fourfold.documents import html, pdf
from fourfold.documents.compilation import Place, as_csv, register, register_rows
from fourfold.documents.proof import check

from .made_up import places
from .test_compilation import cells

INN = Place("Made-up Inn", "Norwich", "Hotel, motel or inn")
DONE = Place(
    "Made-up Lodge",
    "Norwich",
    "Hotel, motel or inn",
    date(2018, 3, 1),
    {"notice_posted": True, "employees_trained": False},
    "ab12cd34ef",
    4,
)
BAR = Place("Made-up Bar", "Avon", "Liquor permittee", date(2018, 4, 2), {"notice_posted": True})


def test_a_town_counts_who_attested_and_who_did_not() -> None:
    made = register(places(INN, DONE, BAR))

    assert cells(made, "all-towns") == ["All towns", "3", "2", "1"]


def test_a_duty_counts_only_the_places_that_owe_it() -> None:
    made = register(places(INN, DONE, BAR))

    assert cells(made, "duty-notice_posted")[1:] == ["2", "0", "0"]
    assert cells(made, "duty-employees_trained")[1:] == ["0", "1", "0"]


def test_a_place_that_attested_names_its_batch_and_row() -> None:
    page = html.page(register(places(INN, DONE)))

    assert "batch ab12cd34, row 4" in page
    assert "did not attest" in page


def test_an_empty_register_says_so() -> None:

    made = register(dataclasses.replace(places(), places=()))

    check(made)
    assert "No place stands in the register" in html.page(made)


def test_as_csv_what_was_not_said_is_empty() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(register_rows(places(DONE, BAR, INN))))))

    assert [each["employees_trained"] for each in rows] == ["", "", "no"]
    assert [each["attested_on"] for each in rows] == ["2018-04-02", "", "2018-03-01"]


@pytest.mark.slow
def test_it_is_a_tagged_pdf() -> None:
    assert b"StructTreeRoot" in pdf.render(register(places()))
