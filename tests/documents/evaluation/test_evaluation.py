"""A survey before and after as a document: what changed first, and nothing that is hidden."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from fourfold.analysis.evaluate.engine import said
from fourfold.documents import html
from fourfold.documents.blocks import Chart, Heading
from fourfold.documents.evaluation import FOLDED, TABLES, About, evaluation, table_rows
from fourfold.documents.evaluation.picture import toward
from tests.analysis.evaluate.engine.test_evaluating import made_people
from tests.analysis.evaluate.made import evaluated

pytestmark = pytest.mark.slow
ABOUT = About("Made-up training", "Made-up council", date(2030, 1, 7))


def test_every_chapter_that_is_folded_is_there_when_codes_and_groups_are() -> None:
    document = evaluation(said(evaluated(made_people(40), pair="code", by=("field",))), ABOUT)
    chapters = [
        each.id for each in document.blocks if isinstance(each, Heading) and each.level == 1
    ]

    assert chapters == ["glance", "fell", *FOLDED]
    assert html.body(document, folded=FOLDED).count('<details class="fold">') == len(FOLDED)


def test_right_is_better_whichever_way_a_score_should_go() -> None:
    up = {"low": 1, "high": 5, "better": "higher"}
    down = {"low": 1, "high": 11, "better": "lower"}

    assert toward(up, 1.0) == Decimal(25)
    assert toward(down, -1.0) == Decimal(10)
    assert toward(down, 0.5) == Decimal(-5)


def test_a_hidden_group_has_no_number_on_the_page_and_in_the_tables() -> None:
    rows = made_people(40)
    for row in rows[:6]:
        row[1] = "Rare"
    found = said(evaluated(rows, by=("field",), least=10))
    groups = list(table_rows(found, "groups"))

    rare = [each for each in groups if each[2] == "Rare"]
    assert rare
    assert all(set(each[3:-1]) == {None} and each[-1] == "hidden" for each in rare)
    assert not any("Rare" in str(each) for each in table_rows(found, "scores"))


def test_nothing_to_test_is_said_and_breaks_no_table() -> None:
    rows = [[wave, "x", None, None, 3, 3, 3, 5, 6] for wave in ("before", "after")] * 12
    found = said(evaluated(rows))
    document = evaluation(found, ABOUT)

    assert "not tested: All answers are the same" in html.body(document)
    assert any(isinstance(each, Chart) for each in document.blocks)
    for table in TABLES:
        lengths = {len(each) for each in table_rows(found, table)}
        assert len(lengths) == 1
