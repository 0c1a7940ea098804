"""The annual report as its readers meet it: the first page, the order, the words."""

import re
from functools import cache

import pytest

from fourfold import reference
from fourfold.documents.annual import compose
from fourfold.documents.annual.facts import FOUR_P
from fourfold.documents.blocks import (
    Bullets,
    Callout,
    Chart,
    Document,
    Heading,
    KeyFigures,
    Link,
    Number,
    Paragraph,
    Table,
)
from fourfold.documents.outline import lines, plain, tables
from fourfold.documents.proof import texts
from tests.documents.annual.test_annual import appendix, figures, report, table, words

YEARS = [2016, 2017]


@cache
def made_up() -> Document:
    return compose(2030, pack=reference.load_pack("zz"), figures=figures("zz"))


def chapter(document: Document, id_: str) -> list:
    """The blocks of one chapter, its heading left out."""
    blocks, inside = [], False
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            inside = block.id == id_
        elif inside:
            blocks.append(block)
    return blocks


def charts(year: int) -> dict[str, Chart]:
    return {each.id: each for each in report(year).blocks if isinstance(each, Chart)}


def all_words(document: Document) -> str:
    return "\n".join(text for _, text in texts(document))


# ------------------------------------------------------------------ the first page
@pytest.mark.parametrize("year", YEARS)
def test_the_first_page_has_one_figure_and_one_sentence_for_each_p(year):
    page = chapter(report(year), "at-a-glance")

    (keys,) = [block for block in page if isinstance(block, KeyFigures)]
    told = [block for block in page if isinstance(block, Bullets)][0].items
    assert [each.four_p for each in keys.figures] == list(FOUR_P)
    assert [item[0] for item in told] == [
        Link(four_p.capitalize(), f"#{four_p}") for four_p in FOUR_P
    ]
    for key, item in zip(keys.figures, told, strict=True):
        assert key.figure == next(piece for piece in item if isinstance(piece, Number)).figure


@pytest.mark.parametrize("year", YEARS)
def test_the_first_page_says_what_is_asked_for_and_leads_to_the_chapters(year):
    page = chapter(report(year), "at-a-glance")

    asked = report(year).blocks.index(next(b for b in page if isinstance(b, Heading)))
    ways = {piece.to for block in page for line in lines(block) for piece in line
            if isinstance(piece, Link)}  # fmt: skip
    assert isinstance(report(year).blocks[asked + 2], Bullets)
    assert {"#recommendations", "#highlights", "#results", "#methods", "#appendix"} <= ways


def test_a_pack_that_chose_no_first_figures_still_gets_a_first_page():
    page = chapter(made_up(), "at-a-glance")

    assert any(isinstance(block, KeyFigures) for block in page)
    assert len([block for block in page if isinstance(block, Bullets)][0].items) == 4


@pytest.mark.parametrize("year", YEARS)
def test_what_the_council_asks_for_stands_before_everything_else(year):
    heads = [b.id for b in report(year).blocks if isinstance(b, Heading) and b.level == 1]

    assert heads[:4] == ["at-a-glance", "recommendations", "highlights", "results"]
    assert heads[-3:] == ["methods", "appendix", "sources"]


@pytest.mark.parametrize("year", YEARS)
def test_every_edition_says_on_its_cover_that_it_was_rebuilt(year):
    assert "rebuilt from public documents" in report(year).summary


# ------------------------------------------------------------------ the words
@pytest.mark.parametrize("year", YEARS)
def test_no_reference_or_raw_jotting_reaches_a_reader(year):
    said = all_words(report(year))

    assert not re.search(r"Not a\b(?! #Number)", said)
    for raw in ("{F", "seed0", "the seed", "(as presented)", "not sourced", "source's group"):
        assert raw not in said
    assert not re.search(r"\b\d{4}-\d{2}\b(?!-)", said)


@pytest.mark.parametrize("year", YEARS)
def test_groups_begin_with_a_capital_letter(year):
    labels = [point.label for chart in charts(year).values() for point in chart.points]
    rows = [words(row)[0] for each in tables(report(year)) for row in each.rows]

    assert [each for each in (*labels, *rows) if each[:1].islower()] == []


