"""The rule book, run with what a jurisdiction pack knows."""

from __future__ import annotations

from datetime import date

from fourfold.analysis.check.all_checks import check_figures
from fourfold.analysis.check.findings import Finding
from fourfold.analysis.tables import FigureTable
from fourfold.reference import Pack


def check_with_pack(table: FigureTable, pack: Pack) -> list[Finding]:
    """
    Run every check, with the pack's telephone numbers and the days its reports were issued.

    Findings name figures by code alone, not by file and line: the same figures give the same
    findings whichever file they came in.
    """
    issued_on = {}
    for year in pack.report_years():
        report = pack.report(year)
        issued = report["issued_on"]
        issued_on[str(report["call"])] = (
            issued if isinstance(issued, date) else date.fromisoformat(issued)
        )
    contacts = [(each.code, each.name, "; ".join(each.phones)) for each in pack.organizations]
    return check_figures(table.without_lines(), issued_on=issued_on, contacts=contacts)
