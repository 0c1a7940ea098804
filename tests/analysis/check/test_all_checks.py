"""The rule book on Connecticut's real figures: the known slips, all of them, and nothing else."""

from __future__ import annotations

from datetime import date

import yaml

from fourfold.analysis.check import RULE_BOOK, Finding, check_figures
from fourfold.analysis.tables import FigureTable
from tests.analysis.made import CT, ct_table, rows


def ct_findings(table: FigureTable) -> list[Finding]:
    reports = [
        yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted((CT / "reports").glob("*.yaml"))
    ]
    return check_figures(
        table,
        issued_on={str(each["call"]): each["issued_on"] for each in reports},
        first_days={"HOTLINE_CT_CASES": date(2007, 12, 1)},
        contacts=[
            (each["code"], each["name"], each["phones"]) for each in rows("organizations.csv")
        ],
    )


def test_the_known_slips_are_found_and_nothing_else() -> None:
    found = [(each.check, each.severity.value, each.figures) for each in ct_findings(ct_table())]

    assert found == [
        ("totals_agree", "WARNING", ("F148", "F149", "F150", "F151", "F147")),
        ("bounds_agree", "NOTE", ("F002", "F003", "F004", "F005", "F006")),
        ("period_is_plausible", "WARNING", ("F146",)),
        ("period_is_plausible", "WARNING", ("F152",)),
        ("telephones_differ", "WARNING", ("ORG018", "ORG019")),
    ]


def test_the_known_slips_are_said_with_their_numbers_and_places() -> None:
    minors, national, cases, minors_2007, telephones = ct_findings(ct_table())

    assert minors.what == (
        "Connecticut cases that involve minors (all time): the parts add up to 101, "
        "but the total (F147, figures.csv line 148) says 104."
    )
    assert minors.why.startswith(
        "sex trafficking 81 + labor trafficking 9 + sex and labor 5 + other/not specified 6 = 101:"
        " 3 too few."
    )
    assert "at least 12,900 (F002, figures.csv line 3)" in national.what
    assert "add up to 12,957 (F003 to F006)" in national.what
    assert "59 (F146, figures.csv line 147) is printed for 2007" in cases.what
    assert "prints 2017 beside it" in cases.what
    assert "18 (F152, figures.csv line 153) is printed for 2007" in minors_2007.what
    assert "EAC Network (ORG018) is listed with (631) 553-5656" in telephones.what
    assert "with (631) 533-5656" in telephones.what
    assert "share another number" in telephones.why


def test_no_value_is_changed() -> None:
    table = ct_table()

    ct_findings(table)

    assert table.figures == ct_table().figures


def test_the_order_of_rows_does_not_matter() -> None:
    table = ct_table()
    as_filed = ct_findings(table)

    backwards = sorted(table, key=lambda each: each.code, reverse=True)
    by_group = sorted(table, key=lambda each: (each.group, repr(each.value), each.code))

    for mixed in (backwards, by_group):
        assert ct_findings(FigureTable(mixed, table.indicators.values())) == as_filed


def test_the_rule_book_names_each_check_as_its_findings_do() -> None:
    names = [rule.name for rule in RULE_BOOK]
    found = [each.check for each in ct_findings(ct_table())]

    assert len(set(names)) == len(names)
    assert set(found) <= set(names)
    assert sorted(found, key=names.index) == found


def test_an_empty_table_gives_no_findings() -> None:
    assert check_figures(FigureTable([], [])) == []
