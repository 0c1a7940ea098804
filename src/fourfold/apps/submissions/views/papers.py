"""What a contract asks, to take along: on paper, as a blank spreadsheet, and filled in."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from fourfold.apps.submissions.views.bring import asked_of, contract_for
from fourfold.documents import pdf
from fourfold.documents.contracts import printed, template
from fourfold.reference import Contract, active_pack
from fourfold.security.access.roles import Permission
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(Permission.BATCH_SEND, why="what a call asks is for the offices that are asked")
@require_http_methods(["GET", "HEAD"])
def paper(request: HttpRequest, call: str, office: str, form: str) -> HttpResponse:
    """Hand out one of a contract's papers. form: contract.pdf, blank.xlsx or example.xlsx."""
    asked = asked_of(call, office, viewer=asker(request))
    contract = contract_for(asked.call.dataset)
    if form not in _FORMS:
        raise Http404
    response = HttpResponse(_made(contract.name, contract.version, form), content_type=_kind(form))
    name = f"{contract.name}-v{contract.version}-{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _paper(contract: Contract) -> bytes:
    return pdf.render(printed(contract, author=str(active_pack().settings["council"]["name"])))


_FORMS: dict[str, Callable[[Contract], bytes]] = {
    "contract.pdf": _paper,
    "blank.xlsx": template,
    "example.xlsx": lambda contract: template(contract, filled=True),
}


@lru_cache(maxsize=16)
def _made(name: str, version: int, form: str) -> bytes:
    """Return a paper, made once for each version of a contract."""
    return _FORMS[form](active_pack().contract(name))


def _kind(form: str) -> str:
    return "application/pdf" if form.endswith(".pdf") else XLSX
