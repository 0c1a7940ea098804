"""
A yearly report by law over 100 made-up departments, from the call to the compilation.

83 answer by a form or with nothing to report, 5 bring a wrong file in a browser and mend it, 12
are late. The Council accepts, the compilation adds up; the same file is known again, and a
correction shows what it changed.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from fourfold.apps.submissions.actions import asking, batches, calls, respondents
from fourfold.apps.submissions.models import Batch
from fourfold.apps.submissions.queries import kept
from fourfold.apps.submissions.queries.boards import board
from fourfold.apps.submissions.rules.respondents import Office
from fourfold.apps.submissions.states import Answered, RespondentKind
from fourfold.reference import active_pack
from fourfold.security.models import Account, RoleGrant
from tests.conftest import LONG
from tests.make import answers, people
from tests.make.desk import key_of_session
from tests.make.looks import complaints

from .conftest import DESK, PHONE, Visit
from .office import go, press, see

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
CALL, YEAR = "LAW-2025", 2025
OFFICES = [f"MADEUP_PD_{nth:03}" for nth in range(100)]
WRONG, LATE, ANSWERED = OFFICES[:5], OFFICES[5:17], OFFICES[17:]
SENT = 83 if LONG else 25
"""How many of the 83 answer with numbers; the others have nothing to report."""
TOTAL = (SENT + len(WRONG)) * 4
HEAD = "year,office,kind,town,a1,a2,a3,a4,a5,a6,a7,a8,a9\n"


@pytest.fixture
def called(site) -> None:
    """Open the call 40 days ago, due two days ago, and let 83 departments answer."""
    now = timezone.now()
    before = now - timedelta(days=40)
    towns = [row["code"] for row in active_pack().rows("towns")]
    respondents.add_all(
        [
            Office(
                f"Made-up department {nth}",
                RespondentKind.POLICE,
                town=towns[nth],
                agency=people.DCF if code in WRONG else "",
                code=code,
            )
            for nth, code in enumerate(OFFICES)
        ],
        by="setup",
        at=before,
    )
    calls.open_call(
        CALL,
        dataset="yearly_law_enforcement",
        year=YEAR,
        title="Yearly report of police",
        from_on=date(YEAR, 1, 1),
        until_on=date(YEAR + 1, 1, 1),
        due_on=timezone.localdate(now) - timedelta(days=2),
        by="setup",
        at=before,
    )
    asking.ask(CALL, respondents=OFFICES, by="setup", at=before)
    for code in ANSWERED[:SENT]:
        answers.sent(CALL, code, at=now, **answers.NUMBERS)
    for code in ANSWERED[SENT:]:
        asking.nothing_to_report(CALL, organization=code, by="setup", at=now)


@pytest.fixture
def as_role(called, visit):
    """Return a function that gives a role's browser."""

    def start(role: str, name: str, size: dict[str, int] = DESK) -> Visit:
        account = people.account(name, role)
        began = timezone.now() - timedelta(days=1)
        RoleGrant.objects.filter(account=account).update(
            proposed_at=began, decided_at=began, from_at=began
        )
        one = visit(size)
        cookie = key_of_session(Account.objects.get(id=account.id), at=timezone.now())
        one.page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": one.url}]
        )
        return one

    return start


def row(nth: int, *, town: str = "", referrals: int = 4) -> str:
    """Return a department's file."""
    code = town or next(
        each["code"] for at, each in enumerate(active_pack().rows("towns")) if at == nth
    )
    who = f"{YEAR},Made-up department {nth},POLICE,{code}"
    return f"{HEAD}{who},None,{referrals},Policy,Calls,Two hours,None,1,2,0\n"


def bring(page: Page, file: Path, content: str) -> None:
    """Bring a file from the page of a call, and go on to what is to mend."""
    file.write_text(content, encoding="utf-8")
    page.get_by_label("File", exact=True).set_input_files(file)
    press(page, "Bring it")
    page.wait_for_url(re.compile("/(problems|columns)/"))
    if "columns" in page.url:
        press(page, "Look at the rows")


def test_a_call_over_100_departments_runs_from_its_opening_to_the_compilation(as_role, tmp_path):
    stew = as_role("STEWARD", "Stew")
    sally = as_role("STAFF", "Sally", PHONE)
    page, council, found = stew.page, sally.page, []
    assert board(CALL, viewer="setup", on=timezone.localdate()).tally.late == 12 + len(WRONG)

    for nth, code in enumerate(WRONG):
        town = "Wilimantic" if nth % 2 else "Windhamm"
        stew.open(f"/desk/bring/calls/{CALL}/{code}/file/")
        bring(page, tmp_path / "report.csv", row(nth, town=town))
        see(page, "To mend first")
        see(page, town)
        if nth == 0:
            see(page, "Did you mean Windham instead of Windhamm?")
            found += complaints(page, "problems")
        go(page, "It is larger than 25 MB, or I want to paste it")
        bring(page, tmp_path / "report.csv", row(nth))
        see(page, "Your file is complete")
        found += complaints(page, "complete") if nth == 0 else []
        press(page, "Keep this version")
        press(page, "Send it to the Council")
        see(page, "With the Council")

    standing = board(CALL, viewer="setup", on=timezone.localdate()).tally
    assert standing.late == standing.of[Answered.LATE] == 12
    assert standing.of[Answered.SENT] == SENT + len(WRONG)
    sally.open(f"/desk/calls/{CALL}/")
    see(council, "12")

    sally.open("/desk/answers/")
    found += complaints(council, "answers")
    go(council, "Made-up department 0")
    found += complaints(council, "answer")
    press(council, "Accept it")
    expect(council.get_by_text("It is accepted and locked")).to_be_visible()
    council_account = Account.objects.get(name="Sally").id
    for batch in Batch.objects.filter(state="SENT").values_list("id", flat=True):
        batches.accept(str(batch), by=council_account, at=timezone.now())
    counted = kept.answers(CALL, viewer="setup")
    assert len(counted) == SENT + len(WRONG)
    assert sum(each.values["a2"] for each in counted) == TOTAL
    sally.open(f"/desk/calls/{CALL}/compilation/")
    see(council, str(TOTAL))

    stew.open(f"/desk/bring/calls/{CALL}/{WRONG[0]}/file/")
    bring(page, tmp_path / "report.csv", row(0))
    see(page, "You brought this very file before")
    stew.open(f"/desk/bring/calls/{CALL}/{WRONG[0]}/file/")
    bring(page, tmp_path / "report.csv", row(0, referrals=7))
    if page.get_by_label("What should the Council know").count():
        page.get_by_label("What should the Council know").fill("Three came late.")
    press(page, "Keep this version")
    press(page, "Send it to the Council")
    see(page, "What changed since version 1")
    sally.open("/desk/answers/")
    go(council, "Made-up department 0")
    see(council, "0 rows were added, 0 taken out, 1 changed.")
    found += complaints(council, "difference")
    press(council, "Accept it")
    sally.open(f"/desk/calls/{CALL}/compilation/")
    see(council, str(TOTAL + 3))

    assert found == []
