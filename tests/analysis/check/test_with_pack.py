from dataclasses import replace

from fourfold import reference
from fourfold.analysis.check import check_with_pack
from fourfold.analysis.tables import FigureTable, read_figures, read_indicators


def figures() -> FigureTable:
    pack = reference.load_pack("ct")
    return FigureTable(read_figures(pack.rows("figures")), read_indicators(pack.rows("indicators")))


def test_the_pack_gives_telephones_and_issue_days():
    found = check_with_pack(figures(), reference.load_pack("ct"))

    assert [each.check for each in found] == [
        "totals_agree",
        "bounds_agree",
        "period_is_plausible",
        "period_is_plausible",
        "telephones_differ",
    ]


def test_findings_do_not_depend_on_the_file_the_figures_came_in():
    pack, table = reference.load_pack("ct"), figures()
    elsewhere = FigureTable(
        (replace(each, file="other.csv", line=999) for each in table), table.indicators.values()
    )

    assert check_with_pack(elsewhere, pack) == check_with_pack(table, pack)
