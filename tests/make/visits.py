"""The site as people of each kind reach it: their sessions, real values, and the forms they see."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser
from typing import Any

from django.conf import settings
from django.test import Client
from tools.print_docs import views

from fourfold.apps.cases.actions import law, merges, reports, screenings
from fourfold.apps.cases.actions.cases import open_case
from fourfold.apps.cases.actions.consults import ask
from fourfold.apps.cases.actions.missing import report_missing
from fourfold.apps.cases.actions.people import change as write_facts
from fourfold.apps.cases.models import Case, CaseClock, Pair
from fourfold.apps.cases.states.consults import Urgency
from fourfold.apps.cases.states.law import Decision
from fourfold.apps.cases.states.screenings import Occasion
from fourfold.security.access import agencies
from fourfold.security.access.roles import ROLES
from fourfold.security.access.viewer import Viewer, viewer_of
from fourfold.security.doors import Door, door_of
from fourfold.security.ids import LENGTH, LETTERS
from fourfold.security.keys import new_person
from fourfold.security.models import Account
from tests.make import catalog, desk, people
from tests.make.calls import gaps as call_gaps
from tests.make.council import gaps as council_gaps
from tests.make.directory import gaps as directory_gaps
from tests.make.focus import gaps as focus_gaps
from tests.make.services import parts_of
from tests.make.studies import gaps as study_gaps
from tests.make.surveys import gaps as survey_gaps
from tests.make.teams import gaps as team_gaps
from tests.make.training import gaps as training_gaps

GAP = re.compile(r"<(?:(\w+):)?(\w+)>")
ID = re.compile(f"[{LETTERS}]{{{LENGTH}}}")
TEXTS = {"text", "email", "password", "search", "tel", "url", "number", "date", "hidden"}


@dataclass
class Form:
    """One form of one page: where it goes, and its fields with what they hold."""

    page: str
    action: str
    method: str
    held: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)


@dataclass
class World:
    """Made-up people of every role, and the values that fill the gaps of addresses."""

    accounts: dict[str, Account]
    gaps: dict[str, str]

    def client(self, role: str) -> Client:
        """Return the browser of somebody with a role, or of a stranger for ""."""
        if not role:
            return Client(raise_request_exception=False)
        found = desk.signed_in(self.accounts[role], at=people.NOW)
        found.raise_request_exception = False
        return found

    def addresses(self) -> list[str]:
        """Return every address, its gaps filled with something real where that is known."""
        return [self.fill(address) for address, _ in views()]

    def fill(self, address: str) -> str:
        """Return an address without gaps."""
        return GAP.sub(lambda found: self.gaps.get(found[2], "no-such-thing"), address)


def world() -> World:
    """Fill an empty database. The clock must stand at people.NOW."""
    catalog.fill()
    accounts = {code: people.account(f"Of {code}".replace(" ", "-"), code) for code in ROLES}
    ben = people.account("Ben")
    alma = accounts["AGENCY_ADMIN"]
    by = viewer_of(alma.id, at=people.NOW, second_factor=True, stepped_up=True)
    grant = agencies.propose_role(ben.id, "STEWARD", by=by)
    gaps = {
        "code": catalog.BARS,
        "four_p": "protection",
        "account": ben.id,
        "grant": getattr(grant, "id", str(grant)),
    }
    gaps |= response(accounts["CARELINE"])
    gaps |= team_gaps(gaps["case"], accounts)
    gaps |= call_gaps(accounts["STEWARD"].id)
    lead = viewer_of(accounts["TRAINING_LEAD"].id, at=people.NOW, second_factor=True)
    gaps |= training_gaps(lead, account=accounts["TRAINER"].id)
    gaps |= survey_gaps()
    gaps |= focus_gaps(gaps["study"], accounts)
    gaps |= council_gaps()
    curator = viewer_of(accounts["CURATOR"].id, at=people.NOW, second_factor=True)
    gaps |= directory_gaps(curator)
    analysts = [accounts["ANALYST"], people.account("Of-two-analysts", "ANALYST")]
    gaps |= study_gaps(
        *(viewer_of(each.id, at=people.NOW, second_factor=True) for each in analysts)
    )
    return World(accounts, gaps)


def response(screener: Account) -> dict[str, str]:
    """Let a screener keep a case with every part; returns the values for the gaps of addresses."""
    by = viewer_of(screener.id, at=people.NOW, second_factor=True, stepped_up=True)
    person = new_person(agency=by.agency)
    case = open_case(person, region="", by=by, summary="A made-up summary.")
    consult = ask(case, why="A made-up reason.", urgency=Urgency.TODAY, town="ANDOVER", by=by)
    gaps = {"case": case, "consult": consult, "deed": "take-back"}
    gaps["determination"] = law_of(case, by=by)
    gaps |= parts_of(case, by=by)
    gaps["missing"] = report_missing(case, known_at=people.NOW, by=by)
    gaps["step"] = "police"
    gaps["clock"] = CaseClock.objects.filter(case=case)[:1].get().id
    how = screenings.Around(by.at.date(), Occasion.FIRST)
    gaps["screening"] = screenings.begin(
        case, instrument="CT_GTAQ", edition="slides", around=how, by=by
    )
    told = {"narrative": "A made-up worry.", "child_now": "a made-up place", "suspect": "nobody"}
    person = new_person(agency=by.agency)
    gaps["report"] = reports.save(told, person=person, once="a form", by=by)
    gaps["draft"] = "0123456789ABCDEF"
    gaps |= twins_of(case, by=by)
    return gaps


def twins_of(case: str, *, by: Viewer) -> dict[str, str]:
    """Join a case's person to another record, and leave a pair to decide on; returns both ids."""
    said = {"given_name": "Mara", "family_name": "Madeup", "phone": "203 555 0100"}
    others = [open_case(new_person(agency=by.agency), region="", by=by) for _nth in range(3)]
    for number in others[1:]:
        write_facts(number, facts=said, version=1, by=by)
    first, second = (Case.objects.get(pk=each).person for each in (case, others[0]))
    merge = merges.join(first, other=second, by=by)
    merges.find(by.agency, by=by)
    return {"merge": merge, "pair": Pair.objects.get().id}


