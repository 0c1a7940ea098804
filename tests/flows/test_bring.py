"""A steward brings a file in a real browser: in parts, through a lost connection."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from fourfold.apps.submissions.actions import asking, calls, respondents
from fourfold.apps.submissions.models import Upload
from fourfold.apps.submissions.rules.respondents import Office
from fourfold.apps.submissions.states import RespondentKind
from fourfold.security.models import Account, RoleGrant
from tests.conftest import LONG
from tests.make import people
from tests.make.desk import key_of_session

from .conftest import DESK, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
CALL, OFFICE = "HOTLINE-2025", "MADEUP_LINE"
HERE = f"/desk/bring/calls/{CALL}/{OFFICE}/"
HEAD = b"from,until,measure,group,count\n"
ROW = b"2025-01-01,2025-12-31,SIGNALS,ALL,190\n"


@pytest.fixture
def called(site) -> None:
    """Open a call and ask one made-up office of the steward's agency."""
    now = timezone.now()
    office = Office("Made-up help line", RespondentKind.HOTLINE, agency=people.DCF, code=OFFICE)
    respondents.add(office, by="setup", at=now)
    calls.open_call(
        CALL,
        dataset="hotline_counts",
        year=2025,
        by="setup",
        at=now,
        title="Hotline counts for 2025",
        words="Please send what you counted.",
        from_on=date(2025, 1, 1),
        until_on=date(2026, 1, 1),
        due_on=timezone.localdate(now) + timedelta(days=20),
    )
    asking.ask(CALL, respondents=[OFFICE], by="setup", at=now)


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
        one.page.context.unroute("**/*")  # what is routed holds a file's parts back
        cookie = key_of_session(Account.objects.get(id=account.id), at=timezone.now())
        one.page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": one.url}]
        )
        return one

    return start


def slowly(page: Page, *, bytes_a_second: int) -> None:
    """Let this page send no faster, as over a poor line."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    told = {"offline": False, "latency": 20, "downloadThroughput": -1}
    line.send("Network.emulateNetworkConditions", told | {"uploadThroughput": bytes_a_second})


def test_a_large_file_goes_on_after_a_lost_connection_a_pause_and_a_reload(as_role, tmp_path):
    file = tmp_path / "counts.csv"
    file.write_bytes(HEAD + ROW * 230_000)  # 9 MB: a small part, two whole ones and a rest
    one = as_role("STEWARD", "Stew")
    page = one.page
    one.open(f"{HERE}file/")
    page.get_by_label("File", exact=True).set_input_files(file)
    page.context.set_offline(True)
    page.get_by_role("button", name="Bring it").click()
    expect(page.get_by_text("The connection is gone")).to_be_visible()
    page.context.set_offline(False)
    slowly(page, bytes_a_second=2_000_000)
    expect(page.get_by_text("0.3 of 8.7 MB")).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("Paused at")).to_be_visible()
    page.reload()
    stopped = Upload.objects.get().arrived
    assert 0 < stopped < file.stat().st_size

    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Bring it").click()
    expect(page.get_by_text(re.compile(r"goes on at|[48]\.\d of 8.7"))).to_be_visible()
    slowly(page, bytes_a_second=-1)
    page.wait_for_url(re.compile("/(problems|columns)/"))

    assert Upload.objects.get().arrived == file.stat().st_size
    one.complaints.clear()  # of the connection that this test cut


def test_the_first_problems_are_told_while_the_rest_still_comes(as_role, tmp_path):
    file = tmp_path / "wrong.csv"
    file.write_bytes(HEAD + ROW.replace(b"SIGNALS", b"SIGNALLS") * (2_500_000 if LONG else 230_000))
    one = as_role("STEWARD", "Stew")
    page = one.page
    one.open(f"{HERE}file/")
    page.get_by_label("File", exact=True).set_input_files(file)
    slowly(page, bytes_a_second=1_000_000)
    began = time.monotonic()
    page.get_by_role("button", name="Bring it").click()
    look = page.get_by_label("First look")
    expect(look).to_contain_text("measure", timeout=15_000)
    took = time.monotonic() - began

    assert took < (2 if LONG else 10), took
    assert Upload.objects.get().arrived < file.stat().st_size
    page.close()
    time.sleep(5)  # the server ends what was asked last, before the database is emptied