@pytest.mark.parametrize("year", YEARS)
def test_numbers_that_are_estimates_or_illustrations_say_so_beside_the_number(year):
    marked = {"F044", "F045", "F046", "F047", "F048", "F049", "F050"}

    for row in (row for each in tables(report(year)) for row in each.rows):
        if {p.figure for cell in row.cells for p in cell if isinstance(p, Number)} & marked:
            assert re.search(r"[Ee]stimate|[Ee]xample|[Aa]ssumed", " ".join(words(row)))
    for block in report(year).blocks:
        if isinstance(block, Paragraph):
            named = {p.figure for p in block.line if isinstance(p, Number)} & marked
            assert not named or re.search(r"estimate|illustrat", plain(block.line))


def test_recommendations_keep_the_words_of_the_council():
    asked = [plain(item) for block in chapter(report(2016), "recommendations")
             if isinstance(block, Bullets) for item in block.items]  # fmt: skip

    assert asked[2].startswith("Revise the definition of “employees” covered by state minimum wage")
    assert all(each.startswith("Further discussion") for each in asked[3:-1])
    assert "consider whether to include 53a-192a" in asked[1]


def test_what_a_source_adds_to_a_figure_stands_below_its_row():
    notes = table(report(2016), "data-table-ORG022").notes

    assert any(
        each.startswith("F045: An estimate, printed as “more than 80,000”") for each in notes
    )
    assert "F187, F188: Counted from the numbered list." in notes


def test_sources_are_named_and_lead_to_their_row():
    notes = [block for block in report(2016).blocks
             if isinstance(block, Paragraph) and block.role == "note"]  # fmt: skip

    assert "TIP Council annual report 2016" in plain(notes[0].line)
    assert words(table(report(2016), "sources-table").rows[0])[0] == "Source 1"


def test_seats_that_came_after_the_report_are_told():
    told = " ".join(table(report(2016), "membership-table").notes)

    assert "Commissioner of Education, or designee: added by P.A. 17-32" in told


# ------------------------------------------------------------------ charts and cautions
def test_two_shares_of_the_same_two_years_stand_in_one_chart():
    chart = charts(2017)["chart-pairs-protection"]

    assert chart.kind == "BEFORE_AFTER"
    assert [(p.series, p.shown) for p in chart.points] == [
        ("2016", "46%"), ("2017", "71%"), ("2016", "56%"), ("2017", "81%"),
    ]  # fmt: skip
    assert chart.title == "Both shares rose from 2016 to 2017: to 71% and to 81%."
    assert "chart-OMS_ENOUGH_SERVICES" not in charts(2017)


@pytest.mark.parametrize("year", YEARS)
def test_two_bars_are_a_row_of_a_table_and_no_chart(year):
    assert all(len(each.points) > 2 for each in charts(year).values() if each.kind == "BARS")


def test_a_group_that_repeats_the_whole_is_drawn_once():
    chart = charts(2017)["chart-KNOWLEDGE_SCORE"]
    labels = [point.label for point in chart.points]

    assert "All" in labels
    assert "All Fields of Work" not in labels
    assert "All Fields of Work" in [words(row)[0] for row in chart.table.rows]


def test_the_whole_stands_below_its_parts():
    rows = table(report(2017), "table-HOTLINE_CT_CASES_MINORS").rows

    assert [row.strong for row in rows] == [False, False, False, False, True, True]


@pytest.mark.parametrize("year", YEARS)
def test_a_table_has_at_most_one_caution_and_it_speaks_plainly(year):
    blocks = report(year).blocks
    cautions = [b for b in blocks if isinstance(b, Callout) and b.kind == "caution"]

    assert not any(
        isinstance(one, Callout) and isinstance(other, Callout)
        for one, other in zip(blocks, blocks[1:], strict=False)
    )
    for each in cautions:
        assert not re.search(r"\bF\d{3}\b", plain(each.line))


@pytest.mark.parametrize("year", YEARS)
def test_figures_of_other_places_are_left_to_the_appendix(year):
    assert "chart-HOTLINE_US_CASES_MINORS" not in charts(year)
    assert year != 2017 or {"F003", "F007", "F016"} <= set(appendix(report(year)))


def test_places_without_counts_never_become_numbers():
    shown = {p.shown for block in report(2016).blocks for line in lines(block) for p in line
             if isinstance(p, Number) and p.figure in {"F173", "F181"}}  # fmt: skip

    assert shown <= {"listed"}
    assert words(appendix(report(2016))["F173"])[4] == "listed"


@pytest.mark.parametrize("year", YEARS)
def test_what_the_checks_found_is_about_figures_of_the_report(year):
    found = [b for b in report(year).blocks if isinstance(b, Table) and b.id == "findings-table"]

    assert bool(found) == (year == 2017)
    assert "EAC" not in all_words(report(year))
