"""Certificates as PDF: tagged, the same bytes each time, every name its own page."""

import io
from datetime import date
from decimal import Decimal

import pytest
from pypdf import PdfReader

from fourfold.documents.certificates import Certificate, NoCertificates, render

DAY = date(2030, 1, 7)
ONE = Certificate("José Díaz", "First steps", DAY, 90, "POST", Decimal("1.50"), DAY, "7Q2K-X0M9")
HOW = {"issuer": "Made-up Council", "check_at": "https://example.gov/certificate/"}


def test_a_certificate_says_who_what_when_how_long_and_its_code():
    made = render([ONE, ONE], **HOW)
    pages = [each.extract_text() for each in PdfReader(io.BytesIO(made)).pages]

    assert len(pages) == 2
    for said in ("José Díaz", "First steps", "January 7, 2030", "1 hour 30 minutes", "7Q2K-X0M9"):
        assert said in pages[0]
    assert "1.5 hours of POST credit" in pages[0]
    assert made == render([ONE, ONE], **HOW)


def test_the_file_is_tagged_for_people_who_listen_to_it():
    found = PdfReader(io.BytesIO(render([ONE], **HOW)))

    assert found.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert found.metadata["/Title"] == "Certificate of attendance"


def test_there_is_no_paper_for_nobody():
    with pytest.raises(NoCertificates):
        render([], **HOW)
