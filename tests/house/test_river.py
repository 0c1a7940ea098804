"""The river on every pack: what the site publishes is what a laptop writes, byte for byte."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from fourfold import reference
from fourfold.catalog import queries as catalog
from fourfold.cli.report import WRITERS, figures_of
from fourfold.config.first_run import prepare
from fourfold.documents.annual import compose

from .test_packs import PACKS

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("code", PACKS)
def test_the_published_reports_equal_those_of_a_laptop(code: str) -> None:
    pack = reference.load_pack(code)
    prepare(pack, at=NOW, say=lambda words: None)

    differing = []
    for year in pack.report_years():
        document = compose(year, pack=pack, figures=figures_of(pack))
        for form, write in WRITERS.items():
            published = catalog.document_file(f"annual-report-{year}", form)
            if published is None or published.content != write(document):
                differing.append(f"{code} {year} {form}")
    assert pack.report_years()
    assert differing == []
