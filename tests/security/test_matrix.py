"""
Who passes which door: every address x role x state of sign-in x method (promise G1, addresses).

The expectation stands in matrix.csv, written from the roles' paragraphs and not from the code:
which roles pass, and where a fresh proof is asked for. An address of the desk that needs a
permission and has no row fails; what is open to all, or to whoever signed in, is listed below.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from fourfold.security.access.roles import ROLES
from fourfold.security.access.terms import CURRENT
from fourfold.security.doors import door_of
from fourfold.security.models import Account, Agency, AuditEvent
from tests.conftest import LONG
from tests.house.test_addresses import VIEWS, sample
from tests.make import desk, people

FILE = Path(__file__).parent / "matrix.csv"
EXPECTED = {row["address"]: row for row in csv.DictReader(FILE.read_text().splitlines())}
OPEN = {
    *("/", "/about/", "/accessibility/", "/favicon.ico", "/figures/", "/get-help/", "/health/"),
    *("/privacy/", "/reports/", "/robots.txt", "/safety/", "/feed.atom"),
    *("/services-by-region/", "/services-by-region.csv", "/servicios-por-region/"),
    *("/es/", "/ayuda/", "/seguridad/", "/privacidad/", "/accesibilidad/"),
    *("/cifras/", "/informes/", "/sobre-los-datos/", "/novedades.atom"),
    *("/find-help/", "/find-help/<str:listing>/", "/find-help/<str:listing>/card/"),
    *("/buscar-ayuda/", "/buscar-ayuda/<str:listing>/", "/buscar-ayuda/<str:listing>/tarjeta/"),
    *("/sign-in/", "/sign-in/passkey/", "/sign-in/second-factor/", "/sign-in/help/"),
    *("/certificate/", "/trainings/", "/trainings.ics"),
    *("/council/members/", "/council/members.csv"),
    *("/council/laws/", "/council/laws/compare/", "/council/laws/compare.csv"),
    *("/council/laws/<str:law>/", "/council/leyes/", "/council/leyes/compare/"),
    "/council/leyes/<str:law>/",
    *("/council/mandates/", "/council/deberes/", "/list-your-service/", "/anotar-su-servicio/"),
    *("/council/reuniones/", "/council/reuniones/<str:council_meeting>/"),
    *("/council/meetings/", "/council/meetings.ics", "/council/meetings/<str:council_meeting>/"),
    "/council/meetings/<str:council_meeting>/minutes.<str:council_file>",
    "/council/meetings/<str:council_meeting>/materials/<str:council_material>/",
    *("/council/recommendations/", "/council/recommendations.csv"),
    "/council/recommendations/<str:recommendation>/",
    *("/council/recomendaciones/", "/council/recomendaciones/<str:recommendation>/"),
    *("/council/demand/", "/council/demanda/", "/council/report-cards/", "/council/informes/"),
    *("/council/report-cards/<str:report_card>/", "/council/informes/<str:report_card>/"),
    "/council/report-cards/<str:report_card>/card.pdf",
    "/council/informes/<str:report_card>/informe.pdf",
}
"""Open to everyone."""
WITHIN = (
    *(
        "/answer/",
        "/hsds/v3/",
        "/listing-check/",
        "/revisar-servicio/",
        "/api/submissions/",
        "/call/",
        "/cifras/",
        "/figures/",
        "/embed/",
        "/informes/",
        "/lineas/",
        "/lines/",
        "/report/",
        "/reports/",
    ),
    *("/openrosa/", "/sign-in/code/", "/sign-in/single/", "/survey/", "/train/"),
)
"""Open with all that lies below."""
METHODS = ["get", "head", "post", "put", "patch", "delete"] if LONG else ["post"]
STATES = ["stranger", "half", "stale", "fresh", "closed", "agency closed", "no terms"]
SHORT = {"AGENCY_ADMIN", "CARELINE", "COORDINATOR", "OPERATOR", "PRIVACY", "PROVIDER", "STEWARD"}
NO_ROLE, ADMIN = "NONE", "AGENCY_ADMIN"


@dataclass(frozen=True)
class Cell:
    address: str
    role: str
    state: str

    @property
    def expected(self) -> set[str]:
        """Return which of these is right: passes, sign in, enroll, prove, refused."""
        row = EXPECTED.get(self.address)
        if row is None and is_open(self.address):
            return {"passes"}
        if self.state in {"stranger", "closed"}:
            return {"sign in"}
        if self.state == "half":
            return (
                {"passes", "enroll", "prove"}
                if self.address.startswith("/sign-in/")
                else {"enroll"}
            )
        if row is None:  # one's own things; some ask for proof by themselves
            return {"passes", "prove"} if self.state == "stale" else {"passes"}
        holds = self.role in row["roles"].split()
        if self.state == "agency closed" or (self.state == "no terms" and self.role != ADMIN):
            holds = False
        if not holds:
            return {"refused"}
        return {"prove"} if row["proof"] and self.state == "stale" else {"passes"}


def is_open(address: str) -> bool:
    return address in OPEN or address.startswith(WITHIN)


def cells(role: str) -> Iterator[Cell]:
    """Yield the cells of a role; the short run leaves out most of those that ask for no role."""
    for address, state in product([address for address, _ in VIEWS], STATES):
        of_nobody = role == NO_ROLE and state != "fresh"
        of_a_role = address in EXPECTED and state in {"stale", "fresh"} and role != NO_ROLE
        if LONG or of_nobody or of_a_role:
            yield Cell(address, role, state)


def person(role: str, state: str) -> Account | None:
    """Return somebody with this role, as this state asks."""
    if state == "stranger":
        return None
    made = people.account(f"{role}-{state}".title(), *([] if role == NO_ROLE else [role]))
    Account.objects.filter(id=made.id).update(is_active=state != "closed")
    Agency.objects.update(
        is_active=state != "agency closed",
        terms_version="2001-01" if state == "no terms" else CURRENT.version,
    )
    return made


def browser(made: Account | None, state: str) -> Client:
    """Return a browser in which this person has signed in, as this state asks."""
    if made is None:
        return Client(raise_request_exception=False)
    began = people.NOW - timedelta(minutes=6 if state == "stale" else 0)
    client = desk.signed_in(made, at=began, proven=state != "half")
    client.raise_request_exception = False
    return client


def what_happens(client: Client, cell: Cell, method: str) -> str:
    """Send a request and return which way it went."""
    refused = AuditEvent.objects.filter(event="DOOR_REFUSED").count()
    answer = getattr(client, method)(sample(cell.address))
    if AuditEvent.objects.filter(event="DOOR_REFUSED").count() > refused:
        return "refused" if answer.status_code == 404 else f"refused with {answer.status_code}"
    to = answer.headers.get("Location", "") if answer.status_code == 302 else ""
    if to.startswith("/sign-in/?"):
        return "sign in"
    if to == "/sign-in/enroll/" and cell.state == "half":
        return "enroll"
    return "prove" if to.startswith("/sign-in/again/?") else "passes"


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("role", [*sorted(ROLES if LONG else SHORT), NO_ROLE])
def test_a_door_opens_to_whom_the_table_says_and_to_nobody_else(
    role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: people.NOW)
    own = list(cells(role))
    wrong = []
    for state in sorted({cell.state for cell in own}):
        made = person(role, state)
        for cell, method in product([each for each in own if each.state == state], METHODS):
            found = what_happens(browser(made, state), cell, method)
            if found not in cell.expected:
                wrong.append(f"{state} {method} {cell.address}: {found}, not {cell.expected}")

    assert own
    assert wrong == []


def test_every_door_that_needs_a_permission_has_its_row() -> None:
    needed = {
        address
        for address, view in VIEWS
        if (door := door_of(view)) and door.who not in {"anyone", "signed in"}
    }
    assert needed - EXPECTED.keys() == set()


def test_the_table_names_only_roles_that_there_are() -> None:
    named = {role for row in EXPECTED.values() for role in row["roles"].split()}

    assert named <= ROLES.keys()
    assert {row["proof"] for row in EXPECTED.values()} <= {"", "fresh"}


def test_what_is_open_to_everyone_is_what_the_list_says() -> None:
    anyone = {address for address, view in VIEWS if door_of(view).who == "anyone"}

    assert {address for address in anyone if not is_open(address)} == set()
