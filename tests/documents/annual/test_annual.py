"""The annual report of Connecticut, as a legislator would check it."""

import re
from dataclasses import fields, is_dataclass
from functools import cache

import pytest

from fourfold import reference
from fourfold.analysis.tables import FigureTable, read_figures, read_indicators
from fourfold.documents import proof
from fourfold.documents.annual import NoFigures, NoReport, compose
from fourfold.documents.annual.chapters import dissent_words
from fourfold.documents.annual.prose import UnknownFigure, prose
from fourfold.documents.blocks import (
    Bullets,
    Document,
    Heading,
    KeyFigure,
    Number,
    Paragraph,
    Table,
)
from fourfold.documents.present import plain


@cache
def figures(code: str = "ct") -> FigureTable:
    pack = reference.load_pack(code)
    return FigureTable(read_figures(pack.rows("figures")), read_indicators(pack.rows("indicators")))


@cache
def report(year: int) -> Document:
    return compose(year, pack=reference.load_pack("ct"), figures=figures())


def table(document: Document, id_: str) -> Table:
    found = [block for block in document.blocks if isinstance(block, Table) and block.id == id_]
    charts = [getattr(block, "table", None) for block in document.blocks]
    return next(each for each in [*found, *charts] if each is not None and each.id == id_)


def appendix(document: Document) -> dict:
    """The rows of the data appendix, by figure."""
    return {
        row.id: row
        for block in document.blocks
        if isinstance(block, Table) and block.id.startswith("data-table-")
        for row in block.rows
    }


def words(row) -> list[str]:
    return [plain(cell) for cell in row.cells]


def walk(thing):
    yield thing
    if is_dataclass(thing):
        for field in fields(thing):
            yield from walk(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for each in thing:
            yield from walk(each)


@pytest.mark.parametrize("year", [2016, 2017])
def test_the_report_is_sound(year):
    proof.check(report(year))


@pytest.mark.parametrize("year", [2016, 2017])
def test_every_number_leads_to_a_row_with_source_and_method(year):
    document = report(year)
    rows = appendix(document)
    methods = {row.id for row in table(document, "indicators-table").rows}
    sources = {row.id for row in table(document, "sources-table").rows}

    named = {each.figure for each in walk(document) if isinstance(each, (Number, KeyFigure))}

    assert named
    assert named <= set(rows)
    for row in rows.values():
        links = [piece.to[1:] for cell in row.cells for piece in cell if hasattr(piece, "to")]
        assert links[-1] in methods
        assert links[:-1]
        assert set(links[:-1]) <= sources


YEARS_AND_LAWS = re.compile(
    r"(\b(19|20)\d\d\b|\b(January|February|March|April|May|June|July|August|September|October"
    r"|November|December) \d{1,2}\b|Sec(tion|\.)s? [\w()-]+|Public Acts? [\d-]+|P\.A\. [\d-]+"
    r"|C\.G\.S\. [\w()-]+|Special Act [\d-]+|\b\d+[a-z]?-\d+[a-z]*(\(\w\))?|Love ?146|4 Ps?\b)"
)


@pytest.mark.parametrize("year", [2016, 2017])
def test_no_number_of_the_running_text_stands_without_a_row(year):
    text = [
        piece.text
        for block in report(year).blocks
        if isinstance(block, Paragraph) and block.role != "note"
        for piece in block.line
        if hasattr(piece, "text")
    ]

    left = [each for each in text if re.search(r"\d", YEARS_AND_LAWS.sub("", each))]

    assert left == []


def test_the_2016_report_holds_the_15_recommendations_in_two_categories():
    lists = {}
    heading = ""
    for block in report(2016).blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Bullets) and block.start is not None:
            lists[heading] = [plain(item) for item in block.items]

    assert len(lists["Policy Concept Recommendations"]) == 3
    further = lists["Further Research & Discussion"]
    assert len(further) == 12
    assert further[3].endswith(
        "(Office of Chief Public Defender opposes; Department of Public Health abstains)"
    )
    assert further[4].endswith("(Office of Chief Public Defender opposes)")
    assert sum("oppose" in each or "abstain" in each for each in further) == 2


