"""The spreadsheet of a contract, to fill in."""

from __future__ import annotations

from django.http import HttpResponse

from fourfold.documents.contracts import template
from fourfold.reference import Contract

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheet(contract: Contract) -> HttpResponse:
    """Answer with a contract's empty spreadsheet."""
    answer = HttpResponse(template(contract), content_type=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{contract.name}.xlsx"'
    return answer
