"""The sample report in each format, written once for all tests here."""

from __future__ import annotations

import pytest

from fourfold.documents import docx, html, pdf
from fourfold.documents.blocks import Document
from tests.documents.sample import document


@pytest.fixture(scope="session")
def sample() -> Document:
    return document()


@pytest.fixture(scope="session")
def sample_page(sample: Document) -> str:
    return html.page(sample)


@pytest.fixture(scope="session")
def sample_pdf(sample: Document) -> bytes:
    return pdf.render(sample)


@pytest.fixture(scope="session")
def sample_docx(sample: Document) -> bytes:
    return docx.render(sample)