@pytest.mark.parametrize("year", [2016, 2017])
def test_a_report_holds_what_each_member_did_with_the_figures_of_the_sources(year):
    told = reference.load_pack("ct").report(year).get("activities") or []
    said: dict[str, list[Number]] = {}
    heading = ""
    for block in report(year).blocks:
        if isinstance(block, Heading):
            heading = block.id
        elif isinstance(block, Paragraph):
            numbers = [each for each in block.line if isinstance(each, Number)]
            said.setdefault(heading, []).extend(numbers)

    for part in told:
        wanted = re.findall(r"\{(F\d+)\}", " ".join(part["text"]))
        numbers = said[f"activity-{part['organization']}"]
        assert [each.figure for each in numbers] == wanted
        for each in numbers:
            value = str(figures()[each.figure].value)
            assert value in each.shown.replace(",", "")
    assert len(told) == {2016: 6, 2017: 5}[year]


@pytest.mark.parametrize(
    ("opposed", "abstained", "said"),
    [
        ([], [], ""),
        (["A"], [], "(A opposes)"),
        (["A", "B"], [], "(A and B oppose)"),
        ([], ["A", "B", "C"], "(A, B and C abstain)"),
        (["A"], ["B"], "(A opposes; B abstains)"),
    ],
)
def test_dissent_is_said_by_agency(opposed, abstained, said):
    assert dissent_words(opposed=opposed, abstained=abstained) == said


@pytest.mark.parametrize("by", ["RACE_ETHNICITY", "AGE", "RESIDENCE"])
def test_the_referral_tables_of_2017_add_up_to_212(by):
    rows = table(report(2017), f"table-DCF_REFERRALS_BY_{by}").rows

    assert sum(int(words(row)[1]) for row in rows) == 212


def test_the_2017_report_says_what_became_of_the_2016_recommendations():
    rows = table(report(2017), "recommendations-since").rows

    assert len(rows) == 15
    assert "P.A. 17-32" in words(rows[0])[2]
    assert words(rows[1])[2] == "Nothing found in the sources."


def test_a_hidden_number_is_said_as_hidden_and_never_as_zero():
    rows = [words(row) for row in appendix(report(2017)).values()]

    (hidden,) = [row for row in rows if "fewer than" in row[4]]
    assert hidden[4] == "fewer than 3"


def test_a_slip_in_a_source_is_kept_as_printed_and_told():
    document = report(2017)
    told = " ".join(words(row)[0] for row in table(document, "findings-table").rows)
    rows = {code: words(row) for code, row in appendix(document).items()}

    assert "104" in told
    assert "101" in told
    assert any("[2007], as printed" in row[3] for row in rows.values())


def test_the_2016_report_knows_nothing_of_later_figures():
    shown = set(appendix(report(2016)))

    assert {figures()[code].call for code in shown} == {"2016"}


def test_the_28_seats_are_listed():
    assert len(table(report(2016), "membership-table").rows) == 28


def test_a_year_without_a_report_names_the_years_there_are():
    with pytest.raises(NoReport, match="2016, 2017"):
        compose(1999, pack=reference.load_pack("ct"), figures=figures())


def test_a_year_without_figures_is_said_so():
    empty = figures().keep(lambda figure: figure.call != "2017")

    with pytest.raises(NoFigures, match="2017"):
        compose(2017, pack=reference.load_pack("ct"), figures=empty)


def test_text_that_names_an_unknown_figure_is_refused():
    with pytest.raises(UnknownFigure, match="F999"):
        prose("There were {F999} meetings.", figures())


def test_text_keeps_every_word_around_its_figures():
    assert plain(prose("Of {F040}, {F040}.", figures())) == "Of 212, 212."


def test_the_order_of_rows_in_the_file_does_not_matter():
    pack = reference.load_pack("zz")
    shuffled = FigureTable(reversed(figures("zz").figures), figures("zz").indicators.values())

    one = compose(2030, pack=pack, figures=figures("zz"))
    other = compose(2030, pack=pack, figures=shuffled)

    assert appendix(one) == appendix(other)
