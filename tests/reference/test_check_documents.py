# ruff: noqa: E501 - a table of cases reads best with one case on a line
"""pack.yaml and the reports: layout, references, and numbers that cannot be traced."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Spoil, Told

# file, what stands there, what is put there, what is told
TEXTS = [
    ("pack.yaml", "languages: [en]", "languages: [en", "is not valid YAML"),
    ("pack.yaml", "languages: [en]", "languages: []", "pack.yaml, languages: It is empty."),
    ("pack.yaml", "languages: [en]", "languages: en", "pack.yaml, languages: 'en' does not fit. It must be a list."),
    ("pack.yaml", "kind: state\n", "kind: stat\n", "pack.yaml, kind: 'stat' does not fit. It must be one of state, territory, tribe, county. Did you mean state?"),
    ("pack.yaml", "exit_url: ", "exit_uri: ", "The field exit_uri is not known. Did you mean exit_url?"),
    ("pack.yaml", "exit_url: ", "exit_uri: ", "The field exit_url is missing. Add it."),
    ("pack.yaml", "exit_url: https:", "exit_url: javascript:", "exit_url: 'javascript://www.weather.gov' does not fit."),
    ("pack.yaml", "code: zz\n", "code: zy\n", "pack.yaml, code: 'zy' is not the name of the folder. Write zz"),
    ("pack.yaml", "organization: ORG002", "organization: ORG02", "council.organization: 'ORG02' is not in organizations.csv. Did you mean ORG002?"),
    ("pack.yaml", "statute: ZC_12_30", "statute: ZC_12_3", "council.statute: 'ZC_12_3' is not in statutes.csv. Did you mean ZC_12_30?"),
    ("pack.yaml", "  reports_to: Zamara Assembly\n  source: [zz003]", "  reports_to: Zamara Assembly\n  source: [zz03]", "council.source[0]: 'zz03' is not in sources.csv. Did you mean zz003?"),
    ("pack.yaml", "code: CHAT", "code: TEXT_LINE", "'TEXT_LINE' stands twice. Give it its own code."),
    ("pack.yaml", "value: 800-555-0101", "value: 911", "help[2].value: 911 does not fit. It must be a text; put quotation marks around a number."),
    ("pack.yaml", "file: teams", "file: tems", "coverage[3].file: 'tems' is not a file of a pack. Did you mean teams?"),
    ("pack.yaml", "column: population_2020", "column: population", "'population' is not a column of towns.csv. Did you mean"),
    ("pack.yaml", "name: Zamara\n", "name: Zamara\nname: Other\n", "line 4: The file is not valid YAML: the key 'name' stands twice."),
    ("pack.yaml", "languages: [en]", "languages: &a [en]\nkind2: *a", "The file uses an alias (*name)."),
    ("pack.yaml", "languages: [en]", "languages: " + "[" * 5000, "The file is nested more than 40 levels deep."),
    ("pack.yaml", "languages: [en]", "languages: !!python/object:os.system [en]", "is not valid YAML"),
    ("reports/2030.yaml", "year: 2030\ncall", "year: 2029\ncall", "The year 2029 is not the name of the file."),
    ("reports/2030.yaml", 'call: "2030"', 'call: "2027"', "'2027' is not a data call of figures.csv."),
    ("reports/2030.yaml", "figure: F001", "figure: F999", "key_figure.figure: 'F999' is not in figures.csv."),
    ("reports/2030.yaml", "organization: ORG004", "organization: ORG4", "activities[0].organization: 'ORG4' is not in organizations.csv."),
    ("reports/2030.yaml", "  year: 2030", "  year: 2020", "'2020' is not a year of recommendations.csv. Did you mean 2030?"),
    ("reports/2030.yaml", "sources: [zz001, zz003]", "sources: [zz001, zz009]", "highlights[1].sources[1]: 'zz009' is not in sources.csv."),
    ("reports/2030.yaml", "four_p: prosecution", "four_p: prosecutions", "highlights[1].four_p: 'prosecutions' does not fit."),
    ("reports/2030.yaml", "issued_on: 2030-11-01", "issued_on: November 1", "issued_on: 'November 1' does not fit."),
    ("reports/2030.yaml", "received {F001}", "received {F777}", "reports/2030.yaml, lead: 'F777' is not in figures.csv."),
    ("reports/2030.yaml", "received {F001}", "received 40", "lead: The number '40' cannot be traced. Refer to its figure, like {F041}, or say it without a digit."),
    ("reports/2030.yaml", "received {F001}", "received {f001}", "'{f001}' is not a reference to a figure."),
    ("reports/2030.yaml", "received {F001}", "received {F001", "is not a reference to a figure. Write it like {F041}."),
    ("reports/2030.yaml", "day and night", "24/7", "highlights[0].bullets[0]: The number '24/7' cannot be traced."),
    ("reports/2030.yaml", "under eighteen", "under 18", "The number '18' cannot be traced."),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "message"), TEXTS)
def test_a_text_that_does_not_fit_says_where_why_and_what_to_do(
    spoil: Spoil, told: Told, file: str, old: str, new: str, message: str
) -> None:
    spoil(file, old, new)

    problems = told()

    assert any(message in problem for problem in problems), problems


@pytest.mark.parametrize("text", ["", "# only a comment\n", "- a\n- list\n", "plain"])
def test_a_document_without_fields_is_told(zamara: Path, told: Told, text: str) -> None:
    (zamara / "pack.yaml").write_text(text, encoding="utf-8")
    (zamara / "reports" / "2030.yaml").write_text(text, encoding="utf-8")

    problems = told()

    assert "pack.yaml: The file holds no fields. Start it with code: …" in problems
    assert "reports/2030.yaml: The file holds no fields. Start it with year: …" in problems


def test_a_document_of_odd_bytes_is_told(zamara: Path, told: Told) -> None:
    (zamara / "reports" / "2030.yaml").write_bytes(b"year: 2030\ntitle: caf\xe9\n")

    assert any(p.startswith("reports/2030.yaml line 2: Byte 0xe9 is not UTF-8.") for p in told())


def test_a_document_of_ten_megabytes_is_told(zamara: Path, told: Told) -> None:
    (zamara / "reports" / "2030.yaml").write_text("title: " + "x" * 10_000_000, encoding="utf-8")

    assert any("10,000,007 bytes; at most 1,000,000" in problem for problem in told())


def test_missing_fields_are_told_together_once(zamara: Path, told: Told) -> None:
    (zamara / "reports" / "2030.yaml").write_text("year: 2030\n", encoding="utf-8")

    missing = [p for p in told() if "is missing" in p]

    assert missing == [
        (
            "reports/2030.yaml: The field call, title, addressed_to, lead, highlights, sources "
            "is missing. Add it."
        )
    ]