def law_of(case: str, *, by: Viewer) -> str:
    """State facts of a case and keep a decision on them; returns its id."""
    law.state_facts(case, facts={"UNDER_18": "yes", "RECRUITS": "yes"}, by=by)
    day = by.at.date()
    return law.decide(
        case,
        body="ORG001",
        definition="CT_DMST",
        decision=Decision.MET,
        counts_on=day,
        decided_on=day,
        reasons="A made-up reason.",
        by=by,
    )


class _Forms(HTMLParser):
    """Notes the forms of a page. Fields that name their form from elsewhere are rare: left out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.found = page, list[Form]()
        self.inside: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said: dict[str, Any] = dict(attrs)
        if tag == "form":
            method = (said.get("method") or "get").lower()
            self.inside = Form(self.page, said.get("action") or self.page, method)
            self.found.append(self.inside)
        elif self.inside and (name := said.get("name")) and name != "csrfmiddlewaretoken":
            kind = said.get("type") or "text"
            if tag == "textarea" or (tag == "input" and kind in TEXTS):
                self.inside.typed.append(name)
            if tag in ("input", "button", "textarea") and kind != "file":
                self.inside.held.setdefault(name, said.get("value") or "")
            if tag == "select":
                self.inside.typed.append(name)
                self.inside.held.setdefault(name, "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None


def forms_of(page: str, html: str) -> list[Form]:
    """Return a page's forms."""
    reader = _Forms(page)
    reader.feed(html)
    return reader.found


def all_forms(made: World) -> dict[str, list[Form]]:
    """Return the forms of every address, each as the first role that may open it sees it."""
    seen: set[tuple[str, str, tuple[str, ...]]] = set()
    found: dict[str, list[Form]] = {}
    clients = {role: made.client(role) for role in ("", *made.accounts)}
    for (_, view), address in zip(views(), made.addresses(), strict=True):
        for role in filter(partial(_may_open, door_of(view)), clients):
            answer = clients[role].get(address)
            if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
                for form in forms_of(address, answer.content.decode()):
                    mark = (form.method, re.sub(r"[0-9A-Z]{16}", "", form.action), (*form.typed,))
                    if mark not in seen:
                        seen.add(mark)
                        found.setdefault(role, []).append(form)
                break
            if answer.status_code in (200, 405):
                break
    return found


def _may_open(door: Door | None, role: str) -> bool:
    """Tell whether a role has what a door asks for; the table of doors proves it."""
    if door is None or door.who == "anyone":
        return True
    return bool(role) and (door.who == "signed in" or door.who in ROLES[role].permissions)


def cookie_of(client: Client) -> str:
    """Return a session's cookie as a browser sends it."""
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"
