"""An office without an account answers its yearly call in a real browser: desk, phone, keyboard."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from fourfold.apps.submissions.models import AnswerDraft, Asked, Batch
from tests.make import answers, people
from tests.make.desk import key_of_session
from tests.make.looks import complaints
from tests.make.people import NOW

from .conftest import DESK

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE = {"width": 375, "height": 740}
SIZES = {"desk": DESK, "phone": PHONE}
REFUSED = "Failed to load resource: the server responded with a status of 422"
NUMBERS = {"a2 Ref": "4", "a7": "1", "a8": "2", "a9": "0"}


@pytest.fixture
def site(live_server) -> str:
    return str(live_server.url)


@pytest.fixture
def key(site, monkeypatch) -> str:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return answers.key(*answers.asked())


def fill(page: Page) -> None:
    for label, number in NUMBERS.items():
        page.get_by_label(label).fill(number)
    page.get_by_label("a1 Participation").fill("A regional task force")


@pytest.mark.parametrize("size", SIZES)
def test_an_office_answers_and_every_page_of_it_fits_and_is_clean(key, visit, size):
    one = visit(SIZES[size])
    page, found = one.page, []

    def look(name: str) -> None:
        found.extend(complaints(page, name))
        one.picture(f"call-{name}-{size}")

    one.open(f"/call/{key}/")
    look("link")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Made-up yearly report")
    assert key not in page.url
    look("form")
    page.get_by_role("button", name="Check your answer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look("wrong")
    one.complaints[:] = [each for each in one.complaints if not each.startswith(REFUSED)]
    fill(page)
    expect(page.get_by_text("Kept at")).to_be_visible(timeout=6_000)
    page.get_by_role("button", name="Check your answer").click()
    expect(page.get_by_text("This is what you send")).to_be_visible()
    look("look")
    page.get_by_role("button", name="send it").click()
    expect(page.get_by_role("heading", name="Receipt")).to_be_visible()
    look("receipt")

    one.open("/call/ask/")
    look("ask")

    assert found == []
    assert page.context.cookies() == []
    assert Batch.objects.get().state == "SENT"
    assert not AnswerDraft.objects.exists()


def test_an_office_says_by_keyboard_alone_that_it_has_nothing_to_report(key, visit):
    page = (one := visit(DESK)).page
    one.open("/call/")
    reach(page, "Key")
    page.keyboard.type(key)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Made-up yearly report")

    reach(page, "We have nothing to report")
    page.keyboard.press("Enter")
    expect(page.get_by_text("has nothing to report for")).to_be_visible()
    reach(page, "Yes, nothing to report")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Receipt")).to_be_visible()
    assert Asked.objects.get().nothing_at == NOW


def reach(page: Page, words: str) -> None:
    """Press Tab until what has the focus is called so."""
    named = "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(named) == words:
            return
    pytest.fail(f"Tab does not reach {words!r}")


@pytest.fixture
def staff(site, monkeypatch, visit):
    """Open a browser in which somebody of the Council's staff has signed in."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)

    def start(size: dict[str, int], role: str = "STAFF"):
        one = visit(size)
        cookie = key_of_session(people.account(f"Of-{role}", role), at=NOW)
        name = settings.SESSION_COOKIE_NAME
        one.page.context.add_cookies([{"name": name, "value": cookie, "url": one.url}])
        return one

    return start


@pytest.mark.parametrize("size", SIZES)
def test_the_council_s_pages_and_the_steward_s_fit_and_are_clean(staff, size):
    answers.compiled()
    answers.asked("HOTLINE-2029", dataset="hotline_counts", agency=people.DCF)
    one, found = staff(SIZES[size]), []
    for name in ("compilation", "links"):
        one.open(f"/desk/calls/{answers.CALL}/{name}/")
        one.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        found += complaints(one.page, name)
        one.picture(f"{name}-{size}")
    one.page.get_by_role("button", name=re.compile("Made-up One")).click(timeout=5_000)
    expect(one.page.get_by_role("heading", level=1)).to_contain_text("A new link for")
    found += complaints(one.page, "link made")
    one.picture(f"link-made-{size}")
    steward = staff(SIZES[size], "STEWARD")
    steward.open("/desk/bring/calls/HOTLINE-2029/MADE_UP_PD/form/")
    found += complaints(steward.page, "rows")
    steward.picture(f"rows-{size}")

    assert found == []


def test_an_office_s_large_file_goes_on_after_a_lost_connection_by_its_link(key, visit, tmp_path):
    file = tmp_path / "made-up.csv"
    head = "year,office,kind,town,a1,a2,a3,a4,a5,a6,a7,a8,a9\n"
    row = "2029,Made-up Pd,POLICE,NORWICH,Task force,4,Policy,Calls,Two hours,None,1,2,0\n"
    file.write_text(head + row * 70_000)  # 5 MB: a small part, a whole one and a rest
    one = visit(PHONE)
    page = one.page
    page.context.unroute("**/*")  # what is routed holds a file's parts back
    one.open(f"/call/{key}/")
    page.get_by_role("button", name="Open").click()
    page.get_by_role("button", name=re.compile("file", re.IGNORECASE)).first.click()
    page.get_by_label("File", exact=True).set_input_files(file)
    page.context.set_offline(True)
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_text("The connection is gone")).to_be_visible()
    found = complaints(page, "bring by link")
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name=re.compile("mending|complete|took"))).to_be_visible(
        timeout=25_000
    )

    assert key not in page.url
    assert found == []
    one.complaints.clear()  # of the connection that this test cut
